//! Groups and look-ups.

use super::{Person, Roster};
use std::collections::HashMap;

/// A group of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// As first written in the roster.
    pub name: String,
    /// Positions in [`Roster::people`], ascending.
    pub members: Vec<usize>,
}

impl Roster {
    /// The groups in order of their first appearance. Names that differ in case only are one group.
    pub fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (position, person) in self.people.iter().enumerate() {
            for name in &person.groups {
                let place = *places.entry(name.to_lowercase()).or_insert_with(|| {
                    groups.push(Group { name: name.clone(), members: Vec::new() });
                    groups.len() - 1
                });
                if groups[place].members.last() != Some(&position) {
                    groups[place].members.push(position);
                }
            }
        }
        groups
    }

    /// The position of a mailbox, without regard to case. For many look-ups see [`Self::positions`].
    pub fn position(&self, address: &str) -> Option<usize> {
        let wanted = address.to_lowercase();
        self.people.iter().position(|person| person.key() == wanted)
    }

    /// Every [`Person::key`] with its position.
    pub fn positions(&self) -> HashMap<String, usize> {
        self.people.iter().enumerate().map(|(position, person)| (person.key(), position)).collect()
    }

    /// Whom to offer instead of each person: the position of the substitute, where the roster has one.
    pub fn substitutes(&self) -> Vec<Option<usize>> {
        let positions = self.positions();
        let substitute = |(position, person): (usize, &Person)| {
            let found = positions.get(&person.substitute.as_ref()?.to_lowercase()).copied();
            found.filter(|substitute| *substitute != position)
        };
        self.people.iter().enumerate().map(substitute).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, groups: &[&str], substitute: Option<&str>) -> Person {
        Person {
            name: name.into(),
            address: format!("{name}@Example.com"),
            groups: groups.iter().map(|group| (*group).into()).collect(),
            substitute: substitute.map(str::to_owned),
            ..Person::default()
        }
    }

    fn roster() -> Roster {
        Roster {
            people: vec![
                person("anna", &["Service", "Sales"], Some("BRUNO@example.com")),
                person("bruno", &[], Some("bruno@example.com")),
                person("carla", &["sales", "Sales", "Board"], Some("nobody@example.com")),
            ],
        }
    }

    #[test]
    fn groups_stand_in_order_of_first_appearance_and_count_each_once() {
        let group = |name: &str, members: &[usize]| Group { name: name.into(), members: members.into() };
        let expected = [group("Service", &[0]), group("Sales", &[0, 2]), group("Board", &[2])];
        assert_eq!(roster().groups(), expected);
        assert_eq!(Roster::default().groups(), []);
    }

    #[test]
    fn people_are_found_by_address_whatever_its_case() {
        assert_eq!(roster().position("Carla@EXAMPLE.com"), Some(2));
        assert_eq!(roster().position("carla"), None);
        assert_eq!(roster().positions().get("carla@example.com"), Some(&2));
    }

    #[test]
    fn a_substitute_is_somebody_else_of_the_roster() {
        assert_eq!(roster().substitutes(), [Some(1), None, None], "neither oneself nor a stranger");
    }
}
