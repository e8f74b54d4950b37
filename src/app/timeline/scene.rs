//! One frame of the list: what is where. The same figures serve painting, hit tests and the tests' selectors.

use super::columns::{Columns, RULER, Scale, Span};
use super::patterns::Pixels;
use super::row::{Day, Headings, Row, Rows, Stretch};
use crate::app::theme::Palette;
use iced::{Point, Rectangle, Size};
use std::ops::Range;

/// Everything that one frame depends on.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The lines.
    pub rows: &'a dyn Rows,
    /// Which of them are listed, in the order shown.
    pub order: &'a [usize],
    /// The day shown.
    pub day: &'a Day,
    /// The words above the columns.
    pub headings: &'a Headings,
    /// Height of a row.
    pub row_height: f32,
    /// Where the columns stand.
    pub columns: Columns,
    /// The colours.
    pub palette: &'static Palette,
    /// The display's pixels.
    pub pixels: Pixels,
    /// Size of the whole.
    pub size: Size,
    /// The first line shown. Lines are shown whole or not at all.
    pub top: usize,
    /// The selected line, by its place in the list.
    pub selected: Option<usize>,
    /// The list has the focus.
    pub focused: bool,
    /// The line under the pointer, by its place in the list.
    pub hovered: Option<usize>,
}

/// What a tool tip can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The line, by its place in the list.
    pub place: usize,
    /// The part of it.
    pub part: Part,
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The name and the age of its data.
    Name,
    /// What holds now.
    Now,
    /// Until when.
    Until,
    /// Free from when.
    NextFree,
    /// An item of the day, by its index.
    Bar(usize),
}

impl<'a> Scene<'a> {
    /// The line at a place in the list.
    pub fn row(&self, place: usize) -> Option<&'a Row> {
        self.order.get(place).and_then(|position| self.rows.row(*position))
    }

    /// The part below the ruler.
    pub fn body(&self) -> Rectangle {
        Rectangle { x: 0.0, y: RULER, width: self.size.width, height: (self.size.height - RULER).max(0.0) }
    }

    /// How many lines are shown at once.
    pub fn fits(&self) -> usize {
        lines_that_fit(self.size.height, self.row_height)
    }

    /// The lowest line that can be the first one shown.
    pub fn last_top(&self) -> usize {
        self.order.len().saturating_sub(self.fits())
    }

    /// The places of the list that are shown.
    pub fn visible(&self) -> Range<usize> {
        let end = (self.top + self.fits()).min(self.order.len());
        self.top.min(end)..end
    }

    /// Where a line stands, relative to the list's corner.
    pub fn line(&self, place: usize) -> Rectangle {
        let y = RULER + (place as f32 - self.top as f32) * self.row_height;
        Rectangle { x: 0.0, y, width: self.size.width, height: self.row_height }
    }

    /// The line at a point.
    pub fn place_at(&self, point: Point) -> Option<usize> {
        let inside = self.body().contains(point) && point.x < self.lane().x;
        let place = self.top + ((point.y - RULER) / self.row_height).max(0.0) as usize;
        (inside && self.visible().contains(&place)).then_some(place)
    }

    /// What is at a point; of several items, the one that is painted last.
    pub fn target_at(&self, point: Point) -> Option<Target> {
        let place = self.place_at(point)?;
        let row = self.row(place)?;
        let columns = &self.columns;
        let cells = [
            (Some(columns.name), Part::Name),
            (Some(columns.now), Part::Now),
            (Some(columns.until), Part::Until),
            (columns.next_free, Part::NextFree),
        ];
        let holds = |span: Span| span.x <= point.x && point.x < span.end();
        let cell = cells.into_iter().find(|(span, _)| span.is_some_and(holds)).map(|(_, part)| part);
        let bar = self.scale().and_then(|scale| {
            row.bars.iter().enumerate().rev().find_map(|(index, bar)| {
                let (left, right) = bar_edges(&scale, bar.stretch)?;
                (left <= point.x && point.x < right).then_some(Part::Bar(index))
            })
        });
        cell.or(bar).map(|part| Target { place, part })
    }

    /// The scale of the timeline, where there is one.
    pub fn scale(&self) -> Option<Scale> {
        self.columns.scale(self.day)
    }

    /// The scroll bar's lane.
    pub fn lane(&self) -> Rectangle {
        let body = self.body();
        let width = super::columns::SCROLL_BAR;
        Rectangle { x: body.width - width, width, ..body }
    }

    /// The scroll bar's thumb, where the list does not fit.
    pub fn thumb(&self) -> Option<Rectangle> {
        let (limit, lane) = (self.last_top(), self.lane());
        if limit == 0 || lane.height <= 0.0 {
            return None;
        }
        let share = self.fits() as f32 / self.order.len() as f32;
        let height = (lane.height * share).clamp(SHORTEST_THUMB.min(lane.height), lane.height);
        let y = lane.y + (lane.height - height) * (self.top as f32 / limit as f32).min(1.0);
        Some(Rectangle { x: lane.x + 4.0, y, width: 6.0, height })
    }

    /// The first line shown when the thumb's upper edge is at `y`.
    pub fn top_for_thumb(&self, y: f32) -> usize {
        let Some(thumb) = self.thumb() else { return 0 };
        let lane = self.lane();
        let way = (lane.height - thumb.height).max(1.0);
        (((y - lane.y) / way).clamp(0.0, 1.0) * self.last_top() as f32).round() as usize
    }
}

