use super::element::{Element, Space};
use super::envelope::Request;
use super::level::Level;
use super::shape::Sequence;
use super::xml::Xml;
use super::zone::WireZone;
use super::zone_rules::YearRules;
use super::{time, zone_reader};
use crate::simulator::{Generation, TimeForm};
use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().expect("a wall-clock time")
}

fn types(xml: &str) -> Element {
    let (name, rest) = xml.split_once([' ', '>', '/']).expect("an element");
    let xml = format!("{name} xmlns=\"{}\"{}{rest}", super::TYPES, &xml[name.len()..=name.len()]);
    Element::parse(&xml).expect("well-formed")
}

const ZONES: [Tz; 9] = [
    chrono_tz::Europe::Berlin,
    chrono_tz::Europe::London,
    chrono_tz::America::New_York,
    chrono_tz::Australia::Sydney,
    chrono_tz::Australia::Adelaide,
    chrono_tz::America::Santiago,
    chrono_tz::Asia::Kolkata,
    chrono_tz::America::St_Johns,
    chrono_tz::UTC,
];

#[test]
fn a_rule_pair_says_what_the_zone_says_all_year_long() {
    for zone in ZONES {
        for year in [2024, 2026, 2027] {
            let rules = WireZone::always(YearRules::of(zone, year));
            let mut at = utc(&format!("{year}-01-01T12:30:00Z"));
            while at < utc(&format!("{year}-12-31T00:00:00Z")) {
                let expected = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc();
                assert_eq!(rules.offset_at(at), expected, "{zone} {at}");
                at += TimeDelta::minutes(30);
            }
        }
    }
}

#[test]
fn a_rule_pair_survives_the_wire() {
    for zone in ZONES {
        let rules = YearRules::of(zone, 2026);
        let mut xml = Xml::new();
        xml.element("TimeZone", &[("xmlns", super::TYPES)], |xml| zone_reader::write_time_zone(xml, &rules));
        let text = String::from_utf8(xml.bytes()).expect("UTF-8");
        let read = zone_reader::time_zone(&Element::parse(&text).expect("well-formed")).expect("a zone");
        assert_eq!(read, WireZone::always(rules), "{zone}: {text}");
    }
}

