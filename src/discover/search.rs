//! The search: which address comes next, and what an answer leads to. It has no I/O, so every order of answers can be tried.
//!
//! A password may leave once, and only for a host that is the mail address's own, that a server named which is, or that a
//! person confirmed. Whatever an unencrypted redirect or a name server's record names waits for a person.

use super::address::{MailAddress, is_online, is_within, named};
use super::answer::{Asked, Probed};
use super::offers::{Offer, Protocol};
use super::plan::{Action, Form, Found, Learnt, Place, Server};
use crate::settings::is_loopback;
use crate::words::{Ending, Mark, Notice};
use std::collections::{HashSet, VecDeque};
use url::Url;

/// How many redirects are followed in all.
const MOST_HOPS: usize = 10;

/// What a step says.
pub type Told = (Mark, Vec<Notice>);

#[derive(Debug, Clone)]
enum Lead {
    Probe(Place),
    Plain(Url),
    Record(String),
}

#[derive(Debug, Clone)]
struct Knock {
    offer: Offer,
    told: bool,
    learnt: Learnt,
    /// The host that the offer came from.
    from: String,
}

/// A search for the server of one mail address.
#[derive(Debug)]
pub struct Search {
    address: MailAddress,
    /// The domains that hosts may belong to.
    domains: Vec<String>,
    confirmed: Vec<String>,
    leads: VecDeque<Lead>,
    /// What was tried already.
    seen: HashSet<String>,
    hops: usize,
    may_sign_in: bool,
    signed_in: bool,
    ask: Option<(Place, bool)>,
    knocks: VecDeque<Knock>,
    /// A sign-in is wanted there, by what does not look like Exchange.
    doubtful: Option<Place>,
    /// A sign-in is wanted there, and a person has to confirm the host.
    unsure: Option<Place>,
    /// A sign-in is wanted there, and it was spent.
    elsewhere: Option<Place>,
    /// What was told and does not answer.
    silent: Option<Server>,
    has_guessed: bool,
    found: Option<Found>,
}

impl Search {
    /// A search for the server of `address`. The places that a person confirmed come first. `may_sign_in`: there is a
    /// credential.
    pub fn new(address: MailAddress, confirmed: &[Url], may_sign_in: bool) -> Self {
        let mut search = Self {
            domains: Vec::new(),
            confirmed: confirmed.iter().map(named).collect(),
            leads: VecDeque::new(),
            seen: HashSet::new(),
            hops: 0,
            may_sign_in,
            signed_in: false,
            ask: None,
            knocks: VecDeque::new(),
            doubtful: None,
            unsure: None,
            elsewhere: None,
            silent: None,
            has_guessed: false,
            found: address.is_online().then_some(Found::Hosted { on_site: false }),
            address: address.clone(),
        };
        search.begin(address, Learnt::Address);
        for url in confirmed.iter().rev() {
            let url = url.join("/autodiscover/autodiscover.xml").unwrap_or_else(|_| url.clone());
            search.leads.push_front(Lead::Probe(Place { url, learnt: Learnt::Person, form: Form::Pox }));
        }
        search
    }

    /// The leads of an address: its domain, the usual host below it, and what others say of that domain.
    fn begin(&mut self, address: MailAddress, learnt: Learnt) {
        let domain = address.domain().to_owned();
        if learnt.is_sure() && !self.domains.contains(&domain) {
            self.domains.push(domain.clone());
        }
        let place = |text: String| Url::parse(&text).ok();
        for host in [domain.clone(), format!("autodiscover.{domain}")] {
            let url = place(format!("https://{host}/autodiscover/autodiscover.xml"));
            self.leads.extend(url.map(|url| {
                let learnt = self.weighed(&url, learnt);
                Lead::Probe(Place { url, learnt, form: Form::Pox })
            }));
        }
        let plain = place(format!("http://autodiscover.{domain}/autodiscover/autodiscover.xml"));
        self.leads.extend(plain.map(Lead::Plain));
        self.leads.push_back(Lead::Record(format!("_autodiscover._tcp.{domain}")));
        self.address = address;
    }

    /// What to do next. Carry it out and tell what came of it, before asking again.
    pub fn next_action(&mut self) -> Action {
        loop {
            if let Some(found) = &self.found {
                return Action::Done(found.clone());
            }
            if let Some(knock) = self.knocks.front() {
                return Action::Knock(knock.offer.url.clone());
            }
            if let Some((place, signs_in)) = self.ask.take() {
                if signs_in {
                    (self.may_sign_in, self.signed_in) = (false, true);
                }
                return Action::Ask { place, address: self.address.clone(), signs_in };
            }
            match self.leads.pop_front() {
                Some(Lead::Probe(place)) if self.is_new(&place.url, place.form) => return Action::Probe(place),
                Some(Lead::Plain(url)) if self.is_new(&url, Form::Pox) => return Action::Plain(url),
                Some(Lead::Record(name)) if self.seen.insert(name.clone()) => return Action::Record(name),
                Some(_) => {}
                None => self.conclude(),
            }
        }
    }

