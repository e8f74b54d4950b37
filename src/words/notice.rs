//! What errors say to people, before it is put into words.

/// Something a person should know: a stable code and what fills its text.
///
/// The code is part of the program's contract (`cause.code`, `error.code` in JSON) and names two catalogue messages:
/// `notice-CODE` (what happened) and its attribute `.remedy` (what to do).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Kebab-case, stable.
    pub code: &'static str,
    /// What the catalogue's text may name: `host`, `status`, `minutes` … Never a secret, subject or address.
    pub args: Vec<(&'static str, String)>,
}

impl Notice {
    /// A notice without arguments.
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new() }
    }

    /// The same with one more argument.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}
