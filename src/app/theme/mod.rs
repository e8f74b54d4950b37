//! How everything looks: the palettes, and one file for each widget's styles. Screens name a role, never a colour.

mod button;
mod container;
mod field;
mod list;
pub mod palette;
mod text;

pub use button::Button;
pub use container::Container;
pub use palette::Palette;
pub use text::Text;

use iced::theme::{Base, Mode, Style};

/// The themes. None follows the system, which tells only light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on dark grey.
    Dark,
    /// Pure colours on black.
    HighContrast,
}

impl Theme {
    /// What the settings ask for; none: follow the system.
    pub fn chosen(setting: crate::settings::Theme) -> Option<Self> {
        match setting {
            crate::settings::Theme::System => None,
            crate::settings::Theme::Light => Some(Self::Light),
            crate::settings::Theme::Dark => Some(Self::Dark),
            crate::settings::Theme::HighContrast => Some(Self::HighContrast),
        }
    }

    /// The colours.
    pub fn colors(&self) -> &'static Palette {
        match self {
            Self::Light => &palette::LIGHT,
            Self::Dark => &palette::DARK,
            Self::HighContrast => &palette::HIGH_CONTRAST,
        }
    }
}

impl Base for Theme {
    fn default(preference: Mode) -> Self {
        match preference {
            Mode::None | Mode::Light => Self::Light,
            Mode::Dark => Self::Dark,
        }
    }

    fn mode(&self) -> Mode {
        match self {
            Self::Light => Mode::Light,
            Self::Dark | Self::HighContrast => Mode::Dark,
        }
    }

    fn base(&self) -> Style {
        let colors = self.colors();
        Style { background_color: colors.panel, text_color: colors.text }
    }

    fn palette(&self) -> Option<iced::theme::Palette> {
        None
    }

    fn name(&self) -> &str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
        }
    }
}
