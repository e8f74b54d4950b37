//! What each stage of a sign-in shows.

use super::{AGAIN, BROWSER, CANCEL, COPY, FIELD, MICROSOFT, Message, OPEN, Stage, State};
use crate::app::dialog::{About, Message as Outside, action, scrolled, sheet};
use crate::app::parts::{label, press};
use crate::app::text::{BODY, LARGE, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Container, Text};
use crate::app::{Element, Theme};
use crate::refresh::{SignInMethod, SignInStep};
use crate::store::Secret;
use crate::words::{Notice, Value};
use chrono::{DateTime, Utc};
use iced::widget::{Column, Id, Text as Label, column, container, row, text, text_input};
use iced::{Center, Fill};

const NOTHING: Option<&SignInStep> = None;

impl State {
    pub(in crate::app::dialog) fn view<'a>(&'a self, about: About<'a>) -> Element<'a, Outside> {
        let words = about.words;
        let progress = about.board.snapshot().sign_in.as_deref();
        let step = progress.map(|progress| &progress.step);
        let step = if self.is_choosing() || self.stage == Stage::Chosen { NOTHING } else { step };
        let mut title = words.text("office-title");
        let content = match step {
            None if self.stage == Stage::Granted => granted(about),
            None if self.stage == Stage::Choosing => choice(about),
            None | Some(SignInStep::Beginning) => column![said(words.text("office-beginning"))],
            Some(SignInStep::Browser { address, until }) => self.browser(about, address, *until),
            Some(SignInStep::Paste { address, redirect, wrong }) => {
                self.paste(about, address, redirect, wrong.as_ref())
            }
            Some(SignInStep::Device { code, address, until }) => self.device(about, code, address, *until),
            Some(SignInStep::Failed(notices)) => {
                title = words.text("office-failed");
                failed(about, notices)
            }
        };
        let content = Element::from(content.spacing(14).width(Fill)).map(Outside::SignIn);
        let (word, cancel) = match self.stage {
            Stage::Choosing if self.password => ("back", Outside::SignIn(Message::Back)),
            _ if self.is_choosing() => ("cancel", Outside::Close),
            _ => ("cancel", Outside::SignIn(Message::Choose)),
        };
        let cancel = press(label(words.text(word), BODY), Button::Outlined, [6, 16], Some(cancel)).id(CANCEL);
        let mut buttons = vec![cancel.into()];
        if let (Some(progress), Stage::Failed) = (progress, self.stage) {
            let again = Outside::SignIn(Message::Begin(progress.method));
            buttons = vec![
                action(words.text("close"), Button::Outlined, Some(Outside::Close)),
                action(words.text("office-other"), Button::Outlined, Some(Outside::SignIn(Message::Choose))),
                press(label(words.text("office-again"), BODY), Button::Primary, [6, 16], Some(again)).id(AGAIN).into(),
            ];
        }
        if self.stage == Stage::Paste {
            let go = (!self.pasted.expose().trim().is_empty()).then_some(Outside::SignIn(Message::Submit));
            buttons.push(action(words.text("office-paste-go"), Button::Primary, go));
        }
        sheet(about, title, scrolled(content), buttons)
    }

    fn browser<'a>(&'a self, about: About<'a>, address: &Secret, until: DateTime<Utc>) -> Column<'a, Message, Theme> {
        let words = about.words;
        let time = Value::from(about.board.short_time(until));
        column![
            said(words.get("office-browser-waits", &[("time", time)])),
            self.page(about, address),
            shown_by_browser(about),
        ]
    }

    fn paste<'a>(
        &'a self,
        about: About<'a>,
        address: &Secret,
        redirect: &'a str,
        wrong: Option<&Notice>,
    ) -> Column<'a, Message, Theme> {
        let words = about.words;
        let begins = words.get("office-paste-begins", &[("redirect", Value::from(redirect))]);
        let field = text_input("", self.pasted.expose())
            .id(FIELD)
            // It carries a code: who looks over the shoulder need not read it.
            .secure(true)
            .on_input(|typed| Message::Pasted(Secret::new(typed)))
            .on_submit(Message::Submit)
            .size(BODY)
            .padding([6, 10]);
        let wrong = wrong.map(|notice| {
            let told = words.notice(notice);
            column![text(told.message).size(BODY).class(Text::Error), said(told.remedy)].spacing(4)
        });
        column![
            said(words.text("office-paste-how")),
            self.page(about, address),
            column![aside(words.text("office-paste-field")), field, aside(begins)].spacing(6),
            wrong,
        ]
    }

    fn device<'a>(
        &'a self,
        about: About<'a>,
        code: &Secret,
        address: &'a str,
        until: DateTime<Utc>,
    ) -> Column<'a, Message, Theme> {
        let words = about.words;
        let left = (until - self.now.max(about.board.real_now())).num_seconds().max(0);
        let left = match left {
            0 => words.text("office-device-over"),
            left => {
                let left = format!("{}:{:02}", left / 60, left % 60);
                words.get("office-device-left", &[("left", Value::from(left))])
            }
        };
        let large = container(text(code.expose().to_owned()).size(LARGE).font(SEMIBOLD));
        let copy = self.copy(about, "office-copy-code", Button::Primary, code);
        let open = Message::Open(Secret::new(address.to_owned()));
        column![
            said(words.text("office-device-how")),
            row![
                text(address).size(BODY).font(SEMIBOLD).wrapping(text::Wrapping::WordOrGlyph),
                press(label(words.text("office-browser"), SMALL), Button::Outlined, [4, 10], Some(open)),
            ]
            .spacing(12)
            .align_y(Center)
            .wrap(),
            row![large.class(Container::Key).padding([8, 18]), copy].spacing(12).align_y(Center).wrap(),
            said(left),
        ]
    }

    /// What can be done with the page that a browser has to open.
    fn page<'a>(&self, about: About<'a>, address: &Secret) -> Element<'a, Message> {
        let words = about.words;
        let open = Message::Open(address.clone());
        // Where an address is to be pasted, going on with it is what is done next.
        let class = if self.stage == Stage::Browser { Button::Primary } else { Button::Outlined };
        let open = press(label(words.text("office-open"), SMALL), class, [4, 10], Some(open)).id(OPEN);
        let failed = self.no_browser.as_ref().map(|reason| {
            let said = words.get("office-no-browser", &[("reason", Value::from(reason.as_str()))]);
            text(said).size(BODY).class(Text::Warning)
        });
        let copy = self.copy(about, "office-copy-address", Button::Outlined, address);
        column![row![open, copy].spacing(8).wrap(), failed].spacing(8).into()
    }

    fn copy<'a>(&self, about: About<'a>, word: &str, class: Button, secret: &Secret) -> Element<'a, Message> {
        let word = about.words.text(if self.copied { "office-copied" } else { word });
        press(label(word, SMALL), class, [4, 10], Some(Message::Copy(secret.clone()))).id(COPY).into()
    }
}

