//! `settings find`: from a mail address to the server.

use super::check::ending;
use super::console::Stop;
use super::start::Place;
use super::{CheckFormat, Common, Console, Exit};
use crate::account::SchemeChoice;
use crate::discover::{Access, Finder, Found, MailAddress};
use crate::net::{Client, ClientOptions, NameServers};
use crate::settings::{Assignment, Settings, is_loopback};
use crate::store::SecretStore;
use crate::words::{Notice, Step};
use chrono::Local;
use clap::Args;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use url::Url;

/// What to find, and what to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Find {
    /// A mail address at the server, best the one of the account that reads the calendars
    pub address: String,
    /// This host is the right one: it is asked first, and with the password
    #[arg(long, value_name = "HOST")]
    pub confirm_host: Vec<String>,
    /// Save what was found in the settings
    #[arg(long)]
    pub save: bool,
    /// json is for programs
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,
}

/// Runs it.
pub(super) fn run(common: &Common, find: &Find, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let place = Place::find(common, console)?;
        let loaded = place.profile.load_settings(Local::now()).map_err(|error| console.stop(&error))?;
        console.tell(&loaded.notices())?;
        let settings = loaded.settings().clone();
        let Some(address) = MailAddress::parse(&find.address) else {
            return refuse(console, Notice::new("find-address").with("address", &find.address));
        };
        let mut confirmed = Vec::new();
        for text in &find.confirm_host {
            match host(text) {
                Some(url) => confirmed.push(url),
                None => return refuse(console, Notice::new("find-host").with("host", text)),
            }
        }
        let finder = match finder(&place, &settings, &address, common, console) {
            Ok(finder) => finder,
            Err(notice) => return refuse(console, notice),
        };
        let (steps, found) = search(&place, finder, address, confirmed, find.format, console)?;
        let changes = changes(&found, &settings, &find.address);
        let sure = match &found {
            Found::Server(server) => server.answers && server.confirm.is_none(),
            _ => !changes.is_empty(),
        };
        let mut saved = false;
        if find.save && sure {
            place.profile.set_settings(&loaded, &changes).map_err(|error| console.stop(&error))?;
            console.say("settings-saved", &place.profile.folders().settings_file())?;
            saved = true;
        } else if find.save {
            console.tell([&Notice::new("find-not-saved")])?;
        }
        match find.format {
            CheckFormat::Text => advise(&found, &changes, saved, console)?,
            CheckFormat::Json => {
                let steps: Vec<_> = steps.iter().map(|step| step.json(console.words)).collect();
                let found = as_json(&found, &changes, saved);
                writeln!(console.out, "{}", json!({ "schema": 1, "steps": steps, "found": found }))?;
            }
        }
        place.end();
        Ok(exit(&steps, &found))
    })
}

fn refuse(console: &mut Console<'_>, notice: Notice) -> Result<Exit, Stop> {
    console.tell([&notice])?;
    Ok(Exit::Refused)
}

/// `host`, `host:port`, or either after `https://`; `http://` for this computer alone.
fn host(text: &str) -> Option<Url> {
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&with_scheme).ok()?;
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    let bare = bare && url.username().is_empty() && url.password().is_none() && url.has_host();
    (bare && (url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url))).then_some(url)
}

fn finder(
    place: &Place,
    settings: &Settings,
    address: &MailAddress,
    common: &Common,
    console: &mut Console<'_>,
) -> Result<Finder, Notice> {
    let client = Client::new(ClientOptions::from_settings(&settings.network)).map_err(|error| error.notice())?;
    let password = place.password(common, console)?;
    let username = match settings.exchange.username.as_str() {
        "" => address.as_str().to_owned(),
        name => name.to_owned(),
    };
    let access = password.map(|password| Access {
        username,
        password,
        choice: SchemeChoice::from(&settings.exchange),
        state: place.profile.folders().state().to_path_buf(),
        store: SecretStore::system(),
    });
    Ok(Finder { client, names: NameServers::System, access })
}

