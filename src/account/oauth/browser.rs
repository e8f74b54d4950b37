//! Signing in with the system's browser, which comes back to this computer (RFC 8252).

use super::callback::Callback;
use super::listener::Listener;
use super::sign_in::Begun;
use super::{Failure, SignedIn};
use crate::words::Words;
use std::time::Duration;
use url::Url;

/// A window that was closed is invisible to us: nobody is waited for longer.
const LIMIT: Duration = Duration::from_secs(300);

/// A sign-in in the system's browser. It listens from the beginning; dropping it cancels.
#[derive(Debug)]
pub struct BrowserSignIn {
    begun: Begun,
    listener: Listener,
    pages: Pages,
    limit: Duration,
}

impl BrowserSignIn {
    pub(super) fn new(begun: Begun, listener: Listener, pages: Pages) -> Self {
        Self { begun, listener, pages, limit: LIMIT }
    }

    /// The same, with less patience.
    pub fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// What the browser has to open.
    pub fn address(&self) -> &Url {
        &self.begun.address
    }

    /// Where it comes back to.
    pub fn redirect(&self) -> &str {
        &self.begun.redirect
    }

    /// For how long the browser is waited for.
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// Waits for the browser, then takes the code.
    ///
    /// # Errors
    /// When it does not come back in time, or the sign-in does not succeed.
    pub async fn finish(self) -> Result<SignedIn, Failure> {
        let waiting = self.listener.callback(&self.begun.state, &self.pages);
        let callback = tokio::time::timeout(self.limit, waiting).await;
        drop(self.listener);
        match callback {
            Err(_) => Err(Failure::TimedOut { minutes: self.limit.as_secs().div_ceil(60) }),
            Ok(Some(Callback::Code(code))) => self.begun.finish(code).await,
            Ok(Some(Callback::Refused(answer))) => Err(Failure::Refused { answer: Box::new(answer), of_code: true }),
            Ok(Some(Callback::OtherState | Callback::Nothing) | None) => Err(Failure::OtherState),
        }
    }
}

/// The pages that the browser may end on, as HTML.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    pub(super) done: String,
    pub(super) failed: String,
    pub(super) other: String,
}

impl Pages {
    pub(super) fn new(words: &Words) -> Self {
        let page = |id: &str| {
            let title = escaped(&words.text(id));
            let text = escaped(&words.text(&format!("{id}.text")));
            format!(
                "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
                 <style>body{{font:1.2em sans-serif;margin:4em auto;max-width:32em;color-scheme:light dark}}</style></head>\
                 <body><h1>{title}</h1><p>{text}</p></body></html>\n",
                words.language()
            )
        };
        let [done, failed, other] = ["sign-in-page-done", "sign-in-page-failed", "sign-in-page-other"].map(page);
        Self { done, failed, other }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_are_in_the_persons_language_and_name_nothing_else() {
        for (language, text) in [("en", "You can close this window"), ("it", "Si può chiudere questa finestra")] {
            let pages = Pages::new(&Words::for_language(language));
            assert!(
                pages.done.contains(text) && pages.done.contains(&format!("lang=\"{language}\"")),
                "{}",
                pages.done
            );
            for page in [&pages.done, &pages.failed, &pages.other] {
                assert!(!page.contains("sign-in-page") && !page.contains("http"), "{page}");
            }
        }
        assert_eq!(escaped("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
    }
}
