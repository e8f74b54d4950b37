# Le parole di stato e la frase su una persona: riga parlata, riga di comando, copia. Prima la risposta.

## Parole di stato: come etichetta, più corta per una colonna stretta, e come sta in una frase

status-free = Libero
    .short = Libero
    .phrase = libero
status-tentative = Provvisorio
    .short = Provvisorio
    .phrase = impegno provvisorio
status-busy = Occupato
    .short = Occupato
    .phrase = occupato
status-out-of-office = Fuori ufficio
    .short = Fuori
    .phrase = fuori ufficio
status-working-elsewhere = Lavora altrove
    .short = Altrove
    .phrase = lavora altrove
status-outside-working-hours = Fuori orario
    .short = Fuori orario
    .phrase = fuori orario di lavoro
status-no-information = Nessuna informazione
    .short = Non si sa
    .phrase = nessuna informazione dal calendario

## Che cosa si dice di una persona. $until: «fino alle 11:00», «almeno fino a lunedì 7 dicembre»; $at e $next: «alle
## 11:00», «martedì alle 08:30». $status è una delle espressioni qui sopra.

says-until = { $status } { $until }
says-until-next = { $status } { $until }, di nuovo libero { $next }
says-until-never =
    { $days ->
        [one] { $status } { $until }, non più libero nelle prossime 24 ore
       *[other] { $status } { $until }, non più libero nei prossimi { $days } giorni
    }
says-back = { $status }, rientra { $at }
says-then = { $status }, poi { $after }
says-until-then = { $status } { $until }, poi { $after }
says-end-of-day = { $status } fino a fine giornata, { $at }
says-reachable = { $status }, raggiungibile { $until }
says-soon-then =
    { $minutes ->
        [0] { $status } ancora per meno di un minuto, poi { $after }
        [one] { $status } ancora per 1 minuto, poi { $after }
       *[other] { $status } ancora per { $minutes } minuti, poi { $after }
    }
says-soon-end-of-day =
    { $minutes ->
        [0] { $status } ancora per meno di un minuto, fino a fine giornata, { $at }
        [one] { $status } ancora per 1 minuto, fino a fine giornata, { $at }
       *[other] { $status } ancora per { $minutes } minuti, fino a fine giornata, { $at }
    }
says-soon =
    { $minutes ->
        [0] { $status } ancora per meno di un minuto
        [one] { $status } ancora per 1 minuto
       *[other] { $status } ancora per { $minutes } minuti
    }
# Come $status dei tre messaggi qui sopra, per chi si può chiamare durante un impegno.
says-still-reachable = { $status }, raggiungibile
says-unknown = { $status } ({ $reason })

## La riga intera

sentence = { $name }: { $says }.
sentence-substitute = { $sentence } Sostituto: { $who }.
# Prima di una frase che si basa su una risposta vecchia.
sentence-as-of = Dati delle ore { $time }: { $sentence }
sentence-as-of-day = Dati di { $weekday }, ore { $time }: { $sentence }

## Il sostituto: un numero corto è un interno

substitute-extension = { $name }, interno { $number }
substitute-phone = { $name }, telefono { $number }
substitute-says = { $who }, { $says }
