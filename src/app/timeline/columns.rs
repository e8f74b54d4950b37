//! Where the columns stand, by the width of the window; heights of rows by density.

use super::row::{Day, Stretch};
use crate::settings::Density;

/// Height of the line with headings and hours, in pixels.
pub const RULER: f32 = 26.0;

/// Space before the first column.
const MARGIN: f32 = 6.0;

/// Width of the scroll bar's lane.
pub const SCROLL_BAR: f32 = 14.0;

/// Height of a row, in pixels.
pub fn row_height(density: Density) -> f32 {
    match density {
        Density::Compact => 22.0,
        Density::Normal => 28.0,
        Density::Roomy => 40.0,
    }
}

/// A column: where it begins and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
}

impl Span {
    /// Right edge.
    pub fn end(self) -> f32 {
        self.x + self.width
    }
}

/// The columns that fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// Stars.
    pub star: Span,
    /// Names, badges, ages.
    pub name: Span,
    /// Departments: from 1500 px.
    pub department: Option<Span>,
    /// Numbers: from 1280 px.
    pub phone: Option<Span>,
    /// What holds now.
    pub now: Span,
    /// Its end.
    pub until: Span,
    /// The next free moment: from 480 px.
    pub next_free: Option<Span>,
    /// The hours: from 700 px.
    pub hours: Option<Span>,
    /// The whole.
    pub width: f32,
}

/// From this width on the timeline shows the whole day.
const WHOLE_DAY: f32 = 1000.0;

/// Half of what it shows below that, in minutes.
const AROUND_NOW: f32 = 120.0;

impl Columns {
    /// For a list of this width, in pixels.
    pub fn new(width: f32) -> Self {
        let mut x = MARGIN;
        let mut take = |width: f32| {
            let span = Span { x, width };
            x += width;
            span
        };
        let text_only = width < 700.0;
        let star = take(22.0);
        // Without the timeline, what it leaves goes to the names.
        let roomy = width >= 480.0;
        let fixed = 22.0 + 106.0 + 80.0 + if roomy { 74.0 } else { 0.0 } + MARGIN + SCROLL_BAR;
        let name = take(if text_only { (width - fixed).max(90.0) } else { 172.0 });
        let department = (width >= 1500.0).then(|| take(130.0));
        let phone = (width >= 1280.0).then(|| take(84.0));
        // Words as long as *Elsewhere* beside the mark of *soon*, and dates as long as *Wed 25 Nov*, uncut.
        let now = take(106.0);
        let until = take(80.0);
        let next_free = roomy.then(|| take(74.0));
        let hours = (!text_only).then(|| Span { x, width: (width - x - SCROLL_BAR).max(0.0) });
        Self { star, name, department, phone, now, until, next_free, hours, width }
    }

    /// The scale of the timeline, where there is one.
    pub fn scale(&self, day: &Day) -> Option<Scale> {
        let span = self.hours?;
        let open = day.open.unwrap_or(Stretch { start: 7.0 * 60.0, end: 19.0 * 60.0 });
        let shown = match day.now {
            Some(now) if self.width < WHOLE_DAY => Stretch { start: now - AROUND_NOW, end: now + AROUND_NOW },
            None if self.width < WHOLE_DAY => Stretch { start: open.start, end: open.start + 2.0 * AROUND_NOW },
            _ => open,
        };
        Some(Scale { span, shown })
    }
}

/// Which minutes the timeline shows, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Where.
    pub span: Span,
    /// Which.
    pub shown: Stretch,
}

impl Scale {
    /// Where a minute stands. May lie outside the span.
    pub fn x(&self, minute: f32) -> f32 {
        let part = (minute - self.shown.start) / (self.shown.end - self.shown.start);
        self.span.x + part * self.span.width
    }

    /// The minute at `x`.
    pub fn minute(&self, x: f32) -> f32 {
        let part = (x - self.span.x) / self.span.width;
        self.shown.start + part * (self.shown.end - self.shown.start)
    }

    /// Pixels for one hour.
    pub fn hour(&self) -> f32 {
        60.0 * self.span.width / (self.shown.end - self.shown.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widths_are_those_of_the_plan() {
        let wide = Columns::new(1920.0);
        assert_eq!(wide.hours.map(|span| span.width), Some(1232.0));
        let scale = wide.scale(&Day::default()).expect("a timeline");
        assert_eq!(scale.hour().round(), 103.0);
        assert_eq!(scale.x(7.0 * 60.0), scale.span.x);
        assert_eq!(scale.minute(scale.span.end()), 19.0 * 60.0);
    }

    #[test]
    fn columns_give_way_one_after_the_other() {
        let shown = |width: f32| {
            let columns = Columns::new(width);
            (columns.department.is_some(), columns.phone.is_some(), columns.hours.is_some())
        };
        assert_eq!(shown(1500.0), (true, true, true));
        assert_eq!(shown(1499.0), (false, true, true));
        assert_eq!(shown(1279.0), (false, false, true));
        assert_eq!(shown(699.0), (false, false, false));
    }

    #[test]
    fn a_narrow_window_shows_two_hours_around_now() {
        let day = Day { now: Some(600.0), ..Day::default() };
        let scale = Columns::new(900.0).scale(&day).expect("a timeline");
        assert_eq!(scale.shown, Stretch { start: 480.0, end: 720.0 });
        let wide = Columns::new(1000.0).scale(&day).expect("a timeline");
        assert_eq!(wide.shown, Stretch { start: 420.0, end: 1140.0 });
    }

    #[test]
    fn nothing_stands_outside_the_window() {
        for width in 360..2400 {
            let columns = Columns::new(width as f32);
            let last = columns.hours.or(columns.next_free).unwrap_or(columns.until);
            assert!(last.end() + SCROLL_BAR <= columns.width + 0.01, "{width}");
        }
    }
}
