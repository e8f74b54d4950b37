//! Shaped text, kept between frames: shaping is the dear part, and rows share most of their words.

use crate::app::text;
use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::{self as core, Alignment, LineHeight, Paragraph as _, Shaping, Wrapping};
use iced::{Font, Pixels, Size, alignment};
use std::collections::HashMap;

/// The kinds of text in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Cells.
    Body,
    /// The name of a selected person.
    Strong,
    /// Headings, ages.
    Small,
    /// Badges, hours.
    Tiny,
    /// Letters on blocks.
    Letter,
}

impl Face {
    fn font(self) -> Font {
        match self {
            Self::Strong | Self::Letter => text::SEMIBOLD,
            Self::Body | Self::Small | Self::Tiny => text::REGULAR,
        }
    }

    fn size(self) -> f32 {
        match self {
            Self::Body | Self::Strong => text::BODY,
            Self::Small => text::SMALL,
            Self::Tiny | Self::Letter => text::TINY,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    face: Face,
    /// In whole pixels: what is cut to fit depends on it.
    room: u16,
    content: String,
}

/// The shelf of shaped texts.
#[derive(Debug, Default)]
pub struct Labels {
    shaped: HashMap<Key, Paragraph>,
}

/// More than this, and texts that are no longer shown are many: the shelf is emptied.
const LIMIT: usize = 6_000;

impl Labels {
    /// Makes room; to be called before a frame, never between shaping and drawing.
    pub fn trim(&mut self) {
        if self.shaped.len() > LIMIT {
            self.shaped.clear();
        }
    }

    /// `content` on one line, cut with an ellipsis where it is wider than `room` pixels.
    pub fn fit(&mut self, face: Face, content: &str, room: f32) -> &Paragraph {
        let key = Key { face, room: room.clamp(0.0, 4_000.0) as u16, content: content.to_owned() };
        self.shaped.entry(key).or_insert_with(|| {
            let whole = shape(face, content);
            if whole.min_bounds().width <= room { whole } else { cut(face, content, room) }
        })
    }

    /// How wide `content` is on one line.
    pub fn width(&mut self, face: Face, content: &str) -> f32 {
        self.fit(face, content, 4_000.0).min_bounds().width
    }
}

fn cut(face: Face, content: &str, room: f32) -> Paragraph {
    let ends: Vec<usize> = content.char_indices().map(|(at, _)| at).collect();
    let shorter = |count: usize| format!("{}…", content[..ends[count]].trim_end());
    let too_wide =
        ends.partition_point(|end| shape(face, &format!("{}…", content[..*end].trim_end())).min_bounds().width <= room);
    shape(face, &shorter(too_wide.saturating_sub(1)))
}

fn shape(face: Face, content: &str) -> Paragraph {
    Paragraph::with_text(core::Text {
        content,
        bounds: Size::INFINITE,
        size: Pixels(face.size()),
        line_height: LineHeight::Relative(1.3),
        font: face.font(),
        align_x: Alignment::Default,
        align_y: alignment::Vertical::Top,
        shaping: Shaping::Auto,
        wrapping: Wrapping::None,
    })
}
