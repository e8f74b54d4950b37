# La pagina «Protezione dell'accesso»: che cosa si sa dell'account.

protection-title = Protezione dell'accesso
protection-open = Nulla trattiene l'accesso.
protection-waiting = In attesa fino a { $time }
protection-stopped = Fermo da { $time }
protection-stopped-elsewhere = Fermo: questa password è stata rifiutata in un'altra postazione ({ $time })
protection-refused-before = Fermo: questa password è già stata rifiutata ({ $time })
    .sign-in = Fermo: questo accesso è già stato rifiutato ({ $time })
protection-confirm = In attesa di una conferma
protection-no-record = Fermo: il registro degli accessi non si può leggere o scrivere
protection-nobody = Al momento non si chiede nulla
protection-copy = Copia i dettagli
protection-copied = Copiato

## Fatti

protection-accepted = Ultimo accesso riuscito
    .none = mai
protection-elsewhere = Rifiutata in
    .value = { $desk }, { $time }
protection-sharing = Arresto condiviso
    .unasked = non ancora richiesto
    .in-force =
        { $count ->
            [one] attivo; una postazione usa questo account
           *[other] attivo; { $count } postazioni usano questo account
        }
    .away = non attivo da { $time }: { $reason }
    .missing = nessuno. Può darsi che più postazioni usino questo account; con una cartella in protection.shared_folder si fermano insieme.
protection-refusal = Ultimo rifiuto
    .none = nessuno
    .value = { $time } ({ $reason })
protection-answer = Risposta del server
protection-request = ID della richiesta
protection-ended = Che cosa ha posto fine
    .not-yet = ancora nulla
    .accepted = una nuova password è stata accettata: { $time }
    .resumed = una persona ha ripreso: { $time }
protection-lost = Risposte perse
    .none = nessuna
protection-wait = Attesa
    .none = nessuna
    .server = fino a { $time }, perché lo ha chiesto il server
    .back-off = fino a { $time }, perché il server non si raggiungeva
    .lost = fino a { $time }, perché si sono perse risposte
protection-whom = Protegge
    .value = un utente di questo computer. Altri computer, altri utenti e altri programmi con lo stesso account non vengono trattenuti.
    .desks = un utente di questo computer e, insieme, le postazioni della cartella condivisa. Altri programmi con lo stesso account non vengono trattenuti.

## Prima di ritentare con una credenziale rifiutata

resume-title = Riprendere con la stessa password?
    .sign-in = Riprendere con lo stesso accesso?
    .signed-in = Riprendere con l'utente di questo computer?
resume-why = Se la password è ancora sbagliata, o l'account è bloccato, anche questo tentativo viene rifiutato, e un altro rifiuto può bloccare l'account. Chiedere prima a chi gestisce l'account.
    .sign-in = Microsoft ha detto che l'account è bloccato o disattivato. Ogni tentativo può prolungarlo. Chiedere prima a chi gestisce l'account.
    .signed-in = Se l'account è ancora bloccato, o il server ancora non lo accetta, anche questo tentativo sarà rifiutato, e un altro rifiuto può bloccare l'account. Chiedere prima a chi si occupa dell'account.
resume-go = Riprendi
confirm-title = Provare un'altra password?
confirm-why = Sono state rifiutate password di questo account, e questa può essere una di quelle, o sbagliata anch'essa. Un altro rifiuto può bloccare l'account. Accertarsene prima, per esempio accedendo alla webmail.
confirm-go = Prova una volta
record-title = Cominciare un nuovo registro degli accessi?
record-why = Ciò che il registro danneggiato sapeva va perso: poteva contenere un rifiuto, e un altro può bloccare l'account. Viene messo da parte come copia, e il prossimo tentativo si fa con la cautela che segue una risposta persa.
record-go = Comincia un nuovo registro

## Office 365: che cosa si dice una volta

notice-signed-in = Accesso a Office 365 riuscito.
notice-signed-out = Disconnesso: tutto ciò che era conservato dell'accesso è dimenticato.

## Accesso a Office 365

office-title = Accedi a Office 365
office-asks = Per leggere i calendari, { $server } vuole un accesso a Office 365.
office-microsoft = Accedi con Microsoft (consigliato)
    .why = Sulla pagina di Microsoft; la password resta lì.
office-password = Nome e password (sconsigliato)
    .why = Microsoft non serve più questo modo e di solito lo rifiuta, anche con la password giusta.
office-browser = Apri il browser
    .why = Si accede sulla pagina di Microsoft, che poi torna qui da sola.
office-paste = Incolla l'indirizzo
    .why = Per quando il browser non può tornare da solo: finisce su una pagina vuota, il cui indirizzo si incolla qui.
office-device = Usa un codice
    .why = Si immette un codice in un browser su questo o un altro dispositivo. Molte organizzazioni bloccano questo modo.
office-beginning = Si interroga il servizio di accesso di Microsoft…
office-browser-waits = Completare l'accesso sulla pagina che il browser mostra. Lo si attende fino alle { $time }.
office-browser-help = Il browser non torna da solo? Quello che mostra dice perché:
office-shown-redirect = AADSTS50011, 500113
    .means = Per il reparto IT: aggiungere http://localhost alla registrazione. Fino ad allora Annulla, e incollare l'indirizzo o usare un codice.
office-shown-approval = AADSTS65001, 90094
    .means = Prima un amministratore deve approvare l'applicazione.
office-shown-policy = AADSTS53003, 53000, 50105
    .means = L'organizzazione non lo permette: un criterio, questo dispositivo o nessuna assegnazione. Chiedere al reparto IT.
office-shown-ids = AADSTS700016, 90002
    .means = Per il reparto IT: l'ID dell'applicazione o della directory nelle impostazioni è sbagliato.
office-shown-nothing = Nulla, o chiuso
    .means = Riaprire la pagina, o copiarne l'indirizzo in un altro browser.
office-no-browser = Il browser non si è potuto aprire ({ $reason }). Copiare l'indirizzo in uno.
office-open = Riapri
office-copy-address = Copia l'indirizzo
office-copied = Copiato
office-paste-how = Accedere sulla pagina che il browser mostra. Finisce su una pagina vuota: copiarne l'indirizzo intero e incollarlo qui.
office-paste-field = Indirizzo
office-paste-begins = Comincia con { $redirect }
office-paste-go = Prosegui
office-device-how = Aprire questo indirizzo su un dispositivo qualsiasi e immettere il codice:
office-device-left = Il codice vale ancora { $left } minuti.
office-device-over = Il codice è scaduto.
office-copy-code = Copia il codice
office-failed = L'accesso non è riuscito
office-again = Riprova
office-other = Un altro modo
