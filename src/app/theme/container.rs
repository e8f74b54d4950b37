//! Roles of containers. None has a shadow: the software renderer does not keep shadows inside the part that it paints anew.

use super::Theme;
use iced::Color;
use iced::border::{self, Border};
use iced::widget::container::{Catalog, Style};
use iced::widget::rule;

/// Role of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Container {
    /// Only holds its content.
    #[default]
    Bare,
    /// A bar: top bar, filter row, footer.
    Bar,
    /// The list's ground.
    Paper,
    /// A banner for something a person has to act on.
    ErrorBanner,
    /// A banner for something that will probably recover.
    WarningBanner,
    /// A dialog.
    Dialog,
    /// A tool tip.
    Tip,
    /// What lies between a dialog and the rest.
    Curtain,
    /// A small label with an outline, such as DEMO.
    Tag,
    /// A key on the keyboard.
    Key,
}

impl Catalog for Theme {
    type Class<'a> = Container;

    fn default<'a>() -> Self::Class<'a> {
        Container::Bare
    }

    fn style(&self, class: &Container) -> Style {
        let colors = self.colors();
        let plain = |text: Color, ground: Color| Style {
            text_color: Some(text),
            background: Some(ground.into()),
            ..Style::default()
        };
        match class {
            Container::Bare => Style::default(),
            Container::Bar => plain(colors.text, colors.panel),
            Container::Paper => plain(colors.text, colors.paper),
            Container::ErrorBanner => plain(colors.error.0, colors.error.1),
            Container::WarningBanner => plain(colors.warning.0, colors.warning.1),
            Container::Dialog => {
                Style { border: border::rounded(8).width(1).color(colors.border), ..plain(colors.text, colors.raised) }
            }
            Container::Tip => {
                Style { border: border::rounded(4).width(1).color(colors.border), ..plain(colors.text, colors.raised) }
            }
            Container::Curtain => {
                Style { background: Some(Color { a: 0.38, ..Color::BLACK }.into()), ..Style::default() }
            }
            Container::Tag => Style {
                border: border::rounded(3).width(1).color(colors.caution),
                ..plain(colors.caution, Color::TRANSPARENT)
            },
            Container::Key => Style {
                border: Border { color: colors.border, width: 1.0, radius: 4.0.into() },
                ..plain(colors.text, colors.panel)
            },
        }
    }
}

impl rule::Catalog for Theme {
    type Class<'a> = ();

    fn default<'a>() -> <Self as rule::Catalog>::Class<'a> {}

    fn style(&self, (): &()) -> rule::Style {
        rule::Style { color: self.colors().line, radius: 0.0.into(), fill_mode: rule::FillMode::Full, snap: true }
    }
}
