# La finestra principale.

window-title = Attendant Calendar
window-title-demo = Attendant Calendar – dimostrazione

search-placeholder = Cerca nome, interno, reparto…
demo-tag = DEMO
demo-menu = Che cosa fa il server della demo
demo-menu-why = È un vero server su questo computer e si comporta male come si vuole.
demo-drill-count = { $refused } di { $threshold } rifiutati
demo-drill-open = Qualcun altro ha cambiato la password, e l'account si blocca dopo { $threshold } accessi rifiutati. Il controller di dominio ne ha contati { $refused }.
demo-drill-locked = Qualcun altro ha cambiato la password. Il controller di dominio ha contato { $refused } accessi rifiutati e bloccato l'account.
demo-drill-password = La nuova password è { $password }
today = Oggi

## Lo stato del tabellone, nella barra in alto

state-live = In diretta
state-stale = Non aggiornato
state-waiting = In attesa
state-paused = In pausa
state-offline = Non raggiungibile
state-disabled = Non collegato
state-connecting = Collegamento…
state-refreshing = aggiornamento…
state-next = prossimo { $time }
state-age = { $age } fa
state-age-new = da meno di 1 min

## Pulsanti e suggerimenti

refresh = Aggiorna
help = Aiuto
day-before = Giorno precedente
day-after = Giorno successivo
tip-keys = { $text }  ({ $keys })

## Schede

group-all = Tutti
group-favourites = Preferiti
free-now = Liberi ora

## Intestazioni delle colonne

heading-name = Nome
heading-department = Reparto
heading-phone = Interno
heading-now = Ora
heading-until = fino a
heading-next-free = libero da

## Nelle righe

as-of = dato delle { $time }
zone-badge = { $hours }h

## Quando non c'è nessuno da elencare

empty-search = Nessuno corrisponde a «{ $query }».
empty-search-hint = Esc cancella la ricerca.
empty-group = In questo gruppo non c'è nessuno.
empty-free = Qui ora non è libero nessuno.
empty-free-hint = Ctrl+E mostra di nuovo tutti.
first-run-title = Ancora nessuno da seguire
first-run-people = Importare le persone per cui si risponde:
first-run-server-title = Ancora nessun server dei calendari
first-run-server = Indicare dove sono i calendari e chi accede:
first-run-file = Le impostazioni sono in { $file }.

## Chi è stato trovato nella rubrica. $name: Ada Monti; $list: Vendite; $reason: una frase

directory-title = Nella rubrica
directory-asking = richiesta in corso…
directory-found =
    { $count ->
        [0] nessun altro
        [one] 1 non in elenco
       *[other] { $count } non in elenco
    }
directory-more = { $count } non in elenco, e altri: scrivere un'altra lettera
directory-members =
    { $count ->
        [0] { $list } non ha membri.
        [one] { $list }: 1 membro, { $others } non in elenco
       *[other] { $list }: { $count } membri, { $others } non in elenco
    }
directory-members-more = { $list }: { $count } membri, { $others } non in elenco, e altri ancora
directory-add-all = Aggiungi tutti ({ $count })
directory-failed = non interrogata: { $reason }
guest-person = non in elenco
guest-room = sala, non in elenco
guest-list = lista
guest-hint-person = { $name }: non in elenco.
guest-hint-list = { $name }: una lista di persone.
guest-sentence = { $sentence } Non in elenco.
guest-show = Mostra il giorno
guest-show-list = Mostra i membri
guest-add = Aggiungi all'elenco
guest-not-added = Non è stato possibile scrivere il file delle persone.
# $text: che cosa risponde la casella
automatic-reply = Risposta automatica: { $text }

## Riga parlata

spoken-nobody = Scegliere una persona per leggere qui la risposta.
spoken-copied = Copiato: { $text }
spoken-no-number = { $name } non ha un numero.

## Avviso

banner-more =
    { $count ->
        [one] e un altro
       *[other] e altri { $count }
    }
banner-details = Dettagli
remedy-password = Inserisci la password
remedy-resume = Riprendi
remedy-try-once = Prova una volta
remedy-settings = Impostazioni
remedy-log = Registro
remedy-sign-in = Accedi
remedy-sign-out = Disconnetti
remedy-confirm = Prova questa password
remedy-use-graph = Usa Graph
remedy-ask-now = Prova ora
remedy-protection = Protezione

## Finestre di dialogo

cancel = Annulla
back = Indietro
close = Chiudi
password-title = Password
password-asks = { $server } chiede la password di questo account.
password-why = Vale solo per questa sessione, se non la si fa ricordare.
password-domain = Se il server non conosce questo nome, scriverlo con il dominio nelle impostazioni: DOMINIO\utente o utente@dominio.
password-account = Account
password-name = utente@example.com
password-field = Password
password-remember = Ricordala nel portachiavi di questo computer
password-go = Accedi
details-title = Che cosa si sa
details-server = Server
details-account = Account
details-since = dal { $time }
details-settings = Impostazioni
details-log = Registro
help-title = Aiuto
help-keys = Tasti
help-places = Percorsi
help-version = Versione
help-typing = Qualunque lettera o cifra comincia una ricerca.

## Tasti

key-search = Cerca
key-back = Cancella la ricerca, chiudi
key-move = Muoversi nell'elenco
key-page = Una pagina in su, in giù
key-ends = Il primo, l'ultimo
key-next-free = La prossima persona libera
key-previous-free = La precedente persona libera
key-free-now = Solo chi è libero ora
key-group = Gruppo
key-days = Giorno precedente, successivo
key-today = Oggi
key-refresh = Aggiorna adesso
key-show = Mostra il giorno di chi non è in elenco
key-add = Aggiungi all'elenco
key-copy-number = Copia il numero
key-copy-sentence = Copia la frase
key-controls = Controllo successivo, precedente
key-protection = Protezione dell'accesso
key-test = Prova della connessione
key-help = Questi tasti
key-quit = Esci

## Scenari della dimostrazione

scenario-normal = Tutto bene
scenario-password-changed = Password cambiata
scenario-lockout-drill = Prova di blocco
scenario-account-locked = Account bloccato
scenario-account-disabled = Account disattivato
scenario-sign-in-forgotten = L'accesso è dimenticato
scenario-too-many-requests = Troppe richieste
scenario-server-down = Server spento
scenario-slow = Server lento
scenario-half-answer = Mezza risposta
scenario-nonsense = Risposta senza senso
scenario-wrong-clock = Orologio sbagliato
scenario-log-on-page = Pagina di accesso davanti
scenario-forbidden = Accesso vietato
scenario-not-found = Indirizzo sbagliato
scenario-internal-error = Errore del server
scenario-huge-answer = Risposta senza fine
scenario-no-answer = Nessuna risposta
scenario-odd-person = Un calendario strano
