# Impostazioni, elenco delle persone, file e archivio delle password: che cosa si dice di un valore inutilizzabile.
# $key è il nome puntato di un'impostazione, $line la riga del file (0 se non c'è), $value quello che vi sta scritto.

## Dove

setting-place =
    { $line ->
        [0] { $key }
       *[other] Riga { $line }, { $key }
    }

## Valori inutilizzabili

notice-setting-not-yes-no = { setting-place }: «{ $value }» non è né true né false.
    .remedy = Scrivere true o false, senza virgolette.
notice-setting-not-a-number = { setting-place }: «{ $value }» non è un numero intero.
    .remedy = Scrivere solo cifre, senza unità di misura.
notice-setting-out-of-range = { setting-place }: { $value } non è compreso tra { $min } e { $max }.
    .remedy = Scegliere un numero da { $min } a { $max }.
notice-setting-not-one-of = { setting-place }: «{ $value }» non è previsto.
    .remedy = Scegliere tra: { $allowed }.
notice-setting-shape-table = { setting-place }: c'è un valore al posto di una tabella.
    .remedy = Scrivere [{ $key }] da solo su una riga e le sue impostazioni sotto.
notice-setting-shape-value = { setting-place }: c'è un elenco o una tabella al posto di un solo valore.
    .remedy = Scrivere un solo valore.
notice-setting-control-character = { setting-place }: il valore contiene un a capo o un altro carattere invisibile.
    .remedy = Scriverlo di nuovo, su una sola riga.
notice-setting-too-long = { setting-place }: il valore supera i { $limit } caratteri.
    .remedy = Controllare che cosa è stato incollato.
notice-setting-user-colon = { setting-place }: un nome utente non contiene due punti.
    .remedy = Scrivere DOMINIO\utente o utente@dominio; la password viene chiesta a parte.
notice-setting-url-no-scheme = { setting-place }: l'indirizzo non comincia né con https:// né con http://.
    .remedy = Forse si intende { $suggestion }.
notice-setting-url-scheme = { setting-place }: gli indirizzi che cominciano con { $scheme }:// non sono previsti.
    .remedy = Cominciare con https:// (o http:// in una rete protetta).
notice-setting-url-blank = { setting-place }: nell'indirizzo c'è uno spazio.
    .remedy = Togliere lo spazio: gli indirizzi non ne hanno.
notice-setting-url-backslash = { setting-place }: nell'indirizzo ci sono barre rovesciate.
    .remedy = Forse si intende { $suggestion }.
notice-setting-url-no-host = { setting-place }: nell'indirizzo manca il nome del server.
    .remedy = Scrivere il nome del server dopo le due barre: https://mail.example.com/EWS/Exchange.asmx.
notice-setting-url-host = { setting-place }: il nome del server nell'indirizzo non è valido.
    .remedy = Controllare la parte tra le due barre e la barra successiva.
notice-setting-url-port = { setting-place }: la porta nell'indirizzo non è valida.
    .remedy = Scrivere dopo i due punti un numero da 1 a 65535, oppure togliere i due punti.
notice-setting-url-user = { setting-place }: nell'indirizzo c'è un nome utente o una password.
    .remedy = Togliere tutto fino alla @; la password viene chiesta a parte e non è mai conservata in un file.
notice-setting-url-query = { setting-place }: dopo il percorso dell'indirizzo c'è altro.
    .remedy = Forse si intende { $suggestion }.
notice-setting-url-no-path = { setting-place }: nell'indirizzo manca il percorso.
    .remedy = Di solito è { $suggestion }.
notice-setting-not-a-guid = { setting-place }: «{ $value }» non è un ID.
    .remedy = Copiare l'ID dalla pagina di panoramica della registrazione dell'app; ha la forma 01234567-89ab-cdef-0123-456789abcdef.
notice-setting-not-a-zone = { setting-place }: «{ $value }» non è un fuso orario.
    .remedy = Scrivere system, oppure un nome come Europe/Rome.
notice-setting-not-a-whole-path = { setting-place }: «{ $value }» non è un percorso completo.
    .remedy = Scriverlo dall'inizio: \\server\condivisione\cartella, oppure /mnt/condivisione/cartella.
notice-setting-day-ends-first = { setting-place }: la giornata comincerebbe alle { $start } e finirebbe alle { $end }.
    .remedy = Impostare insieme display.day_start e display.day_end, la fine dopo l'inizio.
notice-setting-signed-in-not-here = { setting-place }: qui il programma non può accedere come utente di questo computer, perciò non chiede nulla.
    .remedy = Servono Windows o una versione con Kerberos. Altrimenti impostare exchange.account su typed.
notice-setting-kerberos-not-here = { setting-place }: questa versione non ha Kerberos per una password digitata, perciò non chiede nulla.
    .remedy = Usare una versione con Kerberos, o impostare exchange.authentication su automatic. In Windows, exchange.account=signed-in ha anche Kerberos.
