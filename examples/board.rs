//! The window over a fictional company, without an engine: for work on the window.
//!
//! `board [PEOPLE] [--stopped] [--demo] [--theme T] [--density D] [--language L] [--size WxH] [--scale N] [--to FILE.png]`

#[path = "../tests/support/company.rs"]
mod company;
#[path = "../tests/support/stopped.rs"]
mod stopped;

use attendant_calendar::app::{self, App, Demo, screenshot};
use attendant_calendar::settings::{Density, Display, Theme};
use std::collections::HashMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options: HashMap<String, String> = HashMap::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--") {
            Some(flag @ ("stopped" | "demo")) => drop(options.insert(flag.into(), String::new())),
            Some(name) => drop(options.insert(name.into(), arguments.next().unwrap_or_default())),
            None => drop(options.insert("people".into(), argument)),
        }
    }
    let get = |name: &str| options.get(name).map(String::as_str);
    let display = Display {
        theme: match get("theme") {
            Some("dark") => Theme::Dark,
            Some("high-contrast") => Theme::HighContrast,
            _ => Theme::Light,
        },
        density: match get("density") {
            Some("compact") => Density::Compact,
            Some("roomy") => Density::Roomy,
            _ => Density::Normal,
        },
        language: get("language").map(str::to_owned),
        ..Display::default()
    };
    let people = get("people").unwrap_or("60").parse()?;
    let snapshot = if get("stopped").is_some() { stopped::stopped(people) } else { company::snapshot(people) };
    let (mut setup, _engine) = company::setup(snapshot, display);
    let (width, height) = get("size").unwrap_or("1280x800").split_once('x').ok_or("--size WxH")?;
    setup.window = iced::Size::new(width.parse()?, height.parse()?);
    if get("demo").is_some() {
        let (switch, _) = tokio::sync::mpsc::unbounded_channel();
        let scenarios = ["normal", "password-changed", "server-down"].map(str::to_owned).to_vec();
        setup.demo = Some(Demo { scenarios, chosen: "normal".into(), switch });
    }
    let Some(file) = get("to") else { return Ok(app::run(setup)?) };
    let canvas = screenshot::Canvas { size: setup.window, scale: get("scale").unwrap_or("1").parse()?, pointer: None };
    std::fs::write(file, screenshot::paint(&mut App::new(setup), canvas)?)?;
    Ok(())
}
