//! The main screen: search, day, state of the board, groups, the list with its timeline, and the spoken line.

mod banner;
mod empty;
mod lines;
mod listing;
mod moves;
mod spoken;
mod status;
mod strangers;
mod tabs;
mod top_bar;
mod update;
mod view;

pub use listing::Group;
pub use update::{Ask, Effect, Message};
pub use view::Surroundings;

use super::timeline::{Day, Headings};
use crate::calendar::{self, Zone};
use crate::people::{self, SearchIndex};
use crate::refresh::{Cause, Now, Remedy, Snapshot, Terms};
use crate::settings::Display;
use crate::source::Found;
use crate::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use iced::Size;
use lines::Lines;
use listing::Filter;
use std::sync::Arc;

/// What the engine has to say stands at least this long.
const READING_TIME: TimeDelta = TimeDelta::seconds(20);

/// The state of the main screen.
#[derive(Debug)]
pub struct Board {
    words: Arc<Words>,
    display: Display,
    zone: Zone,
    now: Now,
    snapshot: Arc<Snapshot>,
    /// What the start had to say, beside the snapshot's causes.
    notes: Vec<Cause>,
    /// The day shown; none: today, whichever that is.
    date: Option<NaiveDate>,
    lines: Lines,
    day: Day,
    headings: Headings,
    index: SearchIndex,
    groups: Vec<people::Group>,
    filter: Filter,
    /// Who is listed, by position in the roster.
    order: Vec<usize>,
    /// Who is selected, by position in the roster.
    selected: Option<usize>,
    /// The first line shown.
    top: usize,
    /// Size of the list.
    viewport: Size,
    before_search: Option<Place>,
    /// Grows with everything that changes the list's picture.
    revision: u64,
    /// What just happened, in place of the sentence.
    said: Option<String>,
    /// When the engine had something to say that stands there still.
    heard: Option<DateTime<Utc>>,
    control_focused: bool,
}

/// Where one was in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    selected: Option<usize>,
    top: usize,
}

impl Board {
    /// The screen over a snapshot. `notes`: what the start had to say; `viewport`: the size that the list will probably have.
    pub fn new(
        words: Arc<Words>,
        display: Display,
        zone: Zone,
        now: Now,
        snapshot: Arc<Snapshot>,
        notes: Vec<Cause>,
        viewport: Size,
    ) -> Self {
        let terms = Terms::new(&snapshot, now, &display, zone);
        let today = calendar::Day::containing(zone, now.calendar);
        let lines = Lines::new(words.clone(), snapshot.clone(), terms, today, None);
        let mut board = Self {
            headings: lines::headings(&words),
            day: lines::day(today, now.calendar, &display),
            index: SearchIndex::new(&snapshot.roster),
            groups: snapshot.roster.groups(),
            filter: Filter::default(),
            order: Vec::new(),
            selected: None,
            top: 0,
            viewport,
            before_search: None,
            revision: 0,
            said: None,
            heard: None,
            control_focused: false,
            date: None,
            words,
            display,
            zone,
            now,
            snapshot,
            notes,
            lines,
        };
        board.list();
        board.selected = board.order.first().copied();
        board
    }

    /// Looks otherwise from the next snapshot on.
    pub fn dress(&mut self, words: Arc<Words>, display: Display, zone: Zone) {
        self.headings = lines::headings(&words);
        (self.words, self.display, self.zone) = (words, display, zone);
    }

