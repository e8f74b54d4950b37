# The page "Sign-in protection": what the guard knows of the account. $time: 09:37, or with its day in full.

protection-title = Sign-in protection
protection-open = Nothing holds the sign-in back.
protection-waiting = Waiting until { $time }
protection-stopped = Stopped since { $time }
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

## Before a credential that was refused is tried again

resume-title = Resume with the same password?
resume-why = If the password is still wrong, or the account is locked, this attempt is refused too, and another refusal may lock the account. Ask whoever looks after the account first.
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
office-asks = { $server } lets in who has signed in to Office 365.
office-browser = Open the browser
    .why = You sign in on Microsoft's page, which then comes back here by itself.
office-paste = Paste the address
    .why = For when the browser cannot come back by itself: it ends on an empty page whose address you paste here.
office-device = Use a code
    .why = You enter a code in a browser on this or another device. Many organisations block this way.
office-beginning = Asking Microsoft's sign-in service…
office-browser-waits = Finish the sign-in on the page that the browser shows. It is waited for until { $time }.
office-browser-help = Does the browser show an error, or nothing at all? Open the page again, or copy its address into another browser. Cancel leads to the other ways.
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
