//! The banner: the most severe cause, and what can be done about it.

use super::view::EDGE;
use super::{Board, Message};
use crate::app::Element;
use crate::app::icons::Icon;
use crate::app::parts::{label, press};
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Container};
use crate::refresh::{Cause, Level, Remedy};
use chrono::TimeDelta;
use iced::widget::{column, container, row, text};
use iced::{Center, Fill, Right};

/// Makes a banner with one line of text 36 pixels high; where the window is narrow there may be two.
const PADDING: f32 = (36.0 - (SMALL * 1.2 + 2.0 * 3.0)) / 2.0;

/// Causes that mostly pass before anybody has read them: the top bar says that the program waits.
const PASSING: [&str; 2] = ["slow-down", "waiting-server"];

/// Then they are worth a banner.
const PATIENCE: TimeDelta = TimeDelta::minutes(2);

impl Board {
    /// The cause that is shown: the most severe one that is worth a banner.
    pub fn banner_cause(&self) -> Option<&Cause> {
        self.banner_causes().next()
    }

    fn banner_causes(&self) -> impl Iterator<Item = &Cause> {
        let now = self.real_now();
        let passes = move |cause: &Cause| PASSING.contains(&cause.notice.code) && now - cause.since < PATIENCE;
        self.causes().into_iter().filter(move |cause| cause.level > Level::Info && !passes(cause))
    }

    pub(super) fn banner(&self) -> Option<Element<'_, Message>> {
        let cause = self.banner_cause()?;
        let more = self.banner_causes().count() - 1;
        let said = self.words.notice(&cause.notice);
        let (class, role, icon): (_, fn(bool) -> Button, _) = match cause.level {
            Level::Error => (Container::ErrorBanner, Button::OnError, Icon::ERROR),
            Level::Warning | Level::Info => (Container::WarningBanner, Button::OnWarning, Icon::WARNING),
        };
        let details = !cause.remedies.contains(&Remedy::ShowProtection);
        let offered = cause.remedies.iter().map(|remedy| (self.remedy_word(*remedy), Message::Remedy(*remedy)));
        let buttons = offered
            // What the guard knows says more than the details.
            .chain(details.then(|| (self.words.text("banner-details"), Message::Details)))
            .enumerate()
            .map(|(at, (word, message))| press(label(word, SMALL), role(at == 0), [3, 10], Some(message)).into());
        let more = (more > 0).then(|| {
            let said = self.words.get("banner-more", &[("count", more.into())]);
            text(said).size(SMALL).wrapping(text::Wrapping::None)
        });
        // The remedy in words is for the details: the buttons say it shorter.
        let message = text(said.message).size(BODY).font(SEMIBOLD);
        let buttons = row(buttons).spacing(8);
        let icon = icon.text(16.0);
        let content: Element<'_, Message> = if self.is_strip() {
            let said = row![icon, message.width(Fill)].spacing(10).align_y(Center);
            let buttons = container(buttons.wrap().align_x(Right)).width(Fill).align_x(Right);
            let done = row![more, buttons].spacing(10).align_y(Center);
            column![said, done].spacing(6).into()
        } else {
            row![icon, message.width(Fill), more, buttons].spacing(10).align_y(Center).into()
        };
        let banner = container(content).class(class).width(Fill).padding([PADDING, EDGE]).align_y(Center);
        Some(banner.into())
    }

    fn remedy_word(&self, remedy: Remedy) -> String {
        self.words.text(match remedy {
            Remedy::EnterPassword => "remedy-password",
            Remedy::SignIn => "remedy-sign-in",
            Remedy::UseGraph => "remedy-use-graph",
            Remedy::Resume { .. } => "remedy-resume",
            Remedy::TryOnce => "remedy-try-once",
            Remedy::Confirm => "remedy-confirm",
            Remedy::AskNow => "remedy-ask-now",
            Remedy::ShowProtection => "remedy-protection",
            Remedy::OpenSettings => "remedy-settings",
            Remedy::OpenLog => "remedy-log",
        })
    }
}
