//! Asks for the account's password.

use super::{About, action, scrolled, sheet};
use crate::app::Element;
use crate::app::focus::focus;
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Text};
use crate::refresh::Remedy;
use crate::store::Secret;
use crate::words::Value;
use iced::Center;
use iced::widget::{Id, checkbox, column, row, text, text_input};

/// What was typed so far.
#[derive(Debug)]
pub struct State {
    secret: Secret,
    remember: bool,
    /// At Office 365.
    office: Option<Office>,
}

/// At Office 365 the name is given together with the password.
#[derive(Debug)]
struct Office {
    name: String,
    /// Another way is granted, too.
    another: bool,
}

/// What a person does.
#[derive(Debug, Clone)]
pub enum Message {
    /// The field has another text.
    Typed(Secret),
    /// The name's field has another text.
    Named(String),
    /// Signs in another way.
    OtherWay,
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
        /// Who signs in, where that is given here.
        name: Option<String>,
        /// The password.
        secret: Secret,
        /// Keep it in the key store.
        remember: bool,
    },
    /// Another way is to be chosen.
    OtherWay,
    /// Not now.
    Close,
}

/// The field.
pub const FIELD: Id = Id::new("password");
/// The name's field, at Office 365.
pub const NAME: Id = Id::new("user-name");

impl Default for State {
    fn default() -> Self {
        Self { secret: Secret::new(String::new()), remember: false, office: None }
    }
}

impl State {
    /// Whether nothing of a password has been typed yet.
    pub fn is_untouched(&self) -> bool {
        self.secret.is_empty()
    }

    /// Asks for name and password at Office 365. `name`: who signs in, as far as known; `another`: there is another way.
    pub fn at_office365(name: String, another: bool) -> Self {
        Self { office: Some(Office { name, another }), ..Self::default() }
    }

    /// What has the focus first.
    pub fn first_control(&self) -> Id {
        if self.office.as_ref().is_some_and(|office| office.name.is_empty()) { NAME } else { FIELD }
    }

    fn is_complete(&self) -> bool {
        !self.secret.is_empty() && self.office.as_ref().is_none_or(|office| !office.name.trim().is_empty())
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
            Message::Named(name) => {
                self.office.iter_mut().for_each(|office| office.name.clone_from(&name));
                Action::None
            }
            Message::OtherWay => Action::OtherWay,
            Message::Submit if !self.is_complete() => Action::None,
            Message::Submit => {
                let secret = std::mem::replace(&mut self.secret, Secret::new(String::new()));
                let name = self.office.as_ref().map(|office| office.name.trim().to_owned());
                Action::Use { name, secret, remember: self.remember }
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
        let bare = self.office.is_none() && !snapshot.account.contains(['\\', '@']);
        let domain = bare.then(|| text(words.text("password-domain")).size(SMALL).class(Text::Secondary));
        let asks = words.get("password-asks", &[("server", Value::from(snapshot.server.as_str()))]);
        let account: Element<'a, Message> = match &self.office {
            Some(office) => text_input(&words.text("password-name"), &office.name)
                .id(NAME)
                .on_input(Message::Named)
                .on_submit(Message::Submit)
                .size(BODY)
                .padding([6, 10])
                .into(),
            None => text(&snapshot.account).size(BODY).font(SEMIBOLD).wrapping(text::Wrapping::WordOrGlyph).into(),
        };
        let discouraged =
            self.office.as_ref().map(|_| text(words.text("office-password.why")).size(SMALL).class(Text::Secondary));
        let content = column![
            why,
            text(asks).size(BODY),
            row![label("password-account"), account].align_y(Center),
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
            discouraged,
        ]
        .spacing(14);
        let go = self.is_complete().then_some(Message::Submit);
        let another = self.office.as_ref().filter(|office| office.another);
        let another = another.map(|_| action(words.text("office-other"), Button::Outlined, Some(Message::OtherWay)));
        let cancel = action(words.text("cancel"), Button::Outlined, Some(Message::Cancel));
        let go = action(words.text("password-go"), Button::Primary, go);
        let title = words.text(if self.office.is_some() { "office-title" } else { "password-title" });
        let buttons = std::iter::once(cancel).chain(another).chain([go]).collect();
        sheet(about, title, scrolled(content), buttons)
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
            Action::Use { name: None, secret, remember } => {
                assert_eq!((secret.expose(), remember), ("open sesame", true));
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(state.update(Message::Submit), Action::None), "nothing stays behind");
    }

    #[test]
    fn at_office_365_a_name_is_wanted_too() {
        let mut state = State::at_office365(String::new(), false);
        assert_eq!(state.first_control(), NAME);
        state.update(Message::Typed(Secret::new("open sesame".into())));
        assert!(matches!(state.update(Message::Submit), Action::None));
        state.update(Message::Named(" anna@firm.example ".into()));
        match state.update(Message::Submit) {
            Action::Use { name, .. } => assert_eq!(name.as_deref(), Some("anna@firm.example")),
            other => panic!("{other:?}"),
        }
        assert_eq!(State::at_office365("anna".into(), true).first_control(), FIELD);
    }

    #[test]
    fn messages_do_not_tell_the_password() {
        let message = Message::Typed(Secret::new("open sesame".into()));
        assert!(!format!("{message:?}").contains("sesame"));
    }
}
