//! What a roster's file says, as notices. They carry lines, never names or addresses.

use super::Notice;
use crate::people::csv::{CsvError, LineProblem, LineReason};

impl From<&LineProblem> for Notice {
    fn from(problem: &LineProblem) -> Self {
        let notice = match &problem.reason {
            LineReason::NoName => Self::new("people-no-name"),
            LineReason::NoAddress => Self::new("people-no-address"),
            LineReason::Address { .. } => Self::new("people-address"),
            LineReason::Twice { first } => Self::new("people-twice").with("first", first),
            LineReason::TooManyCells => Self::new("people-too-many-cells"),
            LineReason::OpenQuote => Self::new("people-open-quote"),
            LineReason::Zone { value } => Self::new("people-zone").with("value", value),
            LineReason::Favourite { value } => Self::new("people-favourite").with("value", value),
            LineReason::SubstituteUnknown { .. } => Self::new("people-substitute-unknown"),
            LineReason::SubstituteSelf => Self::new("people-substitute-self"),
        };
        notice.with("line", problem.line)
    }
}

impl From<&CsvError> for Notice {
    fn from(error: &CsvError) -> Self {
        match error {
            CsvError::Empty => Self::new("people-empty-file"),
            CsvError::NotText => Self::new("people-not-text"),
            CsvError::MissingColumns { missing, .. } => {
                Self::new("people-missing-columns").with("missing", missing.join(", "))
            }
            CsvError::CannotAppend => Self::new("people-cannot-append"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::csv::read;
    use crate::words::Words;

    #[test]
    fn every_notice_has_its_words_and_no_address() {
        let text = "name,address,zone,favourite,substitute\n,a@example.com\nB\nC,someone at example.com\n\
            D,d@example.com,Rome,perhaps,nobody@example.com\nE,d@example.com\nF,f@example.com,,,f@example.com\n\
            G,g@example.com,,,,surplus\nH,\"h@example.com\nI,i@example.com\n";
        let mut notices: Vec<_> = read(text.as_bytes()).unwrap().problems.iter().map(Notice::from).collect();
        notices.extend([b"".as_slice(), b"\0", b"name"].map(|bytes| Notice::from(&read(bytes).unwrap_err())));
        notices.push(Notice::from(&CsvError::CannotAppend));
        let mut codes: Vec<_> = notices.iter().map(|notice| notice.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 14, "{codes:#?}");
        for words in Words::LANGUAGES.map(Words::for_language) {
            for notice in &notices {
                assert!(!format!("{notice:?}").contains("example.com"), "{notice:?}");
                let said = words.notice(notice);
                for text in [&said.message, &said.remedy] {
                    assert!(!text.is_empty() && !text.contains("notice-") && !text.contains('$'), "{text}");
                }
            }
        }
    }
}
