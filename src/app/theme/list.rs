//! Pick lists, their menus, and scrollable content.

use super::Theme;
use iced::Shadow;
use iced::border::{self, Border};
use iced::overlay::menu;
use iced::widget::{container, pick_list, scrollable};

impl pick_list::Catalog for Theme {
    type Class<'a> = ();

    fn default<'a>() -> <Self as pick_list::Catalog>::Class<'a> {}

    fn style(&self, (): &(), status: pick_list::Status) -> pick_list::Style {
        let colors = self.colors();
        let over = !matches!(status, pick_list::Status::Active);
        pick_list::Style {
            text_color: colors.text,
            placeholder_color: colors.text,
            handle_color: colors.secondary,
            background: colors.panel.into(),
            border: border::rounded(5).width(1).color(if over { colors.border } else { colors.line }),
        }
    }
}

impl menu::Catalog for Theme {
    type Class<'a> = ();

    fn default<'a>() -> <Self as menu::Catalog>::Class<'a> {}

    fn style(&self, (): &()) -> menu::Style {
        let colors = self.colors();
        menu::Style {
            background: colors.raised.into(),
            border: border::rounded(5).width(1).color(colors.border),
            text_color: colors.text,
            selected_text_color: colors.text,
            selected_background: colors.selected.into(),
            shadow: Shadow::default(),
        }
    }
}

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
