//! Asks for the account's password.

use super::{About, action, sheet};
use crate::app::Element;
use crate::app::focus::focus;
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Text};
use crate::refresh::Remedy;
use crate::store::Secret;
use crate::words::Value;
use iced::Center;
use iced::widget::{Id, checkbox, column, row, scrollable, text, text_input};

/// What was typed so far.
#[derive(Debug)]
pub struct State {
    secret: Secret,
    remember: bool,
}

/// What a person does.
#[derive(Debug, Clone)]
pub enum Message {
    /// The field has another text.
    Typed(Secret),
    /// Whether to keep it.
    Remember(bool),
    /// Uses it.
    Submit,
    /// Not now.
    Cancel,
}

/// What follows.
#[derive(Debug)]
pub enum Action {
    /// Nothing yet.
    None,
    /// Use this one.
    Use {
        /// The password.
        secret: Secret,
        /// Keep it in the key store.
        remember: bool,
    },
    /// Not now.
    Close,
}

/// The field.
pub const FIELD: Id = Id::new("password");

impl Default for State {
    fn default() -> Self {
        Self { secret: Secret::new(String::new()), remember: false }
    }
}

impl State {
    /// Whether nothing has been typed yet.
    pub fn is_untouched(&self) -> bool {
        self.secret.is_empty()
    }

    /// Does what a message says.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(secret) => {
                self.secret = secret;
                Action::None
            }
            Message::Remember(remember) => {
                self.remember = remember;
                Action::None
            }
            Message::Submit if self.secret.is_empty() => Action::None,
            Message::Submit => {
                let secret = std::mem::replace(&mut self.secret, Secret::new(String::new()));
                Action::Use { secret, remember: self.remember }
            }
            Message::Cancel => Action::Close,
        }
    }

    pub(super) fn view<'a>(&'a self, about: About<'a>) -> Element<'a, Message> {
        let words = about.words;
        let snapshot = about.board.snapshot();
        let label = |key| text(words.text(key)).size(SMALL).class(Text::Secondary).width(90);
        let why = about.board.sign_in_cause().map(|cause| {
            let said = words.notice(&cause.notice);
            // A key store that can be unlocked saves the typing.
            let mends = cause.remedies.contains(&Remedy::AskNow);
            let remedy = mends.then(|| text(said.remedy).size(SMALL).class(Text::Secondary));
            column![text(said.message).size(BODY), remedy].spacing(4)
        });
        // Servers with more than one domain, or with NTLM, know nobody by the bare name.
        let bare = !snapshot.account.contains(['\\', '@']);
        let domain = bare.then(|| text(words.text("password-domain")).size(SMALL).class(Text::Secondary));
        let asks = words.get("password-asks", &[("server", Value::from(snapshot.server.as_str()))]);
        let content = column![
            why,
            text(asks).size(BODY),
            row![
                label("password-account"),
                text(&snapshot.account).size(BODY).font(SEMIBOLD).wrapping(text::Wrapping::WordOrGlyph),
            ]
            .align_y(Center),
            domain,
            row![
                label("password-field"),
                text_input("", self.secret.expose())
                    .id(FIELD)
                    .secure(true)
                    .on_input(|typed| Message::Typed(Secret::new(typed)))
                    .on_submit(Message::Submit)
                    .size(BODY)
                    .padding([6, 10]),
            ]
            .align_y(Center),
            focus(
                checkbox(self.remember)
                    .label(words.text("password-remember"))
                    .on_toggle(Message::Remember)
                    .text_size(BODY)
                    .size(16),
                Some(Message::Remember(!self.remember)),
            ),
            text(words.text("password-why")).size(SMALL).class(Text::Secondary),
        ]
        .spacing(14);
        let go = (!self.secret.is_empty()).then_some(Message::Submit);
        let buttons = vec![
            action(words.text("cancel"), Button::Outlined, Some(Message::Cancel)),
            action(words.text("password-go"), Button::Primary, go),
        ];
        sheet(about, words.text("password-title"), scrollable(content), buttons)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_no_password() {
        assert!(matches!(State::default().update(Message::Submit), Action::None));
    }

    #[test]
    fn what_was_typed_is_handed_over_once() {
        let mut state = State::default();
        state.update(Message::Typed(Secret::new("open sesame".into())));
        state.update(Message::Remember(true));
        match state.update(Message::Submit) {
            Action::Use { secret, remember } => assert_eq!((secret.expose(), remember), ("open sesame", true)),
            other => panic!("{other:?}"),
        }
        assert!(matches!(state.update(Message::Submit), Action::None), "nothing stays behind");
    }

    #[test]
    fn messages_do_not_tell_the_password() {
        let message = Message::Typed(Secret::new("open sesame".into()));
        assert!(!format!("{message:?}").contains("sesame"));
    }
}
