//! The real window, seen from outside, on a virtual display (Linux, with Xvfb): launch to first painted frame, resident
//! memory, what it does while nothing happens, and its memory after 1,000 refreshes.
//!
//! Usage: `cargo bench --bench window [-- launch|idle|memory]…`; `ATTENDANT_PROGRAM` names another build of the program.

#[cfg(target_os = "linux")]
#[path = "window/linux.rs"]
mod measure;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(target_os = "linux")]
    measure::main()?;
    Ok(())
}
