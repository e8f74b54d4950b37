//! `sign-in` and `sign-out`: Office 365 without a window.

mod password;

use super::console::Stop;
use super::start::Place;
use super::{CheckFormat, Common, Console, Exit};
use crate::account::oauth::{Failure, SignIn, SignedIn};
use crate::account::{self, ChannelError};
use crate::guard::Held;
use crate::settings::{Provider, Settings, Way};
use crate::store::{Kept, SecretStore};
use crate::words::Notice;
use chrono::Local;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::time::Duration;
use zeroize::Zeroizing;

/// Nobody pastes more; a pipe that never ends is not read to its end.
const LONGEST_PASTED: usize = 64 << 10;

/// How to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// In this computer's browser, which comes back by itself (needs http://localhost in the registration)
    Browser,
    /// In any browser; its last address is pasted back (works with every registration)
    Paste,
    /// With a code that is entered on any device; often blocked by the organisation
    Device,
    /// With the user name and a password from --password-stdin, where the settings grant it; no longer served by Microsoft
    Password,
}

impl Method {
    fn way(self) -> Way {
        match self {
            Self::Browser | Self::Paste | Self::Device => Way::Microsoft,
            Self::Password => Way::Office365Password,
        }
    }
}

/// What to sign in as, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// None: the way that settings recommend.
    pub(super) method: Option<Method>,
    /// Who, with a password.
    pub(super) account: Option<&'a str>,
    pub(super) format: CheckFormat,
}

/// Signs in.
pub(super) fn run(common: &Common, wanted: Wanted<'_>, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let place = Place::find(common, console)?;
        let ended = sign_in(&place, common, wanted, console);
        place.end();
        ended
    })
}

fn sign_in(place: &Place, common: &Common, wanted: Wanted<'_>, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let settings = settings(place, console)?;
    let Wanted { method, account, format } = wanted;
    let granted = Way::granted(&settings);
    let method = method.unwrap_or(match granted {
        [Way::Office365Password] => Method::Password,
        _ => Method::Browser,
    });
    let obstacle = match settings.provider {
        Provider::Exchange => Some("sign-in-not-office365"),
        Provider::Office365 if granted.is_empty() => Some("setting-no-grant"),
        Provider::Office365 => (!granted.contains(&method.way())).then_some("sign-in-way-not-granted"),
    };
    if let Some(code) = obstacle {
        console.tell([&Notice::new(code)])?;
        return Ok(Exit::Refused);
    }
    if method == Method::Password {
        return password::run(place, common, (&settings, account), format, console);
    }
    let state = place.profile.folders().state();
    let begun = match SignIn::from_settings(&settings, state) {
        Ok(begun) => begun,
        Err(notice) => {
            console.tell([&notice])?;
            return Ok(Exit::Refused);
        }
    };
    let directory = begun.directory().clone();
    let mut redirect = None;
    let result = match method {
        Method::Paste => paste(place, begun, format, &mut redirect, console)?,
        Method::Device => device(place, begun, format, console)?,
        _ => browser(place, begun, format, &mut redirect, console)?,
    };
    let Some(result) = result else {
        console.tell([&Notice::new("sign-in-interrupted")])?;
        return Ok(Exit::Paused);
    };
    match result {
        Ok(SignedIn { account, kept }) => {
            done(&account.username, format, console)?;
            match kept {
                Kept::Lasting => Ok(Exit::Live),
                Kept::ThisRun(why) => {
                    console.tell([&why.not_kept()])?;
                    Ok(Exit::Incomplete)
                }
            }
        }
        Err(failure) => {
            console.tell(&failure.notices(&directory, redirect.as_deref()))?;
            Ok(exit(&failure))
        }
    }
}

/// Forgets everything that was kept of the account.
pub(super) fn sign_out(common: &Common, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let place = Place::find(common, console)?;
        let ended = forget(&place, console);
        place.end();
        ended
    })
}

fn forget(place: &Place, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let settings = settings(place, console)?;
    let state = place.profile.folders().state();
    let forgotten = place.runtime.block_on(account::sign_out(&settings, state, &SecretStore::system()));
    match forgotten {
        Ok(()) => {
            writeln!(console.out, "{}", console.words.text("sign-out-done"))?;
            Ok(Exit::Live)
        }
        Err(failure) => {
            console.tell([&failure.notice()])?;
            Ok(Exit::Unexpected)
        }
    }
}

fn settings(place: &Place, console: &mut Console<'_>) -> Result<Settings, Stop> {
    let loaded = place.profile.load_settings(Local::now()).map_err(|error| console.stop(&error))?;
    console.tell(&loaded.notices())?;
    if loaded.broken.is_some() { Err(Stop::With(Exit::Refused)) } else { Ok(loaded.reading.settings) }
}

/// How a sign-in ended; none where a person pressed Ctrl+C.
type Ended = Option<Result<SignedIn, Failure>>;

/// Waits for the end, or for Ctrl+C.
fn awaited(place: &Place, end: impl Future<Output = Result<SignedIn, Failure>>) -> Ended {
    place.runtime.block_on(async {
        tokio::select! {
            ended = end => Some(ended),
            () = interrupted() => None,
        }
    })
}

