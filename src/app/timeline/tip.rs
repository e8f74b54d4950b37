//! The tool tip.

use super::labels::{Face, Labels};
use crate::app::theme::Palette;
use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::advanced::text::{Paragraph as _, Renderer as _};
use iced::border;
use iced::{Point, Rectangle, Renderer, Size};
use std::time::Duration;

/// How long the pointer rests before the tip appears.
pub const DELAY: Duration = Duration::from_millis(400);

/// Space around the text.
const PADDING: Size = Size::new(8.0, 5.0);

/// Draws `text` near the pointer, inside `bounds`; nothing for no text.
pub fn draw(renderer: &mut Renderer, labels: &mut Labels, palette: &Palette, text: &str, at: Point, bounds: Rectangle) {
    if text.is_empty() {
        return;
    }
    let paragraph = labels.fit(Face::Small, text, 4_000.0);
    let size = paragraph.min_bounds();
    let (width, height) = (size.width.ceil() + 2.0 * PADDING.width, size.height.ceil() + 2.0 * PADDING.height);
    let x = (at.x + 12.0).min(bounds.x + bounds.width - width - 4.0).max(bounds.x);
    let below = at.y + 20.0;
    let fits = below + height <= bounds.y + bounds.height;
    let y = if fits { below } else { at.y - height - 8.0 };
    let area = Rectangle { x: x.round(), y: y.round(), width, height };
    renderer.with_layer(bounds, |renderer| {
        let quad = Quad { bounds: area, border: border::rounded(4).width(1).color(palette.border), ..Quad::default() };
        renderer.fill_quad(quad, palette.raised);
        let inside = Point::new(area.x + PADDING.width, area.y + PADDING.height);
        renderer.fill_paragraph(paragraph, inside, palette.text, area);
    });
}
