//! The window: an iced program over the engine's snapshots.

pub mod icons;
pub mod text;
pub mod theme;
pub mod timeline;

pub use theme::Theme;

/// An element in this program's theme.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, iced::Renderer>;
