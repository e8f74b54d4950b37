//! Asks before a credential is tried whose refusal may lock the account.

use super::{About, Message, action, scrolled, sheet};
use crate::app::Element;
use crate::app::parts::{label, press};
use crate::app::text::BODY;
use crate::app::theme::Button;
use crate::guard::Standing;
use crate::settings::Way;
use iced::widget::{Id, text};

/// What does no harm has the focus first.
pub(super) const CANCEL: Id = Id::new("cancel");

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let known = about.board.snapshot().protection.as_deref();
    let [title, why, go] = match known.map(|protection| &protection.standing) {
        Some(Standing::NeedsConfirmation) => ["confirm-title", "confirm-why", "confirm-go"],
        Some(Standing::NoRecord { .. }) => ["record-title", "record-why", "record-go"],
        _ if about.board.snapshot().way == Way::SignedIn => {
            ["resume-title.signed-in", "resume-why.signed-in", "resume-go"]
        }
        _ if about.board.snapshot().way.has_password() => ["resume-title", "resume-why", "resume-go"],
        _ => ["resume-title.sign-in", "resume-why.sign-in", "resume-go"],
    };
    let buttons = vec![
        press(label(words.text("cancel"), BODY), Button::Outlined, [6, 16], Some(Message::Close)).id(CANCEL).into(),
        action(words.text(go), Button::Primary, Some(Message::Resume)),
    ];
    sheet(about, words.text(title), scrolled(text(words.text(why)).size(BODY)), buttons)
}