notice-setting-not-for-signed-in = { setting-place }: { $authentication } non può far accedere l'utente di questo computer, perciò non si chiede nulla.
    .remedy = Impostare exchange.authentication su automatic, o exchange.account su typed.
notice-setting-schema = { setting-place }: «{ $value }» non è una versione del formato di questo file.
    .remedy = Scrivere schema = 1.
notice-setting-unknown = L'impostazione { $key } non esiste.
    .remedy = «settings show» elenca tutte le impostazioni.
notice-setting-unknown-similar = L'impostazione { $key } non esiste.
    .remedy = Forse si intende una di queste: { $similar }.
notice-setting-no-equals = «{ $key }» non dà un valore.
    .remedy = Scrivere CHIAVE=VALORE, per esempio refresh_interval_seconds=60.
notice-setting-unknown-key = Riga { $line }: { $key } non è un'impostazione di questa versione. Resta nel file e non ha effetto.
    .remedy = Controllare come è scritta. Le password non vanno messe lì: toglierle.

## File del tutto inutilizzabili

notice-settings-syntax = Il file delle impostazioni non è leggibile: riga { $line }, colonna { $column }: { $message }.
    .remedy = Correggere quella riga. Una barra rovesciata vuole gli apici semplici: 'DOMINIO\utente', 'C:\ca.pem'.
notice-settings-newer = Le impostazioni sono state scritte da una versione più recente del programma (schema { $schema }).
    .remedy = Aggiornare il programma o scegliere un altro profilo. Il file non è stato toccato.

## Valori accettati con un avviso

notice-setting-both-grants = Per Office 365 sono attivi entrambi i modi di accesso, e gli operatori li vedranno tutti e due. Microsoft ha dismesso l'autenticazione di base.
    .remedy = Disattivare office365.grant_basic.
notice-setting-basic-office365 = Per Office 365 è attiva solo l'autenticazione di base. Microsoft l'ha dismessa nel dicembre 2022.
    .remedy = Attivare office365.grant_modern e indicare i due ID della registrazione dell'app.
notice-setting-ews-ends = Microsoft chiude Exchange Web Services per Office 365 il 1º aprile 2027.
    .remedy = Impostare office365.api su graph, quando la registrazione dell'app ne ha i permessi.
notice-setting-no-grant = Non è attivo alcun modo di accedere a Office 365.
    .remedy = Attivare office365.grant_modern.
notice-setting-plain-http = { $key } comincia con http://: i calendari viaggiano non cifrati verso { $host }.
    .remedy = Usare https://, a meno che la rete da qui al server sia protetta.
notice-setting-plain-password = Le password viaggiano non cifrate verso { $host }, perché network.basic_over_http è attivo.
    .remedy = Usare https:// e disattivare network.basic_over_http.
notice-setting-shared-duty = L'account ha il nome di una mansione, quindi può darsi che lo usino più postazioni: ognuna potrebbe inviare una volta una password sbagliata.
    .remedy = Se è così, impostare in tutte protection.shared_folder su una cartella di rete in cui possano scrivere: dopo un rifiuto le altre non provano più quella password.
notice-setting-shared-other = L'account non è quello di chi ha effettuato l'accesso a questo computer, quindi può darsi che lo usino più postazioni: ognuna potrebbe inviare una volta una password sbagliata.
    .remedy = Se è così, impostare in tutte protection.shared_folder su una cartella di rete in cui possano scrivere: dopo un rifiuto le altre non provano più quella password.
notice-setting-short-interval = { $seconds } secondi tra un aggiornamento e l'altro sono pochi; alcuni server rispondono rallentando l'account.
    .remedy = L'intervallo abituale è di 60 secondi.

## Il file delle persone

notice-people-no-name = Alla riga { $line } del file delle persone manca il nome; la riga è stata tralasciata.
    .remedy = Indicare il nome.
notice-people-no-address = Alla riga { $line } del file delle persone manca l'indirizzo; la riga è stata tralasciata.
    .remedy = Indicare l'indirizzo di posta del calendario.
notice-people-address = Alla riga { $line } del file delle persone l'indirizzo di posta non è valido; la riga è stata tralasciata.
    .remedy = Scrivere un indirizzo come anna.berger@example.com.
notice-people-twice = La riga { $line } del file delle persone ha lo stesso indirizzo della riga { $first } ed è stata tralasciata.
    .remedy = Mettere i gruppi di una persona in una sola riga, separati da punto e virgola.
notice-people-too-many-cells = La riga { $line } del file delle persone ha più celle dell'intestazione ed è stata tralasciata.
    .remedy = Mettere tra virgolette le celle che contengono il separatore.
notice-people-open-quote = Alla riga { $line } del file delle persone le virgolette non sono chiuse; la riga è stata tralasciata.
    .remedy = Chiudere le virgolette, o scriverle due volte se fanno parte del testo.
notice-people-zone = Riga { $line } del file delle persone: «{ $value }» non è un fuso orario e non è stato usato.
    .remedy = Scrivere un nome come Europe/Rome.
