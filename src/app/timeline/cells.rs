//! The texts: what stands in which cell.

use super::columns::{RULER, Scale, Span};
use super::labels::{Face, Labels};
use super::paint::{NOTCH, chip};
use super::patterns::{CHIP, HEAD, LETTER_FROM};
use super::row::{Row, Stale, Tone, overlaps};
use super::scene::{Scene, bar_edges};
use crate::calendar::BusyType;
use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::{Paragraph as _, Renderer as _};
use iced::{Color, Point, Rectangle, Renderer, Vector};

/// Space between the text of a cell and the next column.
const GAP: f32 = 10.0;

/// How the name column of a line is divided.
pub struct NameCell {
    /// Room for the name.
    pub name: Span,
    /// The difference of the zone.
    pub badge: Option<Badge>,
    /// The age of old data.
    pub age: Option<Age>,
}

/// A badge and its frame.
pub struct Badge {
    /// The outline.
    pub frame: Rectangle,
}

/// A clock glyph with a time.
pub struct Age {
    /// Centre of the glyph.
    pub clock: f32,
    /// The text beside it: its left edge and its width.
    text: Span,
    form: AgeForm,
}

/// How much an age says.
#[derive(Clone, Copy, PartialEq)]
enum AgeForm {
    /// `as of 09:12`
    Words,
    /// `09:12`
    Time,
    /// Nothing beside the glyph; the spoken line has the time.
    Glyph,
}

impl AgeForm {
    /// The same in every line of a column of this width.
    fn of(width: f32) -> Self {
        match width {
            AGE_IN_WORDS_FROM.. => Self::Words,
            AGE_WITH_TIME_FROM.. => Self::Time,
            _ => Self::Glyph,
        }
    }

    fn text(self, stale: &Stale) -> &str {
        match self {
            Self::Words => &stale.long,
            Self::Time => &stale.short,
            Self::Glyph => "",
        }
    }
}

/// From this width on the name column has room for the words *as of* in every line.
const AGE_IN_WORDS_FROM: f32 = 260.0;

/// From this width on it has room for the time.
const AGE_WITH_TIME_FROM: f32 = 150.0;

/// Divides the name column: the age stands at its right, in the same form in every line; what is left is for the name.
pub fn name_cell(scene: &Scene<'_>, row: &Row, place: usize, labels: &mut Labels) -> NameCell {
    let column = scene.columns.name;
    let line = scene.line(place);
    let wanted = labels.width(face_of_name(scene, place), &row.name).ceil();
    let mut badge_width = row.badge.as_ref().map(|badge| labels.width(Face::Tiny, badge).ceil() + 8.0);
    let mut end = column.end() - GAP;
    let age = row.stale.as_ref().map(|stale| {
        let form = AgeForm::of(column.width);
        let width = labels.width(Face::Small, form.text(stale)).ceil();
        // Nearer to the next column than a name may come: the glyph sets it apart enough.
        let text = Span { x: end + 4.0 - width, width };
        end = text.x - 20.0;
        Age { clock: text.x - 9.0, text, form }
    });
    // Beside an age the whole name is worth more than the badge.
    if age.is_some() {
        badge_width = badge_width.filter(|width| column.x + wanted + width + 6.0 <= end);
    }
    let badge_room = badge_width.map_or(0.0, |width| width + 6.0);
    let name = Span { x: column.x, width: wanted.min((end - badge_room - column.x).max(0.0)) };
    let badge = badge_width.map(|width| {
        let height = 15.0;
        let y = (line.y + (line.height - height) / 2.0).floor();
        Badge { frame: scene.pixels.rectangle(Rectangle { x: (name.end() + 6.0).floor(), y, width, height }) }
    });
    NameCell { name, badge, age }
}

fn face_of_name(scene: &Scene<'_>, place: usize) -> Face {
    if scene.selected == Some(place) { Face::Strong } else { Face::Body }
}

/// Draws texts at their places, moved by the list's own place in the window.
pub struct Writer<'a, 'b> {
    /// What is written about.
    pub scene: &'a Scene<'b>,
    /// Where to.
    pub renderer: &'a mut Renderer,
    /// Shaped texts.
    pub labels: &'a mut Labels,
    /// The list's corner.
    pub origin: Vector,
}

