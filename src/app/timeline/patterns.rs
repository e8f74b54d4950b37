//! Blocks and their patterns. Rows, the chips of the now column and the legend are drawn by this code alone.

use crate::app::theme::Palette;
use crate::calendar::BusyType;
use iced::widget::canvas::path::Builder;
use iced::widget::canvas::{Frame, Path};
use iced::{Color, Point, Rectangle, Size};

/// Puts edges on the pixels of the display, so that thin lines stay crisp at every scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pixels {
    /// Pixels of the display in one logical pixel.
    pub scale: f32,
}

impl Pixels {
    /// The nearest edge of a display pixel.
    pub fn snap(self, at: f32) -> f32 {
        (at * self.scale).round() / self.scale
    }

    /// The same rectangle with its edges on display pixels.
    pub fn rectangle(self, area: Rectangle) -> Rectangle {
        let (left, top) = (self.snap(area.x), self.snap(area.y));
        let (right, bottom) = (self.snap(area.x + area.width), self.snap(area.y + area.height));
        Rectangle { x: left, y: top, width: right - left, height: bottom - top }
    }

    /// `width` logical pixels, at least one pixel of the display.
    pub fn line(self, width: f32) -> f32 {
        self.snap(width).max(1.0 / self.scale)
    }
}

/// From this width on a block carries its letter.
pub const LETTER_FROM: f32 = 16.0;

/// Width of the solid ground under the letter of a patterned block.
pub const HEAD: f32 = 14.0;

/// Corner radius of blocks.
const RADIUS: f32 = 2.0;

/// Horizontal distance of 45° stripes that are 3 px wide and 3 px apart.
const STRIPES: f32 = 6.0 * std::f32::consts::SQRT_2;

/// The tile of the thin lines, and their width along the edge.
const THIN: (f32, f32) = (8.0, std::f32::consts::SQRT_2);

/// Grid and size of dots.
const DOTS: (f32, f32) = (6.0, 2.0);

/// Blocks of one type, collected to be filled at once.
struct Layer {
    /// Filled with the row's ground, under the pattern.
    ground: Rectangles,
    /// Filled with the type's colour.
    ink: Builder,
    /// Filled with the type's colour too.
    edges: Rectangles,
    /// Filled with the row's ground, over the ink.
    cut: Rectangles,
    used: bool,
}

/// Collects blocks and fills them type by type, in ascending order of precedence: few large fills instead of many small.
pub struct Blocks {
    pixels: Pixels,
    crossed: bool,
    layers: [Layer; BusyType::ALL.len()],
}

impl Blocks {
    /// Nothing yet. `crossed`: no information is cross-hatched, for the high-contrast palette.
    pub fn new(pixels: Pixels, crossed: bool) -> Self {
        let layer = |_| Layer {
            ground: Rectangles::default(),
            ink: Builder::new(),
            edges: Rectangles::default(),
            cut: Rectangles::default(),
            used: false,
        };
        Self { pixels, crossed, layers: std::array::from_fn(layer) }
    }

    /// A block, its edges on display pixels. `headed`: with a solid ground for its letter at the left.
    pub fn push(&mut self, busy_type: BusyType, area: Rectangle, headed: bool) {
        let area = self.pixels.rectangle(area);
        if area.width <= 0.0 || area.height <= 0.0 {
            return;
        }
        let edge = self.pixels.line(1.0);
        let crossed = self.crossed;
        let layer = &mut self.layers[busy_type as usize];
        layer.used = true;
        match busy_type {
            BusyType::Free => layer.used = false,
            BusyType::Busy => rounded(&mut layer.ink, area),
            BusyType::OutOfOffice => {
                rounded(&mut layer.ink, area);
                // Beside the letter, not under it.
                let from = if headed { HEAD } else { 3.0 };
                let bar = Rectangle { x: area.x + from, width: area.width - from - 3.0, ..area };
                let bar = Rectangle { y: area.y + area.height - 5.0, height: 2.0, ..bar };
                layer.cut.push(self.pixels.rectangle(bar));
            }
            BusyType::Tentative => {
                layer.ground.push(area);
                layer.edges.push_outline(area, edge);
                bands(&mut layer.ink, inside(area, edge), STRIPES, STRIPES / 2.0);
            }
            BusyType::WorkingElsewhere => {
                layer.ground.push(area);
                layer.edges.push_outline(area, edge);
                dots(&mut layer.ink, inside(area, edge), self.pixels);
            }
            BusyType::NoData => {
                bands(&mut layer.ink, area, THIN.0, THIN.1);
                if crossed {
                    mirrored_bands(&mut layer.ink, area, THIN.0, THIN.1);
                }
            }
        }
        let patterned = matches!(busy_type, BusyType::Tentative | BusyType::WorkingElsewhere | BusyType::NoData);
        if headed && patterned {
            layer.edges.push(Rectangle { width: self.pixels.snap(HEAD).min(area.width), ..area });
        }
    }

