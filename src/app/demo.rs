//! The demo's scenarios, to be switched from the window.

use super::Message;
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
}

impl Demo {
    /// `scenarios`: the ids of what the built-in server can be told to do; `switch`: where a choice goes; `playing`: what
    /// it does now, whoever switched it.
    pub fn new(
        scenarios: Vec<String>,
        switch: UnboundedSender<String>,
        playing: watch::Receiver<&'static str>,
    ) -> Self {
        Self { scenarios, switch, playing }
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

    /// What the server plays now, in words.
    pub fn playing(&self, words: &Words) -> String {
        label(words, *self.playing.borrow())
    }

    /// Tells when the server begins to play another scenario.
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
    iced::stream::channel(1, async move |mut out: mpsc::Sender<Message>| {
        playing.mark_changed();
        while playing.changed().await.is_ok() {
            if out.send(Message::SceneChanged).await.is_err() {
                break;
            }
        }
    })
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
