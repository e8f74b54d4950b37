//! Every setting once: its key, how its text is read, how it is shown.

use super::choice::Choice;
use super::{Enabled, Reason, RefreshInterval, Settings, address, build};
use crate::calendar::Zone;
use chrono_tz::Tz;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A value as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// `true` or `false`
    YesNo(bool),
    /// A whole number
    Number(u32),
    /// Text; empty where nothing is set
    Text(String),
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::YesNo(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
        }
    }
}

pub(super) struct Field {
    pub key: &'static str,
    /// Leaves the settings as they are when it fails.
    pub parse: fn(&str, &mut Settings) -> Result<(), Reason>,
    pub show: fn(&Settings) -> Shown,
}

impl Field {
    /// The table of the file, if any, and the name in it.
    pub fn path(&self) -> (Option<&'static str>, &'static str) {
        match self.key.split_once('.') {
            Some((section, name)) => (Some(section), name),
            None => (None, self.key),
        }
    }
}

/// All dotted keys, in the order of the documented file.
pub fn keys() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|field| field.key)
}

/// All settings as `(key, value)`, in the order of the documented file.
pub fn show(settings: &Settings) -> impl Iterator<Item = (&'static str, Shown)> {
    FIELDS.iter().map(|field| (field.key, (field.show)(settings)))
}

pub(super) fn field(section: Option<&str>, name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.path() == (section, name))
}

pub(super) fn is_section(name: &str) -> bool {
    FIELDS.iter().any(|field| field.path().0 == Some(name))
}

/// What holds between settings. On failure: the key to name, and why.
pub(super) fn check_together(settings: &Settings) -> Result<(), (&'static str, Reason)> {
    let (start, end) = (settings.display.day_start, settings.display.day_end);
    if start >= end {
        return Err(("display.day_end", Reason::DayEndsFirst { start, end }));
    }
    build::check(settings)
}

macro_rules! field {
    ($key:literal, $($place:ident).+, $parse:expr, $show:expr) => {
        Field {
            key: $key,
            parse: |text, settings| {
                settings.$($place).+ = $parse(text)?;
                Ok(())
            },
            show: |settings| $show(&settings.$($place).+),
        }
    };
}

pub(super) static FIELDS: &[Field] = &[
    field!("enabled", enabled, |t| yes_no(t).map(Enabled), |v: &Enabled| Shown::YesNo(v.0)),
    field!("provider", provider, Choice::parse, show_choice),
    field!("refresh_interval_seconds", refresh_interval, interval, |v: &RefreshInterval| Shown::Number(v.seconds())),
    field!("exchange.version", exchange.version, Choice::parse, show_choice),
    field!("exchange.ews_url", exchange.ews_url, address::ews, show_optional),
    field!("exchange.account", exchange.account, Choice::parse, show_choice),
    field!("exchange.authentication", exchange.authentication, Choice::parse, show_choice),
    field!("exchange.username", exchange.username, user_name, |v: &String| Shown::Text(v.clone())),
    field!("office365.api", office365.api, Choice::parse, show_choice),
    field!("office365.grant_basic", office365.grant_basic, yes_no, show_yes_no),
    field!("office365.grant_modern", office365.grant_modern, yes_no, show_yes_no),
    field!("office365.username", office365.username, user_name, |v: &String| Shown::Text(v.clone())),
    field!("office365.tenant_id", office365.tenant_id, guid, show_optional),
    field!("office365.client_id", office365.client_id, guid, show_optional),
    field!("office365.calendar_permission", office365.calendar_permission, Choice::parse, show_choice),
    field!("office365.cloud", office365.cloud, Choice::parse, show_choice),
    field!("office365.authority", office365.authority, address::service, show_optional),
    field!("office365.graph_url", office365.graph_url, address::service, show_optional),
    field!("office365.ews_url", office365.ews_url, address::ews, show_optional),
    field!("display.language", display.language, language, show_or_system),
    field!("display.theme", display.theme, Choice::parse, show_choice),
    field!("display.density", display.density, Choice::parse, show_choice),
    field!("display.zone", display.zone, zone, show_or_system),
    field!("display.day_start", display.day_start, |t| within(t, 0, 23), show_number),
    field!("display.day_end", display.day_end, |t| within(t, 1, 24), show_number),
    field!("display.minimum_gap_minutes", display.minimum_gap_minutes, |t| within(t, 0, 480), show_number),
    field!("display.tentative_reachable", display.tentative_reachable, yes_no, show_yes_no),
    field!("display.elsewhere_reachable", display.elsewhere_reachable, yes_no, show_yes_no),
    field!("display.text_percent", display.text_percent, |t| within(t, 80, 250), show_number),
    field!("privacy.details", privacy.details, yes_no, show_yes_no),
    field!("privacy.automatic_replies", privacy.automatic_replies, yes_no, show_yes_no),
    field!("network.proxy", network.proxy, address::proxy, show_proxy),
    field!("network.ca_file", network.ca_file, file, show_file),
    field!("network.basic_over_http", network.basic_over_http, yes_no, show_yes_no),
    field!("protection.shared_folder", protection.shared_folder, shared_folder, show_file),
    field!("people.file", people.file, file, show_file),
    field!("people.directory_search", people.directory_search, yes_no, show_yes_no),
];

