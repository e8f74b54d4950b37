# The command line: what it prints, apart from --help.

notice-no-such-person = Nobody in the roster matches “{ $search }”.
    .remedy = Try a shorter beginning of the name, or the extension. The command “people list” shows everybody.
notice-no-display = There is no display to open a window on: the command “screenshot” paints it to a file, “list” prints the answers.
notice-window-failed = The window cannot be opened: { $reason }
    .remedy = The command “screenshot” paints the window without a display.
notice-picture-failed = The picture cannot be painted: { $reason }
    .remedy = Choose a smaller --size or --scale.
notice-simulator-failed = The built-in server did not start: { $reason }
    .remedy = See “simulate --help”.

## check: the titles of the steps, and what is found
check-settings = Settings
check-roster = People
check-proxy = Proxy
check-name = Name of the server
check-connect = Connection
check-tls = Encryption
check-answer = Answer of the server
check-guard = Protection of the account
check-shared-stop = Shared stop
check-sign-in = Sign-in
check-version = Version of the server
check-own-mailbox = First calendar
check-clock = Clocks
check-answers = Everybody's calendars
check-key-store = Key store
check-log = Log
notice-check-file = They are in { $path }.
notice-check-people = { $count ->
        [one] One person is watched.
       *[other] { $count } people are watched.
    }
notice-check-log-folder = It is written in { $path }.
notice-check-switched-off = The program is switched off.
    .remedy = Switch it on: attendant-calendar settings set enabled=true
notice-check-missing = Not set yet: { $keys }.
    .remedy = Set it: attendant-calendar settings set KEY=VALUE
notice-check-no-proxy = None is used.
notice-check-through-proxy = Requests go through { $host }.
notice-check-name-found = { $host } has the address { $addresses }.
notice-check-connected = { $host } accepts connections on port { $port }.
notice-check-certificate = The certificate is made out for { $host } and was issued by somebody this computer trusts.
notice-check-own-computer = None, and none is needed: { $host } is this computer.
notice-check-plain-http = The address begins with http://: calendars travel unencrypted to { $host }, and a password is not sent there.
    .remedy = Write https:// in exchange.ews_url. If the server has no TLS at all, network.basic_over_http allows it at your own risk.
notice-check-plain-password = The address begins with http://: calendars and the password travel unencrypted to { $host }.
    .remedy = Write https:// in exchange.ews_url, and switch network.basic_over_http off.
notice-check-asks-for-sign-in = { $host } asks for a sign-in ({ $ways }).
notice-check-exchange-answers = { $host } answers as Exchange does.
notice-check-graph-answers = { $host } answers as Microsoft Graph does.
notice-check-refuses-nobody = { $host } answers nobody who has not signed in (HTTP { $status }).
notice-check-protects = At most one wrong password leaves, then everything stops. This holds for one user of this computer, at { $origin }, with the account { $account }.
    .remedy = Other computers, other users and other programs with the same account are not held back.
notice-check-protects-sign-in = A sign-in that is refused is not sent again: then everything stops. This holds for one user of this computer, at { $origin }, with the account { $account }.
    .remedy = Other computers, other users and other programs with the same account are not held back.
notice-check-not-shared = It is not shared with other desks: no folder for that is set in protection.shared_folder.
notice-check-shared = { $count ->
        [one] A refusal at one desk stops all desks of the shared folder. So far one desk has used it.
       *[other] A refusal at one desk stops all desks of the shared folder. { $count } desks use it.
    }
notice-check-share-busy = Another desk holds the shared folder's lock right now.
    .remedy = If it stays so, the account is asked for by one desk after the other more slowly than they refresh: lengthen the refresh interval.
notice-check-may-leave = Nothing holds a sign-in back.
notice-check-way-out-refused = The ways out:
    .remedy = Another password: in the window, or with --password-stdin. The same one once more, after the account was unlocked: Resume in the window.
notice-check-way-out-sign-in = The ways out:
    .remedy = A new sign-in: in the window, or attendant-calendar sign-in. The same one once more, after the cause was mended: Resume in the window.
notice-check-way-out-signed-in = The way out:
    .remedy = Resume in the window, after the cause was mended.
notice-check-way-out-confirm = The way out:
    .remedy = Confirm the next attempt in the window.
notice-check-signed-in = The server accepts { $account }.
notice-check-not-refused = The server does not refuse { $account }.
notice-check-version-told = Exchange { $version }.
notice-check-version-untold = The server does not name it.
notice-check-own-came = The calendar of the account itself came.
notice-check-own-unknown = The user name is no address, so the first person of the list was asked for instead of the account itself.
notice-check-clock-agrees = { $seconds ->
        [one] This computer and the server are 1 second apart.
       *[other] This computer and the server are { $seconds } seconds apart.
    }
notice-check-clock-untold = The server does not tell its time.
notice-check-key-store-there = The system's key store can be used.
notice-check-answered = Calendars that came: { $count } of { $asked }.
notice-check-refused = Calendars that did not come: { $count }.
notice-password-not-given = There is no password on standard input. Nothing was sent.
    .remedy = Pass it on one line: printf '%s' "$PASSWORD" | attendant-calendar list --password-stdin
    .reason = no password given
notice-password-unreadable = The password cannot be read from standard input ({ $reason }). Nothing was sent.
    .remedy = Pass it as text in UTF-8, on one line.
    .reason = password unreadable
