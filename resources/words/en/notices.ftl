# What errors say to people: notice-CODE is what happened, .remedy what to do, and .reason, where there is one,
# a few words for the brackets of a sentence.
# $host is the machine that was asked, $status an HTTP status, $code the server's own name for an error, $reason the words
# of the system or of a library, in English.

## The sign-in was refused, and all requests have stopped (guard)

notice-sign-in-refused = The server refused the sign-in. All requests have stopped, so that the account is not locked.
    .remedy = The password is wrong or was changed, or the account is locked, disabled or expired; the server does not tell which. Enter the password anew. If it is right, ask the administrator about the account, then resume.
    .reason = sign-in refused
notice-sign-in-refused-handshake = The server refused the sign-in. All requests have stopped, so that the account is not locked.
    .remedy = The password is wrong or was changed, or the account is locked, disabled or expired; the server does not tell which. Enter the password anew. If it is right, ask the administrator about the account, and whether a proxy or a security program opens secure connections on the way: Exchange's Extended Protection refuses those with the right password too. Then resume.
    .reason = sign-in refused
notice-sign-in-refused-unbound = The server refused the sign-in. All requests have stopped, so that the account is not locked.
    .remedy = The password is wrong or was changed, or the account is locked, disabled or expired; the server does not tell which. It may also be Exchange's Extended Protection: the sign-in could not be tied to the server's certificate, because the connection is not https or the certificate is of a kind without such a tie. Enter the password anew. If it is right, ask the administrator, then resume.
    .reason = sign-in refused
notice-sign-in-refused-signed-in = The server refused the user who is signed in to this computer. All requests have stopped, so that the account is not locked.
    .remedy = The account may be locked, disabled or expired, it may have no mailbox there, or its password was changed since the sign-in to this computer: lock and unlock the computer, or run kinit. Exchange's Extended Protection may also see something on the way that opens secure connections. Ask the administrator, then resume.
    .reason = sign-in refused
notice-kerberos-revoked = The domain says that the account is locked or disabled. All requests have stopped.
    .remedy = Ask the administrator to unlock or enable the account, then resume.
    .reason = account locked or disabled
notice-kerberos-password-expired = The domain says that the account's password has expired. All requests have stopped.
    .remedy = Change the password where you usually do, sign in to this computer anew or run kinit, then resume.
    .reason = password expired
notice-kerberos-refused = The domain refused the account a ticket (Kerberos error { $number }). All requests have stopped, so that the account is not locked.
    .remedy = Run kinit and see what it says. If it succeeds, resume; otherwise tell the administrator the number.
    .reason = refused by the domain
notice-account-locked = The server says that the account is locked. All requests have stopped.
    .remedy = Wait until the lock ends, or ask the administrator to unlock the account. Then enter the password anew, or resume.
    .reason = account locked
notice-account-disabled = The server says that the account is disabled. All requests have stopped.
    .remedy = Ask the administrator to enable the account, then resume; or sign in with another account.
    .reason = account disabled
notice-password-expired = The password has expired or must be changed. All requests have stopped.
    .remedy = Change the password where you usually do, then enter the new one here.
    .reason = password expired
notice-not-allowed = The sign-in may be right, but the server does not allow its use here (HTTP { $status }). All requests have stopped.
    .remedy = Exchange Web Services (EWS) may be switched off for this account or for this program. Only the Exchange administrator can allow it; another password does not help. Then resume.
    .reason = not allowed by the server
notice-log-on-page = A log-on page for browsers came in place of an answer (HTTP { $status }). The password may have been refused, so all requests have stopped.
    .remedy = Check the address in the settings; the one for programs is https://HOST/EWS/Exchange.asmx. If it is that already, a log-on page stands in front of Exchange, and the administrator has to open the way for EWS. Then resume.
    .reason = a log-on page instead of Exchange
