//! Whether there is a display to open a window on.

/// Whether a window can be opened. Where the window system would be asked in vain, the toolkit does not say so in words: it
/// ends the program.
#[cfg(target_os = "linux")]
pub fn is_there() -> bool {
    let named = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    // As the toolkit chooses: Wayland where it is named, else X11.
    match (named("WAYLAND_SOCKET"), named("WAYLAND_DISPLAY"), named("DISPLAY")) {
        (Some(_), _, _) => true,
        (None, Some(name), _) => answers_wayland(std::path::Path::new(&name)),
        (None, None, Some(_)) => x11rb::connect(None).is_ok(),
        (None, None, None) => false,
    }
}

/// Whether a window can be opened. On other systems there is always a display.
#[cfg(not(target_os = "linux"))]
pub fn is_there() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn answers_wayland(name: &std::path::Path) -> bool {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_default();
    std::os::unix::net::UnixStream::connect(std::path::Path::new(&folder).join(name)).is_ok()
}
