//! What a frame costs while scrolling at 1920×1080, and what a key press in the search costs. Painted without a display, every
//! pixel of the window anew: an upper bound for the real window, which paints only what changed.
//!
//! The software renderer alone is measured, whatever features are on.

#[path = "../tests/support/company.rs"]
mod company;

use attendant_calendar::app::board;
use attendant_calendar::app::screenshot::{Canvas, Painter};
use attendant_calendar::app::{App, Message};
use attendant_calendar::settings::Display;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use iced::advanced::graphics::Viewport;
use iced::{Color, Rectangle, Size};
use std::hint::black_box;

/// What the renderer paints into.
struct Pixels {
    map: tiny_skia::Pixmap,
    mask: tiny_skia::Mask,
    viewport: Viewport,
}

impl Pixels {
    fn new(painter: &Painter) -> Option<Self> {
        let size = painter.size();
        Some(Self {
            map: tiny_skia::Pixmap::new(size.width, size.height)?,
            mask: tiny_skia::Mask::new(size.width, size.height)?,
            viewport: Viewport::with_physical_size(size, 1.0),
        })
    }

    fn fill(&mut self, painter: &mut Painter) {
        let all = [Rectangle::with_size(self.viewport.logical_size())];
        let mut map = self.map.as_mut();
        painter.renderer().draw(&mut map, &mut self.mask, &self.viewport, &all, Color::WHITE);
        black_box(&self.map);
    }
}

fn window(people: usize) -> (App, Painter, company::Engine) {
    let (setup, engine) = company::setup(company::snapshot(people), Display::default());
    let mut app = App::new(setup);
    let canvas = Canvas { size: Size::new(1920.0, 1080.0), scale: 1.0, pointer: None };
    let mut painter = Painter::new(canvas).unwrap_or_else(|error| unreachable!("{error}"));
    painter.settle(&mut app);
    (app, painter, engine)
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("paint");
    for people in [50, 2_000] {
        let (mut app, mut painter, _engine) = window(people);
        let Some(mut pixels) = Pixels::new(&painter) else { return };
        let mut top = 0;
        group.bench_function(format!("scrolled frame, {people} people"), |bencher| {
            bencher.iter(|| {
                // 50 people have 12 lines to scroll: the same way to and fro for both.
                top = (top + 1) % 11;
                drop(app.update(Message::Board(board::Message::scrolled(top))));
                painter.draw(&app);
                pixels.fill(&mut painter);
            });
        });
        group.bench_function(format!("scrolled frame without its pixels, {people} people"), |bencher| {
            bencher.iter(|| {
                top = (top + 1) % 11;
                drop(app.update(Message::Board(board::Message::scrolled(top))));
                painter.draw(&app);
            });
        });
        group.bench_function(format!("key press in search, {people} people"), |bencher| {
            let mut letters = ["m", "ma", "mar", "ma", "m", ""].into_iter().cycle();
            bencher.iter(|| {
                let typed = letters.next().unwrap_or_default().to_owned();
                drop(app.update(Message::Board(board::Message::Search(typed))));
                painter.draw(&app);
                pixels.fill(&mut painter);
            });
        });
    }
    group.finish();
}

fn start(c: &mut Criterion) {
    c.bench_function("first frame, 300 people", |bencher| {
        bencher.iter_batched(
            || company::setup(company::snapshot(300), Display::default()),
            |(setup, _engine)| {
                let mut app = App::new(setup);
                let canvas = Canvas { size: Size::new(1280.0, 800.0), scale: 1.0, pointer: None };
                let mut painter = Painter::new(canvas).unwrap_or_else(|error| unreachable!("{error}"));
                painter.settle(&mut app);
                painter.draw(&app);
                black_box(painter.pixels(&app))
            },
            BatchSize::PerIteration,
        );
    });
    c.bench_function("a snapshot with all calendars new, 2,000 people", |bencher| {
        let (mut app, _painter, _engine) = window(2_000);
        bencher.iter_batched(
            || std::sync::Arc::new(company::snapshot(2_000)),
            |snapshot| drop(app.update(Message::Snapshot(snapshot))),
            BatchSize::PerIteration,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = frames, start
}
criterion_main!(benches);
