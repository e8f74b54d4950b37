//! Painting: everything but the texts goes into one geometry.

use super::columns::{RULER, Scale};
use super::labels::Labels;
use super::patterns::{Blocks, CHIP, LETTER_FROM, Rectangles, fill};
use super::row::{Row, overlaps};
use super::scene::{Scene, bar_edges};
use crate::calendar::BusyType;
use iced::widget::canvas::path::Builder;
use iced::widget::canvas::{Frame, Path, Stroke};
use iced::{Color, Point, Rectangle, Size};

/// Height of the notch that marks an overlap.
pub const NOTCH: f32 = 4.0;

/// Pixels of an hour from which quarter hours have lines.
const QUARTERS_FROM: f32 = 90.0;

/// Room for the arrow that points to items outside the hours shown.
const ARROW: Size = Size::new(5.0, 8.0);

/// Paints one frame.
pub fn paint(scene: &Scene<'_>, frame: &mut Frame, labels: &mut Labels) {
    let palette = scene.palette;
    frame.fill_rectangle(Point::ORIGIN, scene.size, palette.paper);
    if let Some(scale) = scene.scale() {
        hours(scene, &scale, frame);
    } else {
        washes(scene, frame);
        separators(scene, frame);
    }
    marks(scene, frame, labels);
    if let Some(scale) = scene.scale() {
        blocks(scene, &scale, frame);
        now_line(scene, &scale, frame);
    } else {
        chips(scene, empty(scene)).fill(frame, palette);
    }
    selection(scene, frame);
    ruler(scene, frame);
    scroll_bar(scene, frame);
}

/// Bottom edge of the last line shown.
fn floor(scene: &Scene<'_>) -> f32 {
    RULER + scene.visible().len() as f32 * scene.row_height
}

/// The area between two heights that lies in the timeline.
fn strip(scale: &Scale, from: f32, to: f32) -> Rectangle {
    Rectangle { x: scale.span.x, y: from, width: scale.span.width, height: to - from }
}

/// The background of the timeline: shade, veil, row washes, lines.
fn hours(scene: &Scene<'_>, scale: &Scale, frame: &mut Frame) {
    let (palette, pixels, floor) = (scene.palette, scene.pixels, floor(scene));
    let mut shade = Rectangles::default();
    for place in scene.visible() {
        let (Some(row), line) = (scene.row(place), scene.line(place)) else { continue };
        for off in row.off.iter().filter_map(|off| off.common(scale.shown)) {
            let (left, right) = (scale.x(off.start), scale.x(off.end));
            shade.push(pixels.rectangle(Rectangle { x: left, width: right - left, ..line }));
        }
    }
    shade.fill(frame, palette.shade);

    let over = scale.x(scene.day.over).clamp(scale.span.x, scale.span.end());
    if over > scale.span.x && palette.veil.a > 0.0 {
        let veil = Rectangle { width: over - scale.span.x, ..strip(scale, RULER, floor) };
        let veil = pixels.rectangle(veil);
        frame.fill_rectangle(veil.position(), veil.size(), palette.veil);
    }
    washes(scene, frame);
    separators(scene, frame);

    let thin = pixels.line(1.0);
    let line = |minute: f32, into: &mut Rectangles| {
        if scale.shown.start < minute && minute < scale.shown.end {
            let area = Rectangle { x: pixels.snap(scale.x(minute)), width: thin, ..strip(scale, RULER, floor) };
            into.push(pixels.rectangle(area));
        }
    };
    let [mut full, mut halves, mut quarters] = [(); 3].map(|()| Rectangles::default());
    for hour in &scene.day.hours {
        line(hour.minute, &mut full);
        line(hour.minute + 30.0, &mut halves);
        if scale.hour() >= QUARTERS_FROM {
            line(hour.minute + 15.0, &mut quarters);
            line(hour.minute + 45.0, &mut quarters);
        }
    }
    quarters.fill(frame, Color { a: 0.5, ..palette.half_hour });
    halves.fill(frame, palette.half_hour);
    full.fill(frame, palette.hour);
}