    /// A chip: nothing but a ground for the letter.
    pub fn push_chip(&mut self, busy_type: BusyType, area: Rectangle) {
        let layer = &mut self.layers[busy_type as usize];
        layer.used = true;
        rounded(&mut layer.ink, self.pixels.rectangle(area));
    }

    /// Takes `area` away from what was collected for `busy_type`: the notch of an overlap.
    pub fn notch(&mut self, busy_type: BusyType, area: Rectangle) {
        self.layers[busy_type as usize].cut.push(self.pixels.rectangle(area));
    }

    /// Fills everything.
    pub fn fill(self, frame: &mut Frame, palette: &Palette) {
        for (busy_type, layer) in BusyType::ALL.into_iter().zip(self.layers) {
            if layer.used {
                let ink: Color = palette.block(busy_type);
                layer.ground.fill(frame, palette.paper);
                fill(frame, layer.ink, ink);
                layer.edges.fill(frame, ink);
                layer.cut.fill(frame, palette.paper);
            }
        }
    }
}

/// Fills what was built, if anything. Overlapping parts count once.
pub fn fill(frame: &mut Frame, builder: Builder, color: Color) {
    let path: Path = builder.build();
    if path.raw().iter().next().is_some() {
        frame.fill(&path, color);
    }
}

/// Rectangles whose edges fall on display pixels. Each is filled by itself, which costs a fraction of a path's smooth edges.
#[derive(Default)]
pub struct Rectangles(Vec<Rectangle>);

impl Rectangles {
    /// Adds one; nothing where it has no extent.
    pub fn push(&mut self, area: Rectangle) {
        if area.width > 0.0 && area.height > 0.0 {
            self.0.push(area);
        }
    }

    /// Adds a frame of four bars, `edge` wide.
    pub fn push_outline(&mut self, area: Rectangle, edge: f32) {
        let Rectangle { x, y, width, height } = area;
        self.push(Rectangle { height: edge, ..area });
        self.push(Rectangle { y: y + height - edge, height: edge, ..area });
        self.push(Rectangle { x, y: y + edge, width: edge, height: height - 2.0 * edge });
        self.push(Rectangle { x: x + width - edge, y: y + edge, width: edge, height: height - 2.0 * edge });
    }

    /// Fills them all.
    pub fn fill(self, frame: &mut Frame, color: Color) {
        self.0.into_iter().for_each(|area| frame.fill_rectangle(area.position(), area.size(), color));
    }
}

fn rectangle(path: &mut Builder, area: Rectangle) {
    if area.width > 0.0 && area.height > 0.0 {
        path.rectangle(area.position(), area.size());
    }
}

fn rounded(path: &mut Builder, area: Rectangle) {
    if area.width < 3.0 * RADIUS {
        rectangle(path, area);
    } else {
        path.rounded_rectangle(area.position(), area.size(), RADIUS.into());
    }
}

fn inside(area: Rectangle, edge: f32) -> Rectangle {
    Rectangle { x: area.x + edge, y: area.y + edge, width: area.width - 2.0 * edge, height: area.height - 2.0 * edge }
}

fn dots(path: &mut Builder, area: Rectangle, pixels: Pixels) {
    let (grid, size) = DOTS;
    // The dots are centred vertically and keep one horizontal grid for all blocks.
    let lines = ((area.height - size) / grid).floor().max(0.0);
    let top = area.y + (area.height - lines * grid - size) / 2.0;
    let first = ((area.x + 1.0) / grid).ceil() * grid;
    let mut y = top;
    for line in 0..=lines as u32 {
        let mut x = first + if line % 2 == 1 { grid / 2.0 } else { 0.0 };
        while x + size <= area.x + area.width - 1.0 {
            rectangle(path, pixels.rectangle(Rectangle { x, y, width: size, height: size }));
            x += grid;
        }
        y += grid;
    }
}

