//! What happens on the main screen.

use super::listing::Group;
use super::{Board, Place};
use crate::app::keys::{KeyCommand, Step};
use crate::app::reveal::reveal_focus;
use crate::app::timeline::Change;
use crate::people::Person;
use crate::refresh::{Command, Remedy};
use chrono::Days;
use iced::Task;
use iced::widget::{Id, operation};

/// What a person does on the main screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// Something in the list.
    List(Change),
    /// The search field has another text.
    Search(String),
    /// Enter in the search field: back to the list.
    SearchDone,
    /// Another tab.
    Group(Group),
    /// Only people who are free now, on or off.
    FreeNow,
    /// A key.
    Key(KeyCommand),
    /// Text typed anywhere.
    Typed(String),
    /// A control got the focus, or none has it any more.
    Focused(bool),
    /// A button of a banner.
    Remedy(Remedy),
    /// The details of the banner.
    Details,
    /// Everybody on the list that is shown is to be on the board.
    AddAll,
    /// What the demo's server is to play.
    Scenarios,
}

impl Message {
    /// The list was scrolled so that this line is the first.
    pub fn scrolled(to: usize) -> Self {
        Self::List(Change::Scrolled(to))
    }
}

/// What the screen asks its parent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The password, or another way to sign in.
    SignIn,
    /// Whether to go on with the refused credential.
    ConfirmResume,
    /// What the sign-in guard knows.
    Protection,
    /// A test of the connection.
    Test,
    /// The details behind the banner.
    Details,
    /// What the demo's server is to play.
    Scenario,
    /// The keys.
    Help,
    /// To end the program.
    Quit,
}

/// What follows from a message.
#[derive(Debug, Default)]
pub struct Effect {
    /// For the engine, in this order.
    pub commands: Vec<Command>,
    /// For the runtime.
    pub task: Option<Task<Message>>,
    /// For the parent.
    pub ask: Option<Ask>,
    /// To be written into the roster.
    pub add: Vec<Person>,
}

impl Effect {
    pub(super) fn send(commands: impl IntoIterator<Item = Command>) -> Self {
        Self { commands: commands.into_iter().collect(), ..Self::default() }
    }

    fn run(task: Task<Message>) -> Self {
        Self { task: Some(task), ..Self::default() }
    }

    fn ask(ask: Ask) -> Self {
        Self { ask: Some(ask), ..Self::default() }
    }

    fn and_send(mut self, command: Command) -> Self {
        self.commands.push(command);
        self
    }

    fn and_run(self, task: Task<Message>) -> Self {
        Self { task: Some(task), ..self }
    }
}

/// The search field.
pub const SEARCH: Id = Id::new("search");

impl Board {
    /// Does what a message says.
    pub fn update(&mut self, message: Message) -> Effect {
        if !matches!(message, Message::List(Change::Resized(_)) | Message::Focused(_)) {
            (self.said, self.heard) = (None, None);
        }
        match message {
            Message::List(Change::Pressed(place)) => {
                self.select_place(place);
                self.wanted().and_run(unfocus())
            }
            Message::List(Change::Scrolled(top)) => {
                self.scroll_to(top);
                self.shown()
            }
            Message::List(Change::Resized(size)) => {
                self.viewport = size;
                self.scroll_to(self.top);
                self.shown()
            }
            Message::Search(text) => self.search_for(text),
            Message::SearchDone => self.show_guest().unwrap_or_default().and_run(unfocus()),
            // A blank goes on with a search; it begins none.
            Message::Typed(text) if self.filter.search.is_empty() && text.trim().is_empty() => Effect::default(),
            Message::Typed(text) => {
                let text = format!("{}{text}", self.filter.search);
                self.search_for(text).and_run(focus_at_end())
            }
            Message::Focused(focused) => {
                self.control_focused = focused;
                Effect::default()
            }
            Message::Group(group) => self.show_group(group),
            Message::FreeNow => self.toggle_free_now(),
            Message::Key(command) => self.command(command),
            Message::Remedy(remedy) => match remedy {
                Remedy::EnterPassword | Remedy::SignIn => Effect::ask(Ask::SignIn),
                Remedy::Resume { confirm: true } | Remedy::Confirm => Effect::ask(Ask::ConfirmResume),
                Remedy::Resume { confirm: false } => Effect::send([Command::Resume]),
                Remedy::UseGraph => Effect::send([Command::UseGraph]),
                Remedy::TryOnce => Effect::send([Command::TryOnce]),
                Remedy::AskNow => Effect::send([Command::RefreshNow]),
                Remedy::ShowProtection => Effect::ask(Ask::Protection),
                Remedy::OpenSettings | Remedy::OpenLog => Effect::ask(Ask::Details),
            },
            Message::Details => Effect::ask(Ask::Details),
            Message::AddAll => self.add_all(),
            Message::Scenarios => Effect::ask(Ask::Scenario),
        }
    }