/// The row under the pointer and the selected one.
fn washes(scene: &Scene<'_>, frame: &mut Frame) {
    let palette = scene.palette;
    for (place, color) in [(scene.hovered, palette.row_hover), (scene.selected, palette.row_selected)] {
        let Some(place) = place.filter(|place| scene.visible().contains(place)) else { continue };
        let line = scene.line(place);
        let line = scene.pixels.rectangle(line);
        frame.fill_rectangle(line.position(), line.size(), color);
    }
}

/// Thin lines between the rows.
fn separators(scene: &Scene<'_>, frame: &mut Frame) {
    let thin = scene.pixels.line(1.0);
    let mut lines = Rectangles::default();
    for place in scene.visible() {
        let line = scene.line(place);
        let y = scene.pixels.snap(line.y + line.height) - thin;
        lines.push(scene.pixels.rectangle(Rectangle { y, height: thin, ..line }));
    }
    lines.fill(frame, scene.palette.half_hour);
}

/// Items, in precedence order, with notches and edge arrows; and the chips of the now column.
fn blocks(scene: &Scene<'_>, scale: &Scale, frame: &mut Frame) {
    let mut blocks = chips(scene, empty(scene));
    let (mut grounds, mut arrows) = (Rectangles::default(), Builder::new());
    for place in scene.visible() {
        let (Some(row), line) = (scene.row(place), block_line(scene, place)) else { continue };
        for unknown in &row.unknown {
            if let Some((left, right)) = bar_edges(scale, *unknown) {
                blocks.push(BusyType::NoData, Rectangle { x: left, width: right - left, ..line }, true);
            }
        }
        for bar in &row.bars {
            if let Some((left, right)) = bar_edges(scale, bar.stretch) {
                let headed = right - left >= LETTER_FROM;
                blocks.push(bar.busy_type, Rectangle { x: left, width: right - left, ..line }, headed);
            }
        }
        for overlap in overlaps(&row.bars) {
            let top =
                row.bars.iter().filter(|bar| bar.stretch.common(overlap).is_some()).map(|bar| bar.busy_type).max();
            if let (Some(top), Some((left, right))) = (top, bar_edges(scale, overlap)) {
                blocks.notch(top, Rectangle { x: left, width: right - left, height: NOTCH, ..line });
            }
        }
        edge_arrows(row, scale, line, &mut grounds, &mut arrows);
    }
    blocks.fill(frame, scene.palette);
    grounds.fill(frame, scene.palette.paper);
    fill(frame, arrows, scene.palette.secondary);
}

/// Where the blocks of a line stand.
fn block_line(scene: &Scene<'_>, place: usize) -> Rectangle {
    let line = scene.line(place);
    let inset = (scene.row_height / 7.0).round();
    Rectangle { y: line.y + inset, height: line.height - 2.0 * inset - 1.0, ..line }
}

/// Arrows at the edges where items of the day lie outside the hours shown.
fn edge_arrows(row: &Row, scale: &Scale, line: Rectangle, grounds: &mut Rectangles, path: &mut Builder) {
    let middle = line.y + line.height / 2.0;
    let hidden = |before: bool| {
        row.bars.iter().any(|bar| {
            let outside = bar.stretch.common(scale.shown).is_none();
            outside && (bar.stretch.end <= scale.shown.start) == before
        })
    };
    let mut arrow = |tip: f32, back: f32| {
        // Over a block that reaches the edge it would not be seen.
        let ground = Rectangle { x: tip.min(back) - 2.0, width: ARROW.width + 4.0, ..line };
        if row.bars.iter().any(|bar| bar.stretch.contains(scale.minute(tip))) {
            grounds.push(ground);
        }
        path.move_to(Point::new(tip, middle));
        path.line_to(Point::new(back, middle - ARROW.height / 2.0));
        path.line_to(Point::new(back, middle + ARROW.height / 2.0));
        path.close();
    };
    if hidden(true) {
        arrow(scale.span.x + 2.0, scale.span.x + 2.0 + ARROW.width);
    }
    if hidden(false) {
        arrow(scale.span.end() - 2.0, scale.span.end() - 2.0 - ARROW.width);
    }
}

