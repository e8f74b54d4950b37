//! The answer about one person at one moment. The window, the command line and the accessibility tree all ask here, so
//! that nothing computes a status twice.

use super::{Observation, Snapshot};
use crate::calendar::{self, Freshness, RefreshPace, Rules, Schedule, Status, Window, Zone};
use crate::people::Person;
use crate::settings::Display;
use crate::words::{Moment, Notice, Sentence, Substitute, Words};
use chrono::{DateTime, TimeDelta, Utc};

/// The present on two clocks, which differ when the program pretends that it is another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Now {
    /// What the calendars are read at.
    pub calendar: DateTime<Utc>,
    /// What ages are counted by.
    pub real: DateTime<Utc>,
}

/// What is said about one person at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status by the rules; *no information* where nothing can be trusted.
    pub status: Status,
    /// How far it can be trusted.
    pub freshness: Freshness,
    /// When the calendar behind it arrived, by the real clock.
    pub as_of: Option<DateTime<Utc>>,
}

impl Answer {
    /// Can be offered to a caller: available, by a calendar that is not old.
    pub fn is_offered(&self) -> bool {
        self.status.available && self.freshness == Freshness::Live
    }
}

/// What an answer depends on beside the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// When.
    pub now: Now,
    /// The adjustable part of the rules.
    pub rules: Rules,
    /// How fast calendars arrive.
    pub pace: RefreshPace,
    /// The zone in which times are shown.
    pub zone: Zone,
}

impl Terms {
    /// The terms of a snapshot.
    pub fn new(snapshot: &Snapshot, now: Now, display: &Display, zone: Zone) -> Self {
        let rules = Rules {
            minimum_gap: TimeDelta::minutes(display.minimum_gap_minutes.into()),
            tentative_reachable: display.tentative_reachable,
            elsewhere_reachable: display.elsewhere_reachable,
            ..Rules::default()
        };
        let pace = RefreshPace { interval: snapshot.interval, last_duration: snapshot.last_took };
        Self { now, rules, pace, zone }
    }

    /// The zone that stands in where a person's calendar names none.
    pub fn zone_of(&self, person: &Person) -> Zone {
        person.zone.map_or(self.zone, Zone::Named)
    }

    /// How far an observation can be trusted.
    pub fn freshness(&self, observation: &Observation) -> Freshness {
        let age = observation.as_of.map(|as_of| (self.now.real - as_of).to_std().unwrap_or_default());
        self.pace.freshness(age, observation.doubtful)
    }

    /// The schedule of an observation, if it can be trusted at all.
    pub fn schedule<'a>(&self, observation: &'a Observation) -> Option<&'a Schedule> {
        let trusted = self.freshness(observation) != Freshness::None;
        observation.schedule.as_deref().filter(|_| trusted)
    }

    /// The schedule for a stretch of time that the screen shows: where it is not in what every refresh holds, what was
    /// fetched for it, as long as that can be trusted. Outside of its `known` nothing may be concluded.
    pub fn schedule_in<'a>(&self, observation: &'a Observation, window: Window) -> Option<&'a Schedule> {
        let holds = |schedule: &Schedule| schedule.known.start <= window.start && window.end <= schedule.known.end;
        let usual = self.schedule(observation);
        if usual.is_some_and(holds) {
            return usual;
        }
        let other = observation.other_days.as_ref().filter(|days| {
            let age = (self.now.real - days.as_of).to_std().unwrap_or_default();
            holds(&days.schedule) && self.pace.freshness(Some(age), false) != Freshness::None
        });
        other.map(|days| &*days.schedule).or(usual)
    }

    /// What is said about a person.
    pub fn answer(&self, person: &Person, observation: &Observation) -> Answer {
        let schedule = self.schedule(observation);
        let status = calendar::status(schedule, self.zone_of(person), self.now.calendar, &self.rules);
        let freshness = if schedule.is_some() { self.freshness(observation) } else { Freshness::None };
        Answer { status, freshness, as_of: observation.as_of }
    }

    /// When and where somebody reads.
    pub fn moment(&self) -> Moment {
        Moment { now: self.now.calendar, zone: self.zone }
    }

    /// The sentence about a person of a snapshot. `substitute`: the position of the person's substitute, where the roster
    /// has one. `answer` gives the answer about any person of the roster, by position.
    pub fn sentence<'a>(
        &self,
        words: &Words,
        snapshot: &Snapshot,
        position: usize,
        substitute: Option<usize>,
        answer: impl Fn(usize) -> Option<&'a Answer>,
    ) -> Option<String> {
        let people = &snapshot.roster.people;
        let (person, said) = (people.get(position)?, answer(position)?);
        let reason = reason(snapshot, position);
        let substitute = substitute.and_then(|position| {
            let live = answer(position).filter(|answer| answer.freshness == Freshness::Live);
            Some(Substitute { person: people.get(position)?, status: live.map(|answer| &answer.status) })
        });
        let sentence = Sentence {
            person,
            status: &said.status,
            reason: reason.as_ref(),
            stale_since: said.as_of.filter(|_| said.freshness == Freshness::Stale),
            substitute,
            horizon_days: self.rules.horizon.num_days(),
        };
        Some(words.sentence(&sentence, self.moment()))
    }
}

