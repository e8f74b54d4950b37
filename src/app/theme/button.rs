//! Roles of buttons.

use super::Theme;
use iced::Color;
use iced::border;
use iced::widget::button::{Catalog, Status, Style};

/// Role of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Button {
    /// An icon or word in a bar; shows its ground under the pointer only.
    #[default]
    Quiet,
    /// With an outline.
    Outlined,
    /// What a dialog is for.
    Primary,
    /// A tab; `true`: the chosen one.
    Tab(bool),
    /// In an error banner; `true`: what helps most.
    OnError(bool),
    /// In a warning banner; `true`: what helps most.
    OnWarning(bool),
}

impl Catalog for Theme {
    type Class<'a> = Button;

    fn default<'a>() -> Self::Class<'a> {
        Button::Quiet
    }

    fn style(&self, class: &Button, status: Status) -> Style {
        let colors = self.colors();
        let over = matches!(status, Status::Hovered | Status::Pressed);
        let disabled = matches!(status, Status::Disabled);
        let clear = Color::TRANSPARENT;
        let ground = if over && !disabled { colors.hover } else { clear };
        let text = if disabled { colors.secondary } else { colors.text };
        let style = |ground: Color, text: Color, outline: Color| Style {
            background: Some(ground.into()),
            text_color: text,
            border: border::rounded(5).width(1).color(outline),
            ..Style::default()
        };
        match class {
            Button::Quiet => style(self.lifted(ground), text, clear),
            Button::Outlined => style(self.lifted(ground), text, if over { colors.border } else { colors.line }),
            Button::Primary if disabled => style(colors.hover, colors.secondary, colors.line),
            Button::Primary => style(colors.accent, colors.on_accent, if over { colors.text } else { colors.accent }),
            Button::Tab(true) => style(colors.selected, colors.accent, clear),
            Button::Tab(false) => style(self.lifted(ground), if over { colors.text } else { colors.secondary }, clear),
            Button::OnError(primary) => self.on_banner(colors.error, over != *primary),
            Button::OnWarning(primary) => self.on_banner(colors.warning, over != *primary),
        }
    }
}

impl Theme {
    /// Bars are a shade off the rows' ground; what lights up on them is a shade more.
    fn lifted(&self, ground: Color) -> Color {
        match (self, ground.a > 0.0) {
            (Self::Light, true) => self.colors().line,
            (Self::Dark, true) => self.colors().line,
            _ => ground,
        }
    }

    fn on_banner(&self, (text, ground): (Color, Color), filled: bool) -> Style {
        let (text_color, background) = if filled { (ground, text) } else { (text, Color::TRANSPARENT) };
        Style {
            background: Some(background.into()),
            text_color,
            border: border::rounded(5).width(1).color(text),
            ..Style::default()
        }
    }
}
