//! The steps, one below the other, the newest in view.

use super::{AGAIN, COPY, Message, State};
use crate::app::dialog::{About, CLOSE, Message as Outside, sheet};
use crate::app::icons::Icon;
use crate::app::parts::{label, press};
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Text};
use crate::app::{Element, Theme};
use crate::words::{Mark, Step, Words};
use iced::widget::{Column, Text as Label, column, container, row, rule, scrollable, text};
use iced::{Center, Fill, Padding};

/// Width of what stands before each step.
const MARKS: f32 = 18.0;

impl State {
    pub(in crate::app::dialog) fn view<'a>(&'a self, about: About<'a>) -> Element<'a, Outside> {
        let words = about.words;
        let summary = container(text(self.summary(words)).size(BODY).font(SEMIBOLD)).padding([0, 3]);
        let steps = Column::with_children(self.steps.iter().map(|step| described(words, step))).spacing(10);
        // What came last is what to look at: where a test stands, or what ended it.
        let list = scrollable(steps.width(Fill).padding(Padding::from(3).right(14))).anchor_bottom();
        let copy =
            row![Icon::COPY.text(13.0), label(words.text(if self.copied { "test-copied" } else { "test-copy" }), BODY)];
        let copies = (!self.steps.is_empty()).then(|| Outside::Test(Message::Copy(self.as_text(words))));
        let again = (!self.running).then_some(Outside::Test(Message::Again));
        let buttons = vec![
            press(copy.spacing(6).align_y(Center), Button::Outlined, [6, 16], copies).id(COPY).into(),
            press(label(words.text("test-again"), BODY), Button::Outlined, [6, 16], again).id(AGAIN).into(),
            press(label(words.text("close"), BODY), Button::Primary, [6, 16], Some(Outside::Close)).id(CLOSE).into(),
        ];
        let content = column![summary, rule::horizontal(1), list].spacing(12);
        sheet(about, words.text("test-title"), content, buttons)
    }
}

fn described<'a>(words: &Words, step: &Step) -> Element<'a, Outside> {
    let said = step.notices.iter().flat_map(|notice| {
        let said = words.notice(notice);
        let remedy = (!said.remedy.is_empty()).then(|| small(said.remedy).class(Text::Secondary).into());
        std::iter::once(small(said.message).into()).chain(remedy)
    });
    let took = words.get("test-milliseconds", &[("milliseconds", (step.took.as_millis() as i64).into())]);
    row![
        text(step.mark.sign().to_string()).size(BODY).font(SEMIBOLD).class(role(step.mark)).width(MARKS),
        column![
            row![
                text(step.title(words)).size(BODY).font(SEMIBOLD).width(Fill),
                text(took).size(SMALL).class(Text::Secondary)
            ]
            .spacing(8)
            .align_y(Center)
        ]
        .extend(said)
        .spacing(2)
        .width(Fill),
    ]
    .spacing(8)
    .into()
}

fn role(mark: Mark) -> Text {
    match mark {
        Mark::Passed => Text::Good,
        Mark::Warned => Text::Warning,
        Mark::Blank => Text::Secondary,
        Mark::Failed(_) => Text::Error,
    }
}

fn small<'a>(said: String) -> Label<'a, Theme> {
    text(said).size(SMALL).wrapping(text::Wrapping::WordOrGlyph)
}
