//! Exchange Web Services.
