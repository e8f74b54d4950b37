//! The answer for one mailbox: `FreeBusyResponse` with its `FreeBusyView`.

use super::query::{Query, View};
use super::{IN_TYPES, knows_elsewhere, success};
use crate::simulator::TimeForm;
use crate::simulator::company::{Company, Event, Member, Show};
use crate::simulator::operations::Call;
use crate::simulator::scenario::OddForm;
use crate::simulator::wire::xml::Xml;
use crate::simulator::wire::zone::WireZone;
use crate::simulator::wire::zone_reader::{day_name, write_time_zone};
use crate::simulator::wire::zone_rules::YearRules;
use crate::simulator::wire::{merged, time};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;

/// Character references that XML 1.0 forbids, as real servers send them all the same.
const FORBIDDEN: &str = "Notes&#x0;&#x1F; from a telephone system";

/// Writes the mailboxes of one request.
pub(super) struct Writer<'a> {
    company: &'a Company,
    query: &'a Query,
    zone: WireZone,
    form: TimeForm,
    knows_elsewhere: bool,
    /// Rule pairs are laborious to find and few.
    rules: HashMap<Tz, YearRules>,
}

impl<'a> Writer<'a> {
    /// For the answer to `query`.
    pub fn new(call: &Call<'a>, query: &'a Query) -> Self {
        Self {
            company: call.company,
            query,
            zone: query.zone.clone().unwrap_or(WireZone::Named(chrono_tz::UTC)),
            form: call.options.time_form,
            knows_elsewhere: knows_elsewhere(call.request.level),
            rules: HashMap::new(),
        }
    }

    /// The entry of a person's mailbox.
    pub fn mailbox(
        &mut self,
        member: &Member,
        view: View,
        events: &[Event],
        odd: Option<(OddForm, DateTime<Utc>)>,
    ) -> Xml {
        let form = odd.map(|(form, _)| form);
        let mut xml = Xml::new();
        xml.element("FreeBusyResponse", &[], |xml| {
            success(xml, (form == Some(OddForm::ForbiddenCharacter)).then_some(FORBIDDEN));
            xml.element("FreeBusyView", &[], |xml| {
                if form == Some(OddForm::NothingGranted) {
                    return xml.text_with("FreeBusyViewType", &IN_TYPES, "None");
                }
                xml.text_with("FreeBusyViewType", &IN_TYPES, view.name());
                if view.has_digits() {
                    let digits = merged::digits(events, self.query.slots(), self.knows_elsewhere);
                    xml.text_with("MergedFreeBusy", &IN_TYPES, &digits);
                }
                if view.has_events() && (!events.is_empty() || odd.is_some()) {
                    xml.element("CalendarEventArray", &IN_TYPES, |xml| {
                        for event in events {
                            self.event(xml, member, view, event);
                        }
                        if let Some((form, at)) = odd {
                            self.odd_event(xml, form, at, view);
                        }
                    });
                }
                self.working_hours(xml, member);
            });
        });
        xml
    }

    /// The entry of a distribution list.
    pub fn group(&self, events: &[Event]) -> Xml {
        let mut xml = Xml::new();
        xml.element("FreeBusyResponse", &[], |xml| {
            success(xml, None);
            xml.element("FreeBusyView", &[], |xml| {
                xml.text_with("FreeBusyViewType", &IN_TYPES, View::MergedOnly.name());
                let digits = merged::digits(events, self.query.slots(), self.knows_elsewhere);
                xml.text_with("MergedFreeBusy", &IN_TYPES, &digits);
            });
        });
        xml
    }

    fn event(&self, xml: &mut Xml, member: &Member, view: View, event: &Event) {
        xml.element("CalendarEvent", &[], |xml| {
            xml.text("StartTime", &time::write(event.start, &self.zone, self.form));
            xml.text("EndTime", &time::write(event.end, &self.zone, self.form));
            xml.text("BusyType", self.busy_type(event.show));
            if view.has_details() {
                self.details(xml, member, event);
            }
        });
    }

    fn details(&self, xml: &mut Xml, member: &Member, event: &Event) {
        xml.element("CalendarEventDetails", &[], |xml| {
            if !event.private {
                let id = self.company.event_id(member, event);
                xml.text("ID", &format!("{id:016X}{:016X}", id.rotate_left(17)));
                xml.text("Subject", event.subject);
                xml.text("Location", event.location);
            }
            let word = |flag: bool| if flag { "true" } else { "false" };
            xml.text("IsMeeting", word(event.meeting));
            xml.text("IsRecurring", word(event.recurring));
            xml.text("IsException", word(event.exception));
            xml.text("IsReminderSet", word(event.meeting));
            xml.text("IsPrivate", word(event.private));
        });
    }

    fn busy_type(&self, show: Show) -> &'static str {
        match show {
            Show::Free => "Free",
            Show::Tentative => "Tentative",
            Show::Busy => "Busy",
            Show::OutOfOffice => "OOF",
            Show::WorkingElsewhere if self.knows_elsewhere => "WorkingElsewhere",
            Show::WorkingElsewhere => "Free",
        }
    }

    /// The item of a calendar that has gone wrong.
    fn odd_event(&self, xml: &mut Xml, form: OddForm, now: DateTime<Utc>, view: View) {
        let half = TimeDelta::minutes(30);
        let (start, end) = match form {
            OddForm::BackwardItem => (now + half, now - half),
            _ => (now - half, now + half),
        };
        xml.element("CalendarEvent", &[], |xml| {
            match form {
                OddForm::OddTime => xml.text("StartTime", "2026-02-30T25:61:00"),
                _ => xml.text("StartTime", &time::write(start, &self.zone, self.form)),
            }
            xml.text("EndTime", &time::write(end, &self.zone, self.form));
            xml.text("BusyType", if form == OddForm::UnknownType { "Elsewhen" } else { "Busy" });
            if view.has_details() {
                xml.element("CalendarEventDetails", &[], |xml| {
                    match form {
                        OddForm::ForbiddenCharacter => xml.raw("Subject", FORBIDDEN),
                        _ => xml.text("Subject", "An odd item"),
                    }
                    for flag in ["IsMeeting", "IsRecurring", "IsException", "IsReminderSet", "IsPrivate"] {
                        xml.text(flag, "false");
                    }
                });
            }
        });
    }

    fn working_hours(&mut self, xml: &mut Xml, member: &Member) {
        let year = self.query.start.year();
        let rules = *self.rules.entry(member.zone).or_insert_with(|| YearRules::of(member.zone, year));
        xml.element("WorkingHours", &IN_TYPES, |xml| {
            xml.element("TimeZone", &[], |xml| write_time_zone(xml, &rules));
            xml.element("WorkingPeriodArray", &[], |xml| {
                for shift in &member.shifts {
                    let days: Vec<_> = shift.days.iter().map(|day| day_name(*day)).collect();
                    xml.element("WorkingPeriod", &[], |xml| {
                        xml.text("DayOfWeek", &days.join(" "));
                        xml.text("StartTimeInMinutes", &shift.start.to_string());
                        xml.text("EndTimeInMinutes", &shift.end.to_string());
                    });
                }
            });
        });
    }
}
