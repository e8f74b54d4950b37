//! The command line: the window's answers without a window.

mod console;
mod exit;
pub mod people;
pub mod settings;

pub use console::Console;
pub use exit::Exit;
