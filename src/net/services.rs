//! Asks name servers who serves a name (SRV, RFC 2782): the one question that operating systems' resolvers do not take.
//!
//! What comes can be forged by anybody on the way, so it is never more than a hint.

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, Question, RCODE, TYPE};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::timeout;

/// Each name server is asked once, and waited for so long.
const PATIENCE: Duration = Duration::from_secs(2);
const MOST_SERVERS: usize = 3;
const PORT: u16 = 53;

/// The name servers to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameServers {
    /// Those of the operating system.
    System,
    /// These.
    These(Vec<SocketAddr>),
}

impl NameServers {
    /// The hosts and ports that serve `name` (`_service._tcp.example.com`), best first; empty where there are none.
    ///
    /// # Errors
    /// When no name server answers.
    pub async fn services(&self, name: &str) -> io::Result<Vec<(String, u16)>> {
        let servers = match self {
            Self::System => tokio::task::spawn_blocking(system).await.unwrap_or_default(),
            Self::These(servers) => servers.clone(),
        };
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for server in servers.into_iter().take(MOST_SERVERS) {
            match timeout(PATIENCE, ask(server, name)).await {
                Ok(Ok(services)) => return Ok(services),
                Ok(Err(error)) => last = error,
                Err(_) => last = io::ErrorKind::TimedOut.into(),
            }
        }
        Err(last)
    }
}

async fn ask(server: SocketAddr, name: &str) -> io::Result<Vec<(String, u16)>> {
    let own: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let mut random = [0; 2];
    getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
    let id = u16::from_ne_bytes(random);
    let question = question(id, name).ok_or(io::ErrorKind::InvalidInput)?;
    let socket = UdpSocket::bind(own).await?;
    socket.connect(server).await?;
    socket.send(&question).await?;
    let mut answer = [0; 4096];
    loop {
        let length = socket.recv(&mut answer).await?;
        if let Some(services) = answer.get(..length).and_then(|answer| read(id, name, answer)) {
            return services;
        }
    }
}

fn question(id: u16, name: &str) -> Option<Vec<u8>> {
    let mut packet = Packet::new_query(id);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    packet.questions.push(Question::new(Name::new(name).ok()?, TYPE::SRV.into(), CLASS::IN.into(), false));
    packet.build_bytes_vec().ok()
}

