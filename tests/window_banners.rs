//! Each kind of state that stands in the way has its banner: how severe it is, what it says, and what can be pressed, in both
//! languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/banners.rs"]
mod banners;
#[path = "support/company.rs"]
mod company;

use attendant_calendar::app::App;
use attendant_calendar::app::screenshot::{Canvas, Painter};
use attendant_calendar::settings::{Display, Theme};
use attendant_calendar::words::Words;
use banners::banners;
use company::setup;
use iced::Rectangle;
use iced::Size;
use iced::advanced::widget::{Id, Operation};

#[derive(Default)]
struct Read(Vec<String>);

impl Operation for Read {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn text(&mut self, _: Option<&Id>, _: Rectangle, text: &str) {
        self.0.push(text.to_owned());
    }
}

#[test]
fn each_kind_shows_its_text_and_its_buttons_in_both_languages() {
    for language in Words::LANGUAGES {
        let words = Words::for_language(language);
        for banner in banners() {
            let display = Display { language: Some(language.into()), theme: Theme::Light, ..Display::default() };
            let (mut setup, _engine) = setup(banner.snapshot.clone(), display);
            setup.words = Words::for_language(language).into();
            let mut app = App::new(setup);
            let canvas = Canvas { size: Size::new(1600.0, 400.0), scale: 1.0, pointer: None };
            let mut painter = Painter::new(canvas).unwrap();
            painter.settle(&mut app);
            let mut read = Read::default();
            painter.frame(&app, &[], |interface, renderer, _| interface.operate(renderer, &mut read));
            let cause = app.board().banner_cause().unwrap_or_else(|| panic!("{}: no banner", banner.kind));
            assert_eq!((cause.notice.code, cause.level), (banner.code, banner.level), "{}", banner.kind);
            let said = words.notice(&cause.notice);
            assert!(!said.remedy.is_empty() && !said.message.contains(['{', '$']), "{}: {said:?}", banner.kind);
            assert!(!said.message.starts_with("notice-"), "{}: {said:?}", banner.kind);
            assert!(read.0.contains(&said.message), "{}: {:?}", banner.kind, read.0);
            for button in banner.buttons {
                let word = words.text(button);
                assert!(&word != button && read.0.contains(&word), "{}: {word} in {:?}", banner.kind, read.0);
            }
        }
    }
}