/// Where the chip of a line stands.
pub fn chip(scene: &Scene<'_>, place: usize) -> Rectangle {
    let line = scene.line(place);
    let y = line.y + ((line.height - CHIP.height) / 2.0).floor();
    Rectangle { x: scene.columns.now.x, y, width: CHIP.width, height: CHIP.height }
}

/// In the high-contrast palette *no information* has the colour of other types and needs a pattern of its own.
fn empty(scene: &Scene<'_>) -> Blocks {
    let palette = scene.palette;
    Blocks::new(scene.pixels, palette.block(BusyType::NoData) == palette.block(BusyType::Busy))
}

fn chips(scene: &Scene<'_>, mut blocks: Blocks) -> Blocks {
    for place in scene.visible() {
        if let Some(letter) = scene.row(place).and_then(|row| row.now.letter) {
            blocks.push_chip(letter, chip(scene, place));
        }
    }
    blocks
}

/// Stars, clocks, badges, the mark of *soon*, the dot of *free*.
fn marks(scene: &Scene<'_>, frame: &mut Frame, labels: &mut Labels) {
    let palette = scene.palette;
    let [mut stars, mut free, mut soon, mut rings, mut replies] = [(); 5].map(|()| Builder::new());
    let mut edges = Rectangles::default();
    for place in scene.visible() {
        let (Some(row), line) = (scene.row(place), scene.line(place)) else { continue };
        let middle = (line.y + line.height / 2.0).floor();
        if row.favourite {
            star(&mut stars, Point::new(scene.columns.star.x + 10.0, middle), 6.0);
        }
        if row.now.tone == super::row::Tone::Free {
            free.circle(Point::new(scene.columns.now.x + CHIP.width / 2.0, middle), 4.0);
        }
        if row.guest {
            rings.circle(Point::new(scene.columns.star.x + 10.0, middle), 4.0);
        }
        if row.soon {
            triangle(&mut soon, Point::new(scene.columns.now.end() - 12.0, middle));
        }
        if row.reply {
            let from_end = if row.soon { 30.0 } else { 13.0 };
            letter_back(&mut replies, Point::new(scene.columns.now.end() - from_end, middle));
        }
        let cell = super::cells::name_cell(scene, row, place, labels);
        if let Some(badge) = cell.badge {
            edges.push_outline(badge.frame, scene.pixels.line(1.0));
        }
        if let Some(age) = cell.age {
            let center = Point::new(age.clock, middle);
            let ring = Path::circle(center, 5.0);
            let stroke = Stroke::default().with_color(palette.caution).with_width(1.25);
            frame.stroke(&ring, stroke);
            let hands = Path::new(|path| {
                path.move_to(Point::new(center.x, center.y - 3.2));
                path.line_to(center);
                path.line_to(Point::new(center.x + 2.4, center.y + 1.2));
            });
            frame.stroke(&hands, stroke);
        }
    }
    fill(frame, stars, palette.caution);
    fill(frame, free, palette.free);
    fill(frame, soon, palette.caution);
    let stroke = Stroke::default().with_color(palette.secondary).with_width(1.25);
    frame.stroke(&rings.build(), stroke);
    frame.stroke(&replies.build(), stroke);
    edges.fill(frame, palette.border);
}

fn star(path: &mut Builder, center: Point, radius: f32) {
    for corner in 0..10_u8 {
        let angle = std::f32::consts::PI * (f32::from(corner) / 5.0 - 0.5);
        let reach = if corner % 2 == 0 { radius } else { radius * 0.45 };
        let point = Point::new(center.x + reach * angle.cos(), center.y + reach * angle.sin());
        if corner == 0 { path.move_to(point) } else { path.line_to(point) }
    }
    path.close();
}

