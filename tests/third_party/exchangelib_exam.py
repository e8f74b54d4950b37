"""Uses the built-in server with exchangelib as its own documentation does. Argument: the announcement's file."""

import datetime
import json
import logging
import sys
import urllib.request

from exchangelib import (
    DELEGATE, Account, Configuration, Credentials, EWSDateTime, EWSTimeZone, FailFast,
)
from exchangelib.folders import Calendar, FolderCollection
from exchangelib.properties import DistinguishedFolderId, Mailbox
from exchangelib.errors import (
    ErrorAccessDenied, ErrorMailRecipientNotFound, ErrorNameResolutionNoResults, ErrorNoFreeBusyAccess, ErrorServerBusy,
    ErrorTimeIntervalTooBig, UnauthorizedError,
)

logging.disable(logging.WARNING)
with open(sys.argv[1], encoding="utf-8") as file:
    told = json.load(file)
done = []


def control(path="", order=None):
    """Reads from the control interface, or gives it an order."""
    data = None if order is None else json.dumps(order).encode()
    request = urllib.request.Request(told["control_url"] + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def account_with(password):
    """An account whose way to sign in is found out from the server's challenge."""
    config = Configuration(
        service_endpoint=told["ews_url"],
        credentials=Credentials(told["account"], password),
        retry_policy=FailFast(),
    )
    return Account(told["account"], config=config, autodiscover=False, access_type=DELEGATE)


account = account_with(told["password"])
protocol = account.protocol
assert protocol.version.build.major_version == 15, protocol.version
assert protocol.auth_type == "basic", protocol.auth_type
done.append("ConvertId (version and sign-in found out)")

zones = list(protocol.get_timezones(return_full_timezone_data=True))
assert len(zones) >= 50 and any(zone.id == "W. Europe Standard Time" for zone in zones)
done.append("GetServerTimeZones")

people = {}
for letter in "abcdefghijklmnopqrstuvwxyz":
    for found in protocol.resolve_names([letter], return_full_contact_data=True):
        if isinstance(found, tuple) and found[0].mailbox_type == "Mailbox" and found[1].department:
            people[found[0].email_address] = found
assert len(people) >= 55, len(people)
nobody = protocol.resolve_names(["nobody-of-that-name"])
assert isinstance(nobody[0], ErrorNameResolutionNoResults), nobody
done.append("ResolveNames")


def asked(zone, addresses, start=(2026, 10, 19), days=14, view="DetailedMerged"):
    """Free/busy from local midnights."""
    start = EWSDateTime(*start, tzinfo=EWSTimeZone(zone))
    mailboxes = [(address, "Required", False) for address in addresses]
    return list(protocol.get_free_busy_info(mailboxes, start, start + datetime.timedelta(days=days), 30, view))


def readable(address):
    """Whether the mailbox grants free/busy at all; the client gives up a whole request over one that does not."""
    try:
        return bool(asked("UTC", [address], days=1))
    except ErrorNoFreeBusyAccess:
        return False


addresses = [address for address in sorted(people) if readable(address)]
refused = len(people) - len(addresses)
assert refused == 1, refused
addresses = addresses[:50] + ["nobody@aldermoor.example"]
berlin, new_york, london, utc = (
    asked(zone, addresses) for zone in ("Europe/Berlin", "America/New_York", "Europe/London", "UTC")
)
assert len(berlin) == len(addresses)
assert isinstance(berlin[-1], ErrorMailRecipientNotFound), berlin[-1]
views, events = set(), 0
# A window of its own zone begins and ends at other instants; between them all have to tell the same.
inside = (EWSDateTime(2026, 10, 19, 8, tzinfo=EWSTimeZone("UTC")), EWSDateTime(2026, 11, 1, 20, tzinfo=EWSTimeZone("UTC")))
for views_of_one in zip(berlin, new_york, london, utc):
    if isinstance(views_of_one[0], Exception):
        continue
    lists = [
        sorted((event.start, event.end, event.busy_type) for event in view.calendar_events or []
               if inside[0] < event.end and event.start < inside[1])
        for view in views_of_one
    ]
    assert all(one == lists[0] for one in lists), views_of_one
    views.add(views_of_one[0].view_type)
    events += len(lists[0])
    # All but UTC have a day of 25 hours in these two weeks.
    assert [len(view.merged) for view in views_of_one] == [14 * 48 + 2] * 3 + [14 * 48]
    assert views_of_one[0].working_hours and views_of_one[0].working_hours_timezone
assert views == {"DetailedMerged", "FreeBusyMerged"} and events > 1000, (views, events)
subjects = [event.details.subject for view in berlin if hasattr(view, "view_type")
            for event in view.calendar_events or [] if event.details]
assert any(subjects)
for view in asked("Europe/Berlin", addresses[:3], view="MergedOnly"):
    assert view.view_type == "MergedOnly" and not view.calendar_events, view
try:
    asked("Europe/Berlin", addresses[:1], days=60)
    raise AssertionError("60 days were answered")
except ErrorTimeIntervalTooBig:
    pass
done.append(f"GetUserAvailability ({events} items alike in four zones over a change of clocks, {refused} refused)")

assert account.calendar.folder_class == "IPF.Appointment" and account.calendar.name == "Calendar"
opened, denied = 0, 0
for address in addresses[:40]:
    mailbox = Mailbox(email_address=address)
    shared = DistinguishedFolderId(id=Calendar.DISTINGUISHED_FOLDER_ID, mailbox=mailbox)
    [folder] = FolderCollection(account, [Calendar(_distinguished_id=shared, root=account.root)]).resolve()
    denied += isinstance(folder, ErrorAccessDenied)
    opened += getattr(folder, "folder_class", None) == "IPF.Appointment"
assert opened and opened + denied == 40, (opened, denied)
done.append(f"GetFolder (own calendar, {opened} of other people, {denied} denied)")

control("/scenario", {"scenario": "too-many-requests", "wait_seconds": 7})
try:
    asked("Europe/Berlin", addresses[:1])
    raise AssertionError("a busy server answered")
except ErrorServerBusy as busy:
    assert busy.back_off == 7, busy.back_off
control("/scenario", {"scenario": "normal"})
done.append("ErrorServerBusy")

before = control()["counters"]["refused_logons"]
try:
    print(account_with("wrong").protocol.version)
    raise AssertionError("a wrong password signed in")
except UnauthorizedError:
    pass
counted = control()["counters"]["refused_logons"] - before
assert counted >= 1, counted
done.append(f"401 ({counted} refused logons)")

print("exchangelib: " + "; ".join(done))
