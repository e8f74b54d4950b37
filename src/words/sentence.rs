//! The sentence of a person: the answer first, in one sentence, then the substitute.

use super::{Moment, Notice, Value, Words};
use crate::calendar::{Follows, NextFree, Status, StatusWord, Until};
use crate::people::Person;
use chrono::{DateTime, NaiveDate, Utc};

/// What a sentence is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    /// Who.
    pub person: &'a Person,
    /// What the calendar says.
    pub status: &'a Status,
    /// Why nothing is known, where that is so.
    pub reason: Option<&'a Notice>,
    /// When the answer came, where it is stale.
    pub stale_since: Option<DateTime<Utc>>,
    /// Named where the person cannot be called.
    pub substitute: Option<Substitute<'a>>,
    /// As far as the next free time was looked for ([`crate::calendar::Rules::horizon`]).
    pub horizon_days: i64,
}

/// Who to offer instead.
#[derive(Debug, Clone, Copy)]
pub struct Substitute<'a> {
    /// Who.
    pub person: &'a Person,
    /// None where nothing is to be said about it: no answer, or a stale one.
    pub status: Option<&'a Status>,
}

/// What a status and what follows it have in common.
struct Part {
    word: StatusWord,
    until: Until,
    return_at: Option<DateTime<Utc>>,
    last_day: Option<NaiveDate>,
}

impl Words {
    /// The sentence in every case of the conventions' table.
    pub fn sentence(&self, sentence: &Sentence<'_>, moment: Moment) -> String {
        let Sentence { person, status, .. } = *sentence;
        let says = match sentence.reason {
            Some(reason) if status.until == Until::Unknown => {
                let args = [("status", self.phrase_of(status.word)), ("reason", self.reason(reason).into())];
                self.get("says-unknown", &args)
            }
            _ => self.says(status, sentence.horizon_days, moment),
        };
        let mut line = self.get("sentence", &[("name", person.name.as_str().into()), ("says", says.into())]);
        if let Some(since) = sentence.stale_since {
            line = self.as_of(line, since, moment);
        }
        if let Some(substitute) = sentence.substitute.filter(|_| status.reachable != Some(true)) {
            let who = self.substitute(&substitute, moment);
            line = self.get("sentence-substitute", &[("sentence", line.into()), ("who", who.into())]);
        }
        line
    }

    fn as_of(&self, sentence: String, since: DateTime<Utc>, moment: Moment) -> String {
        let args = [("time", self.clock(since, moment.zone).into()), ("sentence", sentence.into())];
        if moment.is_today(since) {
            return self.get("sentence-as-of", &args);
        }
        let [time, sentence] = args;
        let weekday = self.weekday(moment.zone.date(since), false);
        self.get("sentence-as-of-day", &[time, sentence, ("weekday", weekday.into())])
    }

    fn substitute(&self, substitute: &Substitute<'_>, moment: Moment) -> String {
        let Person { name, phone, .. } = substitute.person;
        let args = [("name", name.as_str().into()), ("number", phone.as_str().into())];
        let who = if phone.is_empty() {
            name.clone()
        } else if phone.len() <= 6 && phone.bytes().all(|byte| byte.is_ascii_digit()) {
            self.get("substitute-extension", &args)
        } else {
            self.get("substitute-phone", &args)
        };
        let says = match substitute.status {
            None => return who,
            Some(status) if status.soon => {
                self.get("says-soon", &[("status", self.reachable_phrase(status.word)), minutes_left(status, moment)])
            }
            Some(status) if status.reachable == Some(true) => self.text_of(status.word),
            Some(status) => self.part(&Part::from(status), moment),
        };
        self.get("substitute-says", &[("who", who.into()), ("says", says.into())])
    }

    fn says(&self, status: &Status, horizon_days: i64, moment: Moment) -> String {
        if status.soon {
            return self.says_soon(status, moment);
        }
        if status.available || (status.reachable == Some(true) && status.word == StatusWord::Free) {
            return self.says_reachable(status, moment);
        }
        match status.word {
            StatusWord::OutOfOffice if status.ends_at_work() => self.says_booked(status, horizon_days, moment),
            StatusWord::OutOfOffice => self.part(&Part::from(status), moment),
            StatusWord::OutsideWorkingHours => self.says_outside(status, moment),
            _ => self.says_booked(status, horizon_days, moment),
        }
    }

    fn says_soon(&self, status: &Status, moment: Moment) -> String {
        let args = [("status", self.reachable_phrase(status.word)), minutes_left(status, moment)];
        match (status.follows, status.until) {
            (Some(follows), Until::At(until)) if follows.day_over && moment.is_today(until) => {
                let [word, minutes] = args;
                let at = self.at_phrase(until, false, moment);
                self.get("says-soon-end-of-day", &[word, minutes, ("at", at.into())])
            }
            (Some(follows), _) => {
                let [word, minutes] = args;
                let after = self.part(&Part::from(&follows), moment);
                self.get("says-soon-then", &[word, minutes, ("after", after.into())])
            }
            (None, _) => self.get("says-soon", &args),
        }
    }