    /// Takes over what the engine knows now. Neither selection nor scroll moves.
    pub fn accept(&mut self, snapshot: Arc<Snapshot>, now: Now) {
        let new_roster = !Arc::ptr_eq(&snapshot.roster, &self.snapshot.roster);
        let selected = self.selected.and_then(|position| self.lines.person(position)).map(people::Person::key);
        let was_empty = self.order.is_empty();
        let heard = self.snapshot.news.as_ref().map(|news| news.number);
        if let Some(news) = snapshot.news.as_ref().filter(|news| Some(news.number) != heard) {
            self.said = Some(self.words.notice(&news.notice).message);
            self.heard = Some(now.real);
        }
        if new_roster || !Arc::ptr_eq(&snapshot.display, &self.snapshot.display) {
            // The files were read anew; what is still wrong with them the engine says.
            self.notes.clear();
        }
        self.snapshot = snapshot;
        if new_roster {
            self.index = SearchIndex::new(&self.snapshot.roster);
            self.groups = self.snapshot.roster.groups();
            self.selected = selected.as_ref().and_then(|key| self.snapshot.roster.position(key));
            // Who was not on the board may be by now; and positions are others.
            self.lines.set_guests(Vec::new());
            if let Some(place) = &mut self.before_search {
                *place = Place { selected: None, ..*place };
            }
        }
        self.tell(now);
        if new_roster && let Some(position) = selected.and_then(|key| self.lines.guest_position(&key)) {
            self.selected = Some(position);
        }
        if was_empty && self.selected.is_none() {
            self.selected = self.order.first().copied();
        }
    }

    /// Another minute begins; what the engine had to say makes room for the sentence again.
    pub fn minute(&mut self, now: Now) {
        if self.heard.is_some_and(|heard| now.real - heard > READING_TIME) {
            (self.said, self.heard) = (None, None);
        }
        self.tell(now);
    }

    /// Reads everything anew at `now`.
    pub fn tell(&mut self, now: Now) {
        self.now = now;
        let terms = Terms::new(&self.snapshot, now, &self.display, self.zone);
        let day = self.calendar_day();
        let guest = self.selected.and_then(|position| self.lines.found(position)).map(Found::key);
        self.lines = Lines::new(self.words.clone(), self.snapshot.clone(), terms, day, Some(&self.lines));
        self.day = lines::day(day, now.calendar, &self.display);
        self.list_keeping(guest);
    }

    /// Says something in place of the sentence.
    pub fn say(&mut self, said: String) {
        (self.said, self.heard) = (Some(said), Some(self.now.real));
    }

    /// The day shown.
    fn calendar_day(&self) -> calendar::Day {
        let today = calendar::Day::containing(self.zone, self.now.calendar);
        self.date.map_or(today, |date| calendar::Day { date, ..today })
    }

    /// Everything that is wrong or worth knowing, the most severe first.
    pub fn causes(&self) -> Vec<&Cause> {
        let told = |note: &&Cause| self.snapshot.causes.iter().any(|cause| cause.notice == note.notice);
        let notes = self.notes.iter().filter(|note| !told(note));
        let mut causes: Vec<_> = self.snapshot.causes.iter().chain(notes).collect();
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.level));
        causes
    }

    /// What the title, the dialogs and the tests ask for.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The text of the search field.
    pub fn search(&self) -> &str {
        &self.filter.search
    }

    /// The name of the selected person.
    pub fn selected_name(&self) -> Option<&str> {
        self.lines.person(self.selected?).map(|person| person.name.as_str())
    }

    /// The names that are listed, in order.
    pub fn listed_names(&self) -> Vec<&str> {
        let people = self.order.iter().filter_map(|position| self.lines.person(*position));
        people.map(|person| person.name.as_str()).collect()
    }

    /// The first line shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The real time that the screen goes by.
    pub fn real_now(&self) -> DateTime<Utc> {
        self.now.real
    }

    /// Why somebody has to sign in, one way or another; none where nobody has to.
    pub fn sign_in_cause(&self) -> Option<&Cause> {
        let helps = |remedy: &Remedy| matches!(remedy, Remedy::EnterPassword | Remedy::SignIn);
        self.snapshot.causes.iter().find(|cause| cause.remedies.iter().any(helps))
    }

    /// A moment of the real clock in the display zone; with its day where that is not today.
    pub fn short_time(&self, at: DateTime<Utc>) -> String {
        let same_day = self.zone.date(at) == self.zone.date(self.now.real);
        if same_day { self.words.clock(at, self.zone) } else { self.full_time(at) }
    }

    /// A moment of the real clock in full, in the display zone.
    pub fn full_time(&self, at: DateTime<Utc>) -> String {
        self.words.full_time(at, self.zone)
    }

    /// The sentence about the selected person.
    pub fn sentence(&self) -> Option<String> {
        self.lines.sentence(self.selected?)
    }
}
