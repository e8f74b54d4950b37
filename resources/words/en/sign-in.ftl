# The page "Sign-in protection": what the guard knows of the account. $time: 09:37, or with its day in full.

protection-title = Sign-in protection
protection-open = Nothing holds the sign-in back.
protection-waiting = Waiting until { $time }
protection-stopped = Stopped since { $time }
protection-stopped-elsewhere = Stopped: this password was refused at another desk ({ $time })
protection-refused-before = Stopped: this password was refused before ({ $time })
    .sign-in = Stopped: this sign-in was refused before ({ $time })
protection-confirm = Waiting for a confirmation
protection-no-record = Stopped: the record of sign-ins cannot be read or written
protection-nobody = Nothing is asked at the moment
protection-copy = Copy details
protection-copied = Copied

## Facts

protection-accepted = Last accepted sign-in
    .none = never
protection-elsewhere = Refused at
    .value = { $desk }, { $time }
protection-sharing = Shared stop
    .unasked = not asked for yet
    .in-force =
        { $count ->
            [one] in force; one desk uses this account
           *[other] in force; { $count } desks use this account
        }
    .away = not in force since { $time }: { $reason }
    .missing = none. Several desks may use this account; a folder in protection.shared_folder lets them stop together.
protection-refusal = Last refusal
    .none = none
    .value = { $time } ({ $reason })
protection-answer = The server's answer
protection-request = Request ID
protection-ended = What ended the stop
    .not-yet = nothing yet
    .accepted = a new password was accepted: { $time }
    .resumed = a person resumed: { $time }
protection-lost = Answers lost
    .none = none
protection-wait = Wait
    .none = none
    .server = until { $time }, because the server asked for it
    .back-off = until { $time }, because the server could not be reached
    .lost = until { $time }, because answers were lost
protection-whom = Protects
    .value = one user of this computer. Other computers, other users and other programs with the same account are not held back.
    .desks = one user of this computer, and with it the desks of the shared folder. Other programs with the same account are not held back.

## Before a credential that was refused is tried again

resume-title = Resume with the same password?
    .sign-in = Resume with the same sign-in?
    .signed-in = Resume with the signed-in user?
resume-why = If the password is still wrong, or the account is locked, this attempt is refused too, and another refusal may lock the account. Ask whoever looks after the account first.
    .sign-in = Microsoft said that the account is locked or disabled. Each attempt may prolong that. Ask whoever looks after the account first.
    .signed-in = If the account is still locked, or the server still does not take it, this attempt is refused too, and another refusal may lock the account. Ask whoever looks after the account first.
resume-go = Resume
confirm-title = Try one more password?
confirm-why = Passwords of this account were refused, and this one may be one of them, or wrong too. Another refusal may lock the account. Make sure of it first, for instance by signing in to the webmail.
confirm-go = Try it once
record-title = Begin a new record of sign-ins?
record-why = What the damaged record knew is lost: there may have been a refusal in it, and another one may lock the account. It is set aside as a copy, and the next attempt is made as carefully as after a lost answer.
record-go = Begin a new record

## Office 365: what is said once

notice-signed-in = Signed in to Office 365.
notice-signed-out = Signed out: everything that was kept of the sign-in is forgotten.

## Signing in to Office 365. $time: 09:46; $left: 4:32

office-title = Sign in to Office 365
office-asks = To read calendars, { $server } wants a sign-in to Office 365.
office-microsoft = Sign in with Microsoft (recommended)
    .why = On Microsoft's own page; the password stays there.
office-password = User name and password (discouraged)
    .why = Microsoft no longer serves this way and usually refuses it, with the right password too.
office-browser = Open the browser
    .why = You sign in on Microsoft's page, which then comes back here by itself.
office-paste = Paste the address
    .why = For when the browser cannot come back by itself: it ends on an empty page whose address you paste here.
office-device = Use a code
    .why = You enter a code in a browser on this or another device. Many organisations block this way.
office-beginning = Asking Microsoft's sign-in service…
office-browser-waits = Finish the sign-in on the page that the browser shows. It is waited for until { $time }.
office-browser-help = The browser does not come back by itself? What it shows says why:
office-shown-redirect = AADSTS50011, 500113
    .means = For your IT: add http://localhost to the registration. Until then Cancel, and paste the address or use a code.
office-shown-approval = AADSTS65001, 90094
    .means = An administrator has to approve the application first.
office-shown-policy = AADSTS53003, 53000, 50105
    .means = Your organisation does not allow it: a policy, this device, or no assignment. Ask your IT.
office-shown-ids = AADSTS700016, 90002
    .means = For your IT: the application ID or the directory ID in the settings is wrong.
office-shown-nothing = Nothing, or closed
    .means = Open the page again, or copy its address into another browser.
office-no-browser = The browser could not be opened ({ $reason }). Copy the address into one.
office-open = Open again
office-copy-address = Copy address
office-copied = Copied
office-paste-how = Sign in on the page that the browser shows. It ends on an empty page: copy that page's whole address and paste it here.
office-paste-field = Address
office-paste-begins = It begins with { $redirect }
office-paste-go = Go on
office-device-how = Open this address on any device and enter the code:
office-device-left = The code holds for { $left } more minutes.
office-device-over = The code has expired.
office-copy-code = Copy code
office-failed = The sign-in did not succeed
office-again = Try again
office-other = Another way
