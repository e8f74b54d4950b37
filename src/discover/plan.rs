//! What a search does, step by step, and what can come of it.

use super::address::MailAddress;
use url::Url;

/// Where a host was learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Learnt {
    /// It is in the mail address's own domain, or a server of that domain said so where nobody could listen or meddle.
    Address,
    /// A person confirmed it.
    Person,
    /// A server of the domain redirected to another domain.
    Redirect,
    /// An unencrypted redirect, which anybody on the way can make.
    PlainRedirect,
    /// A name server's record, which anybody on the way can forge.
    Record,
    /// It is in the mail address's own domain, but what asks for a sign-in there does not look like Exchange: perhaps only
    /// the company's web site is there.
    Doubtful,
}

impl Learnt {
    /// Whether a password may go there without a person's word.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Address | Self::Person)
    }
}

/// In which form a place is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Plain XML.
    Pox,
    /// SOAP.
    Soap,
}

/// An address of Autodiscover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The address.
    pub url: Url,
    /// Where its host was learnt from.
    pub learnt: Learnt,
    /// In which form it is asked.
    pub form: Form,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Ask there without a credential.
    Probe(Place),
    /// Look for an unencrypted redirect there.
    Plain(Url),
    /// Ask a name server for the services of this name.
    Record(String),
    /// Ask the question about this mail address there; with the credential where `signs_in`.
    Ask {
        /// Where.
        place: Place,
        /// About whom.
        address: MailAddress,
        /// Whether the credential goes with it.
        signs_in: bool,
    },
    /// See, without a credential, whether EWS answers there.
    Knock(Url),
    /// The search is over.
    Done(Found),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A server.
    Server(Server),
    /// The mailbox is in Microsoft's cloud.
    Hosted {
        /// A server on site said so: part of the company is there (hybrid).
        on_site: bool,
    },
    /// A server wants a sign-in, and a person has to confirm its host first.
    Confirm {
        /// The host, with its port where that is not the usual one.
        host: String,
        /// Where it was learnt from.
        learnt: Learnt,
        /// The mail address to ask for there.
        address: String,
    },
    /// The one sign-in was spent at a server that points to this host.
    Elsewhere {
        /// The host, with its port where that is not the usual one.
        host: String,
        /// The mail address to ask for there.
        address: String,
    },
    /// The sign-in was refused, or held back; the step says why.
    Refused,
    /// Nothing.
    Nothing,
}

/// A server that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// For `exchange.ews_url`.
    pub url: Url,
    /// Its version, where it told.
    pub version: Option<String>,
    /// A server named the address; otherwise it is where Exchange usually is.
    pub told: bool,
    /// Exchange was seen to answer there.
    pub answers: bool,
    /// The sign-in was accepted on the way.
    pub signed_in: bool,
    /// The host that a person has to confirm, and why.
    pub confirm: Option<(String, Learnt)>,
}
