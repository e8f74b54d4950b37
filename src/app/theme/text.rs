//! Roles of text.

use super::Theme;
use iced::widget::text::{Catalog, Style};

/// Role of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Text {
    /// As its surroundings.
    #[default]
    Plain,
    /// Of lesser weight.
    Secondary,
    /// The word *Free*, and *live*.
    Good,
    /// The accent.
    Accent,
    /// A warning outside a banner.
    Warning,
    /// An error outside a banner.
    Error,
}

impl Catalog for Theme {
    type Class<'a> = Text;

    fn default<'a>() -> Self::Class<'a> {
        Text::Plain
    }

    fn style(&self, class: &Text) -> Style {
        let colors = self.colors();
        Style {
            color: match class {
                Text::Plain => None,
                Text::Secondary => Some(colors.secondary),
                Text::Good => Some(colors.free),
                Text::Accent => Some(colors.accent),
                Text::Warning => Some(colors.caution),
                Text::Error => Some(colors.now),
            },
        }
    }
}
