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
    let (width, height, rgba) = pixels(app, canvas)?;
    encode(width, height, &rgba)
}

/// Paints the window as it is: width, height and RGBA bytes.
///
/// # Errors
/// When the size is out of reason.
pub fn pixels(app: &mut App, canvas: Canvas) -> Result<(u32, u32, Vec<u8>), Error> {
    let physical = canvas.size * canvas.scale;
    let (width, height) = (physical.width.round() as u32, physical.height.round() as u32);
    if width == 0 || height == 0 || width > 16_384 || height > 16_384 {
        return Err(Error::Size { width, height });
    }
    let settings = text::settings();
    for font in settings.fonts {
        load_font(&font);
    }
    let renderer =
        <iced::Renderer as Headless>::new(settings.default_font, settings.default_text_size, Some("tiny-skia"));
    // The software renderer waits for nothing.
    let mut renderer = renderer.now_or_never().flatten().ok_or(Error::Renderer)?;
    let theme = app.theme().unwrap_or_else(|| <Theme as Base>::default(Mode::Light));
    // The text size is part of the picture's scale, as it is in the window.
    let scale = canvas.scale;
    let logical = canvas.size * (1.0 / app.scale_factor());
    app.display_scale = scale;
    let cursor = canvas.pointer.map_or(mouse::Cursor::Unavailable, mouse::Cursor::Available);

    let mut cache = Cache::default();
    // What the widgets say about their sizes comes back as messages; after the second round there are none.
    for _ in 0..2 {
        let mut messages: Vec<Message> = Vec::new();
        let mut interface = UserInterface::build(app.view(), logical, cache, &mut renderer);
        let redraw = Event::Window(window::Event::RedrawRequested(iced::time::Instant::now()));
        let _ = interface.update(&[redraw], cursor, &mut renderer, &mut clipboard::Null, &mut messages);
        cache = interface.into_cache();
        for message in messages {
            // What it asks of the runtime has no place in a picture.
            drop(app.update(message));
        }
    }
    let mut interface = UserInterface::build(app.view(), logical, cache, &mut renderer);
    let style = iced::advanced::renderer::Style { text_color: theme.base().text_color };
    interface.draw(&mut renderer, &theme, &style, cursor);
    let rgba = renderer.screenshot(Size::new(width, height), scale * app.scale_factor(), theme.base().background_color);
    Ok((width, height, rgba))
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
pub fn encode(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let said = |error: png::EncodingError| Error::Encoding(error.to_string());
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(said)?;
    writer.write_image_data(rgba).map_err(said)?;
    writer.finish().map_err(said)?;
    Ok(file)
}
