//! What a frame costs while scrolling at 1920×1080, and what a key press in the search costs. Painted without a display, every
//! pixel of the window anew: an upper bound for the real window, which paints only what changed. Prints both against their
//! budgets: 16 ms each, and a frame of 2,000 people at most 1.10 times that of 50.
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
use std::time::{Duration, Instant};

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

/// One of the windows that are compared, and what is done in it.
struct Bench {
    app: App,
    painter: Painter,
    pixels: Pixels,
    top: usize,
    _engine: company::Engine,
}

impl Bench {
    fn new(people: usize) -> Option<Self> {
        let (app, painter, engine) = window(people);
        let pixels = Pixels::new(&painter)?;
        Some(Self { app, painter, pixels, top: 0, _engine: engine })
    }

    fn frame(&mut self, message: board::Message) {
        self.draw(message);
        self.pixels.fill(&mut self.painter);
    }

    fn draw(&mut self, message: board::Message) {
        drop(self.app.update(Message::Board(message)));
        self.painter.draw(&self.app);
    }

    /// 50 people have 12 lines to scroll: the same way to and fro for all.
    fn scroll(&mut self) -> board::Message {
        self.top = (self.top + 1) % 11;
        board::Message::scrolled(self.top)
    }
}

/// What is typed, one letter after the other, and deleted again.
const TYPED: [&str; 6] = ["m", "ma", "mar", "ma", "m", ""];

fn typed(text: &str) -> board::Message {
    board::Message::Search(text.to_owned())
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("paint");
    for people in [50, 2_000] {
        let Some(mut bench) = Bench::new(people) else { return };
        group.bench_function(format!("scrolled frame, {people} people"), |bencher| {
            bencher.iter(|| {
                let message = bench.scroll();
                bench.frame(message);
            });
        });
        group.bench_function(format!("scrolled frame without its pixels, {people} people"), |bencher| {
            bencher.iter(|| {
                let message = bench.scroll();
                bench.draw(message);
            });
        });
        group.bench_function(format!("key press in search, {people} people"), |bencher| {
            let mut letters = TYPED.into_iter().cycle();
            bencher.iter(|| bench.frame(typed(letters.next().unwrap_or_default())));
        });
    }
    group.finish();
}

/// Against the budgets: the windows in turn, so that all see the same machine; the fastest run of each step is the least
/// disturbed, and the slowest step of all counts.
fn budgets(_: &mut Criterion) {
    let (Some(mut few), Some(mut many)) = (Bench::new(50), Bench::new(2_000)) else { return };
    let mut scrolled = [[Duration::MAX; 11]; 2];
    let mut keys = [Duration::MAX; TYPED.len()];
    for _ in 0..30 {
        for (bench, best) in [&mut few, &mut many].into_iter().zip(&mut scrolled) {
            for _ in 0..11 {
                let message = bench.scroll();
                let took = time(|| bench.frame(message));
                best[bench.top] = best[bench.top].min(took);
            }
        }
        for (text, best) in TYPED.into_iter().zip(&mut keys) {
            *best = (*best).min(time(|| many.frame(typed(text))));
        }
    }
    let mean = |all: &[Duration]| all.iter().sum::<Duration>().as_secs_f64() / all.len() as f64 * 1e3;
    let worst = |all: &[Duration]| all.iter().max().map_or(0.0, Duration::as_secs_f64) * 1e3;
    let [few, many] = scrolled;
    say(&format!(
        "scrolled frame: 50 people {:.1} ms, 2,000 people {:.1} ms, worst {:.1} ms (budget 16): ratio {:.2} (budget 1.10)",
        mean(&few),
        mean(&many),
        worst(&many),
        mean(&many) / mean(&few),
    ));
    say(&format!("key press, 2,000 people: {:.1} ms, worst {:.1} ms (budget 16)", mean(&keys), worst(&keys)));
}

fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn time(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
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
    targets = frames, start, budgets
}
criterion_main!(benches);
