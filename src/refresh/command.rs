//! What people and screens tell the engine.

use super::{Connection, SignInMethod, Snapshot};
use crate::people::{Person, Roster};
use crate::settings::Settings;
use crate::source::Found;
use crate::store::Secret;
use crate::words::Notice;
use chrono::NaiveDate;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;

/// What people and screens tell the engine. Nothing here can drop a request in flight or start a second one.
#[derive(Debug, Clone)]
pub enum Command {
    /// Ask now; the engine keeps its minimum distance and the server's waits.
    RefreshNow,
    /// Ask once although the program would wait (the person was told why it waits).
    TryOnce,
    /// Go on with the refused credential, once.
    Resume,
    /// These people (positions in the roster) are on the screen, from top to bottom; they are asked before the rest.
    Visible(Vec<usize>),
    /// A person waits for this one (position in the roster).
    Wanted(usize),
    /// The screen shows this day of the display zone; it is fetched for the people on screen.
    Day(NaiveDate),
    /// The search has this text by now; empty where it ended. From three letters on the directory is asked too.
    Find(String),
    /// Who is on this list of the directory?
    Members(Found),
    /// Somebody of the directory, whose day is asked for once.
    Guest(Person),
    /// The account's password, as typed.
    Password {
        /// For this session, unless it is to be remembered.
        secret: Secret,
        /// Keep it in the operating system's key store.
        remember: bool,
    },
    /// A person chooses to sign in to Office 365 with this name and a password, which follows as [`Self::Password`].
    ChoosePassword(String),
    /// A person chooses Microsoft Graph in place of Exchange Web Services.
    UseGraph,
    /// A person signs in to Office 365; a sign-in that is under way is cancelled.
    SignIn {
        /// How.
        method: SignInMethod,
        /// The language of the page on which the browser ends.
        language: &'static str,
    },
    /// The address that a person brings back from the browser.
    SignInAddress(Secret),
    /// Cancels the sign-in that is under way.
    CancelSignIn,
    /// Forgets everything that was kept of the account.
    SignOut,
    /// Other people.
    Roster(Arc<Roster>),
    /// Other settings.
    Settings(Arc<Settings>),
    /// Whoever tests the connection wants it, or why there is none.
    Connection(UnboundedSender<Result<Connection, Notice>>),
    /// Whoever tests the connection wants everybody asked, and what is known then.
    Everybody(UnboundedSender<Arc<Snapshot>>),
    /// What is wrong with the files of settings and people, which stay as they were; nothing any more where empty.
    Trouble(Vec<Notice>),
}
