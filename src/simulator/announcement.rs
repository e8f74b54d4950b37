//! What a starting simulator tells whoever started it.

use serde::Serialize;

/// The one JSON line that `simulate` prints when the server is ready.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Announcement {
    /// For `exchange.ews_url`.
    pub ews_url: String,
    /// For `office365.graph_url`: the stand-in for Microsoft Graph.
    pub graph_url: String,
    /// For `office365.authority`: the stand-in for Microsoft's sign-in service.
    pub authority: String,
    /// For `office365.tenant_id`.
    pub tenant_id: String,
    /// For `office365.client_id`.
    pub client_id: String,
    /// The account that may sign in.
    pub account: String,
    /// Its password at the start.
    pub password: String,
    /// Where scenarios are switched and the log is read.
    pub control_url: String,
    /// The company's time at the start, RFC 3339 in UTC.
    pub now: String,
    /// The company's main zone, an IANA name.
    pub zone: String,
    /// How many people work there.
    pub people: usize,
}
