//! Reading answers to `GetUserAvailability`.
//!
//! Nothing here may turn what is missing or odd into an empty calendar: an entry that cannot be read whole fails its
//! mailbox, and an answer that cannot be read whole fails all of them.

use super::fault::Detail;
use super::xml::{Cursor, Tag};
use super::{codes, hours};
use crate::calendar::{BlockDetails, BusyBlock, BusyType, Schedule, Window, WorkingHours};
use crate::source::{MailboxError, MailboxErrorKind, Misread, details, times};

/// What was asked, as far as it decides how the answer is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) window: Window,
    /// Without it subjects and places are not even read where a server sends them.
    pub(super) details: bool,
}

/// Reads `GetUserAvailabilityResponse`: one entry for each mailbox, in the order asked.
pub(super) fn availability(
    cursor: &mut Cursor<'_>,
    asked: Asked,
) -> Result<Vec<Result<Schedule, MailboxError>>, Misread> {
    let mut entries = Vec::new();
    while let Some(tag) = cursor.child()? {
        if tag.ews() != "FreeBusyResponseArray" {
            cursor.skip()?;
            continue;
        }
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "FreeBusyResponse" => entries.push(entry(cursor, asked)?),
                _ => cursor.skip()?,
            }
        }
    }
    Ok(entries)
}

fn entry(cursor: &mut Cursor<'_>, asked: Asked) -> Result<Result<Schedule, MailboxError>, Misread> {
    let (mut message, mut view) = (None, View::default());
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "ResponseMessage" => message = Some(Message::read(cursor, &tag)?),
            "FreeBusyView" => view.read(cursor, asked)?,
            _ => cursor.skip()?,
        }
    }
    Ok(match message {
        Some(message) => message.verdict().and_then(|()| view.schedule(asked)),
        None => unreadable("ResponseMessage"),
    })
}

fn unreadable<T>(field: &str) -> Result<T, MailboxError> {
    Err(MailboxError { kind: MailboxErrorKind::Unreadable, code: field.to_owned() })
}

/// `ResponseMessage`: whether the mailbox could be read.
struct Message {
    succeeded: bool,
    code: String,
}

impl Message {
    fn read(cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Result<Self, Misread> {
        let succeeded = tag.attribute("ResponseClass").as_deref() == Some("Success");
        let mut detail = Detail::default();
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "ResponseCode" => detail.code = cursor.text()?.trim().to_owned(),
                "MessageXml" => detail.message_xml(cursor)?,
                _ => cursor.skip()?,
            }
        }
        Ok(Self { succeeded, code: detail.effective() })
    }

    fn verdict(self) -> Result<(), MailboxError> {
        match (self.succeeded, self.code.as_str()) {
            (true, "NoError" | "") => Ok(()),
            _ => Err(MailboxError { kind: codes::mailbox(&self.code), code: self.code }),
        }
    }
}

/// `FreeBusyView`, as far as it was read.
#[derive(Default)]
struct View {
    /// What was granted; none where the server does not say.
    granted: Option<String>,
    blocks: Vec<BusyBlock>,
    hours: Option<WorkingHours>,
    /// The digit string holds something other than *free*.
    digits_say_busy: bool,
    /// The first field that could not be read.
    unreadable: Option<&'static str>,
}

impl View {
    fn read(&mut self, cursor: &mut Cursor<'_>, asked: Asked) -> Result<(), Misread> {
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "FreeBusyViewType" => self.granted = Some(cursor.text()?.trim().to_owned()),
                "MergedFreeBusy" => self.digits_say_busy |= cursor.text()?.trim().bytes().any(|digit| digit != b'0'),
                "CalendarEventArray" => self.events(cursor, asked)?,
                "WorkingHours" => self.hours = hours::read(cursor)?,
                _ => cursor.skip()?,
            }
        }
        Ok(())
    }

    fn events(&mut self, cursor: &mut Cursor<'_>, asked: Asked) -> Result<(), Misread> {
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "CalendarEvent" => self.event(cursor, asked)?,
                // Whatever else may be listed among events, it takes somebody's time.
                _ => {
                    cursor.skip()?;
                    self.unreadable = self.unreadable.or(Some("CalendarEventArray"));
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, cursor: &mut Cursor<'_>, asked: Asked) -> Result<(), Misread> {
        let (mut start, mut end) = (None, None);
        // A word that is missing reads as an unknown one.
        let (mut busy_type, mut details) = (BusyType::Busy, None);
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "StartTime" => start = times::instant(&cursor.text()?),
                "EndTime" => end = times::instant(&cursor.text()?),
                "BusyType" => busy_type = self::busy_type(cursor.text()?.trim()),
                "CalendarEventDetails" if asked.details => details = Some(self::details(cursor)?),
                _ => cursor.skip()?,
            }
        }
        // An event without its times must not vanish: the person would look free.
        match (start, end) {
            (Some(start), Some(end)) => self.blocks.push(BusyBlock { start, end, busy_type, details }),
            (None, _) => self.unreadable = self.unreadable.or(Some("StartTime")),
            (_, None) => self.unreadable = self.unreadable.or(Some("EndTime")),
        }
        Ok(())
    }

    fn schedule(mut self, asked: Asked) -> Result<Schedule, MailboxError> {
        if let Some(field) = self.unreadable {
            return unreadable(field);
        }
        let no_events =
            |granted: &str| Err(MailboxError { kind: MailboxErrorKind::NoEvents, code: granted.to_owned() });
        match self.granted.as_deref() {
            // No event although the digits know of some: the events were kept back.
            Some("FreeBusyMerged" | "DetailedMerged" | "FreeBusy" | "Detailed")
                if self.blocks.is_empty() && self.digits_say_busy =>
            {
                return no_events("MergedFreeBusy");
            }
            Some("FreeBusyMerged" | "DetailedMerged" | "FreeBusy" | "Detailed") => {}
            Some(other) => return no_events(other),
            None if self.blocks.is_empty() => return no_events(""),
            None => {}
        }
        // Those that end before they start are counted, not asked where they are.
        self.blocks.retain(|block| block.end < block.start || block.occurs_in(asked.window));
        Ok(Schedule::new(asked.window, self.blocks, self.hours))
    }
}

fn busy_type(word: &str) -> BusyType {
    match word {
        "Free" => BusyType::Free,
        "Tentative" => BusyType::Tentative,
        "OOF" => BusyType::OutOfOffice,
        "WorkingElsewhere" => BusyType::WorkingElsewhere,
        "NoData" => BusyType::NoData,
        _ => BusyType::Busy,
    }
}

fn details(cursor: &mut Cursor<'_>) -> Result<BlockDetails, Misread> {
    let (mut subject, mut location, mut private) = (String::new(), String::new(), false);
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "Subject" => subject = cursor.text()?.into_owned(),
            "Location" => location = cursor.text()?.into_owned(),
            "IsPrivate" => private = matches!(cursor.text()?.trim(), "true" | "1"),
            _ => cursor.skip()?,
        }
    }
    Ok(details::of(private, &subject, &location))
}