notice-refused-elsewhere = The server refused this password at another desk, { $desk }. It is not tried here, so that the account is not locked.
    .remedy = Enter another password if there is a new one. If this one is right, ask whoever looks after the account; once it is accepted at any desk, this one goes on by itself. Resume tries it once from here.
    .reason = password refused at another desk
notice-refused-before = This password was refused before. It is not tried again by itself.
    .remedy = Enter another password. If this one is right after all, resume.
    .reason = password refused before
notice-needs-confirmation = Two different passwords were refused within half an hour, or this one cannot be told from a refused one. One more wrong one could lock the account.
    .remedy = Make sure of the password first, for instance by signing in to the webmail. Then confirm the next attempt.
    .reason = waiting for a confirmation
notice-office365-basic-refused = Office 365 refused the name or the password. All requests have stopped, so that the account is not locked.
    .remedy = Microsoft no longer serves this way to sign in (Basic authentication) and refuses the right password, too. Sign in with Microsoft instead; where that is not offered, ask your IT to switch office365.grant_modern on.
    .reason = name or password not accepted
notice-office365-basic-not-offered = { $host } no longer offers a sign-in with name and password. No password was sent.
    .remedy = Sign in with Microsoft instead; where that is not offered, ask your IT to switch office365.grant_modern on.
    .reason = no sign-in with name and password
notice-office365-not-allowed = Your organisation does not allow Exchange Web Services (EWS) here (HTTP { $status }). All requests have stopped. Microsoft ends EWS for everybody on 1 April 2027.
    .remedy = For your IT: use Microsoft Graph instead (attendant-calendar settings set office365.api=graph). Until then EWS can be allowed again, in Exchange Online PowerShell, with Set-OrganizationConfig -EwsEnabled:$true and, with this app's client ID in the list, Set-OrganizationConfig -EwsAllowedAppIDs; it may take a day. Then resume.
    .reason = EWS not allowed
notice-sign-in-refused-before = This sign-in was refused before. It is not tried again by itself.
    .remedy = Sign in again. If it holds after all, resume.
    .reason = sign-in refused before
notice-sign-in-needs-confirmation = Other sign-ins were refused within half an hour, or this one cannot be told from a refused one.
    .remedy = Sign in again, or confirm the next attempt.
    .reason = waiting for a confirmation
notice-log-on-page-sign-in = A log-on page for browsers came in place of an answer (HTTP { $status }). All requests have stopped.
    .remedy = For your IT: check office365.cloud and the addresses in the settings. If they are right, a log-on page stands in front of Exchange Online. Then resume.
    .reason = a log-on page instead of Exchange
notice-waiting-lost-answers-sign-in =
    { $minutes ->
        [one] Two answers were lost. Each could have been a refused sign-in, so the program waits for 1 more minute.
       *[other] Two answers were lost. Each could have been a refused sign-in, so the program waits for { $minutes } more minutes.
    }
    .remedy = Check the network. If it is well, try once now.
    .reason = answers were lost
notice-redirected-sign-in = The server points to another address: { $to }. It was not followed, so that the sign-in stays here.
    .remedy = For your IT: check office365.cloud and the addresses in the settings.
    .reason = moved to another address
notice-sign-in-over-http = The address of { $host } begins with http://, where anybody on the way could read the sign-in. It was not sent.
    .remedy = For your IT: write https:// in the addresses of the settings.
    .reason = sign-in not sent without encryption

## Waiting (guard)

notice-waiting-server =
    { $minutes ->
        [one] The server asked for a pause: about 1 minute is left.
       *[other] The server asked for a pause: about { $minutes } minutes are left.
    }
    .remedy = Nothing needs to be done: the program goes on by itself. If it happens often, lengthen the refresh interval.
    .reason = the server asked for a pause
notice-waiting-server-hours = The server asked for a pause: about { $hours } hours are left.
    .remedy = Nothing leaves before it ends. You may try once now; if it stays so, tell the administrator of the server.
    .reason = the server asked for a pause