impl Writer<'_, '_> {
    /// Writes the lines and the ruler.
    pub fn write(&mut self) {
        for place in self.scene.visible() {
            if let Some(row) = self.scene.row(place) {
                self.line(row, place);
            }
        }
        self.ruler();
    }

    fn line(&mut self, row: &Row, place: usize) {
        let (scene, palette) = (self.scene, self.scene.palette);
        let columns = scene.columns;
        let line = scene.line(place);
        let cell = name_cell(scene, row, place, self.labels);
        let within = |x: f32, width: f32| Rectangle { x, width, ..line };
        self.text(face_of_name(scene, place), &row.name, within(cell.name.x, cell.name.width + 1.0), palette.text);
        if let (Some(badge), Some(text)) = (cell.badge, &row.badge) {
            let inside = Rectangle { x: badge.frame.x + 4.0, width: badge.frame.width, ..badge.frame };
            self.text(Face::Tiny, text, inside, palette.secondary);
        }
        if let (Some(age), Some(stale)) = (cell.age, &row.stale) {
            let area = within(age.text.x, age.text.width + 2.0);
            self.text(Face::Small, age.form.text(stale), area, palette.secondary);
        }
        if let Some(span) = columns.department {
            self.text(Face::Body, &row.department, within(span.x, span.width - GAP), palette.secondary);
        }
        if let Some(span) = columns.phone {
            self.text(Face::Body, &row.phone, within(span.x, span.width - GAP), palette.text);
        }
        let tone = match row.now.tone {
            Tone::Plain => palette.text,
            Tone::Free => palette.free,
            Tone::Faint => palette.secondary,
        };
        let word = columns.now.x + 24.0;
        let marks = 4.0 + if row.soon { 16.0 } else { 0.0 } + if row.reply { 18.0 } else { 0.0 };
        let end = if row.plain {
            columns.next_free.map_or(columns.until.end(), Span::end) - GAP
        } else {
            columns.now.end() - marks
        };
        self.text(Face::Body, &row.now.word, within(word, end - word), tone);
        self.time(&row.until, within(columns.until.x, columns.until.width - 2.0), palette.text);
        let free = if row.available && row.stale.is_none() { palette.free } else { palette.text };
        if let Some(span) = columns.next_free {
            self.time(&row.next_free, within(span.x, span.width - 2.0), free);
        }
        if let Some(letter) = row.now.letter {
            self.letter(letter, chip(scene, place), CHIP.width);
        }
        if let Some(scale) = scene.scale() {
            self.letters(row, line, &scale);
        }
    }

    /// The letters of the blocks that are wide enough and not covered there.
    fn letters(&mut self, row: &Row, line: Rectangle, scale: &Scale) {
        let edges: Vec<_> = row.bars.iter().map(|bar| bar_edges(scale, bar.stretch)).collect();
        let cuts: Vec<_> = overlaps(&row.bars).into_iter().filter_map(|cut| bar_edges(scale, cut)).collect();
        for (index, bar) in row.bars.iter().enumerate() {
            let Some((left, right)) = edges[index].filter(|(left, right)| right - left >= LETTER_FROM) else {
                continue;
            };
            let meets = |(from, to): (f32, f32)| from < left + HEAD && to > left;
            if edges[index + 1..].iter().flatten().copied().any(meets) || right <= left {
                continue;
            }
            // Inside another one of its type it has no edge of its own, and the notch says enough.
            let begins_within = |(from, to): (f32, f32)| from < left && to > left;
            let same = row.bars[..index].iter().zip(&edges).filter(|(other, _)| other.busy_type == bar.busy_type);
            if same.filter_map(|(_, edges)| *edges).any(begins_within) {
                continue;
            }
            // Under the notch, where there is one.
            let notched = cuts.iter().copied().any(meets);
            let down = if notched { NOTCH / 2.0 } else { 0.0 };
            self.letter(bar.busy_type, Rectangle { x: left, y: line.y + down, ..line }, HEAD);
        }
        for unknown in &row.unknown {
            if let Some((left, _)) = bar_edges(scale, *unknown) {
                self.letter(BusyType::NoData, Rectangle { x: left, ..line }, HEAD);
            }
        }
    }

    /// A letter in the middle of the first `room` pixels.
    fn letter(&mut self, busy_type: BusyType, area: Rectangle, room: f32) {
        let Some(letter) = busy_type.letter() else { return };
        let mut buffer = [0; 4];
        let text = letter.encode_utf8(&mut buffer);
        let width = self.labels.width(Face::Letter, text);
        let head = Rectangle { x: area.x + (room - width) / 2.0, width: room, ..area };
        self.text(Face::Letter, text, head, self.scene.palette.letter);
    }

