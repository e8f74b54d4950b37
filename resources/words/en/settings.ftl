# Settings, the roster's file, and the files and key store under them: what is said about a value that cannot be used.
# $key is the dotted name of a setting, $line the line of the file (0 where there is none), $value what stands there.

## Where it is

setting-place =
    { $line ->
        [0] { $key }
       *[other] Line { $line }, { $key }
    }

## Values that cannot be used

notice-setting-not-yes-no = { setting-place }: “{ $value }” is neither true nor false.
    .remedy = Write true or false, without quotation marks.
notice-setting-not-a-number = { setting-place }: “{ $value }” is not a whole number.
    .remedy = Write digits only, without a unit.
notice-setting-out-of-range = { setting-place }: { $value } is not between { $min } and { $max }.
    .remedy = Choose a number from { $min } to { $max }.
notice-setting-not-one-of = { setting-place }: “{ $value }” is not known here.
    .remedy = Choose one of: { $allowed }.
notice-setting-shape-table = { setting-place }: a value stands where a table belongs.
    .remedy = Write [{ $key }] on a line of its own, and its settings below it.
notice-setting-shape-value = { setting-place }: a list or a table stands where one value belongs.
    .remedy = Write one value.
notice-setting-control-character = { setting-place }: the value has a line break or another invisible character in it.
    .remedy = Type it again, on one line.
notice-setting-too-long = { setting-place }: the value is longer than { $limit } characters.
    .remedy = Check what was pasted.
notice-setting-user-colon = { setting-place }: a user name has no colon.
    .remedy = Write DOMAIN\user or user@domain; the password is asked for separately.
notice-setting-url-no-scheme = { setting-place }: the address begins neither with https:// nor with http://.
    .remedy = Perhaps { $suggestion } is meant.
notice-setting-url-scheme = { setting-place }: addresses that begin with { $scheme }:// are not served.
    .remedy = Begin with https:// (or http:// inside a protected network).
notice-setting-url-blank = { setting-place }: there is a blank in the address.
    .remedy = Take the blank out; addresses have none.
notice-setting-url-backslash = { setting-place }: the address has backslashes.
    .remedy = Perhaps { $suggestion } is meant.
notice-setting-url-no-host = { setting-place }: the address names no host.
    .remedy = Write the server's name after the two slashes: https://mail.example.com/EWS/Exchange.asmx.
notice-setting-url-host = { setting-place }: the host in the address cannot be one.
    .remedy = Check the part between the two slashes and the next one.
notice-setting-url-port = { setting-place }: the port in the address cannot be one.
    .remedy = Write a number from 1 to 65535 after the colon, or leave the colon out.
notice-setting-url-user = { setting-place }: there is a user name or a password in the address.
    .remedy = Take out everything up to the @; the password is asked for separately and never kept in a file.
notice-setting-url-query = { setting-place }: something follows the path of the address.
    .remedy = Perhaps { $suggestion } is meant.
notice-setting-url-no-path = { setting-place }: the address lacks its path.
    .remedy = Usually it is { $suggestion }.
notice-setting-not-a-guid = { setting-place }: “{ $value }” is not an ID.
    .remedy = Copy the ID from the app registration's overview page; it looks like 01234567-89ab-cdef-0123-456789abcdef.
notice-setting-not-a-zone = { setting-place }: “{ $value }” is not a time zone.
    .remedy = Write system, or a name like Europe/Rome.
notice-setting-not-a-whole-path = { setting-place }: “{ $value }” is not a whole path.
    .remedy = Write it from its beginning: \\server\share\folder, or /mnt/share/folder.
notice-setting-day-ends-first = { setting-place }: the day would begin at { $start } and end at { $end }.
    .remedy = Set display.day_start and display.day_end together, the end after the start.
notice-setting-signed-in-not-here = { setting-place }: this program cannot sign in as the user of this computer here, so nothing is asked.
    .remedy = That takes Windows, or a build with Kerberos. Otherwise set exchange.account to typed.