#[test]
fn wall_time_is_taken_as_people_mean_it_on_the_nights_of_clock_changes() {
    for zone in
        [WireZone::Named(chrono_tz::Europe::Berlin), WireZone::always(YearRules::of(chrono_tz::Europe::Berlin, 2026))]
    {
        let cases = [
            ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
            ("2026-10-25T01:59:00", "2026-10-24T23:59:00Z"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
            ("2026-12-31T23:59:00", "2026-12-31T22:59:00Z"),
            ("2027-01-01T00:30:00", "2026-12-31T23:30:00Z"),
        ];
        for (local, expected) in cases {
            assert_eq!(zone.to_utc(wall(local)), utc(expected), "{local} {zone:?}");
        }
        assert_eq!(zone.to_local(utc("2026-10-25T01:30:00Z")), wall("2026-10-25T02:30:00"));
    }
}

#[test]
fn a_zone_without_both_changes_or_with_nonsense_is_refused() {
    let change = |time: &str, order: &str, month: &str, day: &str| {
        format!(
            "<Bias>0</Bias><Time>{time}</Time><DayOrder>{order}</DayOrder><Month>{month}</Month>\
             <DayOfWeek>{day}</DayOfWeek>"
        )
    };
    let zone = |bias: &str, change: &str| {
        types(&format!(
            "<TimeZone><Bias>{bias}</Bias><StandardTime>{change}</StandardTime><DaylightTime>{change}</DaylightTime>\
             </TimeZone>"
        ))
    };
    assert!(zone_reader::time_zone(&zone("0", &change("02:00:00", "1", "3", "Sunday"))).is_ok());
    assert!(zone_reader::time_zone(&zone("0", &change("00:00:00", "0", "0", "Sunday"))).is_ok(), "month 0: no change");
    let code = |element: &Element| zone_reader::time_zone(element).expect_err("refused").code;
    let bare = types("<TimeZone><Bias>0</Bias></TimeZone>");
    assert_eq!(code(&bare), "ErrorSchemaValidation");
    assert_eq!(code(&zone("x", &change("02:00:00", "1", "3", "Sunday"))), "ErrorSchemaValidation");
    assert_eq!(code(&zone("0", &change("02:00:00", "1", "3", "Sonntag"))), "ErrorSchemaValidation");
    assert_eq!(code(&zone("0", &change("25:00:00", "1", "3", "Sunday"))), "ErrorTimeZone");
    assert_eq!(code(&zone("0", &change("02:00:00", "6", "3", "Sunday"))), "ErrorTimeZone");
    assert_eq!(code(&zone("0", &change("02:00:00", "1", "13", "Sunday"))), "ErrorTimeZone");
    assert_eq!(code(&zone("9000", &change("02:00:00", "1", "3", "Sunday"))), "ErrorTimeZone");
}

#[test]
fn a_context_names_a_zone_or_brings_its_rules() {
    let named = types("<TimeZoneContext><TimeZoneDefinition Id=\"W. Europe Standard Time\"/></TimeZoneContext>");
    assert_eq!(zone_reader::context(&named).expect("known"), WireZone::Named(chrono_tz::Europe::Berlin));
    let unknown = types("<TimeZoneContext><TimeZoneDefinition Id=\"Customized Time Zone\"/></TimeZoneContext>");
    assert_eq!(zone_reader::context(&unknown).expect_err("unknown").code, "ErrorTimeZone");

    let day = |to: &str, month: u32, day: i32| {
        format!(
            "<RecurringDayTransition><To Kind=\"Period\">{to}</To><TimeOffset>PT2H</TimeOffset><Month>{month}</Month>\
             <DayOfWeek>Sunday</DayOfWeek><Occurrence>{day}</Occurrence></RecurringDayTransition>"
        )
    };
    let full = types(&format!(
        "<TimeZoneContext><TimeZoneDefinition Id=\"Eastern\"><Periods>\
         <Period Bias=\"P0DT5H0M0.0S\" Name=\"Standard\" Id=\"s\"/><Period Bias=\"PT4H\" Name=\"Daylight\" Id=\"d\"/>\
         </Periods><TransitionsGroups><TransitionsGroup Id=\"0\">{}{}</TransitionsGroup><TransitionsGroup Id=\"1\">{}{}\
         </TransitionsGroup></TransitionsGroups><Transitions><Transition><To Kind=\"Group\">0</To></Transition>\
         <AbsoluteDateTransition><To Kind=\"Group\">1</To><DateTime>2007-01-01T00:00:00</DateTime>\
         </AbsoluteDateTransition></Transitions></TimeZoneDefinition></TimeZoneContext>",
        day("d", 4, 1),
        day("s", 10, -1),
        day("d", 3, 2),
        day("s", 11, 1),
    ));
    let zone = zone_reader::context(&full).expect("a zone");
    for (at, hours) in [
        ("2006-03-20T12:00:00Z", -5),
        ("2006-04-20T12:00:00Z", -4),
        ("2007-03-20T12:00:00Z", -4),
        ("2026-03-08T06:59:00Z", -5),
        ("2026-03-08T07:00:00Z", -4),
        ("2026-11-01T05:59:00Z", -4),
        ("2026-11-01T06:00:00Z", -5),
    ] {
        assert_eq!(zone.offset_at(utc(at)), hours * 3600, "{at}");
    }
}

#[test]
fn times_come_in_with_and_without_offset_and_go_out_in_all_three_forms() {
    let zone = WireZone::Named(chrono_tz::Asia::Kolkata);
    let read = |text: &str| time::read(&types(&format!("<StartTime>{text}</StartTime>")), &zone);
    for text in
        ["2026-11-23T09:00:00", "2026-11-23T09:00:00.000", "2026-11-23T03:30:00Z", " 2026-11-22T22:30:00-05:00 "]
    {
        assert_eq!(read(text).expect(text), utc("2026-11-23T03:30:00Z"), "{text}");
    }
    for text in ["", "2026-11-23", "2026-02-30T09:00:00", "9:00", "0001-01-01T00:00:00", "2026-11-23T09:00:00+x"] {
        assert!(read(text).is_err(), "{text}");
    }
    let at = utc("2026-11-23T03:30:00Z");
    assert_eq!(time::write(at, &zone, TimeForm::Wall), "2026-11-23T09:00:00");
    assert_eq!(time::write(at, &zone, TimeForm::Offset), "2026-11-23T09:00:00+05:30");
    assert_eq!(time::write(at, &zone, TimeForm::Utc), "2026-11-23T03:30:00Z");
    let west = WireZone::Named(chrono_tz::America::St_Johns);
    assert_eq!(time::write(at, &west, TimeForm::Offset), "2026-11-23T00:00:00-03:30");
}

#[test]
fn durations_are_read() {
    let minutes = |text: &str| time::duration(text).map(|length| length.num_minutes());
    for (text, expected) in
        [("PT5H", 300), ("-PT1H", -60), ("P0DT8H0M0.0S", 480), ("PT5H30M", 330), ("PT0S", 0), ("P1D", 1440)]
    {
        assert_eq!(minutes(text), Some(expected), "{text}");
    }
    for text in ["", "5H", "PT5", "P1Y", "PTxH"] {
        assert_eq!(minutes(text), None, "{text}");
    }
}

#[test]
fn elements_are_matched_by_namespace_whatever_their_prefix() {
    let text = format!(
        "<?xml version=\"1.0\"?><!-- a comment --><x:A xmlns:x=\"{}\">one<B xmlns=\"{}\" k=\"v&amp;w\"><![CDATA[<two>]]>&#x41;\
         &lt;</B></x:A>",
        super::MESSAGES,
        super::TYPES
    );
    let root = Element::parse(&text).expect("well-formed");
    assert!(root.is(Space::Messages, "A") && root.text == "one");
    let child = root.child(Space::Types, "B").expect("the child");
    assert_eq!((child.text.as_str(), child.attribute("k")), ("<two>A<", Some("v&w")));
    assert_eq!(child.position.line, 1);
}

#[test]
fn what_a_request_may_not_contain_is_refused_with_its_place() {
    let deep = "<a>".repeat(100) + &"</a>".repeat(100);
    let cases = [
        "",
        "plain text",
        "<a>",
        "<a></b>",
        "<a>&#x0;</a>",
        "<a>&nbsp;</a>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<p:a/>",
        "<a b=\"1\" b=\"2\"/>",
        deep.as_str(),
    ];
    for text in cases {
        assert!(Element::parse(text).is_err(), "{text}");
    }
    let violation = Element::parse("<a>\n  <b>\n  &#x1;</b></a>").expect_err("refused");
    assert_eq!((violation.position.line, violation.position.column), (3, 3));
}

#[test]
fn a_sequence_tells_what_it_expected() {
    let element = types("<Email><Name>x</Name><Routing>y</Routing></Email>");
    let mut parts = Sequence::of(&element);
    assert!(parts.optional(Space::Types, "Name").is_some());
    let violation = parts.required(Space::Types, "Address").expect_err("not there");
    assert!(violation.text.contains("invalid child element 'Routing'"), "{}", violation.text);
    assert!(violation.text.contains("expected: 'Address'"), "{}", violation.text);
    let mut short = Sequence::of(&element.children[0]);
    let violation = short.required(Space::Types, "Address").expect_err("not there");
    assert!(violation.text.contains("incomplete content"), "{}", violation.text);
}

#[test]
fn a_server_knows_the_levels_up_to_its_own() {
    let request = |version: &str| {
        format!(
            "<s:Envelope xmlns:s=\"{}\" xmlns:t=\"{}\"><s:Header>{version}</s:Header><s:Body><a/></s:Body></s:Envelope>",
            super::SOAP,
            super::TYPES
        )
    };
    let level = |version: &str, generation| {
        let header = format!("<t:RequestServerVersion Version=\"{version}\"/>");
        Request::parse(request(&header).as_bytes(), generation).map(|request| request.level).map_err(|fault| fault.code)
    };
    assert!(level("Exchange2007_SP1", Generation::Exchange2007Sp1).is_ok());
    assert_eq!(level("Exchange2010", Generation::Exchange2007Sp1), Err("ErrorInvalidServerVersion"));
    assert_eq!(level("Exchange2013", Generation::Exchange2010Sp2), Err("ErrorInvalidServerVersion"));
    assert_eq!(level("Exchange2016", Generation::Exchange2013Sp1), Err("ErrorInvalidServerVersion"));
    assert_eq!(level("Exchange2019", Generation::ExchangeSe), Err("ErrorInvalidServerVersion"));
    assert!(level("V2017_07_11", Generation::ExchangeSe).expect("known") > Level::EXCHANGE2013);
    let without = Request::parse(request("").as_bytes(), Generation::ExchangeSe);
    assert_eq!(without.map(|request| request.level).ok(), Some(Level::OLDEST));
}
