//! `screenshot`: the window as a picture.

use super::arguments::Picture;
use super::list::exit;
use super::start::Connected;
use super::window::setup;
use super::{Common, Console, Exit};
use crate::app::screenshot::{Canvas, paint};
use crate::app::{App, Clock};
use crate::words::Notice;
use iced::Size;
use std::path::Path;

/// Runs it.
pub fn run(common: &Common, picture: &Picture, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let mut connected = Connected::start(common, console, |display| {
            display.theme = picture.theme.unwrap_or(display.theme);
            display.language = picture.locale.clone().or(display.language.take());
        })?;
        let snapshot = connected.settled();
        let size = Size::new(picture.size.0.into(), picture.size.1.into());
        let clock = Clock::Still(connected.place.now());
        let mut app = App::new(setup(&connected, clock, size, console.words.language()));
        let painted = paint(&mut app, Canvas { size, scale: picture.scale, pointer: None });
        connected.end();
        let png = match painted {
            Ok(png) => png,
            Err(error) => {
                console.tell([&Notice::new("picture-failed").with("reason", error)])?;
                return Ok(Exit::Refused);
            }
        };
        if picture.file == Path::new("-") {
            console.out.write_all(&png)?;
        } else {
            crate::store::write(&picture.file, &png).map_err(|error| console.stop(&error.into()))?;
            console.say("settings-saved", &picture.file)?;
        }
        console.tell(snapshot.causes.iter().map(|cause| &cause.notice))?;
        Ok(exit(&snapshot))
    })
}
