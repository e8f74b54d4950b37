//! The window as a picture, painted without a display.

use super::{App, Message, Theme, text};
use futures_util::FutureExt;
use iced::advanced::clipboard;
use iced::advanced::renderer::Headless;
use iced::theme::{Base, Mode};
use iced::{Event, Size, mouse, window};
use iced_runtime::UserInterface;
use iced_runtime::user_interface::Cache;

/// How the picture is to be painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Canvas {
    /// Size of the window in logical pixels.
    pub size: Size,
    /// Pixels of the picture in one logical pixel.
    pub scale: f32,
    /// Where the pointer is, if it is in the window.
    pub pointer: Option<iced::Point>,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No software renderer.
    #[error("no picture can be painted: there is no software renderer")]
    Renderer,
    /// The size is zero, or larger than any display.
    #[error("a picture of {width} × {height} pixels cannot be painted")]
    Size {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// The picture could not be written.
    #[error("the picture could not be encoded: {0}")]
    Encoding(String),
}

/// Paints the window as it is, and returns a PNG file.
///
/// # Errors
/// When the size is out of reason or the picture cannot be encoded.
pub fn paint(app: &mut App, canvas: Canvas) -> Result<Vec<u8>, Error> {
    let mut painter = Painter::new(canvas)?;
    painter.settle(app);
    painter.draw(app);
    let pixels = painter.pixels(app);
    encode(painter.physical, &pixels)
}

/// A window without a display.
pub struct Painter {
    canvas: Canvas,
    physical: Size<u32>,
    renderer: iced::Renderer,
    cache: Option<Cache>,
}

impl Painter {
    /// A window of this size.
    ///
    /// # Errors
    /// When the size is out of reason.
    pub fn new(canvas: Canvas) -> Result<Self, Error> {
        let physical = canvas.size * canvas.scale;
        let (width, height) = (physical.width.round() as u32, physical.height.round() as u32);
        if width == 0 || height == 0 || width > 16_384 || height > 16_384 {
            return Err(Error::Size { width, height });
        }
        let settings = text::settings();
        settings.fonts.iter().for_each(|font| load_font(font));
        let renderer =
            <iced::Renderer as Headless>::new(settings.default_font, settings.default_text_size, Some("tiny-skia"));
        // The software renderer waits for nothing.
        let renderer = renderer.now_or_never().flatten().ok_or(Error::Renderer)?;
        Ok(Self { canvas, physical: Size::new(width, height), renderer, cache: None })
    }

    /// Size of the picture in pixels.
    pub fn size(&self) -> Size<u32> {
        self.physical
    }

    /// Lets the widgets say how large they are, which comes back as messages, until there are none.
    pub fn settle(&mut self, app: &mut App) {
        app.display_scale = self.canvas.scale;
        for _ in 0..3 {
            let messages = self.frame(app, &[], |_, _, _| {});
            if messages.is_empty() {
                break;
            }
            // What it asks of the runtime has no place in a picture.
            messages.into_iter().for_each(|message| drop(app.update(message)));
        }
    }

    /// Lets the events happen, then draws what is to be seen, without turning it into pixels.
    pub fn draw(&mut self, app: &App) {
        let theme = theme_of(app);
        let style = iced::advanced::renderer::Style { text_color: theme.base().text_color };
        drop(self.frame(app, &[], |interface, renderer, cursor| interface.draw(renderer, &theme, &style, cursor)));
    }

    /// What was drawn last, as RGBA bytes.
    pub fn pixels(&mut self, app: &App) -> Vec<u8> {
        let scale = self.canvas.scale * app.scale_factor();
        self.renderer.screenshot(self.physical, scale, theme_of(app).base().background_color)
    }

    /// The renderer, with what was drawn last: for measuring what its pixels cost.
    pub fn renderer(&mut self) -> &mut iced::Renderer {
        &mut self.renderer
    }

    /// One turn of the window: what it asks for, after `events` and the event of a new frame.
    pub fn frame(
        &mut self,
        app: &App,
        events: &[Event],
        draw: impl FnOnce(&mut UserInterface<'_, Message, Theme, iced::Renderer>, &mut iced::Renderer, mouse::Cursor),
    ) -> Vec<Message> {
        // The text size is part of the picture's scale, as it is in the window.
        let logical = self.canvas.size * (1.0 / app.scale_factor());
        let cursor = self.canvas.pointer.map_or(mouse::Cursor::Unavailable, mouse::Cursor::Available);
        let cache = self.cache.take().unwrap_or_default();
        let mut messages = Vec::new();
        let mut interface = UserInterface::build(app.view(), logical, cache, &mut self.renderer);
        let redraw = Event::Window(window::Event::RedrawRequested(iced::time::Instant::now()));
        let events: Vec<Event> = events.iter().cloned().chain([redraw]).collect();
        let _ = interface.update(&events, cursor, &mut self.renderer, &mut clipboard::Null, &mut messages);
        draw(&mut interface, &mut self.renderer, cursor);
        self.cache = Some(interface.into_cache());
        messages
    }
}

fn theme_of(app: &App) -> Theme {
    app.theme().unwrap_or_else(|| <Theme as Base>::default(Mode::Light))
}

fn load_font(bytes: &[u8]) {
    if let Ok(mut system) = iced::advanced::graphics::text::font_system().write() {
        system.load_font(std::borrow::Cow::Owned(bytes.to_vec()));
    }
}

/// As a PNG file.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn encode(size: Size<u32>, rgba: &[u8]) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let said = |error: png::EncodingError| Error::Encoding(error.to_string());
    let mut encoder = png::Encoder::new(&mut file, size.width, size.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(said)?;
    writer.write_image_data(rgba).map_err(said)?;
    writer.finish().map_err(said)?;
    Ok(file)
}
