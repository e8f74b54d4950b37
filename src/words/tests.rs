//! The sentences of the table of status cases, and the parts of a sentence that no status decides.

use super::*;
use crate::calendar::{NextFree, Rules, Schedule, Status, StatusWord, Until, cases, status};
use crate::people::Person;
use chrono::{DateTime, TimeDelta, Utc};

fn person(name: &str, phone: &str) -> Person {
    Person { name: name.into(), phone: phone.into(), ..Person::default() }
}

fn plain<'a>(person: &'a Person, status: &'a Status) -> Sentence<'a> {
    Sentence { person, status, reason: None, stale_since: None, substitute: None, horizon_days: 14 }
}

#[test]
fn every_case_of_the_table_is_said_as_written() {
    let anna = person("Anna Berg", "");
    for language in Words::LANGUAGES {
        let words = Words::for_language(language);
        for case in cases::all() {
            let status = case.status();
            let moment = Moment { now: case.now, zone: case.display };
            let expected = case.says.iter().find(|(said_in, _)| said_in == language).map(|(_, says)| says);
            let expected = expected.unwrap_or_else(|| panic!("{}: nothing to say in {language}", case.name));
            let sentence = words.sentence(&plain(&anna, &status), moment);
            assert_eq!(sentence, format!("Anna Berg: {expected}."), "{}", case.name);
        }
    }
}

/// The case of the table with this name, its status and its moment.
fn case(name: &str) -> (Status, Moment) {
    let case = cases::all().into_iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no case {name}"));
    (case.status(), Moment { now: case.now, zone: case.display })
}

#[test]
fn the_substitute_is_named_for_whoever_cannot_be_called() {
    let (anna, carlo) = (person("Anna Berg", "1204"), person("Carlo Neri", "1391"));
    let (away, moment) = case("absences: Away for days");
    let (free, _) = case("ordinary: Nothing more today");
    let with = |status: Option<&Status>| {
        let sentence = Sentence { substitute: Some(Substitute { person: &carlo, status }), ..plain(&anna, &away) };
        ["en", "it"].map(|language| Words::for_language(language).sentence(&sentence, moment))
    };
    assert_eq!(
        with(Some(&free)),
        [
            "Anna Berg: out of office, back Thursday 26 November at 08:00. Substitute: Carlo Neri, extension 1391, free.",
            "Anna Berg: fuori ufficio, rientra giovedì 26 novembre alle 08:00. Sostituto: Carlo Neri, interno 1391, libero.",
        ]
    );
    let after = |status: Option<&Status>| with(status)[0].rsplit("Substitute: ").next().map(str::to_owned);
    let said = |name: &str| after(Some(&case(name).0)).unwrap();
    assert_eq!(after(None).unwrap(), "Carlo Neri, extension 1391.");
    assert_eq!(said("ordinary: Tentatively booked"), "Carlo Neri, extension 1391, tentatively booked until 11:00.");
    assert_eq!(said("ordinary: Free for a few minutes more"), "Carlo Neri, extension 1391, free for 9 more minutes.");
    assert_eq!(said("elsewhere: Working elsewhere all day"), "Carlo Neri, extension 1391, working elsewhere.");
    assert_eq!(said("unknown: No answer"), "Carlo Neri, extension 1391, no calendar information.");
    assert_eq!(
        said("absences: Away for days"),
        "Carlo Neri, extension 1391, out of office, back Thursday 26 November at 08:00."
    );

    let sentence = Sentence { substitute: Some(Substitute { person: &carlo, status: None }), ..plain(&anna, &free) };
    let words = Words::for_language("en");
    assert_eq!(words.sentence(&sentence, moment), "Anna Berg: free until the end of the working day at 17:00.");
}

#[test]
fn a_short_number_is_an_extension() {
    let words = Words::for_language("en");
    let anna = person("Anna Berg", "");
    let status = Status::NO_INFORMATION;
    let (_, moment) = case("unknown: No answer");
    for (phone, expected) in [
        ("1391", "Carlo Neri, extension 1391."),
        ("", "Carlo Neri."),
        ("+39 02 1391", "Carlo Neri, phone +39 02 1391."),
        ("021234567", "Carlo Neri, phone 021234567."),
    ] {
        let carlo = person("Carlo Neri", phone);
        let substitute = Some(Substitute { person: &carlo, status: None });
        let sentence = words.sentence(&Sentence { substitute, ..plain(&anna, &status) }, moment);
        assert_eq!(sentence, format!("Anna Berg: no calendar information. Substitute: {expected}"));
    }
}

