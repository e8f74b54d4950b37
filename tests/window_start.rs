//! How the window starts where it cannot.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Output};

/// Opens the window of the demo; with this X11 display, or without any.
fn open(display: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attendant-calendar"));
    command.arg("demo").env("LANG", "C.UTF-8").env("LC_ALL", "C.UTF-8");
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    if let Some(display) = display {
        command.env("DISPLAY", display);
    }
    command.output().unwrap()
}

#[test]
fn without_a_display_one_line_says_so_and_names_the_way_out() {
    for display in [None, Some(""), Some(":9871"), Some("nonsense")] {
        let ended = open(display);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((said.lines().count(), ended.status.code()), (1, Some(1)), "{display:?}: {said}");
        assert!(said.contains("screenshot"), "{said}");
        assert!(ended.stdout.is_empty(), "nothing was started");
    }
}
