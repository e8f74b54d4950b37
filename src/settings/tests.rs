use super::*;
use proptest::prelude::*;

mod addresses;
mod any;

fn refusals(error: SetError) -> Vec<String> {
    match error {
        SetError::Refused(problems) => problems.iter().map(Problem::to_string).collect(),
        SetError::Text(error) => vec![error.to_string()],
    }
}

fn set_one(key: &str, value: &str) -> Result<Settings, Vec<String>> {
    let text = set("", &[Assignment::new(key, value)]).map_err(refusals)?;
    Ok(read(&text).unwrap().settings)
}

#[test]
fn the_template_is_the_defaults_and_names_every_key() {
    assert_eq!(read(TEMPLATE).unwrap(), Reading::default());
    let document = TEMPLATE.parse::<toml_edit::DocumentMut>().unwrap();
    let mut named = Vec::new();
    for (name, item) in document.iter().filter(|(name, _)| *name != "schema") {
        match item.as_table() {
            Some(table) => named.extend(table.iter().map(|(key, _)| format!("{name}.{key}"))),
            None => named.push(name.to_owned()),
        }
    }
    assert_eq!(named, keys().collect::<Vec<_>>());
}

#[test]
fn no_text_is_a_new_installation() {
    for text in ["", "\n", "# only a comment\n", "schema = 1"] {
        assert_eq!(read(text).unwrap(), Reading::default());
    }
    assert_eq!(write("", &Settings::default()).unwrap(), TEMPLATE);
    assert_eq!(missing(&Settings::default()), ["exchange.ews_url", "exchange.username"]);
}

#[test]
fn every_key_is_read() {
    let text = r#"
        schema = 1
        enabled = false
        provider = "Office365"
        refresh_interval_seconds = 300
        exchange = { version = "exchange2010_sp2", ews_url = " https://mail.example.com:8443/ews/exchange.asmx ", authentication = "ntlm", username = 'CORP\reader' }
        office365.api = "ews"
        office365.grant_basic = true
        office365.grant_modern = true
        office365.username = " reader@example.com "
        office365.tenant_id = "{11111111-2222-3333-4444-555555555555}"
        office365.client_id = " 6666666677778888 9999aaaaaaaaaaaa\n"
        office365.calendar_permission = "calendars.readbasic"
        office365.cloud = "custom"
        office365.authority = "https://login.example.com"
        office365.graph_url = "http://127.0.0.1:8080/v1.0"
        office365.ews_url = "https://cloud.example.com/EWS/Exchange.asmx"
        [display]
        language = "it-CH"
        theme = "high-contrast"
        density = "compact"
        zone = "Europe/Rome"
        day_start = 0
        day_end = 24
        minimum_gap_minutes = 30
        tentative_reachable = true
        elsewhere_reachable = false
        text_percent = 250
        [privacy]
        details = true
        automatic_replies = false
        [network]
        proxy = "proxy.example.com:8080"
        ca_file = 'C:\certificates\own.pem'
        basic_over_http = true
        [protection]
        shared_folder = '\\\\files\\reception'
        [people]
        file = "team/people.csv"
        directory_search = false
    "#;
    let Reading { settings, problems, unknown } = read(text).unwrap();
    assert_eq!((problems, unknown), (vec![], vec![]));
    let shown: Vec<String> = show(&settings).map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(
        shown,
        [
            "enabled=false",
            "provider=office365",
            "refresh_interval_seconds=300",
            "exchange.version=Exchange2010_SP2",
            "exchange.ews_url=https://mail.example.com:8443/ews/exchange.asmx",
            "exchange.account=typed",
            "exchange.authentication=ntlm",
            "exchange.username=CORP\\reader",
            "office365.api=ews",
            "office365.grant_basic=true",
            "office365.grant_modern=true",
            "office365.username=reader@example.com",
            "office365.tenant_id=11111111-2222-3333-4444-555555555555",
            "office365.client_id=66666666-7777-8888-9999-aaaaaaaaaaaa",
            "office365.calendar_permission=Calendars.ReadBasic",
            "office365.cloud=custom",
            "office365.authority=https://login.example.com/",
            "office365.graph_url=http://127.0.0.1:8080/v1.0",
            "office365.ews_url=https://cloud.example.com/EWS/Exchange.asmx",
            "display.language=it",
            "display.theme=high-contrast",
            "display.density=compact",
            "display.zone=Europe/Rome",
            "display.day_start=0",
            "display.day_end=24",
            "display.minimum_gap_minutes=30",
            "display.tentative_reachable=true",
            "display.elsewhere_reachable=false",
            "display.text_percent=250",
            "privacy.details=true",
            "privacy.automatic_replies=false",
            "network.proxy=http://proxy.example.com:8080/",
            "network.ca_file=C:\\certificates\\own.pem",
            "network.basic_over_http=true",
            "protection.shared_folder=\\\\\\\\files\\\\reception",
            "people.file=team/people.csv",
            "people.directory_search=false",
        ]
    );
}