notice-waiting-server-days = The server asked for a pause: about { $days } days are left.
    .remedy = Nothing leaves before it ends. You may try once now; if it stays so, tell the administrator of the server.
    .reason = the server asked for a pause
notice-waiting-back-off =
    { $minutes ->
        [one] The server could not be reached. The next attempt is within 1 minute.
       *[other] The server could not be reached. The next attempt is within { $minutes } minutes.
    }
    .remedy = The program tries again by itself; Refresh tries at once.
    .reason = server not reached
notice-waiting-lost-answers =
    { $minutes ->
        [one] Two answers were lost. Each could have been a refused sign-in, so the program waits for 1 more minute.
       *[other] Two answers were lost. Each could have been a refused sign-in, so the program waits for { $minutes } more minutes.
    }
    .remedy = Check the network. If it is well and the password is right, try once now.
    .reason = answers were lost
notice-another-process = Another running copy of this program is still waiting for the server.
    .remedy = Nothing needs to be done: only one request at a time leaves this computer. If it stays so, close the other copy.
    .reason = another copy is asking
notice-share-away = The shared folder cannot be used, so a refusal at another desk does not stop this one: { $reason }
    .remedy = Nothing is held back meanwhile, and the folder is tried again by itself. Make sure that the network share is connected and that everybody at the desks may write to it. It is named in protection.shared_folder.
    .reason = shared folder away
notice-no-record = The record that protects the account cannot be kept, so nothing is sent: { $reason }
    .remedy = Make sure that this folder can be written to and that the disk is not full. If the file is damaged, resume: it is set aside and begun anew.
    .reason = no protection record

## Nothing was sent (net)

notice-unknown-host = The server { $host } was not found: its name is not known on this network.
    .remedy = Check the address in the settings, the network connection, and the company network (VPN) where it is needed.
    .reason = server not found
notice-sign-in-not-offered = { $host } does not offer the way to sign in that is needed. No password was sent.
    .remedy = The server offers { $offered }; the program needs { $wanted }. Set exchange.authentication to automatic, or ask the administrator to switch Windows authentication on for Exchange Web Services.
    .reason = no way to sign in
notice-sign-in-none-offered = { $host } wants a sign-in and does not say how. No password was sent.
    .remedy = The program needs one of { $wanted }. Check the address in the settings; ask the administrator which ways to sign in Exchange Web Services offers.
    .reason = no way to sign in
notice-sign-in-message = The sign-in at { $host } could not be carried out ({ $reason }). No password was sent.
    .remedy = Check the user name in the settings: DOMAIN\user or user@domain. If it is right, tell the administrator; something between may be changing what the server sends.
    .reason = sign-in not possible
notice-connection-not-kept = { $host } ends the connection in the middle of the sign-in. No password was sent.
    .remedy = NTLM and Negotiate need one lasting connection. A proxy or load balancer on the way may not keep connections; the administrator can change that.
    .reason = connection not kept
notice-kerberos-no-ticket = There is no Kerberos ticket for the sign-in at { $host }. Nothing was sent.
    .remedy = Get one: run kinit in a terminal. On Windows, sign in to the computer with an account of the domain. The program then goes on by itself.
    .reason = no Kerberos ticket
notice-kerberos-ticket-expired = The Kerberos ticket for the sign-in at { $host } has expired. Nothing was sent.
    .remedy = Get a new one: run kinit in a terminal. The program then goes on by itself.
    .reason = Kerberos ticket expired
notice-kerberos-no-service = The domain knows no web service at { $host }, so there is no Kerberos ticket for it. Nothing was sent.
    .remedy = Check whether the address in the settings is the server's usual name. The administrator can register the service: HTTP/{ $host } (setspn).
    .reason = service not known to the domain
