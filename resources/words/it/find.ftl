# Trovare il server, e provare la connessione.

## Trovare il server: i titoli dei passi, e che cosa si trova. $host e $to sono host o indirizzi web.
check-find-probe = Autodiscover
check-find-plain = Rinvio in chiaro
check-find-record = Voce di un server dei nomi
check-find-ask = Autodiscover, senza accesso
check-find-sign-in = Autodiscover, con l’accesso
check-find-knock = Servizi web di Exchange
check-find-result = Il server
notice-find-challenge = { $host } chiede un accesso, come fa Exchange.
notice-find-challenge-doubtful = { $host } chiede un accesso, ma non sembra Exchange.
notice-find-open = { $host } risponde senza accesso.
notice-find-nothing = Presso { $host } non c’è Autodiscover (HTTP { $status }).
notice-find-unknown-host = L’host { $host } non esiste.
notice-find-no-connection = { $host } non accetta connessioni.
notice-find-no-certificate = { $host } non ha un certificato che per quel nome sia fidato per questo computer.
notice-find-no-answer = { $host } non dà una risposta intera.
notice-find-redirect = { $host } rinvia a { $to }.
notice-find-redirect-plain = { $host } rinvia a { $to } in chiaro, e non lo si segue.
notice-find-no-redirect = { $host } non rinvia a niente.
notice-find-round = È già stato tentato, o porta avanti senza fine.
notice-find-record = La voce nomina { $host }.
notice-find-no-record = Non c’è una voce { $name }.
notice-find-no-name-server = Nessun server dei nomi risponde su { $name } ({ $reason }).
notice-find-told = { $host } nomina { $to }.
notice-find-no-address = { $host } conosce la casella, ma non nomina un indirizzo dei servizi web di Exchange.
notice-find-other-address = { $host } dice che la casella ha un altro indirizzo, presso { $to }.
notice-find-error = Autodiscover presso { $host } risponde con l’errore { $code }.
notice-find-unreadable = Ciò che { $host } risponde non è di Autodiscover.
notice-find-ews = I servizi web di Exchange rispondono a { $to }.
notice-find-no-ews = I servizi web di Exchange non rispondono a { $to }.
notice-found-server = Trovato: { $url }
notice-found-guessed = Trovato al posto consueto: { $url }
    .remedy = Nessun server lo ha nominato. Per esserne certi dare la password con --password-stdin, o provare la connessione.
notice-found-silent = I server nominano { $url }, ma da qui nessuno vi risponde.
    .remedy = Forse è raggiungibile solo da un’altra rete. Chiedere all’amministratore.
notice-found-hosted = La casella è nel cloud di Microsoft (Exchange Online).
    .remedy = Scegliere Office 365: attendant-calendar settings set provider=office365
notice-found-hybrid = I server in sede dicono che questa casella è nel cloud di Microsoft (Exchange Online). Altre caselle dell’azienda possono essere ancora in sede.
    .remedy = Scegliere Office 365: attendant-calendar settings set provider=office365. Per i calendari in sede chiedere all’amministratore l’indirizzo di quel server.
notice-found-confirm = { $host } chiede un accesso.
    .remedy = Se è l’host giusto, confermarlo: --confirm-host { $host }
notice-found-confirm-redirect = { $host } è in un altro dominio rispetto all’indirizzo di posta; vi rinvia un server del dominio. Nessuna password è stata inviata.
    .remedy = Chiedere all’amministratore se è l’host giusto. Poi confermarlo: --confirm-host { $host }
notice-found-confirm-plain = { $host } viene da un rinvio in chiaro, che chiunque lungo la via può fare. Nessuna password è stata inviata.
    .remedy = Chiedere all’amministratore se è l’host giusto. Poi confermarlo: --confirm-host { $host }
notice-found-confirm-record = { $host } viene da un server dei nomi, la cui risposta chiunque lungo la via può falsificare. Nessuna password è stata inviata.
    .remedy = Chiedere all’amministratore se è l’host giusto. Poi confermarlo: --confirm-host { $host }
notice-found-confirm-doubtful = { $host } chiede un accesso, ma non sembra Exchange: forse c’è solo un sito web. Nessuna password è stata inviata.
    .remedy = Chiedere all’amministratore se è l’host giusto. Poi confermarlo: --confirm-host { $host }
notice-found-elsewhere = L’unico accesso è stato accettato, e porta a { $host }, che ne chiede un altro. Lì non è stato inviato.
    .remedy = Chiedere prima a { $host }: --confirm-host { $host }
notice-found-refused = La ricerca è finita, perché l’account non venga bloccato.
notice-found-nothing = Nessun server trovato.
    .remedy = Chiedere all’amministratore l’indirizzo dei servizi web di Exchange, https://HOST/EWS/Exchange.asmx.
notice-find-address = «{ $address }» non è un indirizzo di posta con un dominio.
notice-find-host = «{ $host }» non è un host che si possa confermare.
    .remedy = Scriverne il nome, con la porta se non è quella consueta: mail.example.com:8443
notice-find-not-saved = Niente è stato salvato.
find-to-set = Per impostarlo:

## Provare la connessione
check-head-room = Respiro per il server
notice-check-certificate-ends = Vale fino al { $date }; emesso da «{ $issuer }».
notice-check-certificate-soon = Scade fra { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }, il { $date }; emesso da «{ $issuer }».
    .remedy = Dirlo all’amministratore del server: da quel giorno non vi si può inviare niente.
notice-check-head-room = Un aggiornamento richiede { $requests ->
        [one] 1 richiesta
       *[other] { $requests } richieste
    } e il { $percent } % dei { $interval } secondi fra due.
notice-check-head-room-little = Un aggiornamento richiede { $requests ->
        [one] 1 richiesta
       *[other] { $requests } richieste
    } e il { $percent } % dei { $interval } secondi fra due: resta poco respiro per gli altri che usano il server.
    .remedy = Allungare l’intervallo: attendant-calendar settings set refresh_interval_seconds=300

test-title = Prova della connessione
test-running = Prova in corso …
test-good = Funziona tutto.
test-doubtful = Funziona, e qualcosa merita un’occhiata.
test-failed = { $step }: { $message }
test-again = Prova di nuovo
test-copy = Copia
test-copied = Copiato
test-milliseconds = { $milliseconds } ms
test-open = Prova la connessione