    /// All leads are followed: the next best thing, or the end.
    fn conclude(&mut self) {
        if let Some(place) = self.doubtful.take() {
            return self.challenged(place);
        }
        if let Some(server) = self.silent.take() {
            self.found = Some(Found::Server(server));
            return;
        }
        // Somebody may be served at the usual address of a host that would not say.
        if let Some(place) = self.elsewhere.clone().or_else(|| self.unsure.clone()).filter(|_| !self.has_guessed) {
            self.has_guessed = true;
            return self.guess(&place);
        }
        let address = self.address.as_str().to_owned();
        self.found = Some(match (self.elsewhere.take(), self.unsure.take()) {
            (Some(place), _) => Found::Elsewhere { host: named(&place.url), address },
            (None, Some(place)) => Found::Confirm { host: named(&place.url), learnt: place.learnt, address },
            (None, None) => Found::Nothing,
        });
    }

    /// What a request without a credential at `place` was answered with.
    pub fn probed(&mut self, place: Place, probed: Probed) -> Told {
        let host = named(&place.url);
        let told = |code| Notice::new(code).with("host", &host);
        match probed {
            Probed::Challenge { exchange } if exchange || place.learnt == Learnt::Person => {
                let notice = told("find-challenge");
                self.challenged(place);
                (Mark::Passed, vec![notice])
            }
            Probed::Challenge { .. } => {
                let notice = told("find-challenge-doubtful");
                let learnt = if place.learnt.is_sure() { Learnt::Doubtful } else { place.learnt };
                self.doubtful.get_or_insert(Place { learnt, ..place });
                (Mark::Passed, vec![notice])
            }
            Probed::Open => {
                let notice = told("find-open");
                self.ask = Some((place, false));
                (Mark::Passed, vec![notice])
            }
            Probed::Redirect(to) => self.redirected(&place.url, &to, place.learnt),
            Probed::Nothing(status) => {
                if place.form == Form::Pox
                    && let Ok(url) = place.url.join("/autodiscover/autodiscover.svc")
                {
                    self.leads.push_front(Lead::Probe(Place { url, form: Form::Soap, ..place }));
                }
                (Mark::Blank, vec![told("find-nothing").with("status", status)])
            }
            Probed::Failed => (Mark::Blank, Vec::new()),
        }
    }

    /// Where an unencrypted address redirects to; none where it does not.
    pub fn plain(&mut self, url: &Url, to: Option<Url>) -> Told {
        match to {
            Some(to) => self.redirected(url, &to, Learnt::PlainRedirect),
            None => (Mark::Blank, vec![Notice::new("find-no-redirect").with("host", named(url))]),
        }
    }

    /// The hosts and ports that a name server names, best first.
    pub fn recorded(&mut self, name: &str, hosts: &[(String, u16)]) -> Told {
        let mut notices = Vec::new();
        for (host, port) in hosts.iter().take(3) {
            let Ok(url) = Url::parse(&format!("https://{host}:{port}/autodiscover/autodiscover.xml")) else { continue };
            notices.push(Notice::new("find-record").with("host", named(&url)));
            if is_online(&url) {
                self.found = Some(Found::Hosted { on_site: false });
            }
            let learnt = self.weighed(&url, Learnt::Record);
            self.leads.push_back(Lead::Probe(Place { url, learnt, form: Form::Pox }));
        }
        match notices.is_empty() {
            true => (Mark::Blank, vec![Notice::new("find-no-record").with("name", name)]),
            false => (Mark::Passed, notices),
        }
    }