/// Why nothing is known of a person: its own error, else what holds up everybody.
pub fn reason(snapshot: &Snapshot, position: usize) -> Option<Notice> {
    let own = snapshot.observations.get(position).and_then(|observation| observation.error.as_ref());
    own.map(|error| error.notice()).or_else(|| snapshot.causes.first().map(|cause| cause.notice.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::StatusWord;
    use crate::refresh::OtherDays;
    use std::sync::Arc;
    use std::time::Duration;

    fn at(minute: u32) -> DateTime<Utc> {
        use chrono::TimeZone;
        Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).single().expect("a time") + TimeDelta::minutes(minute.into())
    }

    fn terms(minute: u32) -> Terms {
        Terms {
            now: Now { calendar: at(0), real: at(minute) },
            rules: Rules::default(),
            pace: RefreshPace { interval: Duration::from_secs(60), last_duration: Duration::ZERO },
            zone: Zone::UTC,
        }
    }

    fn observed() -> Observation {
        let known = Window { start: at(0) - TimeDelta::hours(9), end: at(0) + TimeDelta::days(15) };
        let schedule = Schedule { known, blocks: Vec::new(), working_hours: None, dropped: 0 };
        Observation {
            schedule: Some(Arc::new(schedule)),
            as_of: Some(at(0)),
            doubtful: false,
            ..Observation::default()
        }
    }

    #[test]
    fn another_day_is_read_from_what_was_fetched_for_it_and_else_unknown() {
        let window = |day: i64| Window { start: at(0) + TimeDelta::days(day), end: at(0) + TimeDelta::days(day + 1) };
        let week = Window { start: window(40).start, end: window(46).end };
        let fetched = Schedule { known: week, blocks: Vec::new(), working_hours: None, dropped: 0 };
        let other_days = Some(OtherDays { schedule: Arc::new(fetched.clone()), as_of: at(0) });
        let both = Observation { other_days, ..observed() };
        let known = |minute, observation: &Observation, day| {
            terms(minute)
                .schedule_in(observation, window(day))
                .is_some_and(|schedule| schedule.known.touches(window(day)))
        };
        assert!(known(1, &both, 2) && known(1, &both, 40) && known(1, &both, 46));
        assert!(!known(1, &both, 30) && !known(1, &both, 47), "beyond what is known nothing is said");
        assert!(!known(1, &observed(), 40));
        assert!(!known(61, &both, 40), "what is too old is not known");
        assert_eq!(terms(1).answer(&Person::default(), &both), terms(1).answer(&Person::default(), &observed()));
    }

    #[test]
    fn an_answer_ages_from_live_to_stale_to_none() {
        let word = |minute| {
            let answer = terms(minute).answer(&Person::default(), &observed());
            (answer.freshness, answer.status.word, answer.is_offered())
        };
        assert_eq!(word(1), (Freshness::Live, StatusWord::Free, true));
        assert_eq!(word(3), (Freshness::Stale, StatusWord::Free, false));
        assert_eq!(word(61), (Freshness::None, StatusWord::NoInformation, false));
    }

    #[test]
    fn what_is_doubtful_is_never_live() {
        let observation = Observation { doubtful: true, ..observed() };
        assert_eq!(terms(0).answer(&Person::default(), &observation).freshness, Freshness::Stale);
    }

    #[test]
    fn nothing_observed_is_never_free() {
        let answer = terms(0).answer(&Person::default(), &Observation::default());
        assert_eq!((answer.freshness, answer.status), (Freshness::None, Status::NO_INFORMATION));
    }

    #[test]
    fn a_person_s_own_zone_stands_in_before_the_display_s() {
        let person = Person { zone: Some(chrono_tz::Asia::Tokyo), ..Person::default() };
        // 09:00 UTC is 18:00 in Tokyo, after the assumed hours.
        assert_eq!(terms(0).answer(&person, &observed()).status.word, StatusWord::OutsideWorkingHours);
    }
}
