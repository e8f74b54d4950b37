//! Text fields and check boxes.

use super::Theme;
use iced::border::Border;
use iced::widget::{checkbox, text_input};

impl text_input::Catalog for Theme {
    type Class<'a> = ();

    fn default<'a>() -> <Self as text_input::Catalog>::Class<'a> {}

    fn style(&self, (): &(), status: text_input::Status) -> text_input::Style {
        let colors = self.colors();
        let (color, width) = match status {
            text_input::Status::Focused { .. } => (colors.ring, colors.ring_width),
            text_input::Status::Hovered => (colors.text, 1.0),
            text_input::Status::Active | text_input::Status::Disabled => (colors.border, 1.0),
        };
        text_input::Style {
            background: colors.raised.into(),
            border: Border { color, width, radius: 5.0.into() },
            icon: colors.secondary,
            placeholder: colors.secondary,
            value: colors.text,
            selection: colors.selected,
        }
    }
}

impl checkbox::Catalog for Theme {
    type Class<'a> = ();

    fn default<'a>() -> <Self as checkbox::Catalog>::Class<'a> {}

    fn style(&self, (): &(), status: checkbox::Status) -> checkbox::Style {
        let colors = self.colors();
        let (checked, over) = match status {
            checkbox::Status::Active { is_checked } => (is_checked, false),
            checkbox::Status::Hovered { is_checked } => (is_checked, true),
            checkbox::Status::Disabled { is_checked } => (is_checked, false),
        };
        let outline = if checked { colors.accent } else { colors.border };
        checkbox::Style {
            background: if checked { colors.accent } else { colors.raised }.into(),
            icon_color: colors.on_accent,
            border: Border { color: if over { colors.text } else { outline }, width: 1.0, radius: 3.0.into() },
            text_color: Some(colors.text),
        }
    }
}
