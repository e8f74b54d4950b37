//! The directory: `ResolveNames`, `FindPeople`, `ExpandDL`, `GetRoomLists`, `GetRooms`.
//!
//! Each answers with entries, and with whether there are more. Nobody found is an answer, although the server calls it an
//! error; several found is one too, although it calls it a warning.

mod entry;

use super::message::Verdict;
use super::operation::{Odd, Operation};
use super::request::{envelope, sayable};
use super::version::Level;
use super::xml::{Cursor, Tag};
use crate::source::{Found, Kind, Misread, Origin};
use entry::Entry;

/// The most entries that one answer has: the server's own limit for `ResolveNames`, and what is asked for elsewhere.
const MOST: usize = 100;

type Entries = (Vec<Found>, bool);
type Read = Result<Result<Entries, Odd>, Misread>;

/// Whoever a piece of a name may mean; from 2007 on.
pub(super) struct ResolveNames<'a> {
    pub(super) name: &'a str,
}

/// The same with more of each; from 2013 on.
pub(super) struct FindPeople<'a> {
    pub(super) name: &'a str,
}

/// The members of a distribution list, one level deep.
pub(super) struct ExpandDl<'a> {
    pub(super) list: &'a str,
}

/// The lists of rooms.
pub(super) struct GetRoomLists;

/// The rooms of a list.
pub(super) struct GetRooms<'a> {
    pub(super) list: &'a str,
}

impl Operation for ResolveNames<'_> {
    type Answer = Entries;

    const NAME: &'static str = "ResolveNames";
    const RESPONSE: &'static str = "ResolveNamesResponse";
    const SINCE: Level = Level::LOWEST;

    fn request(&self, level: Level) -> String {
        let name = sayable(self.name);
        // Without the account's own contacts: they are nobody else's business.
        envelope(
            level,
            &format!(
                "<m:ResolveNames ReturnFullContactData=\"true\" SearchScope=\"ActiveDirectory\">\
                 <m:UnresolvedEntry>{name}</m:UnresolvedEntry></m:ResolveNames>"
            ),
        )
    }

    fn read(&self, cursor: &mut Cursor<'_>, _: &Tag<'_>) -> Read {
        messages(
            cursor,
            "ResolveNamesResponseMessage",
            |tag| tag.ews() == "ResolutionSet",
            |cursor, tag| match tag.ews() {
                "Resolution" => Ok(Some(Entry::resolution(cursor)?)),
                _ => skip(cursor),
            },
        )
    }
}

impl Operation for FindPeople<'_> {
    type Answer = Entries;

    const NAME: &'static str = "FindPeople";
    const RESPONSE: &'static str = "FindPeopleResponse";
    const SINCE: Level = Level::Exchange2013;

    fn request(&self, level: Level) -> String {
        let fields: String =
            entry::PERSONA_FIELDS.iter().map(|name| format!("<t:FieldURI FieldURI=\"persona:{name}\"/>")).collect();
        let name = sayable(self.name);
        envelope(
            level,
            &format!(
                "<m:FindPeople><m:PersonaShape><t:BaseShape>IdOnly</t:BaseShape>\
                 <t:AdditionalProperties>{fields}</t:AdditionalProperties></m:PersonaShape>\
                 <m:IndexedPageItemView MaxEntriesReturned=\"{MOST}\" Offset=\"0\" BasePoint=\"Beginning\"/>\
                 <m:ParentFolderId><t:DistinguishedFolderId Id=\"directory\"/></m:ParentFolderId>\
                 <m:QueryString>{name}</m:QueryString></m:FindPeople>"
            ),
        )
    }

    fn read(&self, cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Read {
        let (mut total, mut found) = (0, Vec::new());
        let verdict = response(cursor, tag, |cursor, tag| match tag.ews() {
            "People" => {
                while let Some(tag) = cursor.child()? {
                    match tag.ews() {
                        "Persona" => found.push(Entry::persona(cursor)?),
                        _ => cursor.skip()?,
                    }
                }
                Ok(())
            }
            "TotalNumberOfPeopleInView" => {
                total = cursor.text()?.trim().parse().unwrap_or(0);
                Ok(())
            }
            _ => cursor.skip(),
        })?;
        let more = found.len() >= MOST || total > found.len();
        Ok(verdict.map(|()| kept(found, more)))
    }
}

impl Operation for ExpandDl<'_> {
    type Answer = Entries;

    const NAME: &'static str = "ExpandDL";
    const RESPONSE: &'static str = "ExpandDLResponse";
    const SINCE: Level = Level::LOWEST;

    fn request(&self, level: Level) -> String {
        let list = sayable(self.list);
        let mailbox = format!("<m:Mailbox><t:EmailAddress>{list}</t:EmailAddress></m:Mailbox>");
        envelope(level, &format!("<m:ExpandDL>{mailbox}</m:ExpandDL>"))
    }

    fn read(&self, cursor: &mut Cursor<'_>, _: &Tag<'_>) -> Read {
        let entries = messages(
            cursor,
            "ExpandDLResponseMessage",
            |tag| tag.ews() == "DLExpansion",
            |cursor, tag| match tag.ews() {
                "Mailbox" => Ok(Some(Entry::mailbox(cursor)?)),
                _ => skip(cursor),
            },
        )?;
        Ok(entries.map(|(found, more)| (from(found, Origin::List, None), more)))
    }
}

impl Operation for GetRoomLists {
    type Answer = Entries;

