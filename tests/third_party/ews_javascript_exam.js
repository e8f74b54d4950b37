// Uses the built-in server with ews-javascript-api as its own documentation does. Argument: the announcement's file.
'use strict';
const assert = require('assert');
const fs = require('fs');
const ews = require('ews-javascript-api');
const told = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const done = [];

function service(version, password) {
  const exchange = new ews.ExchangeService(version);
  exchange.Credentials = new ews.WebCredentials(told.account, password);
  exchange.Url = new ews.Uri(told.ews_url);
  return exchange;
}

// Instants and types of everything between two instants that every window of the test contains.
function items(response) {
  const [from, to] = [Date.UTC(2026, 9, 19, 8), Date.UTC(2026, 10, 1, 20)];
  return response.CalendarEvents.map((event) => ({
    start: event.StartTime.TotalMilliSeconds,
    end: event.EndTime.TotalMilliSeconds,
    type: event.FreeBusyStatus,
  })).filter((event) => from < event.end && event.start < to);
}

async function exam() {
  const found = new Map();
  const newest = service(ews.ExchangeVersion.Exchange2016, told.password);
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    const names = await newest.ResolveName(letter, ews.ResolveNameSearchLocation.DirectoryOnly, true);
    for (const name of names.GetEnumerator()) {
      if (name.Contact && name.Contact.JobTitle) found.set(name.Mailbox.Address, name.Contact.DisplayName);
    }
  }
  assert(found.size >= 55, `${found.size} people`);
  assert.strictEqual(newest.ServerInfo.MajorVersion, 15);
  done.push('ResolveName');

  const addresses = [...found.keys()].sort().slice(0, 40).concat('nobody@aldermoor.example');
  const answers = {};
  for (const version of ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013', 'Exchange2016']) {
    const exchange = service(ews.ExchangeVersion[version], told.password);
    const window = new ews.TimeWindow(new ews.DateTime(2026, 10, 19), new ews.DateTime(2026, 11, 2));
    const people = addresses.map((address) => new ews.AttendeeInfo(address));
    const wanted = ews.AvailabilityData.FreeBusyAndSuggestions;
    const results = await exchange.GetUserAvailability(people, window, wanted);
    const responses = results.AttendeesAvailability.Responses;
    assert.strictEqual(responses.length, addresses.length);
    assert.strictEqual(responses[responses.length - 1].ErrorCode, ews.ServiceError.ErrorMailRecipientNotFound);
    answers[version] = responses.slice(0, -1).map(items);
    const first = responses.find((response) => response.CalendarEvents.length > 0);
    assert(first.WorkingHours && first.WorkingHours.DaysOfTheWeek.length >= 4, 'working hours');
  }
  // Below 2013 nobody knows "working elsewhere": types are compared within each of the two halves.
  assert.deepStrictEqual(answers.Exchange2007_SP1, answers.Exchange2010_SP2);
  assert.deepStrictEqual(answers.Exchange2013, answers.Exchange2016);
  const times = (answer) => answer.map((list) => list.map(({ start, end }) => [start, end]));
  assert.deepStrictEqual(times(answers.Exchange2007_SP1), times(answers.Exchange2013));
  const all = answers.Exchange2013.flat();
  assert(all.length > 800, `${all.length} items`);
  // Independent of the zone this runs in: printed, so that runs in several zones can be compared.
  const sum = all.reduce((total, { start, end, type }) => (total * 31 + start / 60000 + end / 1000 + type) % 1e9, 7);
  done.push(`GetUserAvailability (4 versions, ${all.length} items, checksum ${sum})`);

  const calendar = await ews.Folder.Bind(newest, ews.WellKnownFolderName.Calendar);
  assert.strictEqual(calendar.DisplayName, 'Calendar');
  const again = await ews.Folder.Bind(newest, calendar.Id);
  assert.strictEqual(again.Id.UniqueId, calendar.Id.UniqueId);
  done.push('Folder.Bind');

  // Elsewhere the client trips over the seconds of its own zone's offset in the year 1.
  if (process.env.TZ === 'UTC') {
    const zones = await newest.GetServerTimeZones();
    assert(zones.length >= 50);
    done.push(`GetServerTimeZones (${zones.length})`);
  }

  const wrong = service(ews.ExchangeVersion.Exchange2013, 'wrong');
  await assert.rejects(ews.Folder.Bind(wrong, ews.WellKnownFolderName.Calendar), (error) => /401|nauthorized/.test(String(error.message || error)));
  done.push('401');
  console.log(`ews-javascript-api (${process.env.TZ}): ${done.join('; ')}`);
}

exam().catch((error) => {
  console.error(`ews-javascript-api (${process.env.TZ}): failed after ${done.join('; ') || 'nothing'}:`, error);
  process.exit(1);
});
