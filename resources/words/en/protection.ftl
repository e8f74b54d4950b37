# The page "Sign-in protection": what the guard knows of the account. $time: 09:37, or with its day in full.

protection-title = Sign-in protection
protection-open = Nothing holds the sign-in back.
protection-waiting = Waiting until { $time }
protection-stopped = Stopped since { $time }
protection-refused-before = Stopped: this password was refused before ({ $time })
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
confirm-why = Two different passwords were refused within half an hour. If this one is wrong too, that may lock the account. Make sure of it first, for instance by signing in to the webmail.
confirm-go = Try it once
record-title = Begin a new record of sign-ins?
record-why = What the damaged record knew is lost: there may have been a refusal in it, and another one may lock the account. It is set aside as a copy, and the next attempt is made as carefully as after a lost answer.
record-go = Begin a new record