#[test]
fn a_bad_value_is_named_with_its_line_and_costs_nothing_but_itself() {
    let text = "schema = 1\r\n\
        enabled = \"perhaps\"\r\n\
        refresh_interval_seconds = 5\r\n\
        # a comment\r\n\
        [exchange]\r\n\
        ews_url = \"https:///EWS/Exchange.asmx\"\r\n\
        username = \"reader\"\r\n\
        password = \"hunter2\"\r\n\
        [office365]\r\n\
        tenant_id = \"contoso.example\"\r\n\
        client_id = [\"a\"]\r\n\
        [display]\r\n\
        day_start = 20\r\n\
        zone = \"Rome\"\r\n\
        text_percent = 100.5\r\n\
        theme = \"blue\"\r\n\
        [colours]\r\n\
        busy = 1\r\n";
    let reading = read(text).unwrap();
    let told: Vec<_> = reading.problems.iter().map(|p| format!("{} {p} ({})", p.line.unwrap(), p.value)).collect();
    assert_eq!(
        told,
        [
            "2 enabled: must be true or false (perhaps)",
            "3 refresh_interval_seconds: must be between 30 and 3600 (5)",
            "6 exchange.ews_url: the address names no host (https:///EWS/Exchange.asmx)",
            "10 office365.tenant_id: must be a GUID like 01234567-89ab-cdef-0123-456789abcdef (contoso.example)",
            "11 office365.client_id: must be one value ()",
            "14 display.zone: must be a time zone like Europe/Rome (Rome)",
            "15 display.text_percent: must be a whole number (100.5)",
            "16 display.theme: must be one of system, light, dark, high-contrast (blue)",
            "13 display.day_end: the day must end after it begins (20 to 19) ()",
        ]
    );
    let mut expected = Settings::default();
    expected.exchange.username = "reader".into();
    assert_eq!(reading.settings, expected);
    let unknown: Vec<_> = reading.unknown.iter().map(UnknownKey::to_string).collect();
    assert_eq!(unknown, ["line 8: exchange.password is not a setting", "line 17: colours is not a setting"]);
    assert!(!format!("{reading:?}").contains("hunter2"));
}

#[test]
fn a_value_in_a_tables_place_and_the_other_way_round() {
    let told: Vec<_> = read("exchange = 5\nschema = 'one'\n[enabled]\n").unwrap().problems;
    let told: Vec<_> = told.iter().map(|problem| (problem.line, problem.to_string())).collect();
    assert_eq!(
        told,
        [
            (Some(1), "exchange: must be a table".into()),
            (Some(2), "schema: must be 1".into()),
            (Some(3), "enabled: must be one value".into()),
        ]
    );
}

#[test]
fn a_text_that_is_no_toml_is_named_by_line_and_column() {
    let Err(ReadError::Syntax { line, column, message }) = read("schema = 1\nätna = 'è' x\n") else { panic!() };
    assert_eq!((line, column), (2, 12), "{message}");
    let path_in_double_quotes = read("[people]\nfile = \"C:\\Users\\me\"\n").unwrap_err();
    assert!(path_in_double_quotes.to_string().starts_with("line 2, column"), "{path_in_double_quotes}");
    assert!(matches!(read("enabled = true\nenabled = false"), Err(ReadError::Syntax { line: 2, .. })));
    assert!(write("[", &Settings::default()).is_err() && set("[", &[]).is_err());
}

#[test]
fn a_newer_file_is_left_alone() {
    let newer = "schema = 2\nenabled = { weekdays = true }\n";
    assert_eq!(read(newer), Err(ReadError::Newer { schema: 2 }));
    assert_eq!(write(newer, &Settings::default()), Err(ReadError::Newer { schema: 2 }));
    assert_eq!(set(newer, &[]), Err(SetError::Text(ReadError::Newer { schema: 2 })));
    assert_eq!(import("", newer), Err(SetError::Text(ReadError::Newer { schema: 2 })));
}

const BY_HAND: &str = "\
# Reception desk, ground floor
schema = 1 # do not change
refresh_interval_seconds = 5 # too often
shoe_size = 42