    const NAME: &'static str = "GetRoomLists";
    const RESPONSE: &'static str = "GetRoomListsResponse";
    const SINCE: Level = Level::Exchange2010;

    fn request(&self, level: Level) -> String {
        envelope(level, "<m:GetRoomLists/>")
    }

    fn read(&self, cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Read {
        let mut found = Vec::new();
        let verdict = response(cursor, tag, |cursor, tag| {
            if tag.ews() != "RoomLists" {
                return cursor.skip();
            }
            while let Some(tag) = cursor.child()? {
                match tag.ews() {
                    "Address" => found.push(Entry::mailbox(cursor)?),
                    _ => cursor.skip()?,
                }
            }
            Ok(())
        })?;
        Ok(verdict.map(|()| (from(kept(found, false).0, Origin::Directory, Some(Kind::List)), false)))
    }
}

impl Operation for GetRooms<'_> {
    type Answer = Entries;

    const NAME: &'static str = "GetRooms";
    const RESPONSE: &'static str = "GetRoomsResponse";
    const SINCE: Level = Level::Exchange2010;

    fn request(&self, level: Level) -> String {
        let list = sayable(self.list);
        let list = format!("<m:RoomList><t:EmailAddress>{list}</t:EmailAddress></m:RoomList>");
        envelope(level, &format!("<m:GetRooms>{list}</m:GetRooms>"))
    }

    fn read(&self, cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Read {
        let mut found = Vec::new();
        let verdict = response(cursor, tag, |cursor, tag| {
            if tag.ews() != "Rooms" {
                return cursor.skip();
            }
            while let Some(tag) = cursor.child()? {
                match tag.ews() {
                    "Room" => found.push(Entry::room(cursor)?),
                    _ => cursor.skip()?,
                }
            }
            Ok(())
        })?;
        Ok(verdict.map(|()| (from(kept(found, false).0, Origin::RoomList, Some(Kind::Room)), false)))
    }
}

/// The address of the account itself among whoever its name may mean: its part before the `@` is the name, or it is the
/// only one.
pub(super) fn own_address(user: &str, found: &[Found]) -> Option<String> {
    let people: Vec<&Found> = found.iter().filter(|found| found.kind == Kind::Person).collect();
    let own = |found: &&&Found| found.address.split('@').next().is_some_and(|part| part.eq_ignore_ascii_case(user));
    let only = || people.first().filter(|_| people.len() == 1);
    people.iter().find(own).or_else(only).map(|found| found.address.clone())
}

/// Reads a response that is its own message; `child` reads what is not about success.
fn response(
    cursor: &mut Cursor<'_>,
    tag: &Tag<'_>,
    mut child: impl FnMut(&mut Cursor<'_>, &Tag<'_>) -> Result<(), Misread>,
) -> Result<Result<(), Odd>, Misread> {
    let mut verdict = Verdict::of(tag);
    while let Some(tag) = cursor.child()? {
        if !verdict.reads(cursor, &tag)? {
            child(cursor, &tag)?;
        }
    }
    Ok(judged(verdict))
}

/// Reads `ResponseMessages` with messages of that name; `set` tells the element that holds the entries, `entry` reads one.
fn messages(
    cursor: &mut Cursor<'_>,
    name: &str,
    set: impl Fn(&Tag<'_>) -> bool,
    entry: impl Fn(&mut Cursor<'_>, &Tag<'_>) -> Result<Option<Entry>, Misread>,
) -> Read {
    let (mut found, mut more, mut verdict) = (Vec::new(), false, Ok(()));
    while let Some(tag) = cursor.child()? {
        if tag.ews() != "ResponseMessages" {
            cursor.skip()?;
            continue;
        }
        while let Some(tag) = cursor.child()? {
            if tag.ews() != name {
                cursor.skip()?;
                continue;
            }
            verdict = response(cursor, &tag, |cursor, tag| {
                if !set(tag) {
                    return cursor.skip();
                }
                let whole = tag.attribute("IncludesLastItemInRange").is_some_and(|is| matches!(&*is, "true" | "1"));
                while let Some(tag) = cursor.child()? {
                    found.extend(entry(cursor, &tag)?);
                }
                // Servers were seen that say *false* of two entries: only a full answer leaves somebody out.
                more |= !whole && found.len() >= MOST;
                Ok(())
            })?;
        }
    }
    Ok(verdict.map(|()| kept(found, more)))
}

/// Nobody found is nobody; so is whoever cannot be looked for.
fn judged(verdict: Verdict) -> Result<(), Odd> {
    match verdict.failure() {
        None => Ok(()),
        Some(code) if matches!(code.as_str(), "ErrorNameResolutionNoResults" | "ErrorInvalidNameForNameResolution") => {
            Ok(())
        }
        Some(code) => Err(Odd::Code(code)),
    }
}

fn skip(cursor: &mut Cursor<'_>) -> Result<Option<Entry>, Misread> {
    cursor.skip().map(|()| None)
}

/// Those with a name and an address, each address once.
fn kept(found: Vec<Entry>, more: bool) -> Entries {
    let mut seen = std::collections::HashSet::new();
    let kept = found.into_iter().filter_map(Entry::found).filter(|found| seen.insert(found.key()));
    (kept.collect(), more)
}

fn from(found: Vec<Found>, origin: Origin, kind: Option<Kind>) -> Vec<Found> {
    let told = |found: Found| Found { origin, kind: kind.unwrap_or(found.kind), ..found };
    found.into_iter().map(told).collect()
}
