# The main window.

window-title = Attendant Calendar
window-title-demo = Attendant Calendar – demo

search-placeholder = Search name, ext., dept…
demo-tag = DEMO
demo-menu = What the demo's server does
demo-menu-why = It is a real server on this computer, and misbehaves as you choose.
demo-drill-count = { $refused } of { $threshold } refused
demo-drill-open = Somebody else has changed the password, and the account locks at { $threshold } refused logons. The domain controller has counted { $refused }.
demo-drill-locked = Somebody else has changed the password. The domain controller has counted { $refused } refused logons, and locked the account.
demo-drill-password = The new password is { $password }
today = Today

## The state of the board, in the top bar. $time: 09:41:20; $next: 09:43; $age: 4 min

state-live = Live
state-stale = Stale
state-waiting = Waiting
state-paused = Paused
state-offline = Offline
state-disabled = Not connected
state-connecting = Connecting…
state-refreshing = refreshing…
state-next = next { $time }
state-age = { $age } old
state-age-new = under 1 min old

## Buttons and their tool tips

refresh = Refresh
help = Help
day-before = Previous day
day-after = Next day
# $keys: F5
tip-keys = { $text }  ({ $keys })

## Tabs

group-all = All
group-favourites = Favourites
free-now = Free now

## Headings of the columns

heading-name = Name
heading-department = Department
heading-phone = Ext.
heading-now = Now
heading-until = until
heading-next-free = next free

## In rows. $time: 09:12

as-of = as of { $time }
# $hours: +1, −2, +5:30
zone-badge = { $hours }h

## When there is nothing to list

empty-search = Nobody matches “{ $query }”.
empty-search-hint = Esc clears the search.
empty-group = Nobody is in this group.
empty-free = Nobody here is free now.
empty-free-hint = Ctrl+E shows everybody again.
first-run-title = Nobody to watch yet
first-run-people = Import the people you answer for:
first-run-server-title = No calendar server yet
first-run-server = Say where the calendars are, and who signs in:
first-run-file = The settings are in { $file }.

## Whoever the directory found. $name: Ada Monti; $list: Sales; $reason: a sentence

directory-title = In the directory
directory-asking = asking…
directory-found =
    { $count ->
        [0] nobody else
        [one] 1 not monitored
       *[other] { $count } not monitored
    }
directory-more = { $count } not monitored, and more: type another letter
directory-members =
    { $count ->
        [0] { $list } has no members.
        [one] { $list }: 1 member, { $others } not monitored
       *[other] { $list }: { $count } members, { $others } not monitored
    }
directory-members-more = { $list }: { $count } members, { $others } not monitored, and more than these
directory-add-all = Add all { $count }
directory-failed = not asked: { $reason }
guest-person = not monitored
guest-room = room, not monitored
guest-list = list
guest-hint-person = { $name }: not monitored.
guest-hint-list = { $name }: a list of people.
guest-sentence = { $sentence } Not monitored.
guest-show = Show the day
guest-show-list = Show the members
guest-add = Add to board
guest-not-added = The people's file could not be written.
# $text: what the mailbox answers
automatic-reply = Automatic reply: { $text }

## Spoken line

spoken-nobody = Select somebody to read the answer here.
spoken-copied = Copied: { $text }
spoken-no-number = { $name } has no number.

## Banner

banner-more =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }
banner-details = Details
remedy-password = Enter password
remedy-resume = Resume
remedy-try-once = Try once now
remedy-settings = Settings
remedy-log = Log
remedy-sign-in = Sign in
remedy-sign-out = Sign out
remedy-confirm = Try this password
remedy-use-graph = Use Graph instead
remedy-ask-now = Try now
remedy-protection = Protection

## Dialogs

cancel = Cancel
back = Back
close = Close
password-title = Password
password-asks = { $server } asks for the password of this account.
password-why = It is used for this session only, unless you let it be remembered.
password-domain = If the server does not know this name, write it with its domain in the settings: DOMAIN\user or user@domain.
password-account = Account
password-name = user@example.com
password-field = Password
password-remember = Remember it in the key store of this computer
password-go = Sign in
details-title = What is known
details-server = Server
details-account = Account
details-since = since { $time }
details-settings = Settings
details-log = Log
help-title = Help
help-keys = Keys
help-places = Places
help-version = Version
help-typing = Any letter or digit starts a search.

## Keys

key-search = Search
key-back = Clear the search, close this
key-move = Move in the list
key-page = Move by a page
key-ends = First, last
key-next-free = Next person who is free
key-previous-free = Previous person who is free
key-free-now = Only people who are free now
key-group = Group
key-days = Previous, next day
key-today = Today
key-refresh = Refresh now
key-show = Show the day of somebody not monitored
key-add = Add to the board
key-copy-number = Copy the number
key-copy-sentence = Copy the sentence
key-controls = Next, previous control
key-protection = Sign-in protection
key-test = Test the connection
key-help = These keys
key-quit = Quit

## Scenarios of the demo

scenario-normal = All is well
scenario-password-changed = Password changed
scenario-lockout-drill = Lock-out drill
scenario-account-locked = Account locked
scenario-account-disabled = Account disabled
scenario-sign-in-forgotten = The sign-in is forgotten
scenario-too-many-requests = Too many requests
scenario-server-down = Server down
scenario-slow = Slow server
scenario-half-answer = Half an answer
scenario-nonsense = Nonsense
scenario-wrong-clock = Wrong clock
scenario-log-on-page = Log-on page in front
scenario-forbidden = Access forbidden
scenario-not-found = Wrong address
scenario-internal-error = Server error
scenario-huge-answer = Answer without end
scenario-no-answer = No answer
scenario-odd-person = One odd calendar
