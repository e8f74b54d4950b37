//! Icons: glyphs of the embedded icon font (`resources/fonts/build.py` holds the same code points).

use super::text::ICONS;
use iced::widget::text;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(char);

impl Icon {
    /// A magnifying glass.
    pub const SEARCH: Self = Self('\u{E001}');
    /// To the left.
    pub const LEFT: Self = Self('\u{E002}');
    /// To the right.
    pub const RIGHT: Self = Self('\u{E003}');
    /// Refresh.
    pub const REFRESH: Self = Self('\u{E004}');
    /// Help.
    pub const HELP: Self = Self('\u{E005}');
    /// Close, clear.
    pub const CLOSE: Self = Self('\u{E006}');
    /// An error.
    pub const ERROR: Self = Self('\u{E007}');
    /// A warning.
    pub const WARNING: Self = Self('\u{E008}');
    /// Worth knowing.
    pub const INFO: Self = Self('\u{E009}');
    /// Something to copy.
    pub const COPY: Self = Self('\u{E012}');
    /// Nobody.
    pub const NOBODY: Self = Self('\u{E011}');

    /// As an element, `size` pixels high.
    pub fn text<'a>(self, size: f32) -> text::Text<'a, super::Theme> {
        text(self.0.to_string()).font(ICONS).size(size).line_height(1.0)
    }
}