notice-people-favourite = Riga { $line } del file delle persone: «{ $value }» non è né sì né no; vale no.
    .remedy = Scrivere yes, oppure lasciare vuota la cella.
notice-people-substitute-unknown = Riga { $line } del file delle persone: il sostituto non è in questo file e non è stato usato.
    .remedy = Scrivere l'indirizzo di una persona che ha una riga in questo file.
notice-people-substitute-self = Riga { $line } del file delle persone: nessuno può sostituire sé stesso.
    .remedy = Scrivere l'indirizzo di un'altra persona, o lasciare vuota la cella.
notice-people-empty-file = Il file delle persone è vuoto.
    .remedy = La prima riga è un'intestazione con almeno: name,address.
notice-people-not-text = Il file delle persone non è testo; forse è una cartella di lavoro.
    .remedy = Salvarlo come CSV con il programma per fogli di calcolo.
notice-people-missing-columns = All'intestazione del file delle persone manca: { $missing }.
    .remedy = Indicare le colonne nella prima riga; name e address sono necessarie.
notice-people-none = Nel file delle persone non c'è nessuno.
    .remedy = Aggiungere le persone: «people import FILE», con un'intestazione e almeno name e address per ognuna.
notice-people-ignored-columns = Queste colonne del file delle persone non sono usate: { $columns }.
    .remedy = Colonne previste: name, address, department, groups, phone, mobile, title, location, zone, substitute, note, favourite.

## File, cartelle, archivio delle password

notice-file-denied = Manca il permesso di usare { $path }.
    .remedy = Dare a questo utente il diritto di leggerlo e scriverlo.
notice-file-disk-full = Non c'è più spazio per { $path }.
    .remedy = Liberare spazio su quel disco.
notice-file-missing = Il file { $path } non esiste.
    .remedy = Controllare il nome.
notice-file-error = { $path } non è utilizzabile: { $reason }.
    .remedy = Controllare che il disco o l'unità di rete siano raggiungibili.
notice-file-too-large = { $path } supera i { $limit } MiB.
    .remedy = Controllare che sia il file giusto.
notice-file-not-text = { $path } non è testo in UTF-8.
    .remedy = Salvarlo come UTF-8 nell'editor.
notice-file-changed = { $path } è stato nel frattempo modificato da altri ed è rimasto com'è.
    .remedy = Guardare le modifiche e ripetere le proprie.
notice-file-exists = { $path } esiste già.
    .remedy = Scegliere un altro nome, o togliere quel file.
notice-settings-set-aside = { $path } non è utilizzabile e valgono i valori predefiniti. Una copia è in { $copy }.
    .remedy = Correggere il file, o salvare nuove impostazioni; la copia resta.
notice-no-home-folder = Il sistema non indica alcuna cartella dell'utente, e non c'è posto per le impostazioni.
    .remedy = Indicarne una con --profile CARTELLA.
notice-lock-busy = Un altro processo occupa { $path } da { $seconds } secondi.
    .remedy = Attendere un momento, o chiudere l'altra finestra del programma.
notice-key-store-no-answer = Il portachiavi del sistema non ha risposto entro { $seconds } secondi.
    .remedy = Cercare la sua finestra e sbloccarlo: poi il programma prosegue da solo. Oppure accedere qui: vale finché è aperto.
    .reason = nessuna risposta dal portachiavi
notice-key-store-none = Questo computer non ha un portachiavi, quindi l'accesso è chiesto a ogni avvio.
    .remedy = In Linux, avviare la sessione con un portachiavi come GNOME Keyring o KWallet (Secret Service). Il sistema dice: { $reason }
    .reason = accesso non fatto
notice-key-store-locked = Il portachiavi del sistema è bloccato, quindi il suo contenuto non si può leggere.
    .remedy = Sbloccarlo e riprovare. Oppure accedere qui: vale finché il programma è aperto.
    .reason = portachiavi bloccato
notice-key-store-refused = Il portachiavi del sistema non funziona, quindi il suo contenuto non si può usare.
    .remedy = Accedere qui: vale finché il programma è aperto. Il sistema dice: { $reason }
    .reason = portachiavi fuori uso
notice-key-store-too-long = La password è troppo lunga per il portachiavi del sistema: { $bytes } byte, mentre ne sono possibili { $limit }.
    .remedy = Viene chiesta a ogni avvio.
notice-log-unavailable = Non c'è registro: { $reason }.
    .remedy = Controllare i diritti sulla cartella del registro.

## settings e people dalla riga di comando

settings-saved = Salvato in { $path }.
settings-nothing-changed = Non è stato cambiato nulla.
people-imported =
    { $count ->
        [one] 1 persona importata in { $path }.
       *[other] { $count } persone importate in { $path }.
    }
people-left-out =
    { $count ->
        [one] 1 riga è stata tralasciata.
       *[other] { $count } righe sono state tralasciate.
    }
people-kept = Le persone di prima sono in { $path }.
