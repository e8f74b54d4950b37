//! The window by keys alone: what the widgets ask of the runtime is carried out too, so that the focus really moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/company.rs"]
mod company;
#[path = "support/stopped.rs"]
mod stopped;

use attendant_calendar::app::screenshot::{Canvas, Painter};
use attendant_calendar::app::{App, Demo, Message};
use attendant_calendar::refresh::{Command, Snapshot};
use attendant_calendar::settings::Display;
use company::{Engine, setup, snapshot};
use futures_util::{FutureExt, StreamExt};
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::key::{Named, NativeCode, Physical};
use iced::keyboard::{Event as KeyEvent, Key, Location, Modifiers};
use iced::{Event, Rectangle, Size, Task, Vector};
use iced_runtime::{Action, task};
use std::sync::Arc;
use stopped::stopped;

/// A window with somebody at its keyboard.
struct Desk {
    app: App,
    engine: Engine,
    painter: Painter,
    copied: Vec<String>,
}

impl Desk {
    fn new(snapshot: Snapshot, size: Size) -> Self {
        let (mut setup, engine) = setup(snapshot, Display::default());
        let (switch, _) = tokio::sync::mpsc::unbounded_channel();
        let (_, playing) = tokio::sync::watch::channel("normal");
        let scenarios = ["normal", "password-changed", "account-locked", "server-down", "slow", "nonsense"];
        setup.demo = Some(Demo::new(scenarios.map(str::to_owned).into(), switch, playing));
        let mut app = App::new(setup);
        let mut painter = Painter::new(Canvas { size, scale: 1.0, pointer: None }).unwrap();
        painter.settle(&mut app);
        Self { app, engine, painter, copied: Vec::new() }
    }

    /// Lets events happen, with all that follows from them.
    fn happen(&mut self, events: &[Event]) {
        let mut messages = self.painter.frame(&self.app, events, |_, _, _| {});
        while !messages.is_empty() {
            for message in std::mem::take(&mut messages) {
                let task = self.app.update(message);
                self.run(task);
            }
            messages = self.painter.frame(&self.app, &[], |_, _, _| {});
        }
    }

    /// Carries out what is asked of the runtime.
    fn run(&mut self, task: Task<Message>) {
        let Some(mut actions) = task::into_stream(task) else { return };
        while let Some(Some(action)) = actions.next().now_or_never() {
            match action {
                Action::Output(message) => {
                    let task = self.app.update(message);
                    self.run(task);
                }
                Action::Widget(operation) => self.operate(operation),
                Action::Clipboard(iced_runtime::clipboard::Action::Write { contents, .. }) => {
                    self.copied.push(contents)
                }
                _ => {}
            }
        }
    }

    fn operate(&mut self, operation: Box<dyn Operation>) {
        let mut next = Some(operation);
        while let Some(mut operation) = next.take() {
            self.painter.frame(&self.app, &[], |interface, renderer, _| interface.operate(renderer, &mut *operation));
            if let Outcome::Chain(chained) = operation.finish() {
                next = Some(chained);
            }
        }
    }

    fn press(&mut self, key: Key, modifiers: Modifiers) {
        let text = match &key {
            Key::Character(letter) if modifiers.is_empty() => Some(letter.clone()),
            Key::Named(Named::Space) => Some(" ".into()),
            _ => None,
        };
        let event = Event::Keyboard(KeyEvent::KeyPressed {
            key: key.clone(),
            modified_key: key,
            physical_key: Physical::Unidentified(NativeCode::Unidentified),
            location: Location::Standard,
            modifiers,
            text,
            repeat: false,
        });
        self.happen(&[Event::Keyboard(KeyEvent::ModifiersChanged(modifiers)), event]);
    }

    fn tap(&mut self, key: Named) {
        self.press(Key::Named(key), Modifiers::empty());
    }

