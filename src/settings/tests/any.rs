//! Settings and texts for the properties.

use crate::settings::*;
use chrono_tz::Tz;
use proptest::option;
use proptest::prelude::*;
use std::path::PathBuf;
use url::Url;
use uuid::Uuid;

fn choice<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
    prop::sample::select(T::NAMES).prop_map(|(value, _)| value)
}

fn url() -> impl Strategy<Value = Option<Url>> {
    let text = "https?://[a-z]{1,8}(\\.[a-z]{2,5}){0,2}(:[1-9][0-9]{0,3})?/[A-Za-z]{1,5}/[A-Za-z.]{1,9}[a-z]";
    option::of(text.prop_map(|text| text.parse().unwrap()))
}

fn id() -> impl Strategy<Value = Option<Uuid>> {
    option::of((1u128..).prop_map(Uuid::from_u128))
}

fn file() -> BoxedStrategy<Option<PathBuf>> {
    option::of("[A-Za-zé0-9:\\\\/'\"#=\\.]([A-Za-zé0-9:\\\\/'\"# =\\.]{0,10}[a-z])?".prop_map(PathBuf::from)).boxed()
}

fn shared() -> BoxedStrategy<Option<PathBuf>> {
    option::of("(/|C:\\\\|\\\\\\\\)[A-Za-zé0-9 ]{0,6}[a-z]".prop_map(PathBuf::from)).boxed()
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let way = (choice(), choice()).prop_filter("a way that this build has", |&(account, authentication)| {
        let exchange = Exchange { account, authentication, ..Exchange::default() };
        sign_in_problem(&Settings { exchange, ..Settings::default() }).is_none()
    });
    (choice(), url(), way, "([A-Z]{1,5}\\\\)?[a-zé'\"#=@\\.]{0,8}").prop_map(
        |(version, ews_url, (account, authentication), username)| Exchange {
            version,
            ews_url,
            account,
            authentication,
            username,
        },
    )
}

fn office365() -> impl Strategy<Value = Office365> {
    let permission = choice();
    (choice(), any::<[bool; 2]>(), "[a-zé'\"#=@\\.]{0,8}", id(), id(), permission, choice(), url(), url(), url())
        .prop_map(
            |(
                api,
                grants,
                username,
                tenant_id,
                client_id,
                calendar_permission,
                cloud,
                authority,
                graph_url,
                ews_url,
            )| {
                let [grant_basic, grant_modern] = grants;
                Office365 {
                    api,
                    grant_basic,
                    grant_modern,
                    username,
                    tenant_id,
                    client_id,
                    calendar_permission,
                    cloud,
                    authority,
                    graph_url,
                    ews_url,
                }
            },
        )
}

fn display() -> impl Strategy<Value = Display> {
    let language = option::of(prop_oneof![Just("en".to_owned()), Just("it".to_owned())]);
    let zone = option::of(prop::sample::select(&chrono_tz::TZ_VARIANTS[..]));
    let day = (0u8..24).prop_flat_map(|start| (Just(start), start + 1..=24));
    (language, choice(), choice(), zone, day, 0u16..=480, any::<[bool; 2]>(), 80u16..=250).prop_map(
        |(language, theme, density, zone, (day_start, day_end), minimum_gap_minutes, [tentative, elsewhere], text)| {
            let zone: Option<Tz> = zone;
            Display {
                language,
                theme,
                density,
                zone,
                day_start,
                day_end,
                minimum_gap_minutes,
                tentative_reachable: tentative,
                elsewhere_reachable: elsewhere,
                text_percent: text,
            }
        },
    )
}

fn network() -> impl Strategy<Value = Network> {
    let proxy = prop_oneof![
        Just(Proxy::System),
        Just(Proxy::None),
        "https?://[a-z]{1,8}:[1-9][0-9]{0,3}/".prop_map(|text| Proxy::Manual(text.parse().unwrap())),
    ];
    (proxy, file(), any::<bool>()).prop_map(|(proxy, ca_file, basic_over_http)| Network {
        proxy,
        ca_file,
        basic_over_http,
    })
}

pub(super) fn settings() -> impl Strategy<Value = Settings> {
    let interval = (RefreshInterval::MIN..=RefreshInterval::MAX)
        .prop_map(|seconds| RefreshInterval::from_seconds(seconds).unwrap());
    (any::<[bool; 4]>(), choice(), interval, exchange(), office365(), display(), network(), [shared(), file()])
        .prop_map(
            |(
                [enabled, details, automatic_replies, directory_search],
                provider,
                refresh_interval,
                exchange,
                office365,
                display,
                network,
                [shared_folder, file],
            )| Settings {
                enabled: Enabled(enabled),
                provider,
                refresh_interval,
                exchange,
                office365,
                display,
                privacy: Privacy { details, automatic_replies },
                network,
                protection: Protection { shared_folder },
                people: People { file, directory_search },
            },
        )
}

/// Texts near enough to the real thing to get past the parser often.
pub(super) fn toml_like() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "-?[0-9]{1,6}",
        "[0-9]\\.[0-9]",
        Just("true".to_owned()),
        "\"[a-z0-9:/@.-]{0,12}\"",
        "'[^']{0,12}'",
        Just("[1, \"a\"]".to_owned()),
        Just("{ version = \"detect\", x = 1 }".to_owned()),
        Just("1979-05-27".to_owned()),
        "\\PC{0,6}",
    ];
    let own: Vec<String> = keys().map(str::to_owned).chain(["schema".into(), "exchange".into()]).collect();
    let key = prop_oneof![
        4 => prop::sample::select(own.clone()),
        2 => prop::sample::select(own).prop_map(|key| key.rsplit('.').next().unwrap_or_default().to_owned()),
        1 => "[a-z]{1,4}(\\.[a-z]{1,3})?",
        1 => "\"[a-z.]{0,6}\"",
    ];
    let line = prop_oneof![
        6 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
        2 => "\\[(exchange|office365|display|people|other)\\]",
        1 => "\\[\\[(exchange|other)\\]\\]",
        1 => "# [a-zé]{0,9}",
        1 => Just(String::new()),
    ];
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
}
