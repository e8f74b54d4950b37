//! Finding the server of a mail address: Autodiscover, in plain XML and over SOAP, by the domain's own hosts, an unencrypted
//! redirect and a name server's record; and the shortcut to Microsoft's cloud.
//!
//! [`Search`] decides, without I/O; [`Finder`] carries its steps out over the one client, and tells each. Every address is tried
//! without a credential first. A password leaves once at most, under the guard's permit, for one host under `https`: one of
//! the mail address's own domain, or one that a person confirmed.

mod address;
mod answer;
mod finder;
mod notice;
mod offers;
mod plan;
mod pox;
mod search;
mod soap;
mod xml;

pub use address::{MailAddress, named};
pub use answer::{Asked, Probed, asked, is_ews, judge, probed};
pub use finder::{Access, Finder};
pub use offers::{Offer, Protocol};
pub use plan::{Action, Form, Found, Learnt, Place, Server};
pub use search::{Search, Told};
