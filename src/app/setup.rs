//! What the window is started with.

use super::{Browser, Clock, Demo, Link, Shelf, Tester};
use crate::calendar::Zone;
use crate::refresh::Cause;
use crate::settings::Display;
use crate::words::Words;
use iced::Size;
use std::sync::Arc;

/// What the window is started with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The engine.
    pub link: Link,
    /// What tests the connection.
    pub tester: Tester,
    /// The person's browser.
    pub browser: Browser,
    /// Where people are added to the board.
    pub shelf: Shelf,
    /// The time.
    pub clock: Clock,
    /// The words.
    pub words: Arc<Words>,
    /// What the start had to say: of the settings file, of the people's.
    pub notes: Vec<Cause>,
    /// How it looks.
    pub display: Display,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// The language where the settings name none.
    pub language: String,
    /// The built-in server, in demo mode.
    pub demo: Option<Demo>,
    /// The settings file, as shown to people.
    pub settings_file: String,
    /// The folder of the log, as shown to people.
    pub log_folder: String,
    /// The window's size.
    pub window: Size,
}
