# La riga di comando: che cosa stampa, oltre a --help.

notice-no-such-person = Nessuno nell’elenco corrisponde a «{ $search }».
    .remedy = Provare con un inizio più breve del nome, o con l’interno. Il comando «people list» mostra tutti.
notice-no-display = Non c’è uno schermo su cui aprire una finestra: il comando «screenshot» la dipinge in un file, «list» stampa le risposte.
notice-window-failed = La finestra non si può aprire: { $reason }
    .remedy = Il comando «screenshot» dipinge la finestra senza schermo.
notice-picture-failed = L’immagine non si può dipingere: { $reason }
    .remedy = Scegliere --size o --scale più piccoli.
notice-simulator-failed = Il server incorporato non è partito: { $reason }
    .remedy = Vedere «simulate --help».

## check: i titoli dei passi, e che cosa si è trovato
check-settings = Impostazioni
check-roster = Persone
check-proxy = Proxy
check-name = Nome del server
check-connect = Connessione
check-tls = Cifratura
check-answer = Risposta del server
check-guard = Protezione dell’account
check-shared-stop = Arresto condiviso
check-sign-in = Accesso
check-version = Versione del server
check-own-mailbox = Primo calendario
check-clock = Orologi
check-answers = Calendari di tutti
check-key-store = Portachiavi
check-log = Registro
notice-check-file = Sono in { $path }.
notice-check-people = { $count ->
        [one] È seguita una persona.
       *[other] Sono seguite { $count } persone.
    }
notice-check-log-folder = È scritto in { $path }.
notice-check-switched-off = Il programma è spento.
    .remedy = Accenderlo: attendant-calendar settings set enabled=true
notice-check-missing = Non ancora impostato: { $keys }.
    .remedy = Impostarlo: attendant-calendar settings set CHIAVE=VALORE
notice-check-no-proxy = Nessuno in uso.
notice-check-through-proxy = Le richieste passano per { $host }.
notice-check-name-found = { $host } ha l’indirizzo { $addresses }.
notice-check-connected = { $host } accetta connessioni sulla porta { $port }.
notice-check-certificate = Il certificato è intestato a { $host } ed è stato emesso da qualcuno di cui questo computer si fida.
notice-check-own-computer = Nessuna, e non ne serve: { $host } è questo computer.
notice-check-plain-http = L’indirizzo comincia con http://: i calendari viaggiano in chiaro verso { $host }, e una password non vi viene inviata.
    .remedy = Scrivere https:// in exchange.ews_url. Se il server non ha affatto TLS, network.basic_over_http lo permette a proprio rischio.
notice-check-plain-password = L’indirizzo comincia con http://: i calendari e la password viaggiano in chiaro verso { $host }.
    .remedy = Scrivere https:// in exchange.ews_url, e spegnere network.basic_over_http.
notice-check-asks-for-sign-in = { $host } chiede un accesso ({ $ways }).
notice-check-exchange-answers = { $host } risponde come fa Exchange.
notice-check-graph-answers = { $host } risponde come fa Microsoft Graph.
notice-check-refuses-nobody = { $host } non risponde a chi non ha fatto l’accesso (HTTP { $status }).
notice-check-protects = Parte al massimo una password sbagliata, poi tutto si ferma. Vale per un utente di questo computer, presso { $origin }, con l’account { $account }.
    .remedy = Altri computer, altri utenti e altri programmi con lo stesso account non vengono trattenuti.
notice-check-protects-sign-in = Un accesso rifiutato non viene inviato di nuovo: tutto si ferma. Vale per un utente di questo computer, presso { $origin }, con l’account { $account }.
    .remedy = Altri computer, altri utenti e altri programmi con lo stesso account non sono trattenuti.
notice-check-not-shared = Non è condiviso con altre postazioni: in protection.shared_folder non è impostata alcuna cartella.
notice-check-shared = { $count ->
        [one] Un rifiuto in una postazione ferma tutte quelle della cartella condivisa. Finora l’ha usata una postazione.
       *[other] Un rifiuto in una postazione ferma tutte quelle della cartella condivisa. La usano { $count } postazioni.
    }
notice-check-share-busy = In questo momento un’altra postazione occupa la cartella condivisa.
    .remedy = Se resta così, le postazioni chiedono una dopo l’altra più lentamente di quanto aggiornino: allungare l’intervallo di aggiornamento.
notice-check-may-leave = Niente trattiene un accesso.
notice-check-way-out-refused = Le vie d’uscita:
    .remedy = Un’altra password: nella finestra, o con --password-stdin. La stessa ancora una volta, dopo che l’account è stato sbloccato: Riprendi nella finestra.
notice-check-way-out-sign-in = Le vie d’uscita:
    .remedy = Un nuovo accesso: nella finestra, o attendant-calendar sign-in. Lo stesso ancora una volta, tolta la causa: Riprendi nella finestra.
notice-check-way-out-signed-in = La via d'uscita:
    .remedy = Riprendere nella finestra, dopo aver rimosso la causa.
notice-check-way-out-confirm = La via d’uscita:
    .remedy = Confermare il prossimo tentativo nella finestra.
notice-check-signed-in = Il server accetta { $account }.
notice-check-not-refused = Il server non rifiuta { $account }.
notice-check-version-told = Exchange { $version }.
notice-check-version-untold = Il server non la dice.
notice-check-own-came = Il calendario dell’account stesso è arrivato.
notice-check-own-unknown = Il nome utente non è un indirizzo, perciò si è chiesto della prima persona dell’elenco invece che dell’account stesso.
notice-check-clock-agrees = { $seconds ->
        [one] Questo computer e il server differiscono di 1 secondo.
       *[other] Questo computer e il server differiscono di { $seconds } secondi.
    }
notice-check-clock-untold = Il server non dice l’ora.
notice-check-key-store-there = Il portachiavi del sistema si può usare.
notice-check-answered = Calendari arrivati: { $count } su { $asked }.
notice-check-refused = Calendari non arrivati: { $count }.
notice-password-not-given = Sull’ingresso standard non c’è una password. Non è stato inviato niente.
    .remedy = Passarla su una riga: printf '%s' "$PASSWORD" | attendant-calendar list --password-stdin
    .reason = nessuna password
notice-password-unreadable = La password non si può leggere dall’ingresso standard ({ $reason }). Non è stato inviato niente.
    .remedy = Passarla come testo in UTF-8, su una riga.
    .reason = password illeggibile
