//! What settings say, as notices.

use super::Notice;
use crate::settings::{Problem, ReadError, Reason, UnknownKey, Warning};

impl From<&Problem> for Notice {
    fn from(problem: &Problem) -> Self {
        let (code, args) = reason(&problem.reason);
        // A user name may be a mail address, which notices do not carry.
        let value = if problem.key == "exchange.username" { "" } else { &problem.value };
        let mut notice =
            Self::new(code).with("key", &problem.key).with("line", problem.line.unwrap_or(0)).with("value", value);
        notice.args.extend(args);
        notice
    }
}

type Args = Vec<(&'static str, String)>;

fn reason(reason: &Reason) -> (&'static str, Args) {
    let one = |name, value: &str| vec![(name, value.to_owned())];
    match reason {
        Reason::NotYesNo => ("setting-not-yes-no", vec![]),
        Reason::NotANumber => ("setting-not-a-number", vec![]),
        Reason::OutOfRange { min, max } => {
            ("setting-out-of-range", vec![("min", min.to_string()), ("max", max.to_string())])
        }
        Reason::NotOneOf { allowed } => ("setting-not-one-of", one("allowed", &allowed.join(", "))),
        Reason::WrongShape { table_wanted: true } => ("setting-shape-table", vec![]),
        Reason::WrongShape { table_wanted: false } => ("setting-shape-value", vec![]),
        Reason::ControlCharacter => ("setting-control-character", vec![]),
        Reason::TooLong { limit } => ("setting-too-long", one("limit", &limit.to_string())),
        Reason::UserColon => ("setting-user-colon", vec![]),
        Reason::UrlNoScheme { suggestion } => ("setting-url-no-scheme", one("suggestion", suggestion)),
        Reason::UrlScheme { scheme } => ("setting-url-scheme", one("scheme", scheme)),
        Reason::UrlBlank => ("setting-url-blank", vec![]),
        Reason::UrlBackslash { suggestion } => ("setting-url-backslash", one("suggestion", suggestion)),
        Reason::UrlNoHost => ("setting-url-no-host", vec![]),
        Reason::UrlHost => ("setting-url-host", vec![]),
        Reason::UrlPort => ("setting-url-port", vec![]),
        Reason::UrlUser => ("setting-url-user", vec![]),
        Reason::UrlQuery { suggestion } => ("setting-url-query", one("suggestion", suggestion)),
        Reason::UrlNoPath { suggestion } => ("setting-url-no-path", one("suggestion", suggestion)),
        Reason::NotAGuid => ("setting-not-a-guid", vec![]),
        Reason::NotAZone => ("setting-not-a-zone", vec![]),
        Reason::NotAWholePath => ("setting-not-a-whole-path", vec![]),
        Reason::DayEndsFirst { start, end } => {
            ("setting-day-ends-first", vec![("start", start.to_string()), ("end", end.to_string())])
        }
        Reason::SignedInNotHere => ("setting-signed-in-not-here", vec![]),
        Reason::KerberosNotHere => ("setting-kerberos-not-here", vec![]),
        Reason::NotForSignedIn { authentication } => {
            ("setting-not-for-signed-in", one("authentication", authentication))
        }
        Reason::NoSuchKey { similar } if similar.is_empty() => ("setting-unknown", vec![]),
        Reason::NoSuchKey { similar } => ("setting-unknown-similar", one("similar", &similar.join(", "))),
        Reason::NoEquals => ("setting-no-equals", vec![]),
        Reason::Schema => ("setting-schema", vec![]),
    }
}

impl From<&UnknownKey> for Notice {
    fn from(unknown: &UnknownKey) -> Self {
        Self::new("setting-unknown-key").with("key", &unknown.key).with("line", unknown.line)
    }
}

impl From<&ReadError> for Notice {
    fn from(error: &ReadError) -> Self {
        match error {
            ReadError::Syntax { line, column, message } => {
                Self::new("settings-syntax").with("line", line).with("column", column).with("message", message)
            }
            ReadError::Newer { schema } => Self::new("settings-newer").with("schema", schema),
        }
    }
}

impl From<&Warning> for Notice {
    fn from(warning: &Warning) -> Self {
        match warning {
            Warning::BothGrants => Self::new("setting-both-grants"),
            Warning::BasicForOffice365 => Self::new("setting-basic-office365"),
            Warning::EwsEnds => Self::new("setting-ews-ends"),
            Warning::NoGrant => Self::new("setting-no-grant"),
            Warning::PlainHttp { key, host } => Self::new("setting-plain-http").with("key", key).with("host", host),
            Warning::PlainPassword { host } => Self::new("setting-plain-password").with("host", host),
            Warning::LooksShared { by_name: true } => Self::new("setting-shared-duty"),
            Warning::LooksShared { by_name: false } => Self::new("setting-shared-other"),
            Warning::ShortInterval { seconds } => Self::new("setting-short-interval").with("seconds", seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{SetError, assignments, keys, looks_shared, read, set, warnings};
    use crate::words::Words;

    /// One text that earns every reason a file can earn, and one change for each of the others.
    fn notices() -> Vec<Notice> {
        let mut out = Vec::new();
        for value in [
            "'x'",
            "-1",
            "1.5",
            "[1]",
            "'a:b'",
            "'ab\\u0007'",
            "'mail'",
            "'ftp://mail/x'",
            "'https://a b/x'",
            "'https:\\\\mail'",
            "'https:///x'",
            "'https://a..b/x'",
            "'https://a:0/x'",
            "'https://u:p@a/x'",
            "'https://a/x?y'",
            "'https://a'",
            "'desks'",
        ] {
            let value = if value.contains("u0007") { value.replace('\'', "\"") } else { value.to_owned() };
            for key in keys() {
                let reading = read(&format!("{key} = {value}\n")).unwrap();
                out.extend(reading.problems.iter().map(Notice::from));
            }
        }
        let more = "schema = 'x'\nexchange = 1\nx = 1\n[display]\nday_start = 19\nzone = 'Rome'\n[network]\nca_file = ";
        let more = read(&format!("{more}'{}'", "x".repeat(5000))).unwrap();
        out.extend(more.problems.iter().map(Notice::from));
        out.extend(more.unknown.iter().map(Notice::from));
        let Err(SetError::Refused(refused)) = set("", &assignments(["ews_url=1", "x=1"]).unwrap()) else { panic!() };
        out.extend(refused.iter().chain(&assignments(["x"]).unwrap_err()).map(Notice::from));
        let reasons =
            [Reason::SignedInNotHere, Reason::KerberosNotHere, Reason::NotForSignedIn { authentication: "basic" }];
        let builds = reasons.map(|reason| Problem { key: "x".into(), line: None, value: String::new(), reason });
        out.extend(builds.iter().map(Notice::from));
        out.extend(["[", "schema = 2"].map(|text| Notice::from(&read(text).unwrap_err())));
        for office in [[true, true], [true, false], [false, false]] {
            let mut settings = crate::settings::Settings::default();
            settings.refresh_interval = crate::settings::RefreshInterval::from_seconds(30).unwrap();
            settings.exchange.ews_url = Some("http://mail/x".parse().unwrap());
            settings.network.basic_over_http = true;
            out.extend(warnings(&settings).iter().map(Notice::from));
            for account in ["reception", "anna"] {
                settings.exchange.username = account.to_owned();
                out.extend(looks_shared(&settings, Some("carlo")).iter().map(Notice::from));
            }
            settings.provider = crate::settings::Provider::Office365;
            [settings.office365.grant_basic, settings.office365.grant_modern] = office;
            out.extend(warnings(&settings).iter().map(Notice::from));
        }
        out
    }

    #[test]
    fn every_notice_has_its_words_and_all_that_they_name_in_both_languages() {
        let notices = notices();
        let mut codes: Vec<_> = notices.iter().map(|notice| notice.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 41, "{codes:#?}");
        for words in Words::LANGUAGES.map(Words::for_language) {
            for notice in &notices {
                let said = words.notice(notice);
                assert!(!said.remedy.is_empty(), "{notice:?}");
                for text in [&said.message, &said.remedy] {
                    assert!(!text.contains("notice-") && !text.contains('$') && !text.contains("{"), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_place_is_the_line_of_a_file_where_there_is_one() {
        let words = Words::for_language("en");
        let problem = &read("\nrefresh_interval_seconds = 5").unwrap().problems[0];
        let said = words.notice(&Notice::from(problem));
        assert_eq!(said.message, "Line 2, refresh_interval_seconds: 5 is not between 30 and 3600.");
        let Err(SetError::Refused(refused)) = set("", &assignments(["enabled=perhaps"]).unwrap()) else { panic!() };
        let said = words.notice(&Notice::from(&refused[0]));
        assert_eq!(said.message, "enabled: “perhaps” is neither true nor false.");
    }
}
