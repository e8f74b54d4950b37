//! The company as its directory knows it: addresses, distribution lists, search.

use super::chance::Chance;
use super::event::{Event, Show};
use super::member::{Access, Member};
use super::names::mail_part;
use super::units::GROUPS;
use super::{DOMAIN, absence, day, staff};
use crate::people::Person;
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;

/// The whole company.
pub(in crate::simulator) struct Company {
    seed: u64,
    /// The staff, the reception, whoever is not on the board, the rooms.
    members: Vec<Member>,
    /// How many of them are the staff.
    staff: usize,
    lists: Vec<List>,
    by_address: HashMap<String, Place>,
}

/// A group address.
#[derive(Debug, Clone)]
pub(in crate::simulator) struct List {
    pub name: String,
    pub address: String,
    /// Positions on the staff list.
    pub members: Vec<usize>,
    /// Positions of the lists that are members too.
    pub lists: Vec<usize>,
    /// Its members are rooms.
    pub rooms: bool,
}

/// What a mailbox answers by itself.
pub(in crate::simulator) struct AutomaticReply<'a> {
    /// The first day on which somebody is there again.
    pub back: NaiveDate,
    /// Whom to turn to.
    pub substitute: Option<&'a Member>,
}

/// What an address leads to.
#[derive(Clone, Copy)]
pub(in crate::simulator) enum Recipient<'a> {
    Member(&'a Member),
    List(&'a List),
}

#[derive(Clone, Copy)]
enum Place {
    Member(usize),
    List(usize),
}

impl Company {
    /// The company of a seed; `account` is the reception's address.
    pub fn new(seed: u64, people: usize, zone: Tz, account: &str) -> Self {
        let mut members = staff::hire(seed, people, zone);
        members.push(staff::reception(people, zone, account));
        members.extend(staff::others(seed, people, zone));
        members.extend(staff::rooms(members.len(), zone));
        let (staff, lists) = (people, lists(&members));
        let people = members.iter().enumerate().filter(|(_, member)| member.access != Access::Gone);
        let people = people.map(|(index, member)| (member.address.to_lowercase(), Place::Member(index)));
        let groups = lists.iter().enumerate().map(|(index, list)| (list.address.clone(), Place::List(index)));
        let by_address = groups.chain(people).collect();
        Self { seed, members, staff, lists, by_address }
    }

    /// The staff without the reception, those with errors among them.
    pub fn roster(&self) -> Vec<Person> {
        let substitute = |member: &Member| member.substitute.and_then(|index| self.members.get(index));
        self.members.iter().take(self.staff).map(|member| member.as_person(substitute(member))).collect()
    }

    /// Whose calendar goes wrong where a scenario wants one that does.
    pub fn odd_one(&self) -> Option<&Member> {
        let staff = self.members.iter().take(self.staff);
        staff.filter(|member| member.access >= Access::Times).nth(self.staff / 5)
    }

    /// What an address leads to, in any case.
    pub fn find(&self, address: &str) -> Option<Recipient<'_>> {
        Some(match *self.by_address.get(&address.trim().to_lowercase())? {
            Place::Member(index) => Recipient::Member(self.members.get(index)?),
            Place::List(index) => Recipient::List(self.lists.get(index)?),
        })
    }

    /// Whoever the directory may mean by `entry`: the beginning of a name, of an address, of any word of a name.
    pub fn resolve(&self, entry: &str) -> Vec<Recipient<'_>> {
        let wanted = fold(entry.trim().trim_start_matches("smtp:").trim_start_matches("SMTP:"));
        let matches = |name: &str, address: &str| {
            let name = fold(name);
            name.starts_with(&wanted)
                || name.split(' ').any(|word| word.starts_with(&wanted))
                || address.to_lowercase().starts_with(&wanted)
        };
        let members = self.members.iter().filter(|member| member.access != Access::Gone);
        let members = members.filter(|m| matches(&m.name(), &m.address)).map(Recipient::Member);
        let lists = self.lists.iter().filter(|list| matches(&list.name, &list.address)).map(Recipient::List);
        members.chain(lists).collect()
    }

    /// The members of a list that have a mailbox.
    pub fn members_of<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a Member> {
        list.members.iter().filter_map(|&index| self.members.get(index))
    }

    /// The lists that are members of a list.
    pub fn lists_of<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a List> {
        list.lists.iter().filter_map(|&index| self.lists.get(index))
    }

    /// The lists whose members are rooms.
    pub fn room_lists(&self) -> impl Iterator<Item = &List> {
        self.lists.iter().filter(|list| list.rooms)
    }

    /// What a mailbox answers to a mail that comes now: its absence, unless that is nobody's business, and who stands in.
    pub fn automatic_reply(&self, member: &Member, now: DateTime<Utc>) -> Option<AutomaticReply<'_>> {
        let events = self.events(member, now, now + chrono::TimeDelta::seconds(1));
        let absence = events.into_iter().find(|event| event.show == Show::OutOfOffice && !event.private)?;
        let substitute = member.substitute.and_then(|index| self.members.get(index));
        Some(AutomaticReply { back: absence.end.with_timezone(&member.zone).date_naive(), substitute })
    }

    /// The items of a mailbox that touch `[start, end)`, whole, sorted by start.
    pub fn events(&self, member: &Member, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<Event> {
        let local = |at: DateTime<Utc>| at.with_timezone(&member.zone).date_naive();
        let mut events = Vec::new();
        absence::between(self.seed, member, local(start), local(end), &mut events);
        // Items of the evening before may reach into the window.
        let mut date = local(start) - Days::new(1);
        while date <= local(end) {
            day::of(self.seed, member, date, &mut events);
            date = date + Days::new(1);
        }
        events.retain(|event| event.start < end && start < event.end);
        events.sort_by_key(|event| (event.start, event.end));
        events
    }

    /// A number for an item, the same whenever it is asked for.
    pub fn event_id(&self, member: &Member, event: &Event) -> u64 {
        Chance::of(&[self.seed, 9, member.index as u64, event.start.timestamp().unsigned_abs(), event.show as u64])
            .next()
    }
}

