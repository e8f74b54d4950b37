//! A value that was not accepted, and why.

/// A value that was not accepted. The setting keeps its default (in a file) or its old value (with `set`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {reason}")]
pub struct Problem {
    /// The dotted key.
    pub key: String,
    /// Line of the file, from 1; none for a value that comes from elsewhere.
    pub line: Option<usize>,
    /// The value as given, shortened; empty where it may hold a secret.
    pub value: String,
    /// Why.
    pub reason: Reason,
}

impl Problem {
    pub(super) fn new(key: &str, line: Option<usize>, value: &str, reason: Reason) -> Self {
        const SHOWN: usize = 80;
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        // A password in an address must not reach a message or a log.
        let value = if reason == Reason::UrlUser { String::new() } else { shown };
        Self { key: key.to_owned(), line, value, reason }
    }
}

/// Why a value was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Neither yes nor no.
    #[error("must be true or false")]
    NotYesNo,
    /// Not a whole number.
    #[error("must be a whole number")]
    NotANumber,
    /// A number outside its limits.
    #[error("must be between {min} and {max}")]
    OutOfRange {
        /// Smallest value.
        min: u32,
        /// Largest value.
        max: u32,
    },
    /// A word that is not in the list.
    #[error("must be one of {}", allowed.join(", "))]
    NotOneOf {
        /// The list.
        allowed: Vec<&'static str>,
    },
    /// A table, a list or a date where one value belongs, or one value where a table belongs.
    #[error("must be {}", if *table_wanted { "a table" } else { "one value" })]
    WrongShape {
        /// Whether a table belongs there.
        table_wanted: bool,
    },
    /// Control characters, line breaks among them.
    #[error("must be one line of plain text")]
    ControlCharacter,
    /// Longer than any such value is.
    #[error("must have at most {limit} characters")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// A colon in a user name, which Basic authentication cannot carry (RFC 7617).
    #[error("a user name has no colon")]
    UserColon,
    /// An address without `http://` or `https://`.
    #[error("an address begins with https:// or http://, for instance {suggestion}")]
    UrlNoScheme {
        /// The address as it was probably meant.
        suggestion: String,
    },
    /// An address of another kind.
    #[error("{scheme}:// is not served; an address begins with https:// or http://")]
    UrlScheme {
        /// The scheme found.
        scheme: String,
    },
    /// A blank inside an address.
    #[error("an address has no blanks")]
    UrlBlank,
    /// Backslashes.
    #[error("an address has forward slashes: {suggestion}")]
    UrlBackslash {
        /// The address as it was probably meant.
        suggestion: String,
    },
    /// No host.
    #[error("the address names no host")]
    UrlNoHost,
    /// A host that cannot be one.
    #[error("the host's name is not valid")]
    UrlHost,
    /// A port that cannot be one.
    #[error("the port must be between 1 and 65535")]
    UrlPort,
    /// A user name or password inside an address.
    #[error("an address carries no user name and no password")]
    UrlUser,
    /// `?…` or `#…` at the end of an address.
    #[error("an address ends with its path: {suggestion}")]
    UrlQuery {
        /// The address without it.
        suggestion: String,
    },
    /// Only a host where a path is needed.
    #[error("the address needs its path, usually {suggestion}")]
    UrlNoPath {
        /// The address with the usual path.
        suggestion: String,
    },
    /// Not a GUID.
    #[error("must be a GUID like 01234567-89ab-cdef-0123-456789abcdef")]
    NotAGuid,
    /// Not a time zone of the IANA database.
    #[error("must be a time zone like Europe/Rome")]
    NotAZone,
    /// A path that begins somewhere in the middle.
    #[error("must be a whole path, such as \\\\server\\share\\folder")]
    NotAWholePath,
    /// The time grid would end before it begins.
    #[error("the day must end after it begins ({start} to {end})")]
    DayEndsFirst {
        /// The first hour.
        start: u8,
        /// The last hour.
        end: u8,
    },
    /// The signed-in user, in a build that cannot ask the system for them.
    #[error("this build cannot sign in as the user of this computer: that takes Windows, or a build with Kerberos")]
    SignedInNotHere,
    /// Kerberos with a typed password, in a build without it.
    #[error("this build has no Kerberos for a typed password")]
    KerberosNotHere,
    /// A way to sign in that needs a typed password.
    #[error("for the signed-in user it cannot be {authentication}")]
    NotForSignedIn {
        /// The way.
        authentication: &'static str,
    },
    /// There is no such key; with `set` only.
    #[error("no such setting{}", if similar.is_empty() { String::new() } else { format!("; perhaps {}", similar.join(" or ")) })]
    NoSuchKey {
        /// Keys that may have been meant.
        similar: Vec<&'static str>,
    },
    /// Not `KEY=VALUE`; with `set` only.
    #[error("write KEY=VALUE")]
    NoEquals,
    /// `schema` is neither a number nor a version that ever was.
    #[error("must be 1")]
    Schema,
}