/// An envelope: a mail is answered by itself.
fn letter_back(path: &mut Builder, center: Point) {
    let (left, right) = (center.x - 6.0, center.x + 6.0);
    let (top, bottom) = (center.y - 4.0, center.y + 4.5);
    path.rectangle(Point::new(left, top), Size::new(right - left, bottom - top));
    path.move_to(Point::new(left, top));
    path.line_to(Point::new(center.x, center.y + 1.0));
    path.line_to(Point::new(right, top));
}

/// A warning triangle with its exclamation mark cut out.
fn triangle(path: &mut Builder, center: Point) {
    let (x, y) = (center.x, center.y);
    path.move_to(Point::new(x, y - 6.0));
    path.line_to(Point::new(x + 7.0, y + 6.0));
    path.line_to(Point::new(x - 7.0, y + 6.0));
    path.close();
    // Against the direction of the triangle, so that it is left out.
    for (top, bottom) in [(y - 2.0, y + 2.0), (y + 3.0, y + 4.5)] {
        path.move_to(Point::new(x - 0.75, top));
        path.line_to(Point::new(x - 0.75, bottom));
        path.line_to(Point::new(x + 0.75, bottom));
        path.line_to(Point::new(x + 0.75, top));
        path.close();
    }
}

/// Over the blocks, from the ruler down.
fn now_line(scene: &Scene<'_>, scale: &Scale, frame: &mut Frame) {
    let Some(now) = scene.day.now.filter(|now| scale.shown.contains(*now)) else { return };
    let width = scene.pixels.line(2.0);
    let x = scene.pixels.snap(scale.x(now) - width / 2.0);
    let size = Size::new(width, floor(scene) - RULER);
    frame.fill_rectangle(Point::new(x, RULER), size, scene.palette.now);
}

/// The selected line's edge and, with the focus, its ring.
fn selection(scene: &Scene<'_>, frame: &mut Frame) {
    let Some(place) = scene.selected.filter(|place| scene.visible().contains(place)) else { return };
    let (palette, line) = (scene.palette, scene.line(place));
    let mut edges = Rectangles::default();
    if scene.focused {
        let ring = Rectangle { width: scene.lane().x, height: line.height - scene.pixels.line(1.0), ..line };
        edges.push_outline(scene.pixels.rectangle(ring), scene.pixels.snap(palette.ring_width));
        edges.fill(frame, palette.ring);
    } else {
        edges.push(scene.pixels.rectangle(Rectangle { width: 3.0, ..line }));
        edges.fill(frame, palette.accent);
    }
}

/// The line with headings and hours.
fn ruler(scene: &Scene<'_>, frame: &mut Frame) {
    let (palette, pixels) = (scene.palette, scene.pixels);
    let thin = pixels.line(1.0);
    frame.fill_rectangle(Point::ORIGIN, Size::new(scene.size.width, RULER), palette.panel);
    let mut lines = Rectangles::default();
    lines.push(Rectangle { x: 0.0, y: RULER - thin, width: scene.size.width, height: thin });
    let Some(scale) = scene.scale() else {
        lines.fill(frame, palette.line);
        return;
    };
    for hour in &scene.day.hours {
        if scale.shown.start <= hour.minute && hour.minute < scale.shown.end {
            let x = pixels.snap(scale.x(hour.minute));
            lines.push(Rectangle { x, y: RULER - 8.0, width: thin, height: 8.0 });
        }
    }
    lines.fill(frame, palette.hour);
    if let Some(now) = scene.day.now.filter(|now| scale.shown.contains(*now)) {
        let x = pixels.snap(scale.x(now));
        let cap = Path::new(|path| {
            path.move_to(Point::new(x - 5.0, RULER - 7.0));
            path.line_to(Point::new(x + 5.0, RULER - 7.0));
            path.line_to(Point::new(x, RULER));
            path.close();
        });
        frame.fill(&cap, palette.now);
    }
}

fn scroll_bar(scene: &Scene<'_>, frame: &mut Frame) {
    if let Some(thumb) = scene.thumb() {
        let path = Path::rounded_rectangle(thumb.position(), thumb.size(), 3.0.into());
        frame.fill(&path, Color { a: 0.75, ..scene.palette.border });
    }
}
