//! A window with somebody at its keyboard.

use super::company::{Engine, setup};
use attendant_calendar::app::screenshot::{Canvas, Painter};
use attendant_calendar::app::{App, Browser, Demo, Message, Tester};
use attendant_calendar::refresh::{Command, Snapshot};
use attendant_calendar::settings::Display;
use attendant_calendar::words::Step;
use futures_util::{FutureExt, StreamExt};
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::key::{Named, NativeCode, Physical};
use iced::keyboard::{Event as KeyEvent, Key, Location, Modifiers};
use iced::{Event, Rectangle, Size, Task, Vector};
use iced_runtime::{Action, task};
use std::sync::mpsc;
use tokio::sync::mpsc::UnboundedSender;

/// A window with somebody at its keyboard.
pub struct Desk {
    pub app: App,
    engine: Engine,
    painter: Painter,
    pub copied: Vec<String>,
    /// What the browser was sent to.
    opened: mpsc::Receiver<String>,
    /// The tests of the connection that were begun; they say nothing by themselves.
    begun: mpsc::Receiver<UnboundedSender<Step>>,
    tests: Vec<UnboundedSender<Step>>,
}

impl Desk {
    pub fn new(snapshot: Snapshot, size: Size) -> Self {
        let (mut setup, engine) = setup(snapshot, Display::default());
        let (switch, _) = tokio::sync::mpsc::unbounded_channel();
        let (_, playing) = tokio::sync::watch::channel("normal");
        let scenarios = ["normal", "password-changed", "account-locked", "server-down", "slow", "nonsense"];
        setup.demo = Some(Demo::new(scenarios.map(str::to_owned).into(), switch, playing));
        let (opens, opened) = mpsc::channel();
        setup.browser = Browser::new(move |address| opens.send(address.to_owned()).map_err(|error| error.to_string()));
        let (begins, begun) = mpsc::channel();
        setup.tester = Tester::new(move || {
            let (sender, steps) = tokio::sync::mpsc::unbounded_channel();
            begins.send(sender).unwrap();
            steps
        });
        let mut app = App::new(setup);
        let mut painter = Painter::new(Canvas { size, scale: 1.0, pointer: None }).unwrap();
        painter.settle(&mut app);
        Self { app, engine, painter, copied: Vec::new(), opened, begun, tests: Vec::new() }
    }

    /// Lets events happen, with all that follows from them.
    pub fn happen(&mut self, events: &[Event]) {
        let mut messages = self.painter.frame(&self.app, events, |_, _, _| {});
        while !messages.is_empty() {
            for message in std::mem::take(&mut messages) {
                let task = self.app.update(message);
                self.run(task);
            }
            messages = self.painter.frame(&self.app, &[], |_, _, _| {});
        }
    }

    /// Lets something happen that no event of the window is behind.
    pub fn happens(&mut self, message: Message) {
        let task = self.app.update(message);
        self.run(task);
        self.happen(&[]);
    }

    /// How many tests of the connection were begun.
    pub fn tests(&mut self) -> usize {
        self.tests.extend(self.begun.try_iter());
        self.tests.len()
    }

    /// Carries out what is asked of the runtime.
    pub fn run(&mut self, task: Task<Message>) {
        let Some(mut actions) = task::into_stream(task) else { return };
        // A future gives way once before it begins.
        let mut next = move || actions.next().now_or_never().or_else(|| actions.next().now_or_never()).flatten();
        while let Some(action) = next() {
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

    pub fn press(&mut self, key: Key, modifiers: Modifiers) {
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

    pub fn tap(&mut self, key: Named) {
        self.press(Key::Named(key), Modifiers::empty());
    }

    pub fn tab(&mut self, times: usize) {
        (0..times).for_each(|_| self.tap(Named::Tab));
    }

    pub fn type_text(&mut self, text: &str) {
        text.chars().for_each(|letter| self.press(Key::Character(letter.to_string().into()), Modifiers::empty()));
    }

    /// The control that has the focus, how many there are, and where it stands in the window.
    pub fn focus(&mut self) -> Focus {
        let mut look = Look::default();
        self.painter.frame(&self.app, &[], |interface, renderer, _| interface.operate(renderer, &mut look));
        look.found
    }

    /// What the browser was sent to since the last time.
    pub fn opened(&self) -> Vec<String> {
        // It is opened by a thread of its own, which nothing tells of.
        let patience = std::time::Duration::from_millis(300);
        self.opened.recv_timeout(patience).into_iter().chain(self.opened.try_iter()).collect()
    }

    /// Everything that is to be read in the window.
    pub fn read(&mut self) -> Vec<String> {
        let mut read = Read::default();
        self.painter.frame(&self.app, &[], |interface, renderer, _| interface.operate(renderer, &mut read));
        read.0
    }

    pub fn reads(&mut self, text: &str) -> bool {
        self.read().iter().any(|read| read.contains(text))
    }

    pub fn selected(&self) -> &str {
        self.app.board().selected_name().unwrap_or_default()
    }

    pub fn told(&mut self) -> Vec<Command> {
        std::iter::from_fn(|| self.engine.0.try_recv().ok()).collect()
    }
}

#[derive(Default, Clone, Debug)]
pub struct Focus {
    pub at: Option<usize>,
    pub total: usize,
    /// Where the control is to be seen, if the scrollable around it shows it.
    pub bounds: Option<Rectangle>,
    /// That scrollable, and how far it is scrolled.
    pub around: Option<(Rectangle, Vector)>,
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

#[derive(Default)]
struct Read(Vec<String>);

impl Operation for Read {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn text(&mut self, _: Option<&Id>, _: Rectangle, text: &str) {
        self.0.push(text.to_owned());
    }
}