notice-setting-kerberos-not-here = { setting-place }: this build has no Kerberos for a typed password, so nothing is asked.
    .remedy = Use a build with Kerberos, or set exchange.authentication to automatic. On Windows, exchange.account=signed-in has Kerberos too.
notice-setting-not-for-signed-in = { setting-place }: { $authentication } cannot sign in the user of this computer, so nothing is asked.
    .remedy = Set exchange.authentication to automatic, or exchange.account to typed.
notice-setting-schema = { setting-place }: “{ $value }” is not a version of this file's format.
    .remedy = Write schema = 1.
notice-setting-unknown = There is no setting { $key }.
    .remedy = “settings show” prints all settings.
notice-setting-unknown-similar = There is no setting { $key }.
    .remedy = Perhaps one of these is meant: { $similar }.
notice-setting-no-equals = “{ $key }” gives no value.
    .remedy = Write KEY=VALUE, for instance refresh_interval_seconds=60.
notice-setting-unknown-key = Line { $line }: { $key } is not a setting of this version. It stays in the file and has no effect.
    .remedy = Check its spelling. Passwords do not belong there: take them out.

## Files that cannot be used at all

notice-settings-syntax = The settings file cannot be read: line { $line }, column { $column }: { $message }.
    .remedy = Correct that line. A backslash needs single quotes: 'DOMAIN\user', 'C:\ca.pem'.
notice-settings-newer = The settings were written by a newer version of this program (schema { $schema }).
    .remedy = Update this program, or choose another profile. The file was not touched.

## Values that are accepted with a word

notice-setting-both-grants = Both ways to sign in to Office 365 are on, and operators will be offered both. Microsoft has ended Basic authentication.
    .remedy = Switch office365.grant_basic off.
notice-setting-basic-office365 = Only Basic authentication is on for Office 365. Microsoft ended it in December 2022.
    .remedy = Switch office365.grant_modern on and give the two IDs of the app registration.
notice-setting-ews-ends = Microsoft ends Exchange Web Services for Office 365 on 1 April 2027.
    .remedy = Set office365.api to graph, once the app registration has the permissions for it.
notice-setting-no-grant = No way to sign in to Office 365 is on.
    .remedy = Switch office365.grant_modern on.
notice-setting-plain-http = { $key } begins with http://: calendars travel unencrypted to { $host }.
    .remedy = Use https:// unless the network between here and there is protected.
notice-setting-plain-password = Passwords travel unencrypted to { $host }, because network.basic_over_http is on.
    .remedy = Use https://, and switch network.basic_over_http off.
notice-setting-shared-duty = The account has the name of a duty, so several desks may use it: each of them could send a wrong password once.
    .remedy = If they do, set protection.shared_folder at all of them to a folder on a network share that they may write to: after one refusal the others do not try that password.
notice-setting-shared-other = The account is not that of whoever is signed in to this computer, so several desks may use it: each of them could send a wrong password once.
    .remedy = If they do, set protection.shared_folder at all of them to a folder on a network share that they may write to: after one refusal the others do not try that password.
notice-setting-short-interval = { $seconds } seconds between refreshes is short; some servers answer it by slowing the account down.
    .remedy = 60 seconds is the usual interval.

## The roster's file

notice-people-no-name = Line { $line } of the people's file has no name, and was left out.
    .remedy = Give the name.
notice-people-no-address = Line { $line } of the people's file has no address, and was left out.
    .remedy = Give the mail address of the calendar.
notice-people-address = Line { $line } of the people's file has no valid mail address, and was left out.
    .remedy = Write an address like anna.berger@example.com.
notice-people-twice = Line { $line } of the people's file has the same address as line { $first }, and was left out.
    .remedy = Put the groups of one person into one line, separated by semicolons.
notice-people-too-many-cells = Line { $line } of the people's file has more cells than the header, and was left out.
    .remedy = Put cells that contain the separator into quotation marks.
notice-people-open-quote = A quotation mark in line { $line } of the people's file is not closed; the line was left out.
    .remedy = Close the quotation mark, or write it twice if it belongs to the text.