    fn ruler(&mut self) {
        let scene = self.scene;
        let columns = scene.columns;
        let band = Rectangle { x: 0.0, y: 0.0, width: scene.size.width, height: RULER };
        let headings = [
            (Some(columns.name), &scene.headings.name),
            (columns.department, &scene.headings.department),
            (columns.phone, &scene.headings.phone),
            (Some(columns.now), &scene.headings.now),
            (Some(columns.until), &scene.headings.until),
            (columns.next_free, &scene.headings.next_free),
        ];
        for (span, heading) in headings {
            if let Some(span) = span {
                self.heading(Face::Small, heading, Rectangle { x: span.x, width: span.width - 4.0, ..band });
            }
        }
        let Some(scale) = scene.scale() else { return };
        let every = if scale.hour() < 26.0 { 2 } else { 1 };
        let shown = scene.day.hours.iter().step_by(every).filter(|hour| hour.minute >= scale.shown.start);
        for (index, hour) in shown.enumerate() {
            let x = scale.x(hour.minute) + 4.0;
            let width = self.labels.width(Face::Tiny, &hour.label);
            if x + width > scale.span.end() {
                break;
            }
            // The zone stands beside the first hour, or in its place where both do not fit.
            let room = every as f32 * scale.hour() - 8.0;
            let zone = if index == 0 { self.zone(room, width + 8.0) } else { None };
            let Some((zone, beside)) = zone else {
                self.heading(Face::Tiny, &hour.label, Rectangle { x, width: width + 1.0, ..band });
                continue;
            };
            let from = if beside { x + width + 8.0 } else { x };
            self.heading(Face::Tiny, &zone, Rectangle { x: from, width: room, ..band });
            if beside {
                self.heading(Face::Tiny, &hour.label, Rectangle { x, width: width + 1.0, ..band });
            }
        }
    }

    /// As much of the zone as there is room for, and whether there is room for `other` pixels beside it.
    fn zone(&mut self, room: f32, other: f32) -> Option<(String, bool)> {
        let day = self.scene.day;
        let whole = format!("{} {}", day.zone, day.offset).trim().to_owned();
        let forms = [whole, day.zone.clone(), day.offset.clone()].into_iter().filter(|form| !form.is_empty());
        let forms: Vec<(String, f32)> =
            forms.map(|form| (form.clone(), self.labels.width(Face::Tiny, &form))).collect();
        let fitting = |room: f32| forms.iter().find(|(_, width)| *width <= room).map(|(form, _)| form.clone());
        fitting(room - other).map(|form| (form, true)).or_else(|| fitting(room).map(|form| (form, false)))
    }

    fn heading(&mut self, face: Face, content: &str, area: Rectangle) {
        let clip = Rectangle { x: 0.0, y: 0.0, width: self.scene.size.width, height: RULER };
        self.put(face, content, area, self.scene.palette.secondary, clip);
    }

    /// A time; a date is longer, and rather smaller than cut.
    fn time(&mut self, content: &str, area: Rectangle, color: Color) {
        let face = match content.chars().count() {
            0..=5 => Face::Body,
            _ if self.labels.width(Face::Small, content) <= area.width => Face::Small,
            _ => Face::Tiny,
        };
        self.text(face, content, area, color);
    }

    /// Text of a line; never over the ruler.
    fn text(&mut self, face: Face, content: &str, area: Rectangle, color: Color) {
        let clip = if area.y < RULER && area.height == RULER { area } else { self.scene.body() };
        self.put(face, content, area, color, clip);
    }

    fn put(&mut self, face: Face, content: &str, area: Rectangle, color: Color, clip: Rectangle) {
        if content.is_empty() || area.width <= 0.0 {
            return;
        }
        let paragraph: &Paragraph = self.labels.fit(face, content, area.width);
        let height = paragraph.min_bounds().height;
        let y = self.scene.pixels.snap(area.y + (area.height - height) / 2.0);
        let at = Point::new(self.scene.pixels.snap(area.x), y) + self.origin;
        let clip = Rectangle { x: clip.x + self.origin.x, y: clip.y + self.origin.y, ..clip };
        self.renderer.fill_paragraph(paragraph, at, color, clip);
    }
}
