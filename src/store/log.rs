//! The log: files that roll over daily in the log folder, and what a panic leaves in them.

use super::error::FileError;
use super::private::create_folder;
use crate::words::Notice;
use std::fmt::Display;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tracing::Subscriber;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Overrides what is logged, in the notation of `tracing-subscriber`: `debug`, `attendant_calendar::net=trace`.
const VARIABLE: &str = "ATTENDANT_LOG";
const DEFAULT: &str = "warn,attendant_calendar=info";
/// Whatever is wanted: a library that writes names and proofs of sign-ins where it writes much.
const SILENT: [&str; 1] = ["sspi=warn"];
const PREFIX: &str = "attendant-calendar";
const DAYS_KEPT: usize = 14;

/// Writes out what is left when it is dropped; keep it until the end of `main`.
#[derive(Debug)]
pub struct LogGuard {
    folder: PathBuf,
    worker: Arc<Mutex<Option<WorkerGuard>>>,
}

impl LogGuard {
    /// The folder of the log files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for LogGuard {
    fn drop(&mut self) {
        flush(&self.worker);
    }
}

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum LogStartError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FileError),
    /// No file can be made in it.
    #[error("no log in {}: {reason}", folder.display())]
    File {
        /// The log folder.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The process has a log already.
    #[error("the log was started already")]
    Twice,
}

impl LogStartError {
    /// What to tell a person.
    pub fn notice(&self) -> Notice {
        Notice::new("log-unavailable").with("reason", self)
    }
}

/// Starts the log of this process: one file a day (UTC) in `folder`, of which 14 are kept. Without `ATTENDANT_LOG` it holds
/// our own messages from *info* on and those of libraries from *warn* on.
///
/// Panics are logged from here on: where, and the message only where it is fixed text, because a composed one may carry
/// anything, a secret included.
pub fn start_log(folder: &Path) -> Result<LogGuard, LogStartError> {
    let (subscriber, worker) = subscriber(folder, std::env::var(VARIABLE).ok().as_deref())?;
    tracing::subscriber::set_global_default(subscriber).map_err(|_| LogStartError::Twice)?;
    let worker = Arc::new(Mutex::new(Some(worker)));
    let last = Arc::clone(&worker);
    std::panic::set_hook(Box::new(move |panic| {
        tell_of_panic(panic);
        if cfg!(panic = "abort") {
            flush(&last);
        }
    }));
    Ok(LogGuard { folder: folder.to_path_buf(), worker })
}

fn flush(worker: &Mutex<Option<WorkerGuard>>) {
    if let Ok(mut worker) = worker.lock() {
        worker.take();
    }
}

fn subscriber(
    folder: &Path,
    wanted: Option<&str>,
) -> Result<(impl Subscriber + Send + Sync + use<>, WorkerGuard), LogStartError> {
    create_folder(folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)
        .map_err(|e| LogStartError::File { folder: folder.to_path_buf(), reason: reason(&e) })?;
    let (writer, worker) = tracing_appender::non_blocking(file);
    let filter = wanted.and_then(|wanted| EnvFilter::try_new(wanted).ok()).unwrap_or_else(|| EnvFilter::new(DEFAULT));
    let filter = SILENT.iter().filter_map(|target| target.parse().ok()).fold(filter, EnvFilter::add_directive);
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(writer).finish();
    Ok((subscriber, worker))
}

/// With the cause, which these errors leave out of their text.
fn reason(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

fn tell_of_panic(panic: &PanicHookInfo<'_>) {
    let place: &dyn Display = match panic.location() {
        Some(place) => place,
        None => &"an unknown place",
    };
    let message = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(message withheld)");
    tracing::error!(%place, message, "internal error");
    writeln!(std::io::stderr(), "internal error at {place}: {message}").ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged(wanted: Option<&str>, work: impl FnOnce()) -> String {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("log");
        let (subscriber, worker) = subscriber(&folder, wanted).unwrap();
        tracing::subscriber::with_default(subscriber, work);
        drop(worker);
        let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        let file = files.remove(0);
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("attendant-calendar.") && name.ends_with(".log"), "{name}");
        std::fs::read_to_string(file).unwrap()
    }

    fn speak() {
        tracing::info!("ours");
        tracing::debug!("ours in detail");
        tracing::info!(target: "hyper", "theirs");
        tracing::warn!(target: "hyper", "their warning");
    }

    #[test]
    fn ours_from_info_on_and_theirs_from_warn_on() {
        let text = logged(None, speak);
        assert!(text.contains("ours") && text.contains("their warning"), "{text}");
        assert!(!text.contains("in detail") && !text.contains("theirs"), "{text}");
        assert!(!text.contains('\u{1b}'), "colours belong to terminals: {text}");
    }

    #[test]
    fn the_variable_overrides_and_nonsense_does_not() {
        assert!(logged(Some("debug"), speak).contains("ours in detail"));
        let text = logged(Some("=/=nonsense=\\="), speak);
        assert!(text.contains("ours") && !text.contains("in detail"), "{text}");
    }

    #[test]
    fn a_panic_is_logged_without_what_it_carries() {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(tell_of_panic));
        let text = logged(None, || {
            let secret = "hunter2";
            std::panic::catch_unwind(|| panic!("cannot send {secret}")).unwrap_err();
            std::panic::catch_unwind(|| panic!("fixed text")).unwrap_err();
        });
        std::panic::set_hook(before);
        assert!(!text.contains("hunter2"), "{text}");
        assert!(text.contains("message withheld") && text.contains("fixed text") && text.contains("log.rs"), "{text}");
    }

    #[test]
    fn a_file_in_the_folders_place_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(matches!(
            subscriber(file.path(), None).err(),
            Some(LogStartError::Folder(_) | LogStartError::File { .. })
        ));
    }
}
