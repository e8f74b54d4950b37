//! From a list to people: lists inside lists are expanded in turn, one question after the other. Pure: it says whom to ask
//! for next and is told what came.
//!
//! Every list is asked for once, so that lists which hold each other come to an end; the limits keep a list of the whole
//! company from becoming hundreds of questions.

use super::{Findings, Found, Kind};
use std::collections::{HashSet, VecDeque};

/// So many lists are asked for at most, the first one included.
const MOST_LISTS: usize = 20;
/// So many lists inside each other.
const DEEPEST: usize = 5;
/// So many members are kept.
const MOST_MEMBERS: usize = 500;

/// The expansion of one list.
#[derive(Debug, Clone)]
pub struct Expansion {
    /// Lists still to be asked for, with how deep they lie.
    open: VecDeque<(String, usize)>,
    /// Keys of every list that was ever open.
    lists: HashSet<String>,
    /// Keys of the members.
    known: HashSet<String>,
    members: Vec<Found>,
    more: bool,
}

impl Expansion {
    /// Of the list with this address.
    pub fn new(address: &str) -> Self {
        Self {
            open: VecDeque::from([(address.to_owned(), 1)]),
            lists: HashSet::from([address.to_lowercase()]),
            known: HashSet::new(),
            members: Vec::new(),
            more: false,
        }
    }

    /// The address of the list to ask for next; none when all were.
    pub fn next(&self) -> Option<&str> {
        self.open.front().map(|(address, _)| address.as_str())
    }

    /// The list that was next has these members.
    pub fn told(&mut self, findings: Findings) {
        let Some((_, depth)) = self.open.pop_front() else { return };
        self.more |= findings.more;
        for found in findings.found {
            let key = found.key();
            if found.kind == Kind::List {
                if self.lists.contains(&key) {
                    continue;
                }
                if depth >= DEEPEST || self.lists.len() >= MOST_LISTS {
                    self.more = true;
                    continue;
                }
                self.lists.insert(key);
                self.open.push_back((found.address, depth + 1));
            } else if !self.known.contains(&key) {
                if self.members.len() >= MOST_MEMBERS {
                    self.more = true;
                    continue;
                }
                self.known.insert(key);
                self.members.push(found);
            }
        }
    }

    /// The list that was next cannot be expanded; what the others hold counts all the same.
    pub fn failed(&mut self) {
        self.open.pop_front();
        self.more = true;
    }

    /// Whether nothing was told yet.
    pub fn is_first(&self) -> bool {
        self.lists.len() == 1 && self.members.is_empty()
    }

    /// Everybody once, in the order found, and whether there are more.
    pub fn finish(self) -> (Vec<Found>, bool) {
        (self.members, self.more || !self.open.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn entry(address: &str) -> Found {
        let kind = if address.starts_with("list") { Kind::List } else { Kind::Person };
        Found { name: address.to_owned(), address: address.to_owned(), kind, ..Found::default() }
    }

    /// Expands `lists` from the first on: who came out, whether more, and how many questions it took.
    fn walk(lists: &BTreeMap<String, Vec<String>>, first: &str) -> (Vec<String>, bool, usize) {
        let (mut expansion, mut questions) = (Expansion::new(first), 0);
        while let Some(list) = expansion.next().map(str::to_owned) {
            questions += 1;
            match lists.get(&list) {
                Some(members) => {
                    let found = members.iter().map(|member| entry(member)).collect();
                    expansion.told(Findings { found, ..Findings::default() });
                }
                None => expansion.failed(),
            }
        }
        let (members, more) = expansion.finish();
        (members.into_iter().map(|found| found.address).collect(), more, questions)
    }

    fn lists(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let owned = |members: &[&str]| members.iter().map(|member| (*member).to_owned()).collect();
        pairs.iter().map(|(list, members)| ((*list).to_owned(), owned(members))).collect()
    }

    #[test]
    fn lists_inside_lists_give_everybody_once() {
        let lists = lists(&[("list1", &["a", "list2", "b"]), ("list2", &["B", "c", "list1"])]);
        assert_eq!(walk(&lists, "list1"), (vec!["a".into(), "b".into(), "c".into()], false, 2));
    }

    #[test]
    fn a_list_that_cannot_be_expanded_leaves_the_others() {
        let lists = lists(&[("list1", &["a", "list9"])]);
        assert_eq!(walk(&lists, "list1"), (vec!["a".into()], true, 2));
    }

    #[test]
    fn depth_and_number_are_limited_and_it_is_said() {
        let chain: BTreeMap<_, _> =
            (0..9).map(|n| (format!("list{n}"), vec![format!("p{n}"), format!("list{}", n + 1)])).collect();
        assert_eq!(walk(&chain, "list0"), ((0..5).map(|n| format!("p{n}")).collect(), true, 5));
        let wide = BTreeMap::from([("list".to_owned(), (0..40).map(|n| format!("list{n}")).collect())]);
        assert_eq!(walk(&wide, "list").2, MOST_LISTS);
        let many = BTreeMap::from([("list".to_owned(), (0..600).map(|n| format!("p{n}")).collect())]);
        let (members, more, _) = walk(&many, "list");
        assert_eq!((members.len(), more), (MOST_MEMBERS, true));
    }

    proptest! {
        #[test]
        fn it_always_ends_and_names_nobody_twice(
            edges in proptest::collection::vec((0usize..30, proptest::bool::ANY, 0usize..60), 0..200),
        ) {
            let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (from, is_list, to) in edges {
                let member = if is_list { format!("list{}", to % 30) } else { format!("p{to}") };
                lists.entry(format!("list{from}")).or_default().push(member);
            }
            let (members, _, questions) = walk(&lists, "list0");
            prop_assert!(questions <= MOST_LISTS);
            let once: HashSet<_> = members.iter().collect();
            prop_assert_eq!(once.len(), members.len());
        }
    }
}