notice-kerberos-no-kdc = No domain controller gives a Kerberos ticket for { $host } ({ $reason }). Nothing was sent.
    .remedy = Check the network, and the company network (VPN) where it is needed. The program tries again by itself.
    .reason = no domain controller
notice-kerberos-clock = Kerberos gives no ticket for { $host }, because the clock of this computer is wrong. Nothing was sent.
    .remedy = Set the clock, or have the system set it; five minutes are too much for Kerberos. The program then goes on by itself.
    .reason = wrong clock
notice-connection-refused = The server { $host } refuses the connection.
    .remedy = It may be restarting. If it stays so, check the address and its port in the settings.
    .reason = connection refused
notice-network-unreachable = There is no way to { $host } from here.
    .remedy = Check the network connection, and the company network (VPN) where it is needed.
    .reason = no network
notice-connect-timeout = The server { $host } does not answer.
    .remedy = Check the network, the company network (VPN), and whether a firewall lets this computer through.
    .reason = server does not answer
notice-certificate-unknown-issuer = The certificate of { $host } was issued by nobody this computer trusts. Nothing was sent.
    .remedy = If your company has its own certificate authority, ask for its certificate and name the file in network.ca_file, or have it installed on this computer. Otherwise do not go on: somebody may be in between.
    .reason = certificate not trusted
notice-certificate-expired = The certificate of { $host } has expired. Nothing was sent.
    .remedy = Check the date of this computer. If it is right, the administrator of the server has to renew the certificate.
    .reason = certificate expired
notice-certificate-not-yet-valid = The certificate of { $host } is not valid yet. Nothing was sent.
    .remedy = Check the date of this computer: it is probably in the past.
    .reason = certificate not valid yet
notice-certificate-wrong-name = The certificate of { $host } is made out for another name. Nothing was sent.
    .remedy = Use the name that is in the certificate as the address in the settings; the administrator knows it.
    .reason = certificate for another name
notice-certificate-revoked = The certificate of { $host } was revoked by its issuer. Nothing was sent.
    .remedy = Tell the administrator of the server. Do not go on: somebody may be in between.
    .reason = certificate revoked
notice-certificate-not-accepted = The certificate of { $host } cannot be accepted ({ $reason }). Nothing was sent.
    .remedy = Tell the administrator of the server. A company's own certificates can be named in network.ca_file.
    .reason = certificate not accepted
notice-tls-failed = No secure connection to { $host } could be made ({ $reason }). Nothing was sent.
    .remedy = The server must offer TLS 1.2 or newer on this port. Check the address and its port, and tell the administrator.
    .reason = no secure connection
notice-proxy-sign-in = The proxy { $host } asks for a sign-in of its own.
    .remedy = Ask the network's administrator to let this computer through to the Exchange server without one. A proxy's password may stand in the system's proxy settings (HTTPS_PROXY), never in the settings of this program.
    .reason = the proxy asks for a sign-in
notice-proxy-failed = The proxy { $host } makes no connection ({ $reason }).
    .remedy = Check network.proxy in the settings: system, none, or an address. Inside a company network, none is often right.
    .reason = proxy failed
notice-password-over-http = The address of { $host } begins with http://, where anybody on the way could read the password. It was not sent.
    .remedy = Write https:// in the address. If the server has no TLS at all, network.basic_over_http allows it at your own risk.
    .reason = password not sent without encryption
notice-not-sent = No connection to { $host } could be made ({ $reason }).
    .remedy = Check the address in the settings and the network. The program tries again by itself.
    .reason = no connection

## No answer, or half of one (net)

notice-no-answer-in-time = The server { $host } did not answer in time.
    .remedy = It may be overloaded. The program first makes sure that the server is there, before it signs in again.
    .reason = no answer in time
notice-answer-lost = The connection to { $host } was cut before the answer came.
    .remedy = Usually a restart of the server or of the network. The program first makes sure that the server is there, before it signs in again.
    .reason = the answer was lost
