//! Names for up to 5,000 people, no two alike: given and family names go together by where families come from.

use super::chance::Chance;
use unicode_normalization::UnicodeNormalization;

struct Origin {
    /// How often, relative to the others.
    weight: usize,
    given: &'static str,
    /// No family name belongs to two origins, so that names of different origins differ.
    family: &'static str,
}

/// Given and family names, separated by blanks; a tilde stands for a blank inside a name.
const ORIGINS: [Origin; 12] = [
    Origin {
        weight: 26,
        given: "Anna Jonas Katharina Lukas Sabine Matthias Claudia Stefan Julia Andreas Birgit Tobias Lena Florian Heike \
                Sebastian Petra Markus Nadine Thomas Ulrike Jürgen Franziska Dirk Monika Holger Silke Rainer Johanna Felix \
                Marlene Bernd Antje Paul Greta Oliver Ingrid Torsten Mia Henrik",
        family: "Albrecht Baumgart Brandt Dietrich Ebert Faber Fiedler Geiger Grothe Haas Hartwig Hildebrandt Jansen Kessler \
                 Kirchner Köhler Krämer Lindner Lorenz Marquardt Möller Neubert Ostermann Pohl Reinhardt Richter Römer Sander \
                 Schäfer Scholz Schubert Seidel Steinbach Thiele Ulrich Voigt Wagner Weber Wendt Winkler Zeller Ziegler \
                 Böttcher Engel Friedrich Gerlach Hoffmann Kaiser Lehmann Pfeiffer",
    },
    Origin {
        weight: 24,
        given: "Emma Oliver Charlotte Harry Grace George Sophie Jack Lucy William Hannah Thomas Alice James Rebecca Daniel \
                Eleanor Samuel Megan Matthew Rachel Adam Imogen Luke Bethany Simon Fiona Andrew Claire Peter Gemma Robert \
                Heather Ian Lydia Neil Holly Graham Abigail Stuart",
        family: "Ashworth Barnes Bennett Blackwood Bradley Carter Chapman Clarke Coleman Dawson Ellison Fletcher Gardner \
                 Greenwood Hargreaves Harrison Holloway Hughes Kendall Lambert Lockwood Marsh Mason Middleton Norris Osborne \
                 Palmer Pearce Preston Radcliffe Rhodes Sheldon Simmons Sinclair Stafford Sutton Thornton Turner Underwood \
                 Wainwright Walsh Whitaker Wilkinson Woodward Yates Bishop Cartwright Dunn Frost Hewitt",
    },
    Origin {
        weight: 9,
        given: "Giulia Marco Chiara Lorenzo Francesca Alessandro Elena Davide Martina Matteo Paola Stefano Silvia Roberto Ilaria \
                Enrico Valentina Giorgio Beatrice Carlo",
        family: "Barbieri Bellini Caruso Colombo Conti Ferrari Fontana Gallo Greco Lombardi Marini Moretti Pellegrini Ricci \
                 Rinaldi Rossetti Santoro Serra Vitale Bianchi Costa De~Luca Ferrara Mancini Martinelli",
    },
    Origin {
        weight: 7,
        given: "Elif Emre Ayşe Mehmet Zeynep Can Selin Murat Derya Kerem Esra Deniz Gül Okan Merve Hakan Ebru Serkan Aylin Burak",
        family: "Aksoy Aydın Bulut Çelik Demir Doğan Erdem Güneş Kaplan Kaya Koç Özdemir Polat Şahin Tekin Toprak Uçar Yıldız \
                 Yılmaz Arslan Keskin Korkmaz",
    },
    Origin {
        weight: 7,
        given: "Agnieszka Piotr Magdalena Tomasz Katarzyna Paweł Ewa Marcin Joanna Krzysztof Dorota Michał Aleksandra Rafał Beata \
                Jakub Iwona Wojciech Natalia Grzegorz",
        family: "Adamczyk Baran Czarnecki Dudek Gajewski Jabłoński Kamiński Kowalczyk Krawczyk Lis Majewski Mazur Michalak Nowak \
                 Pawlak Sikora Sobczak Szymański Urban Wieczorek Wójcik Zając",
    },
    Origin {
        weight: 6,
        given: "Priya Arjun Ananya Rahul Kavita Vikram Meera Sanjay Divya Rohan Nisha Amit Lakshmi Karan Pooja Suresh Asha Nikhil \
                Deepa Anil",
        family: "Agarwal Banerjee Bhatt Chandra Desai Gupta Iyer Joshi Kapoor Kulkarni Malhotra Mehta Menon Nair Patel Pillai Rao \
                 Reddy Saxena Sharma Trivedi Varma",
    },
    Origin {
        weight: 5,
        given: "Camille Julien Élodie Nicolas Manon Antoine Céline Guillaume Amélie Mathieu Sandrine Étienne Hélène Laurent \
                Aurélie Olivier Pauline Thierry Margaux Benoît",
        family: "Aubert Blanchard Bonnet Chevalier Delacroix Dubois Fournier Garnier Girard Lambertin Lefèvre Marchand Mercier \
                 Moreau Perrin Renard Rousseau Roux Vidal Lemaire Picard Besson",
    },
    Origin {
        weight: 5,
        given: "Lucía Javier Carmen Álvaro Marta Diego Inés Sergio Pilar Rubén Beatriz Miguel Nuria Pablo Rocío Ignacio Elisa \
                Gonzalo Teresa Hugo",
        family: "Aguilar Blanco Cabrera Castillo Delgado Domínguez Esteban Fuentes Gallego Herrera Ibáñez Jiménez Lozano Medina \
                 Navarro Ortega Pascual Ramos Romero Salazar Vega Zamora",
    },
    Origin {
        weight: 4,
        given: "Ingrid Lars Astrid Erik Freja Magnus Sigrid Anders Maja Nils Kirsten Mikkel Liv Søren Karin Jesper Solveig Gustav \
                Tuva Bjørn",
        family: "Andersen Bergström Bakke Dahl Eklund Forsberg Hagen Holm Iversen Kjær Lindqvist Lund Mortensen Nyström Olsen \
                 Rasmussen Sandberg Solberg Strand Sundström Thorsen Vestergaard",
    },
    Origin {
        weight: 3,
        given: "Linh Minh Thao Duc Mai Quang Lan Tuan Huong Khanh Ngoc Bao Phuong Long Trang Hieu Yen Son Thuy Nam",
        family: "Bui Dang Dinh Doan Duong Ho Hoang Huynh Lam Luong Ngo Nguyen Pham Phan Ta Tran Trinh Truong Vo Vu Ly Mac",
    },
    Origin {
        weight: 2,
        given: "Yuki Kenji Haruka Daichi Sakura Takumi Aiko Hiroshi Naomi Ren Emi Satoshi Mariko Kaito Keiko Shinji Rina Akira \
                Hana Makoto",
        family: "Abe Endo Fujita Hayashi Inoue Ishikawa Kimura Kobayashi Maeda Matsuda Mori Nakamura Ogawa Okada Sakamoto Sasaki \
                 Shimizu Takeda Tanaka Ueda Watanabe Yamamoto",
    },
    Origin {
        weight: 2,
        given: "Layla Omar Nadia Karim Samira Youssef Amina Tarek Rania Hassan Leila Khalid Salma Rashid Dina Faris Noor Samir \
                Yasmin Jamal",
        family: "Abbas Amari Aziz Bakri Darwish El~Amin Fadel Farouk Haddad Hamdan Ibrahim Jaber Khoury Mansour Mokhtar Nasser \
                 Qasim Rahal Saleh Shahin Tahan Zidan",
    },
];

