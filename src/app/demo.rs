//! The demo's scenarios, to be switched from the window.

use super::Message;
use crate::simulator::Tally;
use crate::words::Words;
use iced::Subscription;
use iced::futures::{SinkExt, Stream, channel::mpsc};
use std::hash::{Hash, Hasher};
use tokio::sync::{mpsc::UnboundedSender, watch};

/// The window's end of the built-in server.
#[derive(Debug, Clone)]
pub struct Demo {
    scenarios: Vec<String>,
    switch: UnboundedSender<String>,
    /// What the server plays now, whoever told it to.
    playing: watch::Receiver<&'static str>,
    /// What it counts in a lock-out drill.
    tally: Option<watch::Receiver<Option<Tally>>>,
}

impl Demo {
    /// `scenarios`: the ids of what the built-in server can be told to do; `switch`: where a choice goes; `playing`: what
    /// it does now, whoever switched it.
    pub fn new(
        scenarios: Vec<String>,
        switch: UnboundedSender<String>,
        playing: watch::Receiver<&'static str>,
    ) -> Self {
        Self { scenarios, switch, playing, tally: None }
    }

    /// The same, which shows what the server counts in a lock-out drill.
    #[must_use]
    pub fn counting(self, tally: watch::Receiver<Option<Tally>>) -> Self {
        Self { tally: Some(tally), ..self }
    }

    fn tally(&self) -> Option<Tally> {
        self.tally.as_ref().and_then(|tally| tally.borrow().clone())
    }

    /// Tells the built-in server.
    pub fn choose(&self, id: String) {
        if self.switch.send(id).is_err() {
            tracing::debug!("the built-in server has ended");
        }
    }

    /// The scenarios in words, in the order of the menu.
    pub fn choices(&self, words: &Words) -> Vec<Choice> {
        let playing = *self.playing.borrow();
        let choice = |id: &String| Choice { label: label(words, id), chosen: id == playing, id: id.clone() };
        self.scenarios.iter().map(choice).collect()
    }

    /// What the server plays now, in words; in a lock-out drill with what it has counted.
    pub fn playing(&self, words: &Words) -> String {
        let playing = label(words, *self.playing.borrow());
        match self.tally() {
            Some(Tally { refused, threshold, .. }) => {
                let count =
                    words.get("demo-drill-count", &[("refused", refused.into()), ("threshold", threshold.into())]);
                format!("{playing} · {count}")
            }
            None => playing,
        }
    }

    /// In a lock-out drill: what happened, what the server has counted, and the password that is right now.
    pub fn drill(&self, words: &Words) -> Option<String> {
        let Tally { refused, threshold, locked, password } = self.tally()?;
        let counted = [("refused", refused.into()), ("threshold", threshold.into())];
        let counted = words.get(if locked { "demo-drill-locked" } else { "demo-drill-open" }, &counted);
        Some(format!("{counted} {}", words.get("demo-drill-password", &[("password", password.as_str().into())])))
    }

    /// Tells when the server begins to play another scenario, or has counted something.
    pub fn listen(&self) -> Subscription<Message> {
        Subscription::run_with(self.clone(), scenes)
    }
}

impl Hash for Demo {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scenarios.hash(state);
    }
}

fn label(words: &Words, id: &str) -> String {
    words.text(&format!("scenario-{id}"))
}

fn scenes(demo: &Demo) -> impl Stream<Item = Message> + use<> {
    let mut playing = demo.playing.clone();
    let mut tally = demo.tally.clone();
    iced::stream::channel(1, async move |mut out: mpsc::Sender<Message>| {
        playing.mark_changed();
        while news(&mut playing, tally.as_mut()).await {
            if out.send(Message::SceneChanged).await.is_err() {
                break;
            }
        }
    })
}

/// Waits until either has changed; false when the server has ended.
async fn news(playing: &mut watch::Receiver<&'static str>, tally: Option<&mut watch::Receiver<Option<Tally>>>) -> bool {
    let Some(tally) = tally else { return playing.changed().await.is_ok() };
    tokio::select! {
        changed = playing.changed() => changed.is_ok(),
        changed = tally.changed() => changed.is_ok(),
    }
}

/// A scenario in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As the built-in server knows it.
    pub id: String,
    /// As people read it.
    pub label: String,
    /// The server plays it now.
    pub chosen: bool,
}
