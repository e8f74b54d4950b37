//! *Sign-in protection*: what the guard knows of the account, and what a person can do about it.

mod told;

use super::{About, CLOSE, Message, action, scrolled, sheet};
use crate::app::Element;
use crate::app::icons::Icon;
use crate::app::parts::{label, press};
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Text};
use crate::guard::{RefusalKind, Standing};
use crate::refresh::Remedy;
use crate::settings::Way;
use iced::Fill;
use iced::widget::{column, container, row, rule, text};
use told::{Mood, Told};

/// Width of what stands before each fact.
const LABELS: f32 = 150.0;

pub(super) fn view(about: About<'_>, copied: bool) -> Element<'_, Message> {
    let told = Told::new(about);
    let (icon, role) = match told.mood {
        Mood::Well => (Icon::INFO, Text::Good),
        Mood::Waits => (Icon::WARNING, Text::Warning),
        Mood::Stopped => (Icon::ERROR, Text::Error),
    };
    let details = told.as_text();
    let said = [told.message, told.remedy].into_iter().filter(|said| !said.is_empty());
    let state = row![
        container(icon.text(16.0).class(role)).padding([1, 0]),
        column![text(told.state).size(BODY).font(SEMIBOLD)]
            .extend(said.map(|said| text(said).size(BODY).into()))
            .spacing(4)
            .width(Fill),
    ]
    .spacing(10);
    let facts = told.facts.into_iter().map(|(name, value)| {
        row![
            text(name).size(SMALL).class(Text::Secondary).width(LABELS),
            text(value).size(SMALL).wrapping(text::Wrapping::WordOrGlyph).width(Fill),
        ]
        .spacing(8)
        .into()
    });
    let word = label(about.words.text(if copied { "protection-copied" } else { "protection-copy" }), SMALL);
    let copy = row![Icon::COPY.text(13.0), word].spacing(6);
    let copy = press(copy, Button::Outlined, [4, 10], Some(Message::CopyProtection(details)));
    let content = column![state, rule::horizontal(1), column(facts).spacing(8), copy].spacing(16);
    sheet(about, about.words.text("protection-title"), scrolled(content), buttons(about))
}

/// What helps most comes last; closing, which does no harm, has the focus.
fn buttons(about: About<'_>) -> Vec<Element<'_, Message>> {
    let words = about.words;
    let remedy = |key, message| (words.text(key), message);
    let way = about.board.snapshot().way;
    let interactive = way == Way::Microsoft;
    let password = remedy(if interactive { "remedy-sign-in" } else { "remedy-password" }, Message::AskSignIn);
    let resume = remedy("remedy-resume", Message::AskResume);
    // Without a password nothing can be locked; where it is already, it is asked first as in the banner.
    let causes = about.board.snapshot().causes.iter();
    let asks = causes.flat_map(|cause| &cause.remedies).any(|remedy| *remedy == Remedy::Resume { confirm: true });
    let again = remedy("remedy-resume", if asks { Message::AskResume } else { Message::Resume });
    let known = about.board.snapshot().protection.as_deref();
    let (more, most) = match known.map(|protection| &protection.standing) {
        Some(Standing::Stopped { refusal, .. }) if refusal.kind == RefusalKind::Forbidden => (None, Some(resume)),
        Some(Standing::Stopped { refusal, .. }) if refusal.kind.spares_the_credential() => (None, Some(again)),
        Some(Standing::Stopped { .. } | Standing::RefusedBefore { .. } | Standing::NeedsConfirmation)
            if interactive =>
        {
            (Some(again), Some(password))
        }
        Some(Standing::Stopped { .. } | Standing::StoppedElsewhere { .. } | Standing::RefusedBefore { .. }) => {
            (Some(resume), Some(password))
        }
        Some(Standing::NeedsConfirmation) => (Some(password), Some(remedy("remedy-confirm", Message::AskResume))),
        Some(Standing::NoRecord { .. }) => (None, Some(resume)),
        Some(Standing::Waiting { may_insist: true, .. }) => (None, Some(remedy("remedy-try-once", Message::TryOnce))),
        Some(Standing::Open) if interactive => (Some(remedy("remedy-sign-out", Message::SignOut)), None),
        Some(Standing::Open) => (Some(password), None),
        Some(Standing::Waiting { .. }) => (None, None),
        None => (None, about.board.sign_in_cause().map(|_| password)),
    };
    // Nobody types anything for the signed-in user.
    let there = |(_, message): &(String, Message)| way != Way::SignedIn || !matches!(message, Message::AskSignIn);
    let (more, most) = (more.filter(there), most.filter(there));
    let close = if most.is_some() { Button::Outlined } else { Button::Primary };
    let close = press(label(words.text("close"), BODY), close, [6, 16], Some(Message::Close)).id(CLOSE).into();
    let more = more.map(|(word, message)| action(word, Button::Outlined, Some(message)));
    let most = most.map(|(word, message)| action(word, Button::Primary, Some(message)));
    std::iter::once(close).chain(more).chain(most).collect()
}