notice-answer-not-http = What { $host } sends is not an answer of a web server.
    .remedy = Check the address and its port in the settings: another service may be listening there.
    .reason = not a web server
notice-answer-too-slow = The answer of { $host } took too long and was not complete.
    .remedy = The network may be slow. The program asks for fewer people at a time by itself.
    .reason = answer too slow
notice-answer-cut = The answer of { $host } broke off in the middle.
    .remedy = Usually passing. If it stays so, something between here and the server cuts answers: tell the network's administrator.
    .reason = half an answer
notice-answer-too-large = The answer of { $host } is larger than { $limit } MiB and was not read.
    .remedy = This is no answer of an Exchange server. Check the address in the settings.
    .reason = answer too large

## The client could not be set up (net)

notice-ca-file-unreadable = The certificate file { $path } cannot be read ({ $reason }).
    .remedy = Check network.ca_file in the settings, and whether you may read the file.
notice-ca-file-useless = There is no usable certificate in { $path }.
    .remedy = Export the certificate of your company's authority as PEM (Base64) or DER, and name that file in network.ca_file.
notice-proxy-address = The proxy's address is not one of an HTTP proxy.
    .remedy = Write network.proxy as http://proxy.example.com:8080, or system, or none.
notice-tls-unavailable = Secure connections cannot be set up on this computer ({ $reason }).
    .remedy = The system's certificates could not be read. On Linux, install the package ca-certificates.

## The server's answer is of no use (source)

notice-slow-down = The server asks to slow down.
    .remedy = The program waits as long as the server wants, then goes on by itself. If it happens often, lengthen the refresh interval.
    .reason = the server asks to slow down
notice-redirected-log-on = The address points to a log-on page for browsers ({ $to }).
    .remedy = In the settings, use the address for programs: https://{ $host }/EWS/Exchange.asmx. If it is that already, a log-on page stands in front of Exchange, and the administrator has to open the way for EWS.
    .reason = a log-on page instead of Exchange
notice-redirected-https = The server wants https:// in place of http://.
    .remedy = Change the address in the settings to { $to }.
    .reason = https wanted
notice-redirected = The server points to another address: { $to }. It was not followed, so that the password stays here.
    .remedy = If you trust that address, write it in the settings; the password is then asked for anew.
    .reason = moved to another address
notice-no-service = There is no Exchange service at this address of { $host } (HTTP { $status }).
    .remedy = The address usually is https://{ $host }/EWS/Exchange.asmx. Check it in the settings.
    .reason = no Exchange at this address
notice-server-error = The server { $host } answers with an error (HTTP { $status }).
    .remedy = Usually passing: the program tries again by itself. If it stays so, tell the administrator; the log has the time and the server's id of the request.
    .reason = server error
notice-server-fault = Exchange reports an error: { $code }
    .remedy = Usually passing: the program tries again by itself. If it stays so, tell the administrator this code; the log has the time and the server's id of the request.
    .reason = error of Exchange
notice-version-unknown = The server does not know the Exchange version of the settings ({ $code }).
    .remedy = Set exchange.version to detect.
    .reason = Exchange version not known
notice-answer-web-page = The server { $host } answers with a web page instead of calendars.
    .remedy = Something stands in front of Exchange: a log-on page, a filter, or another address is meant. It usually is https://{ $host }/EWS/Exchange.asmx.
    .reason = a web page instead of Exchange
notice-answer-not-exchange = The answer of { $host } is not one of Exchange.
    .remedy = Check the address in the settings; it usually is https://{ $host }/EWS/Exchange.asmx.
    .reason = not an answer of Exchange
notice-answer-count = The server answered for { $answered } of { $asked } mailboxes, so nobody knows whose calendars they are. They are not shown.
    .remedy = Usually passing. If it stays so, tell the administrator.
    .reason = incomplete answer