/// At Microsoft or with a password, where settings grant both.
fn granted(about: About<'_>) -> Column<'_, Message, Theme> {
    who_asks(about)
        .push(way(about, "office-microsoft", Button::Primary, Message::Microsoft, Some(MICROSOFT)))
        .push(way(about, "office-password", Button::Outlined, Message::Password, None))
}

/// The ways at Microsoft, the usual one first.
fn choice(about: About<'_>) -> Column<'_, Message, Theme> {
    let method = |key, class, method, id| way(about, key, class, Message::Begin(method), id);
    who_asks(about)
        .push(method("office-browser", Button::Primary, SignInMethod::Browser, Some(BROWSER)))
        .push(method("office-paste", Button::Outlined, SignInMethod::Paste, None))
        .push(method("office-device", Button::Outlined, SignInMethod::Device, None))
}

/// Why, who wants it, and as whom one was signed in.
fn who_asks(about: About<'_>) -> Column<'_, Message, Theme> {
    let (words, snapshot) = (about.words, about.board.snapshot());
    let server = Value::from(snapshot.server.as_str());
    let cause = about.board.sign_in_cause().map(|cause| said(words.notice(&cause.notice).message));
    let account = (!snapshot.account.is_empty()).then(|| {
        let name = text(&snapshot.account).size(BODY).font(SEMIBOLD).wrapping(text::Wrapping::WordOrGlyph);
        row![text(words.text("password-account")).size(SMALL).class(Text::Secondary).width(90), name].align_y(Center)
    });
    column![cause, said(words.get("office-asks", &[("server", server)])), account]
}

/// A way as a button, and below it when it is the right one.
fn way<'a>(about: About<'a>, key: &str, class: Button, message: Message, id: Option<Id>) -> Column<'a, Message, Theme> {
    let button = press(label(about.words.text(key), BODY), class, [6, 16], Some(message));
    let button = match id {
        Some(id) => button.id(id),
        None => button,
    };
    column![button, aside(about.words.text(&format!("{key}.why")))].spacing(4)
}

/// What the browser may show instead of coming back, which nobody tells this program; and what that means.
fn shown_by_browser(about: About<'_>) -> Column<'_, Message, Theme> {
    let lines = ["redirect", "approval", "policy", "ids", "nothing"].map(|what| {
        let id = format!("office-shown-{what}");
        let sign = aside(about.words.text(&id)).font(SEMIBOLD);
        let means = aside(about.words.text(&format!("{id}.means"))).width(Fill);
        let narrow = about.board.is_strip();
        if narrow { column![sign, means].into() } else { row![sign.width(150), means].spacing(8).into() }
    });
    column![aside(about.words.text("office-browser-help"))].extend(lines).spacing(6)
}

/// Why it did not succeed, and below that what an administrator needs.
fn failed<'a>(about: About<'a>, notices: &[Notice]) -> Column<'a, Message, Theme> {
    let told = notices.iter().enumerate().map(|(at, notice)| {
        let told = about.words.notice(notice);
        let (size, font) = if at == 0 { (BODY, SEMIBOLD) } else { (SMALL, crate::app::text::REGULAR) };
        let message = text(told.message).size(size).font(font).wrapping(text::Wrapping::WordOrGlyph);
        if notice.code == "sign-in-timed-out" {
            return column![message, shown_by_browser(about)].spacing(8).into();
        }
        let remedy = (!told.remedy.is_empty())
            .then(|| text(told.remedy).size(if at == 0 { BODY } else { SMALL }).wrapping(text::Wrapping::WordOrGlyph));
        column![message, remedy].spacing(4).into()
    });
    Column::with_children(told)
}

fn said<'a>(text_: String) -> Label<'a, Theme> {
    text(text_).size(BODY)
}

fn aside<'a>(text_: String) -> Label<'a, Theme> {
    text(text_).size(SMALL).class(Text::Secondary).wrapping(text::Wrapping::WordOrGlyph)
}