/// Searches; for people each step is printed as it ends.
fn search(
    place: &Place,
    finder: Finder,
    address: MailAddress,
    confirmed: Vec<Url>,
    format: CheckFormat,
    console: &mut Console<'_>,
) -> Result<(Vec<Step>, Found), Stop> {
    let (sender, mut told) = mpsc::unbounded_channel();
    let task = place.runtime.spawn(async move {
        let mut tell = |step| drop(sender.send(step));
        finder.find(address, &confirmed, &mut tell).await
    });
    let mut steps: Vec<Step> = Vec::new();
    while let Some(step) = told.blocking_recv() {
        if format == CheckFormat::Text {
            console.out.write_all(step.text(console.words).as_bytes())?;
            console.out.flush()?;
        }
        steps.push(step);
    }
    let found = place.runtime.block_on(task).map_err(|_| Stop::With(Exit::Unexpected))?;
    Ok((steps, found))
}

/// What to set.
fn changes(found: &Found, settings: &Settings, address: &str) -> Vec<Assignment> {
    match found {
        Found::Server(server) => {
            let mut changes = vec![Assignment::new("provider", "exchange")];
            changes.push(Assignment::new("exchange.ews_url", server.url.as_str()));
            // The name that was accepted; without a sign-in it is the likeliest.
            if settings.exchange.username.is_empty() {
                changes.push(Assignment::new("exchange.username", address.trim()));
            }
            changes
        }
        Found::Hosted { .. } => vec![Assignment::new("provider", "office365")],
        Found::Confirm { .. } | Found::Elsewhere { .. } | Found::Refused | Found::Nothing => Vec::new(),
    }
}

/// What to type next.
fn advise(found: &Found, changes: &[Assignment], saved: bool, console: &mut Console<'_>) -> Result<(), Stop> {
    match found {
        Found::Confirm { host, address, .. } | Found::Elsewhere { host, address } => {
            writeln!(console.out, "\nattendant-calendar settings find {address} --confirm-host {host}")?;
        }
        _ if changes.is_empty() || saved => {}
        _ => {
            let all: Vec<_> = changes.iter().map(|change| format!("'{}={}'", change.key, change.value)).collect();
            let heading = console.words.text("find-to-set");
            writeln!(console.out, "\n{heading}\n    attendant-calendar settings set {}", all.join(" "))?;
        }
    }
    Ok(())
}

fn as_json(found: &Found, changes: &[Assignment], saved: bool) -> Value {
    let mut value = match found {
        Found::Server(server) => json!({
            "kind": "server",
            "ews_url": server.url.as_str(),
            "version": server.version,
            "told": server.told,
            "answers": server.answers,
            "signed_in": server.signed_in,
            "confirm_host": server.confirm.as_ref().map(|(host, _)| host),
        }),
        Found::Hosted { on_site } => json!({ "kind": "office365", "hybrid": on_site }),
        Found::Confirm { host, address, .. } => json!({ "kind": "confirm", "confirm_host": host, "address": address }),
        Found::Elsewhere { host, address } => json!({ "kind": "elsewhere", "confirm_host": host, "address": address }),
        Found::Refused => json!({ "kind": "refused" }),
        Found::Nothing => json!({ "kind": "nothing" }),
    };
    let set: serde_json::Map<_, _> =
        changes.iter().map(|change| (change.key.clone(), Value::from(change.value.as_str()))).collect();
    value["set"] = set.into();
    value["saved"] = saved.into();
    value
}

fn exit(steps: &[Step], found: &Found) -> Exit {
    match found {
        Found::Server(server) if server.confirm.is_some() => Exit::Paused,
        Found::Server(server) if !server.answers => Exit::Incomplete,
        _ => ending(Step::verdict(steps)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_confirmed_by_its_name_and_nothing_else() {
        let table = [
            ("mail.example.com", Some("https://mail.example.com/")),
            ("mail.example.com:8443", Some("https://mail.example.com:8443/")),
            ("https://mail.example.com/", Some("https://mail.example.com/")),
            ("http://127.0.0.1:8025", Some("http://127.0.0.1:8025/")),
            ("http://mail.example.com", None),
            ("https://user:pw@mail.example.com", None),
            ("mail.example.com/path", None),
            ("ftp://mail.example.com", None),
            ("", None),
            ("a b", None),
        ];
        for (text, expected) in table {
            assert_eq!(host(text).as_ref().map(Url::as_str), expected, "{text}");
        }
    }
}