[exchange] # the old one
username='CORP\\reader'   # asked for in March
# before the address
ews_url = \"https://mail.example.com/EWS/Exchange.asmx\"

[people]
# file = \"old.csv\"
";

#[test]
fn writing_keeps_comments_order_unknown_keys_and_the_way_values_are_written() {
    let Reading { mut settings, .. } = read(BY_HAND).unwrap();
    assert_eq!(write(BY_HAND, &settings).unwrap(), BY_HAND.replace("= 5", "= 60"), "the bad value is replaced");

    settings.exchange.username = String::new();
    settings.exchange.version = ExchangeVersion::Exchange2010;
    settings.privacy.details = true;
    let expected = BY_HAND
        .replace("= 5", "= 60")
        .replace("'CORP\\reader'", "\"\"")
        .replace("Exchange.asmx\"\n", "Exchange.asmx\"\nversion = \"Exchange2010\"\n")
        + "\n[privacy]\ndetails = true\n";
    assert_eq!(write(BY_HAND, &settings).unwrap(), expected);
    assert_eq!(read(&expected).unwrap().settings, settings);

    let windows = BY_HAND.replace('\n', "\r\n");
    assert_eq!(write(&windows, &settings).unwrap(), expected.replace('\n', "\r\n"));
}

#[test]
fn set_changes_what_it_names_and_nothing_else() {
    let changes =
        assignments(["exchange.username=user@example.com", "people.file=team.csv", "exchange.version=detect"]).unwrap();
    let expected = BY_HAND
        .replace("'CORP\\reader'", "\"user@example.com\"")
        .replace("Exchange.asmx\"\n", "Exchange.asmx\"\nversion = \"detect\"\n")
        .replace("# file = \"old.csv\"\n", "file = \"team.csv\"\n# file = \"old.csv\"\n");
    let text = set(BY_HAND, &changes).unwrap();
    let sorted = |text: &str| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&text), sorted(&expected), "{text}");
    assert!(text.contains("refresh_interval_seconds = 5"), "somebody else's mistake stays and is reported again");
}

#[test]
fn one_refused_value_refuses_all_and_all_refusals_are_told() {
    let changes = assignments([
        "enabled=no",
        "refresh_interval_seconds=10",
        "exchange.ews_url=https://me:hunter2@mail.example.com/EWS/Exchange.asmx",
        "ews_url=x",
        "password=hunter2",
        "interval=60",
        "display.day_start=30",
    ])
    .unwrap();
    let error = set("", &changes).unwrap_err();
    assert!(!format!("{error:?}").contains("hunter2"));
    assert_eq!(
        refusals(error),
        [
            "refresh_interval_seconds: must be between 30 and 3600",
            "exchange.ews_url: an address carries no user name and no password",
            "ews_url: no such setting; perhaps exchange.ews_url or office365.ews_url",
            "password: no such setting",
            "interval: no such setting; perhaps refresh_interval_seconds",
            "display.day_start: must be between 0 and 23",
        ]
    );
    assert_eq!(assignments(["enabled", "a=b"]).unwrap_err()[0].to_string(), "enabled: write KEY=VALUE");
    assert_eq!(
        set_one("display.day_start", "19").unwrap_err(),
        ["display.day_end: the day must end after it begins (19 to 19)"]
    );
    let both = assignments(["display.day_start=20", "display.day_end=23"]).unwrap();
    assert_eq!(read(&set("", &both).unwrap()).unwrap().settings.display.day_start, 20);
}

#[test]
fn import_takes_what_the_other_file_names() {
    let incoming = "enabled = false\ncolour = 1\n[exchange]\nusername = \"\"\n";
    let (text, unknown) = import(BY_HAND, incoming).unwrap();
    let Settings { enabled, exchange, .. } = read(&text).unwrap().settings;
    assert_eq!((enabled, exchange.username.as_str(), exchange.ews_url.is_some()), (Enabled(false), "", true));
    assert_eq!(unknown[0].key, "colour");
    let refused = import(BY_HAND, "enabled = false\nrefresh_interval_seconds = 1\n").unwrap_err();
    let SetError::Refused(problems) = refused else { panic!() };
    assert_eq!(problems[0].line, Some(2));
}