notice-people-zone = Line { $line } of the people's file: “{ $value }” is not a time zone, and was not used.
    .remedy = Write a name like Europe/Rome.
notice-people-favourite = Line { $line } of the people's file: “{ $value }” is neither yes nor no; taken as no.
    .remedy = Write yes, or leave the cell empty.
notice-people-substitute-unknown = Line { $line } of the people's file: the substitute is nobody of this file, and was not used.
    .remedy = Write the address of a person who has a line in this file.
notice-people-substitute-self = Line { $line } of the people's file: nobody can be their own substitute.
    .remedy = Write somebody else's address, or leave the cell empty.
notice-people-empty-file = The people's file is empty.
    .remedy = Its first line is a header with at least: name,address.
notice-people-not-text = The people's file is not text; perhaps it is a workbook.
    .remedy = Save it as CSV in the spreadsheet program.
notice-people-missing-columns = The header of the people's file lacks: { $missing }.
    .remedy = Name the columns in the first line; name and address are needed.
notice-people-none = There is nobody in the people's file.
    .remedy = Add people: “people import FILE”, with a header line and at least name and address for each.
notice-people-ignored-columns = These columns of the people's file are not used: { $columns }.
    .remedy = Known columns: name, address, department, groups, phone, mobile, title, location, zone, substitute, note, favourite.

## Files, folders, the key store

notice-file-denied = There is no permission to use { $path }.
    .remedy = Give this user the right to read and write it.
notice-file-disk-full = There is no space left for { $path }.
    .remedy = Free some space on that disk.
notice-file-missing = There is no file { $path }.
    .remedy = Check the name.
notice-file-error = { $path } cannot be used: { $reason }.
    .remedy = Check that the disk or the network drive is there.
notice-file-too-large = { $path } has more than { $limit } MiB.
    .remedy = Check whether it is the right file.
notice-file-not-text = { $path } is not text in UTF-8.
    .remedy = Save it as UTF-8 in the editor.
notice-file-changed = { $path } was changed by somebody else in the meantime. It was left as it is.
    .remedy = Look at the changes and do yours again.
notice-file-exists = { $path } is there already.
    .remedy = Choose another name, or remove that file.
notice-settings-set-aside = { $path } could not be used, and the defaults hold. A copy is in { $copy }.
    .remedy = Correct the file, or save new settings; the copy stays.
notice-no-home-folder = The system names no home folder, so there is no place for settings.
    .remedy = Choose one with --profile DIR.
notice-lock-busy = Another process has kept { $path } for { $seconds } seconds.
    .remedy = Wait a moment, or close the other window of this program.
notice-key-store-no-answer = The system's key store did not answer within { $seconds } seconds.
    .remedy = Look for its window and unlock it: the program then goes on by itself. Or sign in here: that holds until it is closed.
    .reason = no answer from the key store
notice-key-store-none = This computer has no key store, so the sign-in is asked for at each start.
    .remedy = On Linux, start the session with a key ring such as GNOME Keyring or KWallet (Secret Service). The system says: { $reason }
    .reason = not signed in
notice-key-store-locked = The system's key store is locked, so what it keeps cannot be read.
    .remedy = Unlock it and try again. Or sign in here: that holds until the program is closed.
    .reason = key store locked
notice-key-store-refused = The system's key store does not work, so what it keeps cannot be used.
    .remedy = Sign in here: that holds until the program is closed. The system says: { $reason }
    .reason = key store out of order
notice-key-store-too-long = The password is too long for the system's key store: { $bytes } bytes, where { $limit } are possible.
    .remedy = It is asked for at each start.
notice-log-unavailable = There is no log: { $reason }.
    .remedy = Check the rights on the log folder.

## settings and people on the command line

settings-saved = Saved in { $path }.
settings-nothing-changed = Nothing was changed.
people-imported =
    { $count ->
        [one] 1 person imported into { $path }.
       *[other] { $count } people imported into { $path }.
    }
people-left-out =
    { $count ->
        [one] 1 line was left out.
       *[other] { $count } lines were left out.
    }
people-kept = The people who were there before are in { $path }.
