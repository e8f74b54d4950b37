//! Bytes to text: what spreadsheets and editors write.

use super::CsvError;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::borrow::Cow;

/// UTF-8 and UTF-16 by their byte order mark; without one UTF-8 where it is valid, else Windows-1252, which Excel writes on
/// most western machines.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, CsvError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    // Text has no zero bytes; workbooks and pictures do.
    if bytes.contains(&0) {
        return Err(CsvError::NotText);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    })
}
