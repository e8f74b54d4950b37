//! The person's browser, which opens pages of the sign-in.

use std::fmt;
use std::sync::Arc;

/// Opens an address; the error says why not.
type Opens = dyn Fn(&str) -> Result<(), String> + Send + Sync;

/// The person's browser.
#[derive(Clone)]
pub struct Browser(Arc<Opens>);

impl Browser {
    /// The system's.
    pub fn system() -> Self {
        Self::new(|address| opener::open_browser(address).map_err(|error| error.to_string()))
    }

    /// Another one, for tests.
    pub fn new(opens: impl Fn(&str) -> Result<(), String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(opens))
    }

    /// Opens an address, which may take a while: in a thread of its own. Resolves to why it could not, if so.
    pub async fn open(self, address: crate::store::Secret) -> Option<String> {
        let (told, reason) = iced::futures::channel::oneshot::channel();
        std::thread::spawn(move || {
            // The window may be gone by now.
            drop(told.send((self.0)(address.expose()).err()));
        });
        reason.await.ok().flatten()
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Browser")
    }
}