    /// What the question at `place` was answered with.
    pub fn asked(&mut self, place: Place, signed_in: bool, asked: Asked) -> Told {
        let host = named(&place.url);
        let told = |code| Notice::new(code).with("host", &host);
        match asked {
            Asked::Settings(offers) if offers.is_empty() => {
                self.guess(&place);
                (Mark::Blank, vec![told("find-no-address")])
            }
            Asked::Settings(offers) => {
                let notices = offers.iter().take(4).map(|offer| told("find-told").with("to", &offer.url)).collect();
                if offers.first().is_some_and(|offer| is_online(&offer.url)) {
                    self.found = Some(Found::Hosted { on_site: !is_online(&place.url) });
                }
                let knock = |offer| Knock { offer, told: true, learnt: place.learnt, from: host.clone() };
                self.knocks.extend(offers.into_iter().take(4).map(knock));
                (Mark::Passed, notices)
            }
            Asked::Address(address) => {
                let notice = told("find-other-address").with("to", address.domain());
                self.hops += 1;
                if address.is_online() {
                    self.found = Some(Found::Hosted { on_site: !is_online(&place.url) });
                } else if self.hops > MOST_HOPS || !self.seen.insert(address.as_str().to_ascii_lowercase()) {
                    return (Mark::Blank, vec![notice, Notice::new("find-round")]);
                } else {
                    // Another domain is another company, as far as anybody knows.
                    let own = self.domains.iter().any(|domain| is_within(address.domain(), domain));
                    let learnt = if place.learnt.is_sure() && !own { Learnt::Redirect } else { place.learnt };
                    self.leads.clear();
                    self.begin(address, learnt);
                }
                (Mark::Passed, vec![notice])
            }
            Asked::Url(to) => self.redirected(&place.url, &to, place.learnt),
            Asked::Error(code) => {
                self.guess(&place);
                (Mark::Blank, vec![told("find-error").with("code", code)])
            }
            Asked::Refused | Asked::Held => {
                self.found = Some(Found::Refused);
                (Mark::Failed(Ending::Paused), Vec::new())
            }
            Asked::Challenge if !signed_in => {
                let notice = told("find-challenge");
                self.challenged(place);
                (Mark::Passed, vec![notice])
            }
            Asked::Challenge | Asked::Unreadable => {
                self.guess(&place);
                (Mark::Blank, vec![told("find-unreadable")])
            }
            Asked::Failed => {
                self.guess(&place);
                (Mark::Blank, Vec::new())
            }
        }
    }

    /// Whether EWS answers where it was last knocked.
    pub fn knocked(&mut self, answers: bool) -> Told {
        let Some(Knock { offer, told, learnt, from }) = self.knocks.pop_front() else {
            return (Mark::Blank, Vec::new());
        };
        let notice = Notice::new(if answers { "find-ews" } else { "find-no-ews" }).with("to", &offer.url);
        let Offer { url, version, .. } = offer;
        let confirm = (!learnt.is_sure()).then_some((from, learnt));
        let server = Server { url, version, told, answers, signed_in: self.signed_in, confirm };
        if answers {
            self.knocks.clear();
            self.found = Some(Found::Server(server));
            return (Mark::Passed, vec![notice]);
        }
        if told && self.silent.is_none() {
            self.silent = Some(server);
        }
        (Mark::Blank, vec![notice])
    }

    /// A sign-in is wanted at `place`.
    fn challenged(&mut self, place: Place) {
        if !place.learnt.is_sure() {
            self.unsure.get_or_insert(place);
        } else if self.may_sign_in {
            self.ask = Some((place, true));
        } else if self.signed_in {
            self.elsewhere.get_or_insert(place);
        } else {
            self.guess(&place);
        }
    }

    /// Exchange usually serves EWS beside Autodiscover.
    fn guess(&mut self, place: &Place) {
        let Ok(url) = place.url.join("/EWS/Exchange.asmx") else { return };
        if self.seen.insert(url.as_str().to_ascii_lowercase()) {
            let offer = Offer { protocol: Protocol::Web, url, version: None };
            self.knocks.push_back(Knock { offer, told: false, learnt: place.learnt, from: named(&place.url) });
        }
    }

    fn redirected(&mut self, from: &Url, to: &Url, learnt: Learnt) -> Told {
        let told = |code| Notice::new(code).with("host", named(from)).with("to", named(to));
        if is_online(to) && to.scheme() == "https" {
            self.found = Some(Found::Hosted { on_site: self.signed_in });
            return (Mark::Passed, vec![told("find-redirect")]);
        }
        if to.scheme() != "https" && !is_loopback(to) {
            return (Mark::Blank, vec![told("find-redirect-plain")]);
        }
        self.hops += 1;
        let form = if to.path().to_ascii_lowercase().ends_with(".svc") { Form::Soap } else { Form::Pox };
        if self.hops > MOST_HOPS || self.seen.contains(&key(to, form)) {
            return (Mark::Blank, vec![told("find-redirect"), Notice::new("find-round")]);
        }
        let place = Place { url: to.clone(), learnt: self.weighed(to, learnt), form };
        self.leads.push_front(Lead::Probe(place));
        (Mark::Passed, vec![told("find-redirect")])
    }

    /// How sure a host is that was learnt so.
    fn weighed(&self, to: &Url, learnt: Learnt) -> Learnt {
        let host = to.host_str().unwrap_or_default();
        if self.confirmed.contains(&named(to)) {
            return Learnt::Person;
        }
        if !learnt.is_sure() {
            return learnt;
        }
        match self.domains.iter().any(|domain| is_within(host, domain)) {
            true => Learnt::Address,
            false => Learnt::Redirect,
        }
    }

    fn is_new(&mut self, url: &Url, form: Form) -> bool {
        self.seen.insert(key(url, form))
    }
}

/// What makes a place the same as another one.
fn key(url: &Url, form: Form) -> String {
    format!("{form:?} {}", url.as_str().to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
