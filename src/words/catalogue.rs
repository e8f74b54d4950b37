//! The catalogue of one language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::borrow::Cow;

/// What fills a place in a message: a text, or a number, which may choose between singular and plural.
pub use fluent_bundle::FluentValue as Value;

/// The messages of one language, one file for each part of the product.
macro_rules! texts {
    ($language:literal: $($part:literal),+) => {
        [$(include_str!(concat!("../../resources/words/", $language, "/", $part, ".ftl"))),+]
    };
}

const ENGLISH: [&str; 10] =
    texts!("en": "time", "sentence", "notices", "board", "settings", "sign-in", "cli", "find", "entra", "graph");
const ITALIAN: [&str; 10] =
    texts!("it": "time", "sentence", "notices", "board", "settings", "sign-in", "cli", "find", "entra", "graph");

/// The words of one language. Cheap to share between threads behind an `Arc`.
pub struct Words {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The languages there are, by their tags.
    pub const LANGUAGES: [&str; 2] = ["en", "it"];

    /// The catalogue for a language tag as settings and operating systems write it: `it`, `it-CH`, `it_IT.UTF-8`.
    /// English for every language that there is no catalogue of.
    pub fn for_language(tag: &str) -> Self {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("it") { Self::load("it", ITALIAN) } else { Self::load("en", ENGLISH) }
    }

    fn load(language: &'static str, texts: [&'static str; 10]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
        // The marks would be read out by screen readers and pasted into messages.
        bundle.set_use_isolating(false);
        for text in texts {
            // A test holds that every text is sound; what is sound in a broken one is still of use.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(sound_part, _)| sound_part);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The tag of the language: one of [`Self::LANGUAGES`].
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The message `id`, or with `id.attribute` one of its attributes. The id itself where there is no such message: a
    /// mistake that has to be seen.
    pub fn text(&self, id: &str) -> String {
        self.get(id, &[])
    }

    /// As [`Self::text`], filled with `args`.
    pub fn get(&self, id: &str, args: &[(&'static str, Value<'_>)]) -> String {
        self.find(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// As [`Self::get`]; None where there is no such message.
    pub fn find(&self, id: &str, args: &[(&'static str, Value<'_>)]) -> Option<String> {
        let (name, attribute) = match id.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (id, None),
        };
        let message = self.bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        // A missing argument leaves its name in the text, which is better than nothing.
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// What a message of a catalogue consists of: its attributes, and the variables that it names.
    #[derive(Debug, Default, PartialEq, Eq)]
    struct Outline {
        attributes: BTreeSet<String>,
        variables: BTreeSet<String>,
    }

    fn outlines(text: &str) -> BTreeMap<String, Outline> {
        let mut outlines = BTreeMap::<String, Outline>::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if !line.starts_with(' ') {
                current = line.split_once('=').expect("a message begins with its id").0.trim().to_owned();
                assert!(!outlines.contains_key(&current), "{current} is there twice");
            }
            let outline = outlines.entry(current.clone()).or_default();
            if let Some(attribute) = line.trim().strip_prefix('.') {
                outline.attributes.insert(attribute.split('=').next().unwrap_or_default().trim().to_owned());
            }
            for variable in line.split('$').skip(1) {
                let end = variable.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
                outline.variables.insert(variable[..end.unwrap_or(variable.len())].to_owned());
            }
            // Comes with every time of day; Italian alone needs it.
            outline.variables.remove("hour");
        }
        outlines
    }

    #[test]
    fn both_languages_have_the_same_messages_attributes_and_variables() {
        for (english, italian) in ENGLISH.into_iter().zip(ITALIAN) {
            let (english, italian) = (outlines(english), outlines(italian));
            for (id, outline) in &english {
                assert_eq!(Some(outline), italian.get(id), "{id}");
            }
            let extra: Vec<_> = italian.keys().filter(|id| !english.contains_key(*id)).collect();
            assert!(extra.is_empty(), "only in Italian: {extra:?}");
        }
    }

    #[test]
    fn every_text_is_sound_and_no_id_is_used_twice() {
        for texts in [ENGLISH, ITALIAN] {
            let mut bundle = FluentBundle::new_concurrent(Vec::new());
            for text in texts {
                let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| errors).unwrap();
                bundle.add_resource(resource).unwrap();
            }
        }
    }

    #[test]
    fn a_language_is_found_by_the_first_part_of_its_tag() {
        for (tag, language) in [
            ("it", "it"),
            ("it-CH", "it"),
            ("it_IT.UTF-8", "it"),
            ("IT", "it"),
            ("en-GB", "en"),
            ("de", "en"),
            ("", "en"),
        ] {
            assert_eq!(Words::for_language(tag).language(), language, "{tag}");
        }
    }

    #[test]
    fn what_is_missing_is_seen() {
        let words = Words::for_language("en");
        assert_eq!(words.text("no-such-message"), "no-such-message");
        assert_eq!(words.text("status-busy.no-such-attribute"), "status-busy.no-such-attribute");
        assert_eq!(words.get("at-time", &[]), "at {$time}");
    }

    #[test]
    fn numbers_choose_between_singular_and_plural_and_nothing_is_wrapped_in_marks() {
        let words = Words::for_language("it");
        assert_eq!(words.get("duration-days", &[("days", 1.into())]), "1 giorno");
        assert_eq!(words.get("duration-days", &[("days", 1200.into())]), "1200 giorni");
    }

    #[test]
    fn one_catalogue_serves_several_threads() {
        let words = Words::for_language("en");
        std::thread::scope(|scope| {
            for days in 1..5 {
                let words = &words;
                scope.spawn(move || assert!(words.get("duration-days", &[("days", days.into())]).contains("day")));
            }
        });
    }
}
