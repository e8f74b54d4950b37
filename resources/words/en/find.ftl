# Finding the server, and testing the connection.

## Finding the server: the titles of the steps, and what is found. $host and $to are hosts or addresses of the web.
check-find-probe = Autodiscover
check-find-plain = Unencrypted redirect
check-find-record = Record of a name server
check-find-ask = Autodiscover, without a sign-in
check-find-sign-in = Autodiscover, with the sign-in
check-find-knock = Exchange Web Services
check-find-result = The server
notice-find-challenge = { $host } asks for a sign-in, as Exchange does.
notice-find-challenge-doubtful = { $host } asks for a sign-in, but does not look like Exchange.
notice-find-open = { $host } answers without a sign-in.
notice-find-nothing = There is no Autodiscover at { $host } (HTTP { $status }).
notice-find-unknown-host = There is no host { $host }.
notice-find-no-connection = { $host } accepts no connection.
notice-find-no-certificate = { $host } has no certificate that this computer trusts for that name.
notice-find-no-answer = { $host } gives no whole answer.
notice-find-redirect = { $host } points to { $to }.
notice-find-redirect-plain = { $host } points to { $to } without encryption, where nobody follows.
notice-find-no-redirect = { $host } points nowhere.
notice-find-round = That was tried already, or leads on without end.
notice-find-record = The record names { $host }.
notice-find-no-record = There is no record { $name }.
notice-find-no-name-server = No name server answers about { $name } ({ $reason }).
notice-find-told = { $host } names { $to }.
notice-find-no-address = { $host } knows the mailbox, but names no address for Exchange Web Services.
notice-find-other-address = { $host } says that the mailbox has another address, at { $to }.
notice-find-error = Autodiscover at { $host } answers with error { $code }.
notice-find-unreadable = What { $host } answers is not Autodiscover's.
notice-find-ews = Exchange Web Services answer at { $to }.
notice-find-no-ews = Exchange Web Services do not answer at { $to }.
notice-found-server = Found: { $url }
notice-found-guessed = Found at the usual place: { $url }
    .remedy = No server named it. Give the password with --password-stdin to be sure, or test the connection.
notice-found-silent = The servers name { $url }, but nobody answers there from here.
    .remedy = Perhaps it can be reached from another network only. Ask the administrator.
notice-found-hosted = The mailbox is in Microsoft's cloud (Exchange Online).
    .remedy = Choose Office 365: attendant-calendar settings set provider=office365
notice-found-hybrid = The servers on site say that this mailbox is in Microsoft's cloud (Exchange Online). Other mailboxes of the company may still be on site.
    .remedy = Choose Office 365: attendant-calendar settings set provider=office365. For calendars that are on site, ask the administrator for the address of the server there.
notice-found-confirm = { $host } wants a sign-in.
    .remedy = If it is the right host, confirm it: --confirm-host { $host }
notice-found-confirm-redirect = { $host } is in another domain than the mail address; a server of the domain points there. No password was sent.
    .remedy = Ask the administrator whether it is the right host. Then confirm it: --confirm-host { $host }
notice-found-confirm-plain = { $host } was learnt from an unencrypted redirect, which anybody on the way can make. No password was sent.
    .remedy = Ask the administrator whether it is the right host. Then confirm it: --confirm-host { $host }
notice-found-confirm-record = { $host } was learnt from a name server, whose answer anybody on the way can forge. No password was sent.
    .remedy = Ask the administrator whether it is the right host. Then confirm it: --confirm-host { $host }
notice-found-confirm-doubtful = { $host } wants a sign-in, but does not look like Exchange: perhaps only a web site is there. No password was sent.
    .remedy = Ask the administrator whether it is the right host. Then confirm it: --confirm-host { $host }
notice-found-elsewhere = The one sign-in was accepted, and leads on to { $host }, which wants another one. It was not sent there.
    .remedy = Ask { $host } first: --confirm-host { $host }
notice-found-refused = The search has ended, so that the account is not locked.
notice-found-nothing = No server was found.
    .remedy = Ask the administrator for the address of Exchange Web Services, https://HOST/EWS/Exchange.asmx.
notice-find-address = “{ $address }” is no mail address with a domain.
notice-find-host = “{ $host }” is no host that can be confirmed.
    .remedy = Write its name, with its port where that is not the usual one: mail.example.com:8443
notice-find-not-saved = Nothing was saved.
find-to-set = To set it:

## Testing the connection
check-head-room = Room for the server
notice-check-certificate-ends = It holds until { $date }; issued by “{ $issuer }”.
notice-check-certificate-soon = It ends in { $days ->
        [one] 1 day
       *[other] { $days } days
    }, on { $date }; issued by “{ $issuer }”.
    .remedy = Tell the administrator of the server: from that day on nothing can be sent there.
notice-check-head-room = A refresh takes { $requests ->
        [one] 1 request
       *[other] { $requests } requests
    } and { $percent } % of the { $interval } seconds between two.
notice-check-head-room-little = A refresh takes { $requests ->
        [one] 1 request
       *[other] { $requests } requests
    } and { $percent } % of the { $interval } seconds between two: little room is left for others who use the server.
    .remedy = Lengthen the interval: attendant-calendar settings set refresh_interval_seconds=300

test-title = Test the connection
test-running = Testing …
test-good = Everything works.
test-doubtful = It works, and something deserves a look.
test-failed = { $step }: { $message }
test-again = Test again
test-copy = Copy
test-copied = Copied
test-milliseconds = { $milliseconds } ms
test-open = Test the connection