/// How many whole lines a list of this height shows under its ruler; never none.
pub fn lines_that_fit(height: f32, row_height: f32) -> usize {
    (((height - RULER) / row_height).floor().max(1.0)) as usize
}

/// The thumb of a long list is never shorter than this.
const SHORTEST_THUMB: f32 = 28.0;

/// A block is never narrower than this.
const NARROWEST: f32 = 3.0;

/// Left and right edge of a block inside the timeline; none where no part of it is shown.
pub fn bar_edges(scale: &Scale, stretch: Stretch) -> Option<(f32, f32)> {
    let shown = stretch.common(scale.shown)?;
    let (left, right) = (scale.x(shown.start), scale.x(shown.end));
    // A gap of one pixel keeps neighbours apart.
    let right = if stretch.end <= scale.shown.end { right - 1.0 } else { right };
    Some((left, right.max(left + NARROWEST).min(scale.span.end().max(left))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::palette;
    use crate::app::timeline::row::Bar;
    use crate::calendar::BusyType;

    struct Fixed(Vec<Row>);

    impl Rows for Fixed {
        fn row(&self, position: usize) -> Option<&Row> {
            self.0.get(position)
        }
    }

    fn with_scene(rows: usize, top: usize, check: impl FnOnce(Scene<'_>)) {
        let bars = vec![
            Bar { busy_type: BusyType::Tentative, stretch: Stretch { start: 480.0, end: 600.0 }, item: 0 },
            Bar { busy_type: BusyType::Busy, stretch: Stretch { start: 540.0, end: 560.0 }, item: 1 },
        ];
        let rows: Vec<Row> = (0..rows).map(|person| Row { person, bars: bars.clone(), ..Row::default() }).collect();
        let rows = Fixed(rows);
        let order: Vec<usize> = (0..rows.0.len()).collect();
        let (day, headings) = (Day::default(), Headings::default());
        check(Scene {
            rows: &rows,
            order: &order,
            day: &day,
            headings: &headings,
            row_height: 28.0,
            columns: Columns::new(1280.0),
            palette: &palette::LIGHT,
            pixels: Pixels { scale: 1.0 },
            size: Size::new(1280.0, RULER + 280.0),
            top,
            selected: None,
            focused: false,
            hovered: None,
        });
    }

    #[test]
    fn what_is_visible_follows_the_scroll() {
        with_scene(100, 0, |scene| assert_eq!(scene.visible(), 0..10));
        with_scene(100, 90, |scene| assert_eq!(scene.visible(), 90..100));
        with_scene(100, 99, |scene| assert_eq!(scene.visible(), 99..100));
        with_scene(3, 0, |scene| assert_eq!(scene.visible(), 0..3));
        with_scene(0, 0, |scene| assert_eq!(scene.visible(), 0..0));
    }

    #[test]
    fn a_point_finds_its_line_and_its_uppermost_item() {
        with_scene(100, 1, |scene| {
            let scale = scene.scale().expect("a timeline");
            assert_eq!(scene.place_at(Point::new(50.0, 10.0)), None, "the ruler is no line");
            assert_eq!(scene.place_at(Point::new(50.0, RULER + 1.0)), Some(1));
            let found = |x: f32| scene.target_at(Point::new(x, RULER + 30.0));
            let part = |part: Part| Some(Target { place: 2, part });
            assert_eq!(found(scale.x(550.0)), part(Part::Bar(1)));
            assert_eq!(found(scale.x(500.0)), part(Part::Bar(0)));
            assert_eq!(found(scale.x(700.0)), None);
            assert_eq!(found(scene.columns.until.x), part(Part::Until));
        });
    }

    #[test]
    fn the_thumb_and_the_scroll_are_inverse() {
        with_scene(100, 25, |scene| {
            let thumb = scene.thumb().expect("a thumb");
            assert_eq!(scene.top_for_thumb(thumb.y), 25);
            assert_eq!(scene.top_for_thumb(9_999.0), 90);
        });
        with_scene(4, 0, |scene| assert_eq!(scene.thumb(), None));
    }

    #[test]
    fn the_shortest_item_is_still_to_be_seen() {
        with_scene(1, 0, |scene| {
            let scale = scene.scale().expect("a timeline");
            let (left, right) = bar_edges(&scale, Stretch { start: 600.0, end: 601.0 }).expect("shown");
            assert_eq!(right - left, NARROWEST);
            assert_eq!(bar_edges(&scale, Stretch { start: 0.0, end: 60.0 }), None);
        });
    }
}
