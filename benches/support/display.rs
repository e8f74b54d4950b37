//! A virtual display, and a look at what a program paints on it from outside.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

/// A display of its own, 1920 × 1080, without a window manager.
pub struct Display {
    server: Child,
    pub name: String,
    x: RustConnection,
    root: Window,
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Display {
    pub fn start() -> Result<Self, Box<dyn Error>> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb: {error}"))?;
        let mut number = String::new();
        BufReader::new(server.stdout.take().ok_or("no output of Xvfb")?).read_line(&mut number)?;
        let name = format!(":{}", number.trim());
        let (x, screen) = x11rb::connect(Some(&name))?;
        let root = x.setup().roots[screen].root;
        Ok(Self { server, name, x, root })
    }

    /// Waits until something is painted in the middle of the display that has more than two colours: text, not a ground.
    pub fn painted(&self, limit: Duration) -> Result<Instant, Box<dyn Error>> {
        let end = Instant::now() + limit;
        while Instant::now() < end {
            let strip = self.x.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 400, 1280, 24, !0)?.reply()?.data;
            let now = Instant::now();
            let mut colours: Vec<[u8; 3]> = Vec::new();
            for pixel in strip.chunks_exact(4) {
                let colour = [pixel[0], pixel[1], pixel[2]];
                if !colours.contains(&colour) {
                    colours.push(colour);
                }
                if colours.len() > 3 {
                    return Ok(now);
                }
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        Err("no window was painted".into())
    }
}