    fn command(&mut self, command: KeyCommand) -> Effect {
        match command {
            KeyCommand::Search => Effect::run(Task::batch([operation::focus(SEARCH), operation::select_all(SEARCH)])),
            KeyCommand::Back => self.leave_search(),
            KeyCommand::Move(step) => self.walk(step),
            KeyCommand::Group(number) => {
                let tab = self.tabs().into_iter().nth(usize::from(number).saturating_sub(1));
                tab.map(|tab| self.show_group(tab.group)).unwrap_or_default()
            }
            KeyCommand::FreeNow => self.toggle_free_now(),
            KeyCommand::NextFree | KeyCommand::PreviousFree => {
                self.step_to_free(command == KeyCommand::PreviousFree);
                self.wanted()
            }
            KeyCommand::DayBefore => self.show_day(-1),
            KeyCommand::DayAfter => self.show_day(1),
            KeyCommand::Today => self.show_day(0),
            KeyCommand::Show => self.show_guest().unwrap_or_default(),
            KeyCommand::AddToBoard => self.add_guest(),
            KeyCommand::Refresh => Effect::send([Command::RefreshNow]),
            KeyCommand::CopyNumber => self.copy_number(),
            KeyCommand::CopySentence => match self.sentence() {
                Some(sentence) => self.copy(sentence),
                None => Effect::default(),
            },
            KeyCommand::FocusNext => Effect::run(operation::focus_next().chain(reveal_focus())),
            KeyCommand::FocusPrevious => Effect::run(operation::focus_previous().chain(reveal_focus())),
            KeyCommand::Protection => Effect::ask(Ask::Protection),
            KeyCommand::Test => Effect::ask(Ask::Test),
            KeyCommand::Help => Effect::ask(Ask::Help),
            KeyCommand::Quit => Effect::ask(Ask::Quit),
        }
    }

    fn walk(&mut self, step: Step) -> Effect {
        self.step(step);
        self.wanted()
    }

    fn search_for(&mut self, text: String) -> Effect {
        if self.before_search.is_none() {
            self.before_search = Some(Place { selected: self.selected, top: self.top });
        }
        self.filter.search = text;
        if self.filter.search.trim().is_empty() {
            return self.restore();
        }
        self.selected = None;
        self.list();
        self.top = 0;
        self.wanted().and_send(Command::Find(self.filter.search.clone()))
    }

    fn leave_search(&mut self) -> Effect {
        self.filter.search.clear();
        let effect = self.restore();
        effect.and_run(unfocus())
    }

    /// Goes back to where the search began.
    fn restore(&mut self) -> Effect {
        let place = self.before_search.take();
        if let Some(place) = place {
            self.selected = place.selected;
        }
        self.list();
        if let Some(place) = place {
            self.scroll_to(place.top);
        }
        self.selected = self.selected.or(self.order.first().copied());
        let shown = self.shown();
        if place.is_some() { shown.and_send(Command::Find(String::new())) } else { shown }
    }

    fn show_group(&mut self, group: Group) -> Effect {
        self.filter.group = group;
        self.filter.search.clear();
        let searched = self.before_search.take().is_some();
        let effect = self.relist().and_run(unfocus());
        if searched { effect.and_send(Command::Find(String::new())) } else { effect }
    }

    fn toggle_free_now(&mut self) -> Effect {
        self.filter.free_now = !self.filter.free_now;
        // The person selected so far is not listed for that alone.
        let selected = self.selected.take();
        self.list();
        self.selected = selected;
        self.relist()
    }

    /// Lists anew; who is no longer listed gives the selection to the first.
    fn relist(&mut self) -> Effect {
        let selected = self.selected.take();
        self.list();
        self.selected = selected.filter(|selected| self.order.contains(selected)).or(self.order.first().copied());
        self.reveal();
        self.wanted()
    }

    /// Another day by that many days; 0: today.
    fn show_day(&mut self, by: i64) -> Effect {
        let shown = self.calendar_day().date;
        let other = match by {
            0 => None,
            by if by < 0 => shown.checked_sub_days(Days::new(by.unsigned_abs())),
            by => shown.checked_add_days(Days::new(by.unsigned_abs())),
        };
        let today = self.zone.date(self.now.calendar);
        self.date = other.filter(|date| *date != today);
        self.tell(self.now);
        Effect::send([Command::Day(self.calendar_day().date)])
    }

    fn copy_number(&mut self) -> Effect {
        let person = self.selected.and_then(|position| self.lines.person(position));
        match person {
            Some(person) if person.phone.is_empty() => {
                let name = person.name.clone();
                self.said = Some(self.words.get("spoken-no-number", &[("name", name.into())]));
                Effect::default()
            }
            Some(person) => {
                let number = person.phone.clone();
                self.copy(number)
            }
            None => Effect::default(),
        }
    }

    fn copy(&mut self, text: String) -> Effect {
        self.said = Some(self.words.get("spoken-copied", &[("text", text.as_str().into())]));
        Effect::run(iced::clipboard::write(text))
    }

    /// A person waits for the selected one, and the list may show others than before.
    fn wanted(&self) -> Effect {
        let people = self.snapshot.roster.people.len();
        let wanted = self.selected.filter(|position| *position < people).map(Command::Wanted);
        Effect::send([Command::Visible(self.visible())].into_iter().chain(wanted))
    }

    fn shown(&self) -> Effect {
        Effect::send([Command::Visible(self.visible())])
    }
}

/// The keyboard belongs to the list again.
fn unfocus() -> Task<Message> {
    use iced::advanced::widget::operation::focusable;
    iced::advanced::widget::operate(focusable::unfocus())
}

fn focus_at_end() -> Task<Message> {
    Task::batch([operation::focus(SEARCH), operation::move_cursor_to_end(SEARCH)])
}