    fn tab(&mut self, times: usize) {
        (0..times).for_each(|_| self.tap(Named::Tab));
    }

    fn type_text(&mut self, text: &str) {
        text.chars().for_each(|letter| self.press(Key::Character(letter.to_string().into()), Modifiers::empty()));
    }

    /// The control that has the focus, how many there are, and where it stands in the window.
    fn focus(&mut self) -> Focus {
        let mut look = Look::default();
        self.painter.frame(&self.app, &[], |interface, renderer, _| interface.operate(renderer, &mut look));
        look.found
    }

    fn selected(&self) -> &str {
        self.app.board().selected_name().unwrap_or_default()
    }

    fn told(&mut self) -> Vec<Command> {
        std::iter::from_fn(|| self.engine.0.try_recv().ok()).collect()
    }
}

#[derive(Default, Clone, Debug)]
struct Focus {
    at: Option<usize>,
    total: usize,
    /// Where the control is to be seen, if the scrollable around it shows it.
    bounds: Option<Rectangle>,
    /// That scrollable, and how far it is scrolled.
    around: Option<(Rectangle, Vector)>,
}

#[derive(Default)]
struct Look {
    found: Focus,
    around: Option<(Rectangle, Vector)>,
    next: Option<(Rectangle, Vector)>,
}

impl Operation for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let outside = self.around;
        self.around = self.next.take().or(outside);
        operate(self);
        self.around = outside;
    }

    fn scrollable(&mut self, _: Option<&Id>, bounds: Rectangle, _: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        self.next = Some((bounds, by));
    }

    fn focusable(&mut self, _: Option<&Id>, bounds: Rectangle, control: &mut dyn Focusable) {
        if control.is_focused() {
            self.found.at = Some(self.found.total);
            self.found.bounds = Some(self.around.map_or(bounds, |(_, by)| bounds - by));
            self.found.around = self.around;
        }
        self.found.total += 1;
    }
}

fn desk(snapshot: Snapshot) -> Desk {
    Desk::new(snapshot, Size::new(1280.0, 800.0))
}

#[test]
fn tab_goes_through_every_control_and_back_to_the_list() {
    let mut desk = desk(stopped(60));
    let total = desk.focus().total;
    // Search, two days, the demo's scenario, refresh, help, three of the banner, eight groups, free now.
    assert_eq!(total, 1 + 2 + 1 + 2 + 3 + 8 + 1);
    for expected in (0..total).map(Some).chain([None, Some(0)]) {
        desk.tab(1);
        assert_eq!(desk.focus().at, expected);
    }
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    assert_eq!(desk.focus().at, None);
    desk.tap(Named::ArrowDown);
    assert_eq!(desk.selected(), "Marco Fontana", "the keyboard is the list's again");
}

#[test]
fn letters_typed_into_the_list_become_a_search_that_esc_takes_back() {
    let mut desk = desk(snapshot(300));
    (0..2).for_each(|_| desk.tap(Named::PageDown));
    let before = (desk.selected().to_owned(), desk.app.board().top());
    desk.type_text("paolo mon");
    assert_eq!(desk.app.board().search(), "paolo mon");
    assert_eq!(desk.focus().at, Some(0), "the field has the keyboard");
    desk.tap(Named::ArrowDown);
    desk.tap(Named::Escape);
    assert_eq!((desk.selected().to_owned(), desk.app.board().top()), before);
    assert_eq!((desk.focus().at, desk.app.board().search()), (None, ""));
    desk.type_text("paolo mon");
    desk.tap(Named::Enter);
    assert_eq!(desk.focus().at, None, "Enter goes back to the list");
    desk.press(Key::Character("c".into()), Modifiers::COMMAND);
    assert_eq!(desk.copied, ["1299"]);
}

