//! One mailbox of the company and what the reception may see of it.

use crate::people::Person;
use chrono::Weekday;
use chrono_tz::Tz;

/// What the reception's account may see of a mailbox's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::simulator) enum Access {
    /// The address leads nowhere: on the roster still, in the directory no longer.
    Gone,
    /// Not even free/busy.
    None,
    /// Times and types (`FreeBusyTimeOnly`, the usual default).
    Times,
    /// Times, types, subjects and places.
    Details,
    /// The whole calendar folder.
    Reviewer,
}

/// A working period on some days, in minutes since local midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) struct Shift {
    pub days: &'static [Weekday],
    pub start: u32,
    pub end: u32,
}

/// How full somebody's days are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Load {
    Light,
    Normal,
    Heavy,
}

/// One mailbox.
#[derive(Debug, Clone)]
pub(in crate::simulator) struct Member {
    /// Position on the staff list; the reception comes after everybody.
    pub index: usize,
    pub given: String,
    pub family: String,
    pub address: String,
    pub department: &'static str,
    pub groups: Vec<&'static str>,
    pub title: &'static str,
    pub phone: String,
    pub mobile: String,
    pub location: String,
    pub zone: Tz,
    /// The company's, in which meetings of several people are planned.
    pub(super) main_zone: Tz,
    pub shifts: Vec<Shift>,
    pub access: Access,
    /// Position of the person to offer instead.
    pub substitute: Option<usize>,
    /// Which weekly meetings: people of one team share them.
    pub(super) team: u64,
    pub(super) load: Load,
    /// Days worked elsewhere, every week.
    pub(super) home_days: Vec<Weekday>,
    /// Nobody, but a place that is booked.
    pub room: bool,
}

impl Member {
    /// Given name first.
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// First start and last end of the working periods of a weekday, in minutes since local midnight.
    pub(super) fn hours_on(&self, day: Weekday) -> Option<(u32, u32)> {
        let mut today = self.shifts.iter().filter(|shift| shift.days.contains(&day));
        let first = today.next()?;
        Some(today.fold((first.start, first.end), |(start, end), shift| (start.min(shift.start), end.max(shift.end))))
    }

    /// The member as the roster has it.
    pub(super) fn as_person(&self, substitute: Option<&Self>) -> Person {
        Person {
            name: self.name(),
            address: self.address.clone(),
            department: self.department.to_owned(),
            groups: self.groups.iter().map(|&group| group.to_owned()).collect(),
            phone: self.phone.clone(),
            mobile: self.mobile.clone(),
            title: self.title.to_owned(),
            location: self.location.clone(),
            zone: Some(self.zone),
            substitute: substitute.map(|member| member.address.clone()),
            note: String::new(),
            favourite: false,
        }
    }
}