fn yes_no(text: &str) -> Result<bool, Reason> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(Reason::NotYesNo),
    }
}

fn within<T: TryFrom<u32>>(text: &str, min: u32, max: u32) -> Result<T, Reason> {
    // Wider than needed, so that 5000000000 is "out of range" and not "no number".
    let number: i128 = text.trim().parse().map_err(|_| Reason::NotANumber)?;
    u32::try_from(number)
        .ok()
        .filter(|number| (min..=max).contains(number))
        .and_then(|number| T::try_from(number).ok())
        .ok_or(Reason::OutOfRange { min, max })
}

fn interval(text: &str) -> Result<RefreshInterval, Reason> {
    let (min, max) = (RefreshInterval::MIN, RefreshInterval::MAX);
    RefreshInterval::from_seconds(within(text, min, max)?).ok_or(Reason::OutOfRange { min, max })
}

/// One line of at most `limit` characters, without blanks around it.
fn line(text: &str, limit: usize) -> Result<&str, Reason> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        Err(Reason::ControlCharacter)
    } else if text.chars().count() > limit {
        Err(Reason::TooLong { limit })
    } else {
        Ok(text)
    }
}

fn user_name(text: &str) -> Result<String, Reason> {
    let name = line(text, 320)?;
    if name.contains(':') { Err(Reason::UserColon) } else { Ok(name.to_owned()) }
}

/// Forgives what pasting adds: blanks, line breaks, braces, quotes.
fn guid(text: &str) -> Result<Option<Uuid>, Reason> {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '(' | ')' | '"' | '\'' | '\u{200b}' | '\u{feff}'))
        .collect();
    if bare.is_empty() {
        return Ok(None);
    }
    match Uuid::try_parse(&bare) {
        Ok(id) if !id.is_nil() => Ok(Some(id)),
        _ => Err(Reason::NotAGuid),
    }
}

fn is_system(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("system")
}

/// The languages that the program speaks; a region after it (`it-CH`) is dropped.
fn language(text: &str) -> Result<Option<String>, Reason> {
    const LANGUAGES: [&str; 2] = ["en", "it"];
    let text = text.trim();
    if is_system(text) {
        return Ok(None);
    }
    let wanted = text.split(['-', '_']).next().unwrap_or(text);
    match LANGUAGES.iter().find(|language| language.eq_ignore_ascii_case(wanted)) {
        Some(language) => Ok(Some((*language).to_owned())),
        None => Err(Reason::NotOneOf { allowed: ["system"].into_iter().chain(LANGUAGES).collect() }),
    }
}

fn zone(text: &str) -> Result<Option<Tz>, Reason> {
    let text = text.trim();
    match Zone::from_name(text) {
        _ if is_system(text) => Ok(None),
        Some(Zone::Named(zone)) => Ok(Some(zone)),
        _ => Err(Reason::NotAZone),
    }
}

fn file(text: &str) -> Result<Option<PathBuf>, Reason> {
    let text = line(text, 4096)?;
    Ok((!text.is_empty()).then(|| PathBuf::from(text)))
}

/// A whole path, of whatever system: settings travel.
fn shared_folder(text: &str) -> Result<Option<PathBuf>, Reason> {
    let path = file(text)?;
    let is_whole = |path: &PathBuf| {
        let text = path.to_string_lossy();
        let drive = text.as_bytes();
        let has_drive =
            drive.len() > 2 && drive[0].is_ascii_alphabetic() && drive[1] == b':' && b"\\/".contains(&drive[2]);
        text.starts_with('/') || text.starts_with("\\\\") || has_drive
    };
    if path.as_ref().is_none_or(is_whole) { Ok(path) } else { Err(Reason::NotAWholePath) }
}

fn show_yes_no(value: &bool) -> Shown {
    Shown::YesNo(*value)
}

fn show_number<T: Copy + Into<u32>>(value: &T) -> Shown {
    Shown::Number((*value).into())
}

fn show_choice<T: Choice>(value: &T) -> Shown {
    Shown::Text(value.name().to_owned())
}

fn show_optional<T: ToString>(value: &Option<T>) -> Shown {
    Shown::Text(value.as_ref().map(T::to_string).unwrap_or_default())
}

fn show_or_system<T: ToString>(value: &Option<T>) -> Shown {
    Shown::Text(value.as_ref().map_or_else(|| "system".to_owned(), T::to_string))
}

fn show_file(value: &Option<PathBuf>) -> Shown {
    Shown::Text(value.as_deref().map(Path::display).map(|path| path.to_string()).unwrap_or_default())
}

fn show_proxy(value: &super::Proxy) -> Shown {
    Shown::Text(match value {
        super::Proxy::System => "system".to_owned(),
        super::Proxy::None => "none".to_owned(),
        super::Proxy::Manual(url) => url.to_string(),
    })
}