notice-too-many-mailboxes = The server does not answer for that many mailboxes at once.
    .remedy = The program asks for fewer at a time by itself.
    .reason = too many at once
notice-window-too-long = The server does not answer for that many days at once.
    .remedy = The program asks for fewer days by itself.
    .reason = too many days at once
notice-not-offered = This server does not offer that.
    .remedy = Nothing else is concerned. A newer Exchange may offer it.
    .reason = not offered by this server

## One mailbox (source)

notice-mailbox-not-found = The server does not know this address ({ $code }).
    .remedy = Correct the address in the list of people.
    .reason = address not known
notice-mailbox-no-access = The account may not see even free and busy of this calendar ({ $code }).
    .remedy = The colleague, or the Exchange administrator, has to allow it: right “free/busy time” for the calendar.
    .reason = no access to the calendar
notice-mailbox-passing = The server could not read this calendar just now ({ $code }).
    .remedy = The program asks again by itself.
    .reason = not available just now
notice-mailbox-other-server = This mailbox is on another server that cannot be asked just now ({ $code }).
    .remedy = If it stays so, tell the Exchange administrator this code.
    .reason = other server not available
notice-mailbox-no-events = The server keeps the times of this calendar back.
    .remedy = Usually a distribution list or a mailbox elsewhere. Enter the person's own address.
    .reason = times not given
notice-mailbox-too-much = This calendar has more in it than the server gives at once ({ $code }).
    .remedy = The program asks for fewer days by itself.
    .reason = too much in the calendar
notice-mailbox-unreadable = The server's answer for this calendar cannot be read ({ $code }).
    .remedy = If it stays so, tell us: one entry of the calendar is written in an unknown way.
    .reason = unreadable answer
notice-mailbox-error = The server could not read this calendar ({ $code }).
    .remedy = If it stays so, tell the Exchange administrator this code.
    .reason = error of the server

## Clocks (source)

notice-clock-behind =
    { $minutes ->
        [one] The clock of this computer is 1 minute behind the server's.
       *[other] The clock of this computer is { $minutes } minutes behind the server's.
    }
    .remedy = All times on the board are this computer's. Set its clock, or have the system set it.
notice-clock-ahead =
    { $minutes ->
        [one] The clock of this computer is 1 minute ahead of the server's.
       *[other] The clock of this computer is { $minutes } minutes ahead of the server's.
    }
    .remedy = All times on the board are this computer's. Set its clock, or have the system set it.

# The session: why nothing is asked.
notice-switched-off = The calendars are switched off.
    .remedy = Switch them on: attendant-calendar settings set enabled=true
    .reason = switched off
notice-not-available-yet = This way to sign in is not available yet.
    .remedy = For a server on site choose Basic: attendant-calendar settings set provider=exchange exchange.authentication=basic
    .reason = this way to sign in is not available yet
notice-not-configured = No server is set up yet; missing: { $keys }.
    .remedy = Set it up: attendant-calendar settings set exchange.ews_url=https://HOST/EWS/Exchange.asmx exchange.username=NAME
    .reason = not set up yet
notice-no-password = The account's password is not known.
    .remedy = Enter it in the window, or pass it with --password-stdin.
    .reason = password not known

# The session: what has just changed.
notice-settings-applied = The new settings are in force: { $keys }.
    .remedy = Nothing has to be started anew.
notice-people-cannot-append = Nobody can be added at the end of the people's file.
    .remedy = Look at its last lines: a quotation mark may not be closed, or the person is there already.
    .reason = people's file cannot be added to
notice-people-applied =
    { $people ->
        [one] The list of people has changed: 1 person now, { $added } added, { $removed } removed.
       *[other] The list of people has changed: { $people } people now, { $added } added, { $removed } removed.
    }
    .remedy = Nothing has to be started anew.
notice-settings-old-stay = The new settings cannot be used; those from before stay in force.
    .remedy = Mend what is named beside this, and save the settings again.