#[test]
fn an_old_answer_says_its_time_first() {
    let anna = person("Anna Berg", "");
    let (busy, moment) = case("ordinary: A booked hour, free right after it");
    let said = |language: &str, minutes: i64| {
        let stale_since = Some(moment.now - TimeDelta::minutes(minutes));
        Words::for_language(language).sentence(&Sentence { stale_since, ..plain(&anna, &busy) }, moment)
    };
    assert_eq!(said("en", 29), "As of 09:12: Anna Berg: busy until 11:00, next free at 11:00.");
    assert_eq!(
        said("it", 29),
        "Dati delle ore 09:12: Anna Berg: occupato fino alle 11:00, di nuovo libero alle 11:00."
    );
    assert_eq!(said("en", 600), "As of Sunday 23:41: Anna Berg: busy until 11:00, next free at 11:00.");
    assert_eq!(
        said("it", 600),
        "Dati di domenica, ore 23:41: Anna Berg: occupato fino alle 11:00, di nuovo libero alle 11:00."
    );
}

#[test]
fn why_nothing_is_known_stands_in_brackets() {
    let anna = person("Anna Berg", "");
    let (_, moment) = case("unknown: No answer");
    let notice = Notice::new("no-such-code");
    let sentence = Sentence { reason: Some(&notice), ..plain(&anna, &Status::NO_INFORMATION) };
    let said = |language: &str| Words::for_language(language).sentence(&sentence, moment);
    assert_eq!(said("en"), "Anna Berg: no calendar information (notice-no-such-code).");
    assert_eq!(said("it"), "Anna Berg: nessuna informazione dal calendario (notice-no-such-code).");
}

#[test]
fn columns_are_short() {
    let words = Words::for_language("en");
    for (name, until, free) in [
        ("ordinary: A booked hour, free right after it", "11:00", "11:00"),
        ("ordinary: Nothing more today", "17:00", "now"),
        ("ordinary: Booked until tomorrow", "Tue 12:00", "Tue 12:00"),
        ("ordinary: Booked for more than six days", "Wed 2 Dec", "Wed 2 Dec"),
        ("ordinary: Not free again within the horizon", "Mon 7 Dec", "–"),
        ("ordinary: Booked for the whole day", "24:00", "Tue 08:00"),
        ("ordinary: Booked for whole days", "Wed 25 Nov", "Thu 08:00"),
        ("ordinary: A day that is over", "Tue 08:00", "Tue 08:00"),
        ("absences: Away for days", "Thu 26 Nov", "Thu 08:00"),
        ("absences: Away until the end of the working day", "Tue 08:00", "Tue 08:00"),
        ("absences: Away for longer than is known", "–", "–"),
        ("zones: A colleague in London, booked for whole days of London", "Tue 24 Nov", "Wed 10:00"),
        ("unknown: No answer", "–", "–"),
    ] {
        let (status, moment) = case(name);
        assert_eq!(words.until_column(&status, moment), until, "{name}: until");
        assert_eq!(words.next_free_column(&status, moment), free, "{name}: free");
    }
}

#[test]
fn every_status_has_its_words() {
    for language in Words::LANGUAGES {
        let words = Words::for_language(language);
        for word in StatusWord::ALL {
            for text in [words.status_word(word), words.status_word_short(word)] {
                assert!(!text.contains("status-"), "{text}");
                assert!(text.starts_with(char::is_uppercase), "{text}");
            }
            assert!(words.status_word_short(word).chars().count() <= 12, "{word:?} in {language}");
        }
    }
}

/// Whatever the calendar says, there is a whole sentence without an unfilled place in it.
#[test]
fn no_combination_leaves_a_gap_in_the_sentence() {
    let anna = person("Anna Berg", "");
    let now: DateTime<Utc> = "2026-11-23T08:41:00Z".parse().unwrap();
    let later = now + TimeDelta::minutes(9);
    let moment = Moment { now, zone: crate::calendar::Zone::UTC };
    for language in Words::LANGUAGES {
        let words = Words::for_language(language);
        for word in StatusWord::ALL {
            for until in [Until::At(later), Until::AtLeast(later), Until::Unknown] {
                for next_free in [NextFree::Now, NextFree::At(later), NextFree::NotWithinHorizon, NextFree::Unknown] {
                    for soon in [false, true] {
                        let status = Status { word, until, next_free, soon, ..Status::NO_INFORMATION };
                        let sentence = words.sentence(&plain(&anna, &status), moment);
                        assert!(!sentence.contains(['$', '{', '}']), "{sentence}");
                        assert!(!sentence.contains("says-") && !sentence.contains("status-"), "{sentence}");
                        assert!(!sentence.contains("  ") && sentence.ends_with('.'), "{sentence}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_name_with_marks_stays_as_it_is() {
    let status = status(None::<&Schedule>, crate::calendar::Zone::UTC, DateTime::UNIX_EPOCH, &Rules::default());
    let odd = person("{ $name } Zoë \u{200f}شمس", "");
    let moment = Moment { now: DateTime::UNIX_EPOCH, zone: crate::calendar::Zone::UTC };
    let sentence = Words::for_language("en").sentence(&plain(&odd, &status), moment);
    assert_eq!(sentence, "{ $name } Zoë \u{200f}شمس: no calendar information.");
}
