//! XML in and out as Exchange speaks it: elements, envelopes, faults, schema levels, times and zones.

pub(super) mod element;
pub(super) mod envelope;
pub(super) mod fault;
pub(super) mod level;
pub(super) mod merged;
pub(super) mod shape;
pub(super) mod time;
pub(super) mod windows_zones;
pub(super) mod xml;
pub(super) mod zone;
pub(super) mod zone_reader;
pub(super) mod zone_rules;

#[cfg(test)]
mod tests;

/// SOAP 1.1.
pub(super) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// EWS types.
pub(super) const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
/// EWS messages.
pub(super) const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
/// EWS errors, inside fault details.
pub(super) const ERRORS: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";