#[test]
fn enter_and_space_press_what_has_the_focus() {
    let mut desk = desk(stopped(60));
    desk.told();
    desk.tab(8);
    desk.tap(Named::Enter);
    assert!(desk.app.dialog().is_some(), "Resume asks first");
    assert_eq!(desk.focus().at, Some(0), "what does no harm has the focus");
    desk.tab(1);
    desk.tap(Named::Space);
    assert!(desk.app.dialog().is_none());
    assert!(matches!(desk.told()[..], [Command::Resume]));
}

#[test]
fn a_dialog_keeps_the_focus_and_gives_it_back() {
    let mut desk = desk(stopped(60));
    desk.tab(7);
    desk.tap(Named::Enter);
    // The field, remember, cancel; there is nothing to sign in with yet.
    for expected in [0, 1, 2, 0, 1] {
        assert_eq!((desk.focus().at, desk.focus().total), (Some(expected), 3));
        desk.tab(1);
    }
    desk.tap(Named::Escape);
    assert_eq!(desk.focus().at, Some(6), "the button that opened it");
}

#[test]
fn a_password_needs_no_pointer() {
    let mut desk = desk(stopped(60));
    desk.told();
    desk.tab(7);
    desk.tap(Named::Enter);
    desk.type_text("open");
    desk.tap(Named::Enter);
    match &desk.told()[..] {
        [Command::Password { secret, remember: false }] => assert_eq!(secret.expose(), "open"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_refresh_and_its_banner_leave_the_focus_where_it_is() {
    let mut desk = desk(snapshot(60));
    desk.tab(9);
    let before = desk.focus();
    let task = desk.app.update(Message::Snapshot(Arc::new(stopped(60))));
    desk.run(task);
    desk.happen(&[]);
    let after = desk.focus();
    assert_eq!(after.total, before.total + 3, "the banner's buttons came");
    assert_eq!(after.at, before.at.map(|at| at + 3), "the same control");
}

#[test]
fn tab_shows_a_control_that_was_scrolled_away() {
    let mut desk = Desk::new(snapshot(60), Size::new(360.0, 480.0));
    desk.tab(12);
    let focus = desk.focus();
    let ((tabs, scrolled), tab) = (focus.around.unwrap(), focus.bounds.unwrap());
    assert!(scrolled.x > 0.0, "{focus:?}");
    assert!(tabs.x <= tab.x && tab.x + tab.width <= tabs.x + tabs.width, "{focus:?}");
}

#[test]
fn the_scenarios_of_the_demo_are_chosen_with_arrows() {
    let mut desk = Desk::new(snapshot(60), Size::new(1280.0, 320.0));
    desk.tab(4);
    desk.tap(Named::Enter);
    assert_eq!(desk.focus().at, Some(0), "what is played now");
    for expected in [1, 2, 3, 4, 5] {
        desk.tap(Named::ArrowDown);
        let focus = desk.focus();
        let ((list, _), choice) = (focus.around.unwrap(), focus.bounds.unwrap());
        assert_eq!(focus.at, Some(expected));
        assert!(list.y <= choice.y && choice.y + choice.height <= list.y + list.height, "{focus:?}");
    }
}

#[test]
fn the_smallest_window_shows_the_buttons_of_every_dialog() {
    let lowest = Size::new(360.0, 320.0);
    let mut desk = Desk::new(stopped(60), lowest);
    // Help, password, resume, details.
    for controls in [6, 7, 8, 9] {
        desk.tab(controls);
        desk.tap(Named::Enter);
        assert!(desk.app.dialog().is_some());
        desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
        desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
        for _ in 0..3 {
            desk.tab(1);
            let focus = desk.focus();
            let shown = focus.bounds.unwrap();
            let inside = shown.x >= 0.0 && shown.y >= 0.0 && shown.x + shown.width <= lowest.width;
            assert!(inside && shown.height > 0.0 && shown.y + shown.height <= lowest.height, "{controls}: {focus:?}");
        }
        desk.tap(Named::Escape);
        desk.tap(Named::Escape);
    }
}