fn lists(members: &[Member]) -> Vec<List> {
    let with = |group: &str| {
        let in_group = members.iter().filter(|member| member.groups.contains(&group) && member.access != Access::Gone);
        in_group.map(|member| member.index).collect::<Vec<_>>()
    };
    let list = |name: &str, members| List {
        name: name.to_owned(),
        address: format!("{}@{DOMAIN}", mail_part(name)),
        members,
        lists: Vec::new(),
        rooms: false,
    };
    let everybody =
        members.iter().filter(|member| !member.groups.is_empty() && member.access != Access::Gone).map(|m| m.index);
    let mut lists: Vec<List> = GROUPS.iter().map(|group| list(group, with(group))).collect();
    lists.push(list("Everybody", everybody.collect()));
    // Lists inside lists, and two that hold each other, as they happen to grow.
    let (customers, projects) = (lists.len(), lists.len() + 1);
    lists.push(List { lists: vec![0, 1, projects], ..list("Customer Teams", Vec::new()) });
    let first = members.iter().take(3).filter(|member| member.access != Access::Gone).map(|member| member.index);
    lists.push(List { lists: vec![customers], ..list("Customer Projects", first.collect()) });
    let rooms: Vec<usize> = members.iter().filter(|member| member.room).map(|member| member.index).collect();
    for (name, rooms) in
        ["Main Building Rooms", "Workshop Rooms"].iter().zip(rooms.chunks(rooms.len().div_ceil(2).max(1)))
    {
        lists.push(List { rooms: true, ..list(name, rooms.to_vec()) });
    }
    lists
}

/// Without case and accents, as a directory compares.
fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = text.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter));
    plain.collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