/// Somebody presses Ctrl+C. Never where that cannot be known: then the system ends the program.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn browser(
    place: &Place,
    begun: SignIn,
    format: CheckFormat,
    redirect: &mut Option<String>,
    console: &mut Console<'_>,
) -> Result<Ended, Stop> {
    let flow = match place.runtime.block_on(begun.browser(console.words)) {
        Ok(flow) => flow,
        Err(failure) => return Ok(Some(Err(failure))),
    };
    *redirect = Some(flow.redirect().to_owned());
    let address = flow.address().to_string();
    match format {
        CheckFormat::Json => {
            let seconds = flow.limit().as_secs();
            line(json!({ "method": "browser", "address": address, "expires_in_seconds": seconds }), console)?;
        }
        CheckFormat::Text => {
            writeln!(console.out, "{}\n\n{address}\n", console.words.text("sign-in-open"))?;
            let minutes = minutes(flow.limit());
            writeln!(console.out, "{}", console.words.get("sign-in-waiting", &[("minutes", minutes.into())]))?;
            if !has_display() {
                writeln!(console.out, "{}", console.words.text("sign-in-elsewhere"))?;
            }
            console.out.flush()?;
            if has_display()
                && let Err(error) = opener::open_browser(&address)
            {
                console.tell([&Notice::new("sign-in-browser").with("reason", error)])?;
            }
        }
    }
    Ok(awaited(place, flow.finish()))
}

fn paste(
    place: &Place,
    begun: SignIn,
    format: CheckFormat,
    redirect: &mut Option<String>,
    console: &mut Console<'_>,
) -> Result<Ended, Stop> {
    let flow = match place.runtime.block_on(begun.paste()) {
        Ok(flow) => flow,
        Err(failure) => return Ok(Some(Err(failure))),
    };
    *redirect = Some(flow.redirect().to_owned());
    let address = flow.address().to_string();
    match format {
        CheckFormat::Json => {
            line(json!({ "method": "paste", "address": address, "redirect": flow.redirect() }), console)?;
        }
        CheckFormat::Text => {
            writeln!(console.out, "{}\n\n{address}\n", console.words.text("sign-in-open"))?;
            writeln!(console.out, "{}", console.words.text("sign-in-paste"))?;
            console.out.flush()?;
        }
    }
    let mut pasted = Zeroizing::new(String::new());
    loop {
        let line = one_line_or_end(place, console)?;
        // An address that was torn into lines is whole with the last of them.
        pasted.push_str(&line);
        let read = flow.read(&line).or_else(|_| flow.read(&pasted));
        let ended = line.trim().is_empty() || pasted.len() > LONGEST_PASTED;
        match read {
            Ok(code) => return Ok(awaited(place, flow.finish(code))),
            Err(failure @ Failure::Refused { .. }) => return Ok(Some(Err(failure))),
            Err(failure) if ended => return Ok(Some(Err(failure))),
            Err(_) => {}
        }
    }
}

fn device(place: &Place, begun: SignIn, format: CheckFormat, console: &mut Console<'_>) -> Result<Ended, Stop> {
    let flow = match place.runtime.block_on(begun.device()) {
        Ok(flow) => flow,
        Err(failure) => return Ok(Some(Err(failure))),
    };
    let (address, code, left) = (flow.address().to_owned(), flow.user_code().to_owned(), flow.remaining());
    match format {
        CheckFormat::Json => {
            let seconds = left.as_secs();
            line(
                json!({ "method": "device", "address": address, "code": code, "expires_in_seconds": seconds }),
                console,
            )?;
        }
        CheckFormat::Text => {
            let args = [("address", address.into()), ("minutes", minutes(left).into())];
            writeln!(console.out, "{}\n\n    {code}\n", console.words.get("sign-in-device", &args))?;
            console.out.flush()?;
        }
    }
    Ok(awaited(place, flow.finish()))
}

/// One line of JSON, at once: whoever reads it has to act before the command goes on.
fn line(mut value: Value, console: &mut Console<'_>) -> io::Result<()> {
    value["schema"] = 1.into();
    writeln!(console.out, "{value}")?;
    console.out.flush()
}

/// The next line of standard input. Reading it cannot be given up, so that Ctrl+C meanwhile ends the program here: nothing is
/// in flight while a person is waited for.
fn one_line_or_end(place: &Place, console: &mut Console<'_>) -> io::Result<Zeroizing<String>> {
    let said = console.words.notice(&Notice::new("sign-in-interrupted")).message;
    let ends = place.runtime.spawn(async move {
        interrupted().await;
        // Whether anybody reads it or not, this is the end.
        writeln!(io::stderr(), "{said}").ok();
        std::process::exit(Exit::Paused as i32);
    });
    let line = one_line(console);
    ends.abort();
    line
}

/// The next line of standard input; empty at its end.
fn one_line(console: &mut Console<'_>) -> io::Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let mut byte = [0];
    while bytes.len() < LONGEST_PASTED && console.input.read(&mut byte)? == 1 {
        bytes.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()))
}

fn done(account: &str, format: CheckFormat, console: &mut Console<'_>) -> io::Result<()> {
    let text = console.words.get("sign-in-done", &[("account", account.to_owned().into())]);
    match format {
        CheckFormat::Text => writeln!(console.out, "{text}"),
        CheckFormat::Json => writeln!(console.err, "{text}"),
    }
}

fn minutes(time: Duration) -> u64 {
    time.as_secs().div_ceil(60)
}

/// Whether a browser could be seen.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"].into_iter().any(set)
}

fn exit(failure: &Failure) -> Exit {
    match failure {
        Failure::Channel(ChannelError::Net(_) | ChannelError::Held(Held::Waiting { .. } | Held::Busy))
        | Failure::Busy
        | Failure::Unreadable { .. } => Exit::Incomplete,
        Failure::KeyStore(_) | Failure::File(..) | Failure::Listen(_) => Exit::Unexpected,
        _ => Exit::Paused,
    }
}
