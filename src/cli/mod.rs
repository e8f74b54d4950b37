//! The command line: the window's answers without a window.
