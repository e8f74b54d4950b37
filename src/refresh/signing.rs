//! Carries an interactive sign-in out, beside the engine: it waits for people.

use super::engine::WallClock;
use super::sign_in::{SignInMethod, SignInStep};
use crate::account::oauth::{Failure, SignIn, SignedIn};
use crate::store::{Kept, Secret};
use crate::words::Words;
use chrono::TimeDelta;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What happened to a sign-in.
pub(super) enum Event {
    /// It has come this far.
    Step(SignInStep),
    /// Somebody has signed in, for so long.
    Done(Kept),
}

/// A sign-in under way. Dropping it cancels; what was sent to the sign-in service already is awaited by the guard.
pub(super) struct Signing {
    pub(super) method: SignInMethod,
    events: mpsc::UnboundedReceiver<Event>,
    pasted: mpsc::UnboundedSender<Secret>,
    task: JoinHandle<()>,
}

impl Drop for Signing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Signing {
    /// Begins. `language` is that of the page on which the browser ends.
    pub(super) fn begin(sign_in: SignIn, method: SignInMethod, language: &'static str, wall: WallClock) -> Self {
        let directory = sign_in.directory().clone();
        let (told, events) = mpsc::unbounded_channel();
        let (pasted, addresses) = mpsc::unbounded_channel();
        let mut way = Way { told, wall, redirect: None };
        let task = tokio::spawn(async move {
            let ended = match method {
                SignInMethod::Browser => way.browser(sign_in, language).await,
                SignInMethod::Paste => way.paste(sign_in, addresses).await,
                SignInMethod::Device => way.device(sign_in).await,
            };
            way.tell(match ended {
                Ok(SignedIn { kept, .. }) => Event::Done(kept),
                Err(failure) => {
                    tracing::warn!(%failure, "the sign-in did not succeed");
                    Event::Step(SignInStep::Failed(failure.notices(&directory, way.redirect.as_deref())))
                }
            });
        });
        Self { method, events, pasted, task }
    }

    /// A person brings this address.
    pub(super) fn paste(&self, address: Secret) {
        if self.pasted.send(address).is_err() {
            tracing::debug!("no address is waited for");
        }
    }

    /// What happens next; none any more once it has ended.
    pub(super) async fn next(&mut self) -> Option<Event> {
        self.events.recv().await
    }
}

/// What the ways have in common.
struct Way {
    told: mpsc::UnboundedSender<Event>,
    wall: WallClock,
    /// Where the browser is sent back to, for whoever looks after the registration.
    redirect: Option<String>,
}

impl Way {
    fn tell(&self, event: Event) {
        // Nobody listens any more to a sign-in that was cancelled.
        drop(self.told.send(event));
    }

    fn step(&self, step: SignInStep) {
        self.tell(Event::Step(step));
    }

    fn after(&self, time: Duration) -> chrono::DateTime<chrono::Utc> {
        (self.wall)() + TimeDelta::from_std(time).unwrap_or_default()
    }

    async fn browser(&mut self, sign_in: SignIn, language: &str) -> Result<SignedIn, Failure> {
        let flow = sign_in.browser(&Words::for_language(language)).await?;
        self.redirect = Some(flow.redirect().to_owned());
        let address = Secret::new(flow.address().to_string());
        self.step(SignInStep::Browser { address, until: self.after(flow.limit()) });
        flow.finish().await
    }

    async fn paste(
        &mut self,
        sign_in: SignIn,
        mut addresses: mpsc::UnboundedReceiver<Secret>,
    ) -> Result<SignedIn, Failure> {
        let flow = sign_in.paste().await?;
        self.redirect = Some(flow.redirect().to_owned());
        let mut wrong = None;
        loop {
            let address = Secret::new(flow.address().to_string());
            self.step(SignInStep::Paste { address, redirect: flow.redirect().to_owned(), wrong });
            let Some(pasted) = addresses.recv().await else { return Err(Failure::SignedOut) };
            match flow.read(pasted.expose()) {
                Ok(code) => {
                    self.step(SignInStep::Beginning);
                    return flow.finish(code).await;
                }
                Err(failure @ Failure::Refused { .. }) => return Err(failure),
                Err(failure) => wrong = Some(failure.notice()),
            }
        }
    }

    async fn device(&self, sign_in: SignIn) -> Result<SignedIn, Failure> {
        let flow = sign_in.device().await?;
        let code = Secret::new(flow.user_code().to_owned());
        let (address, until) = (flow.address().to_owned(), self.after(flow.remaining()));
        self.step(SignInStep::Device { code, address, until });
        flow.finish().await
    }
}
