# La pagina «Protezione dell'accesso»: che cosa si sa dell'account.

protection-title = Protezione dell'accesso
protection-open = Nulla trattiene l'accesso.
protection-waiting = In attesa fino a { $time }
protection-stopped = Fermo da { $time }
protection-refused-before = Fermo: questa password è già stata rifiutata ({ $time })
protection-confirm = In attesa di una conferma
protection-no-record = Fermo: il registro degli accessi non si può leggere o scrivere
protection-nobody = Al momento non si chiede nulla
protection-copy = Copia i dettagli
protection-copied = Copiato

## Fatti

protection-accepted = Ultimo accesso riuscito
    .none = mai
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

## Prima di ritentare con una credenziale rifiutata

resume-title = Riprendere con la stessa password?
resume-why = Se la password è ancora sbagliata, o l'account è bloccato, anche questo tentativo viene rifiutato, e un altro rifiuto può bloccare l'account. Chiedere prima a chi gestisce l'account.
resume-go = Riprendi
confirm-title = Provare un'altra password?
confirm-why = Due password diverse sono state rifiutate in mezz'ora. Se anche questa è sbagliata, l'account può venire bloccato. Accertarsene prima, per esempio accedendo alla webmail.
confirm-go = Prova una volta
record-title = Cominciare un nuovo registro degli accessi?
record-why = Ciò che il registro danneggiato sapeva va perso: poteva contenere un rifiuto, e un altro può bloccare l'account. Viene messo da parte come copia, e il prossimo tentativo si fa con la cautela che segue una risposta persa.
record-go = Comincia un nuovo registro