    fn says_reachable(&self, status: &Status, moment: Moment) -> String {
        let Some(until) = self.until_phrase(status.until, status.last_day, moment) else {
            return self.text_of(status.word);
        };
        let word = ("status", self.phrase_of(status.word));
        match (status.word, status.follows, status.until) {
            (StatusWord::Free, Some(follows), Until::At(end)) if follows.day_over && moment.is_today(end) => {
                let at = self.at_phrase(end, false, moment);
                self.get("says-end-of-day", &[word, ("at", at.into())])
            }
            (StatusWord::Free, Some(follows), _) => {
                let after = self.part(&Part::from(&follows), moment);
                self.get("says-until-then", &[word, ("until", until.into()), ("after", after.into())])
            }
            (StatusWord::Free, None, _) => self.get("says-until", &[word, ("until", until.into())]),
            (StatusWord::WorkingElsewhere, ..) if status.word_until == status.until => {
                self.get("says-until", &[word, ("until", until.into())])
            }
            _ => self.get("says-reachable", &[word, ("until", until.into())]),
        }
    }

    fn says_outside(&self, status: &Status, moment: Moment) -> String {
        match status.follows.filter(|_| status.return_at.is_none()) {
            Some(follows) => {
                let after = self.part(&Part::from(&follows), moment);
                self.get("says-then", &[("status", self.phrase_of(status.word)), ("after", after.into())])
            }
            None => self.part(&Part::from(status), moment),
        }
    }

    /// Booked until, and when free again.
    fn says_booked(&self, status: &Status, horizon_days: i64, moment: Moment) -> String {
        let Some(until) = self.until_phrase(status.until, status.last_day, moment) else {
            return self.text_of(status.word);
        };
        let args = [("status", self.phrase_of(status.word)), ("until", until.into())];
        match status.next_free {
            NextFree::At(at) => {
                let [word, until] = args;
                let next = self.at_phrase(at, false, moment);
                self.get("says-until-next", &[word, until, ("next", next.into())])
            }
            NextFree::NotWithinHorizon => {
                let [word, until] = args;
                self.get("says-until-never", &[word, until, ("days", horizon_days.into())])
            }
            NextFree::Now | NextFree::Unknown => self.get("says-until", &args),
        }
    }

    /// `busy until 11:00`, or `out of office, back Thursday 26 November at 08:00`.
    fn part(&self, part: &Part, moment: Moment) -> String {
        let word = ("status", self.phrase_of(part.word));
        if let Some(return_at) = part.back() {
            // A date, because "back Thursday" may be heard as next week's.
            let at = self.at_phrase(return_at, part.word == StatusWord::OutOfOffice, moment);
            return self.get("says-back", &[word, ("at", at.into())]);
        }
        match self.until_phrase(part.until, part.last_day, moment) {
            Some(until) => self.get("says-until", &[word, ("until", until.into())]),
            None => self.text_of(part.word),
        }
    }

    fn text_of(&self, word: StatusWord) -> String {
        self.text(&format!("status-{}.phrase", word.as_str()))
    }

    fn phrase_of(&self, word: StatusWord) -> Value<'static> {
        self.text_of(word).into()
    }

    /// `free`; `working elsewhere, reachable`.
    fn reachable_phrase(&self, word: StatusWord) -> Value<'static> {
        match word {
            StatusWord::Free => self.phrase_of(word),
            _ => self.get("says-still-reachable", &[("status", self.phrase_of(word))]).into(),
        }
    }
}

/// Whole minutes: rounded down, so that nobody is promised more than there is.
fn minutes_left(status: &Status, moment: Moment) -> (&'static str, Value<'static>) {
    let left = status.until.known().map_or(0, |until| (until - moment.now).num_minutes());
    ("minutes", left.into())
}

impl Part {
    /// The return, unless an absence ends in working time: "until Thursday" would leave open whether Thursday is
    /// included.
    fn back(&self) -> Option<DateTime<Utc>> {
        let ends_at_work = self.word == StatusWord::OutOfOffice && self.until.known() == self.return_at;
        self.return_at.filter(|_| !ends_at_work)
    }
}

impl From<&Status> for Part {
    fn from(status: &Status) -> Self {
        let Status { word, until, return_at, last_day, .. } = *status;
        Self { word, until, return_at, last_day }
    }
}

impl From<&Follows> for Part {
    fn from(follows: &Follows) -> Self {
        let Follows { word, until, return_at, last_day, .. } = *follows;
        Self { word, until, return_at, last_day }
    }
}
