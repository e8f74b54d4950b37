//! The embedded fonts and the sizes of text.

use iced::Font;
use iced::font::Weight;

/// The interface's font: figures are tabular.
pub const REGULAR: Font = Font::with_name("Attendant Sans");

/// For names that are selected, headings and letters on blocks.
pub const SEMIBOLD: Font = Font { weight: Weight::Semibold, ..REGULAR };

/// The icons of [`super::icons`].
pub const ICONS: Font = Font::with_name("Attendant Icons");

/// The font files, embedded so that the window looks the same everywhere.
pub const FILES: [&[u8]; 3] = [
    include_bytes!("../../resources/fonts/AttendantSans-Regular.ttf"),
    include_bytes!("../../resources/fonts/AttendantSans-SemiBold.ttf"),
    include_bytes!("../../resources/fonts/AttendantIcons.ttf"),
];

/// Size of text in rows, fields and sentences, in pixels.
pub const BODY: f32 = 13.0;

/// Size of labels, headers and tags, in pixels.
pub const SMALL: f32 = 12.0;

/// Size of letters on blocks and of the ruler, in pixels.
pub const TINY: f32 = 11.0;

/// Size of a dialog's heading, in pixels.
pub const HEADING: f32 = 16.0;

/// Size of a code that is to be read and typed elsewhere, in pixels.
pub const LARGE: f32 = 28.0;

/// The program's settings of text.
pub fn settings() -> iced::Settings {
    iced::Settings {
        id: Some(crate::store::APPLICATION_ID.to_owned()),
        fonts: FILES.into_iter().map(std::borrow::Cow::Borrowed).collect(),
        default_font: REGULAR,
        default_text_size: iced::Pixels(BODY),
        ..iced::Settings::default()
    }
}
