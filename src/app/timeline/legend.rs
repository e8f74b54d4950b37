//! The legend: small blocks drawn by the code that draws the rows.

use super::patterns::{Blocks, Pixels};
use crate::app::Theme;
use crate::app::text;
use crate::app::theme::Palette;
use crate::calendar::BusyType;
use iced::widget::canvas::{self, Geometry, Text};
use iced::{Point, Rectangle, Renderer, Size, alignment, mouse};
use std::cell::Cell;

/// Size of a block in the legend.
const SIZE: Size = Size::new(28.0, 16.0);

/// A block with its letter.
struct Sample {
    busy_type: BusyType,
    scale: f32,
}

/// What was drawn, and with what.
#[derive(Default)]
struct State {
    geometry: canvas::Cache,
    key: Cell<Option<(Palette, f32)>>,
}

/// A block of a type, as rows show it. `scale`: pixels of the display in one logical pixel.
pub fn legend<'a, Message: 'a>(busy_type: BusyType, scale: f32) -> crate::app::Element<'a, Message> {
    canvas::Canvas::new(Sample { busy_type, scale }).width(SIZE.width).height(SIZE.height).into()
}

impl<Message> canvas::Program<Message, Theme, Renderer> for Sample {
    type State = State;

    fn draw(
        &self,
        state: &State,
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<Geometry> {
        let palette = theme.colors();
        let key = (*palette, self.scale);
        if state.key.replace(Some(key)) != Some(key) {
            state.geometry.clear();
        }
        vec![state.geometry.draw(renderer, bounds.size(), |frame| {
            let crossed = palette.block(BusyType::NoData) == palette.block(BusyType::Busy);
            let mut blocks = Blocks::new(Pixels { scale: self.scale }, crossed);
            blocks.push(self.busy_type, Rectangle::with_size(bounds.size()), true);
            blocks.fill(frame, palette);
            frame.fill_text(Text {
                content: self.busy_type.letter().map(String::from).unwrap_or_default(),
                position: Point::new(super::patterns::HEAD / 2.0, bounds.height / 2.0),
                color: palette.letter,
                size: text::TINY.into(),
                font: text::SEMIBOLD,
                align_x: alignment::Horizontal::Center.into(),
                align_y: alignment::Vertical::Center,
                ..Text::default()
            });
        })]
    }
}