#[test]
fn each_field_says_what_it_wants() {
    for (key, value, expected) in [
        ("enabled", "maybe", "must be true or false"),
        ("provider", "google", "must be one of exchange, office365"),
        ("refresh_interval_seconds", "29", "must be between 30 and 3600"),
        ("refresh_interval_seconds", "3601", "must be between 30 and 3600"),
        ("refresh_interval_seconds", "99999999999999999999", "must be between 30 and 3600"),
        ("refresh_interval_seconds", "-60", "must be between 30 and 3600"),
        ("refresh_interval_seconds", "1 minute", "must be a whole number"),
        ("exchange.username", "user:name", "a user name has no colon"),
        ("exchange.username", "user\nname", "must be one line of plain text"),
        ("exchange.authentication", "digest", "must be one of automatic, basic, ntlm, negotiate, kerberos"),
        ("office365.cloud", "germany", "must be one of worldwide, us-gcc-high, us-dod, china, custom"),
        ("office365.tenant_id", "1111", "must be a GUID like 01234567-89ab-cdef-0123-456789abcdef"),
        (
            "office365.client_id",
            "00000000-0000-0000-0000-000000000000",
            "must be a GUID like 01234567-89ab-cdef-0123-456789abcdef",
        ),
        ("display.language", "de", "must be one of system, en, it"),
        ("display.day_end", "25", "must be between 1 and 24"),
        ("display.minimum_gap_minutes", "481", "must be between 0 and 480"),
        ("display.text_percent", "79", "must be between 80 and 250"),
        ("protection.shared_folder", "reception", "must be a whole path, such as \\\\server\\share\\folder"),
        ("protection.shared_folder", "c:reception", "must be a whole path, such as \\\\server\\share\\folder"),
        ("network.ca_file", "a\tb", "must be one line of plain text"),
    ] {
        assert_eq!(set_one(key, value).unwrap_err(), [format!("{key}: {expected}")], "{value}");
    }
    let long = "x".repeat(321);
    assert_eq!(
        set_one("exchange.username", &long).unwrap_err(),
        ["exchange.username: must have at most 320 characters"]
    );
}

#[test]
fn ids_are_forgiving_of_what_pasting_adds() {
    let id = "11111111-2222-3333-4444-55555555aaaa".parse().unwrap();
    for text in [
        "11111111-2222-3333-4444-55555555AAAA",
        " {11111111-2222-3333-4444-55555555aaaa}\r\n",
        "\"11111111-2222-3333-4444-\n55555555aaaa\"",
        "\u{feff}11111111\u{a0}-2222-3333-4444-55555555aaaa\u{200b}",
    ] {
        assert_eq!(set_one("office365.tenant_id", text).unwrap().office365.tenant_id, Some(id), "{text:?}");
    }
    assert_eq!(set_one("office365.tenant_id", " ").unwrap().office365.tenant_id, None);
}

