//! Scrollable content.

use super::Theme;
use iced::Shadow;
use iced::border::{self, Border};
use iced::widget::{container, scrollable};

impl scrollable::Catalog for Theme {
    type Class<'a> = ();

    fn default<'a>() -> <Self as scrollable::Catalog>::Class<'a> {}

    fn style(&self, (): &(), _status: scrollable::Status) -> scrollable::Style {
        let colors = self.colors();
        let rail = scrollable::Rail {
            background: None,
            border: Border::default(),
            scroller: scrollable::Scroller { background: colors.border.into(), border: border::rounded(4) },
        };
        scrollable::Style {
            container: container::Style::default(),
            vertical_rail: rail,
            horizontal_rail: rail,
            gap: None,
            auto_scroll: scrollable::AutoScroll {
                background: colors.raised.into(),
                border: border::rounded(12).width(1).color(colors.line),
                shadow: Shadow::default(),
                icon: colors.secondary,
            },
        }
    }
}
