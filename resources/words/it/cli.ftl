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
check-key-store = Password e portachiavi
check-log = Registro
check-connection = Connessione e accesso
check-clock = Orologi
check-answers = Risposte
check-guard = Protezione dell’account
notice-check-people = { $count ->
        [one] È seguita una persona.
       *[other] Sono seguite { $count } persone.
    }
notice-check-log-folder = È scritto in { $path }.
notice-check-switched-off = Il programma è spento.
    .remedy = Accenderlo: settings set enabled=true
notice-check-missing = Non ancora impostato: { $keys }.
    .remedy = Impostarlo: settings set CHIAVE=VALORE
notice-check-server = { $host } risponde.
notice-check-answered = Calendari arrivati: { $count } su { $asked }.
notice-check-refused = Calendari non arrivati: { $count }.
notice-check-protects = Protetto dal blocco: { $account }.
