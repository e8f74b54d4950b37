//! What follows from signing in and out while the engine runs.

use super::Engine;
use crate::guard::Trigger;
use crate::refresh::signing::{Event, Signing};
use crate::refresh::{Command, SignInMethod, SignInProgress, SignInStep};
use crate::store::Kept;
use crate::words::Notice;
use std::sync::Arc;

impl Engine {
    /// What a person says of a sign-in. Needs no connection, so that it may be heard while a request is in flight.
    pub(super) async fn sign_in(&mut self, command: Command) {
        match command {
            Command::SignIn { method, language } => self.begin_sign_in(method, language).await,
            Command::SignInAddress(address) => {
                if let Some(signing) = &self.signing {
                    signing.paste(address);
                }
            }
            Command::CancelSignIn => self.cancel_sign_in(),
            _ => {}
        }
    }

    /// A person signs in; a sign-in that is under way is cancelled.
    async fn begin_sign_in(&mut self, method: SignInMethod, language: &'static str) {
        self.signing = None;
        let step = match self.start.connector.sign_in().await {
            Ok(sign_in) => {
                self.signing = Some(Signing::begin(sign_in, method, language, Arc::clone(&self.start.wall)));
                SignInStep::Beginning
            }
            Err(notice) => SignInStep::Failed(vec![notice]),
        };
        self.start.state.signing(Some(SignInProgress { method, step }));
    }

    /// A person thought better of it.
    pub(super) fn cancel_sign_in(&mut self) {
        self.signing = None;
        self.start.state.signing(None);
    }

    /// The sign-in goes on, or has ended; what follows from its end waits for the end of a request in flight.
    pub(super) fn follow_sign_in(&mut self, event: Option<Event>) {
        let method = self.signing.as_ref().map(|signing| signing.method);
        match event {
            Some(Event::Step(step)) => {
                self.start.state.signing(method.map(|method| SignInProgress { method, step }));
            }
            Some(Event::Done(kept)) => {
                self.cancel_sign_in();
                self.signed_in = Some(kept);
            }
            // What it ended with was told.
            None => self.signing = None,
        }
    }

    /// Somebody has signed in.
    pub(super) async fn sign_in_done(&mut self, kept: Kept) {
        self.connect_anew().await;
        self.start.state.tell(match kept {
            Kept::Lasting => Notice::new("signed-in"),
            Kept::ThisRun(why) => why.not_kept(),
        });
    }

    /// A person signs out: what was kept of the account is forgotten.
    pub(super) async fn sign_out(&mut self) {
        self.cancel_sign_in();
        let said = match self.start.connector.sign_out().await {
            Ok(()) => Notice::new("signed-out"),
            Err(notice) => notice,
        };
        self.connect_anew().await;
        self.start.state.tell(said);
    }

    /// Another account may be signed in than before.
    async fn connect_anew(&mut self) {
        match self.start.connector.under((*self.start.settings).clone()).await {
            Ok(connection) => self.start.connection = connection,
            Err(notices) => return self.start.state.trouble(notices),
        }
        self.start.state.doubt_everything();
        self.connected();
        self.pace.start_anew(Trigger::Person, self.now());
    }
}

/// What a sign-in under way has to tell; never anything where there is none.
pub(super) async fn next_of(signing: &mut Option<Signing>) -> Option<Event> {
    match signing {
        Some(signing) => signing.next().await,
        None => std::future::pending().await,
    }
}
