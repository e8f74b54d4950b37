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
check-key-store = Password and key store
check-log = Log
check-connection = Connection and sign-in
check-clock = Clocks
check-answers = Answers
check-guard = Protection of the account
notice-check-people = { $count ->
        [one] One person is watched.
       *[other] { $count } people are watched.
    }
notice-check-log-folder = It is written in { $path }.
notice-check-switched-off = The program is switched off.
    .remedy = Switch it on: settings set enabled=true
notice-check-missing = Not set yet: { $keys }.
    .remedy = Set it: settings set KEY=VALUE
notice-check-server = { $host } answers.
notice-check-answered = Calendars that came: { $count } of { $asked }.
notice-check-refused = Calendars that did not come: { $count }.
notice-check-protects = Guarded against being locked: { $account }.