/// What an answer says; none where it is not the answer to this question.
fn read(id: u16, name: &str, answer: &[u8]) -> Option<io::Result<Vec<(String, u16)>>> {
    let packet = Packet::parse(answer).ok()?;
    let same = |asked: &Question<'_>| asked.qname.to_string().eq_ignore_ascii_case(name);
    if packet.id() != id || !packet.has_flags(PacketFlag::RESPONSE) || !packet.questions.first().is_some_and(same) {
        return None;
    }
    match packet.rcode() {
        RCODE::NoError | RCODE::NameError => {}
        code => return Some(Err(io::Error::other(format!("{code:?}")))),
    }
    let mut found: Vec<_> = packet
        .answers
        .iter()
        .filter_map(|record| match &record.rdata {
            RData::SRV(service) => Some((service.priority, u16::MAX - service.weight, service)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(priority, lightness, _)| (*priority, *lightness));
    let named = found.into_iter().map(|(_, _, service)| (service.target.to_string(), service.port));
    // A dot alone says that there is decidedly no such service.
    Some(Ok(named.filter(|(host, port)| !host.trim_matches('.').is_empty() && *port != 0).collect()))
}

#[cfg(unix)]
fn system() -> Vec<SocketAddr> {
    let text = std::fs::read("/etc/resolv.conf").unwrap_or_default();
    let (config, _) = resolv_conf::Config::parse_with_errors(&text);
    config.nameservers.into_iter().map(|server| (std::net::IpAddr::from(server), PORT).into()).collect()
}

#[cfg(windows)]
fn system() -> Vec<SocketAddr> {
    let mut adapters = ipconfig::get_adapters().unwrap_or_default();
    adapters.retain(|adapter| adapter.oper_status() == ipconfig::OperStatus::IfOperStatusUp);
    adapters.sort_by_key(ipconfig::Adapter::ipv4_metric);
    let servers = adapters.iter().flat_map(|adapter| adapter.dns_servers().to_vec());
    servers.map(|server| (server, PORT).into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use simple_dns::ResourceRecord;
    use simple_dns::rdata::SRV;

    const NAME: &str = "_autodiscover._tcp.example.com";

    fn answer(asked: &[u8], code: RCODE, services: &[(u16, u16, u16, &str)]) -> Vec<u8> {
        let asked = Packet::parse(asked).unwrap();
        let mut packet = Packet::new_reply(asked.id());
        packet.questions = asked.questions.clone();
        *packet.rcode_mut() = code;
        for &(priority, weight, port, target) in services {
            let data = RData::SRV(SRV { priority, weight, port, target: Name::new_unchecked(target) });
            packet.answers.push(ResourceRecord::new(Name::new_unchecked(NAME), CLASS::IN, 60, data));
        }
        packet.build_bytes_vec().unwrap()
    }

    fn hosts(services: &[(u16, u16, u16, &str)]) -> Vec<(String, u16)> {
        let asked = question(7, NAME).unwrap();
        read(7, NAME, &answer(&asked, RCODE::NoError, services)).unwrap().unwrap()
    }

    #[test]
    fn the_best_service_comes_first_and_none_is_none() {
        let found =
            hosts(&[(20, 0, 443, "c.example.com"), (10, 1, 443, "b.example.com"), (10, 9, 8443, "a.example.com")]);
        let named: Vec<_> = found.iter().map(|(host, port)| (host.as_str(), *port)).collect();
        assert_eq!(named, [("a.example.com", 8443), ("b.example.com", 443), ("c.example.com", 443)]);
        assert_eq!(hosts(&[]), []);
        assert_eq!(hosts(&[(0, 0, 443, "")]), []);
        assert_eq!(hosts(&[(0, 0, 0, "a.example.com")]), []);
    }

    #[test]
    fn only_the_answer_to_the_question_counts() {
        let asked = question(7, NAME).unwrap();
        let good = answer(&asked, RCODE::NoError, &[(0, 0, 443, "a.example.com")]);
        assert!(read(7, NAME, &good).is_some());
        assert!(read(7, &NAME.to_uppercase(), &good).is_some());
        assert!(read(8, NAME, &good).is_none(), "another number");
        assert!(read(7, "_other._tcp.example.com", &good).is_none(), "another name");
        assert!(read(7, NAME, &asked).is_none(), "the question itself");
        assert!(read(7, NAME, &answer(&asked, RCODE::ServerFailure, &[])).unwrap().is_err());
        assert_eq!(read(7, NAME, &answer(&asked, RCODE::NameError, &[])).unwrap().unwrap(), []);
    }

    proptest! {
        #[test]
        fn nothing_that_comes_stops_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
            let _ = read(7, NAME, &bytes);
            let asked = question(7, NAME).unwrap();
            let mut good = answer(&asked, RCODE::NoError, &[(0, 0, 443, "a.example.com")]);
            for (at, byte) in bytes.iter().enumerate().take(3) {
                let place = (cut + at * 31) % good.len();
                good[place] ^= byte;
            }
            let _ = read(7, NAME, &good);
            good.truncate(cut);
            let _ = read(7, NAME, &good);
        }
    }

    #[tokio::test]
    async fn a_name_server_is_asked_over_the_network_and_strangers_are_passed_over() {
        let server = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = server.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            let mut asked = [0; 512];
            let (length, from) = server.recv_from(&mut asked).await.unwrap();
            server.send_to(b"nonsense", from).await.unwrap();
            let good = answer(&asked[..length], RCODE::NoError, &[(0, 0, 443, "mail.example.com")]);
            server.send_to(&good, from).await.unwrap();
        });
        let found = NameServers::These(vec![address]).services(NAME).await.unwrap();
        assert_eq!(found, [("mail.example.com".to_owned(), 443)]);
        serving.await.unwrap();
        assert!(NameServers::These(Vec::new()).services(NAME).await.is_err());
    }
}
