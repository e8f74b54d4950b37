//! Addresses of Exchange, as people type and paste them.

use super::set_one;
use crate::settings::is_loopback;

#[test]
fn addresses_that_are_accepted() {
    for (typed, kept) in [
        ("https://mail.example.com/EWS/Exchange.asmx", "https://mail.example.com/EWS/Exchange.asmx"),
        (" HTTPS://Mail.Example.COM/ews/exchange.asmx\n", "https://mail.example.com/ews/exchange.asmx"),
        ("http://exchange/ews/exchange.asmx", "http://exchange/ews/exchange.asmx"),
        ("https://mail.example.com:443/ews/exchange.asmx", "https://mail.example.com/ews/exchange.asmx"),
        ("https://mail.example.com:8443/ews/exchange.asmx", "https://mail.example.com:8443/ews/exchange.asmx"),
        ("https://10.0.0.7/ews/exchange.asmx", "https://10.0.0.7/ews/exchange.asmx"),
        ("https://[2001:db8::7]:444/ews/exchange.asmx", "https://[2001:db8::7]:444/ews/exchange.asmx"),
        ("http://127.0.0.1:34567/EWS/Exchange.asmx", "http://127.0.0.1:34567/EWS/Exchange.asmx"),
        ("https://büro.example/ews/exchange.asmx", "https://xn--bro-hoa.example/ews/exchange.asmx"),
        ("https://proxy.example.com/behind/ews/exchange.asmx", "https://proxy.example.com/behind/ews/exchange.asmx"),
    ] {
        let url = set_one("exchange.ews_url", typed).unwrap().exchange.ews_url.unwrap();
        assert_eq!(url.as_str(), kept, "{typed}");
    }
    for none in ["", "  "] {
        assert_eq!(set_one("exchange.ews_url", none).unwrap().exchange.ews_url, None);
    }
}

#[test]
fn addresses_that_are_not_and_why() {
    let host = "the host's name is not valid";
    let no_host = "the address names no host";
    let user = "an address carries no user name and no password";
    let port = "the port must be between 1 and 65535";
    let path = |suggestion: &str| format!("the address needs its path, usually {suggestion}");
    let scheme = |suggestion: &str| format!("an address begins with https:// or http://, for instance {suggestion}");
    let table: &[(&str, &str)] = &[
        ("https:///EWS/Exchange.asmx", no_host),
        ("https://:443/EWS/Exchange.asmx", no_host),
        ("https://", no_host),
        ("https://?x", no_host),
        ("https://mail example.com/EWS/Exchange.asmx", "an address has no blanks"),
        ("https://mail.example.com/EWS /Exchange.asmx", "an address has no blanks"),
        ("https://mail.example.com/EWS/\u{7}", "must be one line of plain text"),
        ("https://user:secret@mail.example.com/EWS/Exchange.asmx", user),
        ("user@mail.example.com", user),
        ("https://mail.example.com", &path("https://mail.example.com/EWS/Exchange.asmx")),
        ("http://mail:8080/", &path("http://mail:8080/EWS/Exchange.asmx")),
        (
            "https://mail.example.com/EWS/Exchange.asmx?wsdl",
            "an address ends with its path: https://mail.example.com/EWS/Exchange.asmx",
        ),
        ("https://mail.example.com/EWS#top", "an address ends with its path: https://mail.example.com/EWS"),
        ("ftp://mail.example.com/EWS", "ftp:// is not served; an address begins with https:// or http://"),
        ("mail.example.com", &scheme("https://mail.example.com/EWS/Exchange.asmx")),
        ("mail.example.com/ews/exchange.asmx", &scheme("https://mail.example.com/ews/exchange.asmx")),
        ("https:/mail.example.com/ews", &scheme("https://mail.example.com/ews")),
        ("https:\\\\mail\\ews", "an address has forward slashes: https://mail/ews"),
        ("https://mail.example.com:0/ews", port),
        ("https://mail.example.com:65536/ews", port),
        ("https://mail.example.com:abc/ews", port),
        ("https://mail.example.com:/ews", port),
        ("https://https://mail.example.com/ews", port),
        ("https://mail..example.com/ews", host),
        ("https://.example.com/ews", host),
        ("https://[2001:db8::zz]/ews", host),
        ("https://[2001:db8::1/ews", port),
        ("https://mail<1>.example.com/ews", host),
        ("https://300.1.2.3/ews", host),
        ("https://%20/ews", host),
    ];
    for (typed, expected) in table {
        let refused = set_one("exchange.ews_url", typed).unwrap_err();
        assert_eq!(refused, [format!("exchange.ews_url: {expected}")], "{typed}");
    }
}

#[test]
fn proxies() {
    for (typed, kept) in [
        ("", "system"),
        ("System", "system"),
        ("none", "none"),
        ("proxy:8080", "http://proxy:8080/"),
        ("https://proxy.example.com:3128", "https://proxy.example.com:3128/"),
    ] {
        let settings = set_one("network.proxy", typed).unwrap();
        let shown = crate::settings::show(&settings).find(|(key, _)| *key == "network.proxy").unwrap().1;
        assert_eq!(shown.to_string(), kept);
    }
    for bad in ["http://user:secret@proxy:8080", "user:secret@proxy:8080", "socks5://proxy", "a b", "http://"] {
        let refused = set_one("network.proxy", bad).unwrap_err();
        assert!(!refused[0].contains("secret"), "{refused:?}");
    }
}

#[test]
fn loopback_is_this_machine_and_nothing_like_it() {
    for (address, expected) in [
        ("http://localhost:1/x", true),
        ("http://LOCALHOST./x", true),
        ("http://desk.localhost/x", true),
        ("http://127.8.9.1/x", true),
        ("http://[::1]/x", true),
        ("http://localhost.example.com/x", false),
        ("http://notlocalhost/x", false),
        ("http://128.0.0.1/x", false),
        ("http://[::2]/x", false),
    ] {
        assert_eq!(is_loopback(&address.parse().unwrap()), expected, "{address}");
    }
}
