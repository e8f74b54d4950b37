//! Signing in to Office 365: at Microsoft or with a password where settings grant both, the choice of a way at Microsoft, and
//! each way as it goes on. What happens is the engine's; here it is followed.

mod view;

use crate::refresh::{SignInMethod, SignInProgress, SignInStep};
use crate::store::Secret;
use chrono::{DateTime, Utc};
use iced::widget::Id;

/// What does not come from the engine.
#[derive(Debug)]
pub struct State {
    stage: Stage,
    /// A password is granted as well.
    password: bool,
    /// The address as pasted so far.
    pasted: Secret,
    /// What the browser was sent to.
    opened: Option<Secret>,
    /// Why no browser could be opened.
    no_browser: Option<String>,
    /// Address or code was just copied.
    copied: bool,
    now: DateTime<Utc>,
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// At Microsoft, or with a password.
    Granted,
    /// The ways at Microsoft.
    Choosing,
    /// A way was chosen, and the engine has not said anything of it yet.
    Chosen,
    Beginning,
    Browser,
    Paste,
    Device,
    Failed,
}

/// What a person does.
#[derive(Debug, Clone)]
pub enum Message {
    /// Chooses to sign in at Microsoft.
    Microsoft,
    /// Chooses to sign in with a password.
    Password,
    /// Goes back to the choice between these two.
    Back,
    /// Chooses a way.
    Begin(SignInMethod),
    /// Goes back to the choice, and cancels what is under way.
    Choose,
    /// The field has another text.
    Pasted(Secret),
    /// Goes on with the address in the field.
    Submit,
    /// Opens the page in the browser again.
    Open(Secret),
    /// Copies address or code.
    Copy(Secret),
}

/// What follows.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Other controls are there; one of them gets the focus.
    Moved,
    /// Name and password are to be asked for.
    Password,
    /// The sign-in begins.
    Begin(SignInMethod),
    /// It is cancelled.
    Cancel,
    /// This address was brought from the browser.
    Paste(Secret),
    /// The browser is to open this.
    Open(Secret),
    /// This is to be copied.
    Copy(Secret),
}

/// What follows from another snapshot.
#[derive(Debug)]
pub enum Followed {
    /// Nothing.
    Same,
    /// Other controls are there; one of them gets the focus.
    Moved,
    /// So they are, and the browser is to open this.
    Open(Secret),
    /// Somebody has signed in.
    Done,
}

/// Signs in at Microsoft.
pub const MICROSOFT: Id = Id::new("sign-in-microsoft");
/// The way that is offered first.
pub const BROWSER: Id = Id::new("sign-in-browser");
/// The field for the address.
pub const FIELD: Id = Id::new("sign-in-address");
/// Opens the page again.
pub const OPEN: Id = Id::new("sign-in-open");
/// Copies address or code.
pub const COPY: Id = Id::new("sign-in-copy");
/// Cancels.
pub const CANCEL: Id = Id::new("sign-in-cancel");
/// Begins anew after a failure.
pub const AGAIN: Id = Id::new("sign-in-again");

impl State {
    /// The choice of a way; `password`: one may sign in with a password as well.
    pub fn new(now: DateTime<Utc>, password: bool) -> Self {
        let pasted = Secret::new(String::new());
        let stage = if password { Stage::Granted } else { Stage::Choosing };
        Self { stage, password, pasted, opened: None, no_browser: None, copied: false, now }
    }

    /// What has the focus first.
    pub fn first_control(&self) -> Id {
        match self.stage {
            Stage::Granted => MICROSOFT,
            Stage::Choosing => BROWSER,
            Stage::Chosen | Stage::Beginning => CANCEL,
            Stage::Browser => OPEN,
            Stage::Device => COPY,
            Stage::Paste => FIELD,
            Stage::Failed => AGAIN,
        }
    }

    /// Whether what is left of a time is shown.
    pub fn counts_down(&self) -> bool {
        self.stage == Stage::Device
    }

    /// Another second begins.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        self.now = now;
    }

    /// No browser could be opened.
    pub fn no_browser(&mut self, reason: String) {
        self.no_browser = Some(reason);
    }

    /// Whether nothing is under way, so that closing cancels nothing.
    pub fn is_choosing(&self) -> bool {
        matches!(self.stage, Stage::Granted | Stage::Choosing)
    }

    /// Does what a message says.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Microsoft => {
                self.stage = Stage::Choosing;
                Action::Moved
            }
            Message::Back => {
                self.stage = Stage::Granted;
                Action::Moved
            }
            Message::Password => Action::Password,
            Message::Begin(method) => {
                (self.stage, self.no_browser, self.opened) = (Stage::Chosen, None, None);
                self.pasted = Secret::new(String::new());
                Action::Begin(method)
            }
            Message::Choose => {
                self.stage = Stage::Choosing;
                Action::Cancel
            }
            Message::Pasted(text) => {
                self.pasted = text;
                Action::None
            }
            Message::Submit if self.pasted.expose().trim().is_empty() => Action::None,
            Message::Submit => Action::Paste(std::mem::replace(&mut self.pasted, Secret::new(String::new()))),
            Message::Open(address) => {
                self.no_browser = None;
                Action::Open(address)
            }
            Message::Copy(text) => {
                self.copied = true;
                Action::Copy(text)
            }
        }
    }

    /// Follows the sign-in.
    pub fn follow(&mut self, progress: Option<&SignInProgress>, now: DateTime<Utc>) -> Followed {
        self.now = now;
        let stage = match progress.map(|progress| &progress.step) {
            // Until the engine has heard of it, or after it was cancelled.
            _ if self.is_choosing() => return Followed::Same,
            None if self.stage == Stage::Chosen => return Followed::Same,
            None => return Followed::Done,
            Some(SignInStep::Beginning) => Stage::Beginning,
            Some(SignInStep::Browser { .. }) => Stage::Browser,
            Some(SignInStep::Paste { .. }) => Stage::Paste,
            Some(SignInStep::Device { .. }) => Stage::Device,
            // Of the way that was tried before.
            Some(SignInStep::Failed(_)) if self.stage == Stage::Chosen => return Followed::Same,
            Some(SignInStep::Failed(_)) => Stage::Failed,
        };
        let moved = stage != self.stage;
        (self.stage, self.copied) = (stage, self.copied && !moved);
        match progress.map(|progress| &progress.step) {
            Some(SignInStep::Browser { address, .. } | SignInStep::Paste { address, .. })
                if self.opened.as_ref().is_none_or(|opened| opened.expose() != address.expose()) =>
            {
                self.opened = Some(address.clone());
                Followed::Open(address.clone())
            }
            _ if moved => Followed::Moved,
            _ => Followed::Same,
        }
    }
}