#[test]
fn what_is_accepted_with_a_word() {
    let told = |changes: &[&str]| {
        let text = set("", &assignments(changes.iter().copied()).unwrap()).unwrap();
        warnings(&read(&text).unwrap().settings).iter().map(Warning::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(&[]), Vec::<String>::new());
    assert_eq!(
        told(&["refresh_interval_seconds=30", "exchange.ews_url=http://mail.example.com/ews/exchange.asmx"]),
        [
            "exchange.ews_url begins with http://: calendars travel unencrypted to mail.example.com",
            "an interval of 30 seconds is short; some servers answer it by slowing the account down",
        ]
    );
    assert_eq!(told(&["exchange.ews_url=http://127.0.0.1:8080/ews/exchange.asmx"]), Vec::<String>::new());
    assert_eq!(
        told(&["exchange.ews_url=http://mail/ews/exchange.asmx", "network.basic_over_http=yes"])[0],
        "network.basic_over_http is on: the password travels unencrypted to mail"
    );
    let office = |basic: &str, modern: &str| {
        told(&[
            "provider=office365",
            &format!("office365.grant_basic={basic}"),
            &format!("office365.grant_modern={modern}"),
        ])
    };
    assert_eq!(office("no", "yes"), Vec::<String>::new());
    let ews = told(&["provider=office365", "office365.grant_modern=yes", "office365.api=ews"]);
    assert!(ews.len() == 1 && ews[0].contains("1 April 2027"), "{ews:?}");
    assert!(office("yes", "yes")[0].contains("two ways") && office("yes", "no")[0].contains("2022"));
    assert!(office("no", "no")[0].contains("no way to sign in"));
    assert_eq!(told(&["office365.grant_basic=yes"]), Vec::<String>::new(), "not the provider in use");
}

/// The default would be another way to sign in, for which the password may not be meant.
#[test]
fn a_way_that_this_build_cannot_go_is_a_problem_and_stays() {
    let text = "enabled = true\n[exchange]\naccount = 'signed-in'\nauthentication = 'basic'\n";
    let Reading { settings, problems, .. } = read(text).unwrap();
    assert_eq!(settings.exchange.account, ExchangeAccount::SignedIn);
    assert_eq!(settings.exchange.authentication, Authentication::Basic);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = sign_in_problem(&settings).unwrap();
    assert_eq!((&problem.key, &problem.reason), (&problems[0].key, &problems[0].reason));
    assert!(matches!(problems[0].line, Some(3 | 4)), "{problems:?}");

    let change = |text: &str, changes: &[&str]| set(text, &assignments(changes.iter().copied()).unwrap());
    assert!(change("", &["exchange.account=signed-in", "exchange.authentication=basic"]).is_err());
    assert!(change(text, &["enabled=false"]).is_ok(), "other settings have nothing to do with it");
    let mended = change(text, &["exchange.account=typed"]).unwrap();
    assert_eq!(sign_in_problem(&read(&mended).unwrap().settings), None);
    let elsewhere = change(text, &["provider=office365"]).unwrap();
    assert_eq!(sign_in_problem(&read(&elsewhere).unwrap().settings), None, "not the provider in use");
}

#[test]
fn what_is_still_missing() {
    let missing = |changes: &[&str]| {
        let text = set("", &assignments(changes.iter().copied()).unwrap()).unwrap();
        missing(&read(&text).unwrap().settings)
    };
    let url = "exchange.ews_url=https://mail.example.com/ews/exchange.asmx";
    assert_eq!(missing(&[url]), ["exchange.username"]);
    assert_eq!(missing(&[url, "exchange.username=me"]), Vec::<&str>::new());
    assert_eq!(missing(&[url, "exchange.authentication=negotiate"]), ["exchange.username"]);
    let signed_in = "exchange = { ews_url = 'https://mail.example.com/x', account = 'signed-in' }";
    assert_eq!(super::missing(&read(signed_in).unwrap().settings), Vec::<&str>::new());
    assert_eq!(missing(&["provider=office365"]), ["office365.grant_modern"]);
    assert_eq!(
        missing(&["provider=office365", "office365.grant_modern=on", "office365.cloud=custom"]).len(),
        4,
        "two IDs and two addresses"
    );
    let basic = ["provider=office365", "office365.grant_basic=on", "office365.cloud=custom"];
    assert_eq!(missing(&basic), ["office365.ews_url"], "a password needs no directory, and no Graph");
    assert_eq!(missing(&basic[..2]), Vec::<&str>::new());
}

proptest! {
    #[test]
    fn any_settings_survive_the_way_out_and_in(settings in any::settings(), earlier in any::settings()) {
        for existing in ["", BY_HAND, &write("", &earlier).unwrap(), &write(BY_HAND, &earlier).unwrap()] {
            let text = write(existing, &settings).unwrap();
            let reading = read(&text).unwrap();
            prop_assert_eq!(&reading.problems, &[]);
            prop_assert_eq!(&reading.settings, &settings, "{}", text);
            prop_assert_eq!(&write(&text, &settings).unwrap(), &text, "nothing changes, nothing is rewritten");
            for line in existing.lines().filter(|line| line.starts_with('#')) {
                prop_assert!(text.contains(line), "{} is lost", line);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_named(text in any::toml_like()) {
        match read(&text) {
            Ok(reading) => {
                for problem in &reading.problems {
                    prop_assert!(problem.line.is_some_and(|line| line >= 1 && line <= text.lines().count()));
                    prop_assert!(keys().any(|key| key == problem.key) || !problem.key.contains('.'));
                    prop_assert!(!problem.reason.to_string().is_empty());
                }
                let written = write(&text, &reading.settings).unwrap();
                let again = read(&written).unwrap();
                prop_assert_eq!(again.settings, reading.settings);
                prop_assert_eq!(again.unknown.len(), reading.unknown.len(), "{:?} {:?}", text, written);
            }
            Err(ReadError::Syntax { line, column, message }) => {
                prop_assert!(line >= 1 && column >= 1 && !message.is_empty());
                prop_assert!(line <= text.split('\n').count());
            }
            Err(ReadError::Newer { schema }) => prop_assert!(schema > 1),
        }
    }

    #[test]
    fn any_bytes_are_harmless(text in "\\PC{0,60}", key in 0usize..34) {
        read(&text).ok();
        let key = keys().nth(key).unwrap();
        if let Ok(settings) = set_one(key, &text) {
            let shown = show(&settings).find(|(own, _)| *own == key).unwrap().1.to_string();
            prop_assert_eq!(set_one(key, &shown).unwrap(), settings, "{} = {}", key, shown);
        }
    }
}