/// Hands out names; the n-th one depends on the seed and on n alone.
pub(super) struct Names {
    origins: Vec<Walk>,
    chance: Chance,
}

/// A walk through all pairs of an origin that meets each once.
struct Walk {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    at: usize,
    stride: usize,
}

impl Names {
    /// The company's own.
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::of(&[seed, 1]);
        let walk = |origin: &Origin| {
            let given: Vec<_> = origin.given.split_whitespace().collect();
            let family: Vec<_> = origin.family.split_whitespace().collect();
            let pairs = given.len() * family.len();
            // Near the golden ratio, so that neighbours share neither name.
            let mut stride = pairs * 618 / 1000 + 1;
            while common_divisor(stride, pairs) > 1 {
                stride += 1;
            }
            Walk { at: chance.below(pairs), stride, given, family }
        };
        let origins = ORIGINS.iter().map(walk).collect();
        Self { origins, chance: Chance::of(&[seed, 2]) }
    }

    /// Given and family name of the next person.
    pub fn next(&mut self) -> (String, String) {
        let weights: Vec<_> = ORIGINS.iter().enumerate().map(|(index, origin)| (origin.weight, index)).collect();
        let index = self.chance.weighted(&weights, 0);
        let Some(walk) = self.origins.get_mut(index) else { return Default::default() };
        walk.at = (walk.at + walk.stride) % (walk.given.len() * walk.family.len());
        let (given, family) = (walk.at % walk.given.len(), walk.at / walk.given.len());
        let name = |list: &[&str], at: usize| list.get(at).copied().unwrap_or_default().replace('~', " ");
        (name(&walk.given, given), name(&walk.family, family))
    }
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// The name as it stands in a mail address: lower-case ASCII letters.
pub(super) fn mail_part(name: &str) -> String {
    name.to_lowercase()
        .nfd()
        .flat_map(|letter| match letter {
            'ß' => vec!['s', 's'],
            'ø' => vec!['o'],
            'æ' => vec!['a', 'e'],
            'ł' => vec!['l'],
            'ı' => vec!['i'],
            _ => vec![letter],
        })
        .filter(char::is_ascii_alphabetic)
        .collect()
}
