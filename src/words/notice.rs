//! What errors say to people.

use super::{Value, Words};

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

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What happened. Whole sentences.
    pub message: String,
    /// What a person can do. Whole sentences; empty where there is nothing.
    pub remedy: String,
}

impl Words {
    /// A notice in words.
    pub fn notice(&self, notice: &Notice) -> Said {
        let id = format!("notice-{}", notice.code);
        let args = values(notice);
        Said { message: self.get(&id, &args), remedy: self.find(&format!("{id}.remedy"), &args).unwrap_or_default() }
    }

    /// A notice in a few words, for brackets within a sentence: its attribute `.reason`, else its message.
    pub fn reason(&self, notice: &Notice) -> String {
        let id = format!("notice-{}", notice.code);
        let args = values(notice);
        let reason = self.find(&format!("{id}.reason"), &args).unwrap_or_else(|| self.get(&id, &args));
        reason.trim_end_matches('.').to_owned()
    }
}

/// Whole numbers as numbers, so that texts can choose between singular and plural.
fn values(notice: &Notice) -> Vec<(&'static str, Value<'_>)> {
    let value = |text: &str| match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::from(number),
        _ => Value::from(text.to_owned()),
    };
    notice.args.iter().map(|(name, text)| (*name, value(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_notice_shows_its_code() {
        let words = Words::for_language("en");
        let said = words.notice(&Notice::new("from-the-future"));
        assert_eq!(said, Said { message: "notice-from-the-future".into(), remedy: String::new() });
    }

    #[test]
    fn only_what_reads_back_the_same_counts_as_a_number() {
        let notice = Notice::new("x").with("minutes", 1).with("code", "0391").with("host", "exchange");
        let values = values(&notice);
        assert!(matches!(values[0].1, Value::Number(_)));
        assert!(matches!(values[1].1, Value::String(_)));
        assert!(matches!(values[2].1, Value::String(_)));
    }
}