/// Bands rising to the right, one every `period` pixels of the horizontal, each `width` wide along it; one grid for all.
fn bands(path: &mut Builder, area: Rectangle, period: f32, width: f32) {
    let lowest = ((area.x + area.y - width) / period).floor();
    let highest = ((area.x + area.width + area.y + area.height) / period).ceil();
    for index in lowest as i32..=highest as i32 {
        let from = index as f32 * period;
        band(path, area, |point| point.x + point.y - from, width);
    }
}

/// Bands falling to the right.
fn mirrored_bands(path: &mut Builder, area: Rectangle, period: f32, width: f32) {
    let lowest = ((area.x - area.y - area.height - width) / period).floor();
    let highest = ((area.x + area.width - area.y) / period).ceil();
    for index in lowest as i32..=highest as i32 {
        let from = index as f32 * period;
        band(path, area, |point| point.x - point.y - from, width);
    }
}

/// The part of `area` where `0 <= distance <= width`.
fn band(path: &mut Builder, area: Rectangle, distance: impl Fn(Point) -> f32, width: f32) {
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    let corners =
        [Point::new(area.x, area.y), Point::new(right, area.y), Point::new(right, bottom), Point::new(area.x, bottom)];
    let lower = clip(&corners, &distance);
    let both = clip(&lower, |point| width - distance(point));
    if let [first, rest @ ..] = both.as_slice()
        && rest.len() >= 2
    {
        path.move_to(*first);
        rest.iter().for_each(|point| path.line_to(*point));
        path.close();
    }
}

/// The part of a convex polygon where `inside` is not negative (Sutherland and Hodgman).
fn clip(polygon: &[Point], inside: impl Fn(Point) -> f32) -> Vec<Point> {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (index, &to) in polygon.iter().enumerate() {
        let from = polygon[(index + polygon.len() - 1) % polygon.len()];
        let (before, after) = (inside(from), inside(to));
        if (before < 0.0) != (after < 0.0) {
            let part = before / (before - after);
            kept.push(Point::new(from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)));
        }
        if after >= 0.0 {
            kept.push(to);
        }
    }
    kept
}

/// Size of a chip: a block that only carries its letter.
pub const CHIP: Size = Size::new(18.0, 16.0);

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rectangle = Rectangle { x: 10.0, y: 20.0, width: 30.0, height: 12.0 };

    fn corners(path: &Path) -> Vec<Point> {
        use iced::advanced::graphics::geometry::path::lyon_path::Event;
        path.raw()
            .iter()
            .filter_map(|event| match event {
                Event::Begin { at } => Some(Point::new(at.x, at.y)),
                Event::Line { to, .. } => Some(Point::new(to.x, to.y)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn stripes_stay_inside_their_block() {
        let path = Path::new(|builder| bands(builder, AREA, STRIPES, STRIPES / 2.0));
        let points = corners(&path);
        assert!(points.len() > 12);
        for point in points {
            assert!(AREA.expand(0.01).contains(point), "{point:?}");
        }
    }

    #[test]
    fn half_of_a_striped_block_is_ink() {
        let path = Path::new(|builder| bands(builder, AREA, STRIPES, STRIPES / 2.0));
        let (mut area, mut polygon) = (0.0, Vec::new());
        for event in path.raw() {
            use iced::advanced::graphics::geometry::path::lyon_path::Event;
            match event {
                Event::Begin { at } => polygon = vec![at],
                Event::Line { to, .. } => polygon.push(to),
                Event::End { .. } => {
                    let sum: f32 = (0..polygon.len())
                        .map(|i| {
                            let (a, b) = (polygon[i], polygon[(i + 1) % polygon.len()]);
                            a.x * b.y - b.x * a.y
                        })
                        .sum();
                    area += sum.abs() / 2.0;
                }
                _ => {}
            }
        }
        let part = area / (AREA.width * AREA.height);
        assert!((0.4..0.6).contains(&part), "{part}");
    }

    #[test]
    fn edges_fall_on_display_pixels() {
        let pixels = Pixels { scale: 1.5 };
        let area = pixels.rectangle(Rectangle { x: 10.4, y: 3.3, width: 7.7, height: 9.9 });
        for edge in [area.x, area.y, area.x + area.width, area.y + area.height] {
            assert!((edge * 1.5 - (edge * 1.5).round()).abs() < 1e-4, "{edge}");
        }
        assert_eq!(Pixels { scale: 1.0 }.line(0.2), 1.0);
    }
}
