# Che cosa dicono gli errori: notice-CODE è che cosa è successo, .remedy che cosa fare e .reason, dove c'è, poche parole
# per le parentesi di una frase.
# $host è la macchina interpellata, $status uno stato HTTP, $code il nome che il server dà a un errore, $reason le parole
# del sistema o di una libreria, in inglese.

## L'accesso è stato rifiutato e tutte le richieste sono ferme

notice-sign-in-refused = Il server ha rifiutato l'accesso. Tutte le richieste sono ferme, così l'account non viene bloccato.
    .remedy = La password è sbagliata o è stata cambiata, oppure l'account è bloccato, disattivato o scaduto; il server non dice quale. Inserire di nuovo la password. Se è giusta, chiedere dell'account all'amministratore, poi riprendere.
    .reason = accesso rifiutato
notice-sign-in-refused-handshake = Il server ha rifiutato l'accesso. Tutte le richieste sono ferme, così l'account non viene bloccato.
    .remedy = La password è sbagliata o è stata cambiata, oppure l'account è bloccato, disattivato o scaduto; il server non dice quale. Inserire di nuovo la password. Se è giusta, chiedere all'amministratore dell'account, e se un proxy o un programma di sicurezza apre le connessioni protette lungo la via: la protezione estesa di Exchange le rifiuta anche con la password giusta. Poi riprendere.
    .reason = accesso rifiutato
notice-sign-in-refused-unbound = Il server ha rifiutato l'accesso. Tutte le richieste sono ferme, così l'account non viene bloccato.
    .remedy = La password è sbagliata o è stata cambiata, oppure l'account è bloccato, disattivato o scaduto; il server non dice quale. Può essere anche la protezione estesa di Exchange: l'accesso non si è potuto legare al certificato del server, perché la connessione non è https o il certificato è di un tipo senza questo legame. Inserire di nuovo la password. Se è giusta, chiedere all'amministratore, poi riprendere.
    .reason = accesso rifiutato
notice-sign-in-refused-signed-in = Il server ha rifiutato l'utente che ha effettuato l'accesso a questo computer. Tutte le richieste sono ferme, perché l'account non venga bloccato.
    .remedy = L'account può essere bloccato, disattivato o scaduto, può non avere lì una casella, o la sua password è cambiata dopo l'accesso a questo computer: bloccare e sbloccare il computer, o eseguire kinit. Anche la protezione estesa di Exchange può notare qualcosa che apre le connessioni protette lungo la via. Chiedere all'amministratore, poi riprendere.
    .reason = accesso rifiutato
notice-kerberos-revoked = Il dominio dice che l'account è bloccato o disattivato. Tutte le richieste sono ferme.
    .remedy = Chiedere all'amministratore di sbloccare o attivare l'account, poi riprendere.
    .reason = account bloccato o disattivato
notice-kerberos-password-expired = Il dominio dice che la password dell'account è scaduta. Tutte le richieste sono ferme.
    .remedy = Cambiare la password dove si fa di solito, accedere di nuovo a questo computer o eseguire kinit, poi riprendere.
    .reason = password scaduta
notice-kerberos-refused = Il dominio ha rifiutato un ticket all'account (errore Kerberos { $number }). Tutte le richieste sono ferme, perché l'account non venga bloccato.
    .remedy = Eseguire kinit e vedere che cosa dice. Se riesce, riprendere; altrimenti comunicare il numero all'amministratore.
    .reason = rifiutato dal dominio
notice-account-locked = Il server dice che l'account è bloccato. Tutte le richieste sono ferme.
    .remedy = Aspettare la fine del blocco o chiedere all'amministratore di sbloccare l'account. Poi inserire di nuovo la password, o riprendere.
    .reason = account bloccato
notice-account-disabled = Il server dice che l'account è disattivato. Tutte le richieste sono ferme.
    .remedy = Chiedere all'amministratore di attivare l'account, poi riprendere; oppure accedere con un altro account.
    .reason = account disattivato
notice-password-expired = La password è scaduta o va cambiata. Tutte le richieste sono ferme.
    .remedy = Cambiare la password nel modo consueto, poi inserire qui quella nuova.
    .reason = password scaduta
notice-not-allowed = L'accesso forse è giusto, ma il server non ne permette l'uso qui (HTTP { $status }). Tutte le richieste sono ferme.
    .remedy = Exchange Web Services (EWS) può essere disattivato per questo account o per questo programma. Solo l'amministratore di Exchange può permetterlo; un'altra password non serve. Poi riprendere.
    .reason = non permesso dal server
notice-log-on-page = È arrivata una pagina di accesso per browser al posto di una risposta (HTTP { $status }). La password forse è stata rifiutata, perciò tutte le richieste sono ferme.
    .remedy = Controllare l'indirizzo nelle impostazioni; quello per programmi è https://HOST/EWS/Exchange.asmx. Se è già quello, davanti a Exchange c'è una pagina di accesso e l'amministratore deve aprire la strada a EWS. Poi riprendere.
    .reason = una pagina di accesso al posto di Exchange
notice-refused-elsewhere = Il server ha rifiutato questa password in un'altra postazione, { $desk }. Qui non viene provata, affinché l'account non si blocchi.
    .remedy = Inserire un'altra password, se ce n'è una nuova. Se questa è giusta, chiedere a chi gestisce l'account; quando una postazione qualsiasi viene accettata, questa prosegue da sola. Riprendi la prova una volta da qui.
    .reason = password rifiutata in un'altra postazione
notice-refused-before = Questa password è già stata rifiutata. Non viene riprovata da sola.
    .remedy = Inserire un'altra password. Se questa è comunque giusta, riprendere.
    .reason = password già rifiutata
notice-needs-confirmation = Due password diverse sono state rifiutate in mezz'ora, oppure questa non si distingue da una rifiutata. Un'altra sbagliata potrebbe bloccare l'account.
    .remedy = Prima accertarsi della password, per esempio accedendo alla posta via web. Poi confermare il prossimo tentativo.
    .reason = in attesa di conferma
notice-office365-basic-refused = Office 365 ha rifiutato il nome o la password. Tutte le richieste sono ferme, così l'account non viene bloccato.
    .remedy = Microsoft non serve più questo modo di accedere (autenticazione di base) e rifiuta anche la password giusta. Accedere invece con Microsoft; se non è offerto, chiedere al reparto IT di attivare office365.grant_modern.
    .reason = nome o password non accettati
notice-office365-basic-not-offered = { $host } non offre più l'accesso con nome e password. Nessuna password è stata inviata.
    .remedy = Accedere invece con Microsoft; se non è offerto, chiedere al reparto IT di attivare office365.grant_modern.
    .reason = nessun accesso con nome e password
notice-office365-not-allowed = L'organizzazione non permette qui Exchange Web Services (EWS) (HTTP { $status }). Tutte le richieste sono ferme. Microsoft chiude EWS per tutti il 1º aprile 2027.
    .remedy = Per il reparto IT: usare invece Microsoft Graph (attendant-calendar settings set office365.api=graph). Fino ad allora EWS si può permettere di nuovo, in Exchange Online PowerShell, con Set-OrganizationConfig -EwsEnabled:$true e, con l'ID client di questa app nell'elenco, Set-OrganizationConfig -EwsAllowedAppIDs; può volerci un giorno. Poi riprendere.
    .reason = EWS non permesso
notice-sign-in-refused-before = Questo accesso è già stato rifiutato. Non viene riprovato da solo.
    .remedy = Accedere di nuovo. Se vale comunque, riprendere.
    .reason = accesso già rifiutato
notice-sign-in-needs-confirmation = Altri accessi sono stati rifiutati in mezz'ora, oppure questo non si distingue da uno rifiutato.
    .remedy = Accedere di nuovo, o confermare il prossimo tentativo.
    .reason = in attesa di conferma
notice-log-on-page-sign-in = È arrivata una pagina di accesso per browser al posto di una risposta (HTTP { $status }). Tutte le richieste sono ferme.
    .remedy = Per il reparto IT: controllare office365.cloud e gli indirizzi nelle impostazioni. Se sono giusti, davanti a Exchange Online c'è una pagina di accesso. Poi riprendere.
    .reason = una pagina di accesso al posto di Exchange
notice-waiting-lost-answers-sign-in =
    { $minutes ->
        [one] Due risposte sono andate perse. Ognuna poteva essere un accesso rifiutato, perciò il programma aspetta ancora 1 minuto.
       *[other] Due risposte sono andate perse. Ognuna poteva essere un accesso rifiutato, perciò il programma aspetta ancora { $minutes } minuti.
    }
    .remedy = Controllare la rete. Se è a posto, provare una volta adesso.
    .reason = risposte perse
notice-redirected-sign-in = Il server indica un altro indirizzo: { $to }. Non è stato seguito, così l'accesso resta qui.
    .remedy = Per il reparto IT: controllare office365.cloud e gli indirizzi nelle impostazioni.
    .reason = spostato a un altro indirizzo
notice-sign-in-over-http = L'indirizzo di { $host } comincia con http://, dove chiunque lungo la via potrebbe leggere l'accesso. Non è stato inviato.
    .remedy = Per il reparto IT: scrivere https:// negli indirizzi delle impostazioni.
    .reason = accesso non inviato senza cifratura

## In attesa

notice-waiting-server =
    { $minutes ->
        [one] Il server ha chiesto una pausa: manca circa 1 minuto.
       *[other] Il server ha chiesto una pausa: mancano circa { $minutes } minuti.
    }
    .remedy = Non occorre fare nulla: il programma prosegue da solo. Se succede spesso, allungare l'intervallo di aggiornamento.
    .reason = il server ha chiesto una pausa
notice-waiting-server-hours = Il server ha chiesto una pausa: mancano circa { $hours } ore.
    .remedy = Prima della fine non parte nulla. Si può provare una volta ora; se resta così, avvisare l'amministratore del server.
    .reason = il server ha chiesto una pausa
notice-waiting-server-days = Il server ha chiesto una pausa: mancano circa { $days } giorni.
    .remedy = Prima della fine non parte nulla. Si può provare una volta ora; se resta così, avvisare l'amministratore del server.
    .reason = il server ha chiesto una pausa
notice-waiting-back-off =
    { $minutes ->
        [one] Il server non è stato raggiunto. Il prossimo tentativo è entro 1 minuto.
       *[other] Il server non è stato raggiunto. Il prossimo tentativo è entro { $minutes } minuti.
    }
    .remedy = Il programma riprova da solo; Aggiorna riprova subito.
    .reason = server non raggiunto
notice-waiting-lost-answers =
    { $minutes ->
        [one] Due risposte sono andate perse. Ognuna poteva essere un accesso rifiutato, perciò il programma aspetta ancora 1 minuto.
       *[other] Due risposte sono andate perse. Ognuna poteva essere un accesso rifiutato, perciò il programma aspetta ancora { $minutes } minuti.
    }
    .remedy = Controllare la rete. Se è a posto e la password è giusta, provare una volta adesso.
    .reason = risposte perse
notice-another-process = Un'altra copia di questo programma sta ancora aspettando il server.
    .remedy = Non occorre fare nulla: da questo computer parte una sola richiesta alla volta. Se continua così, chiudere l'altra copia.
    .reason = un'altra copia sta chiedendo
notice-share-away = La cartella condivisa non si può usare, quindi un rifiuto in un'altra postazione non ferma questa: { $reason }
    .remedy = Intanto nulla viene trattenuto, e la cartella viene riprovata da sola. Accertarsi che la cartella di rete sia collegata e che tutti nelle postazioni possano scriverci. Il suo nome sta in protection.shared_folder.
    .reason = cartella condivisa assente
notice-no-record = Il registro che protegge l'account non può essere tenuto, perciò non parte nulla: { $reason }
    .remedy = Verificare che si possa scrivere in questa cartella e che il disco non sia pieno. Se il file è danneggiato, riprendere: viene messo da parte e ricominciato.
    .reason = nessun registro di protezione

## Non è partito nulla

notice-unknown-host = Il server { $host } non è stato trovato: il suo nome non è noto in questa rete.
    .remedy = Controllare l'indirizzo nelle impostazioni, il collegamento alla rete e la rete aziendale (VPN), se serve.
    .reason = server non trovato
notice-sign-in-not-offered = { $host } non offre il modo di accedere che serve. Nessuna password è stata inviata.
    .remedy = Il server offre { $offered }; il programma ha bisogno di { $wanted }. Impostare exchange.authentication su automatic, o chiedere all'amministratore di attivare l'autenticazione di Windows per Exchange Web Services.
    .reason = nessun modo di accedere
notice-sign-in-none-offered = { $host } vuole un accesso e non dice come. Nessuna password è stata inviata.
    .remedy = Il programma ha bisogno di uno tra { $wanted }. Controllare l'indirizzo nelle impostazioni; chiedere all'amministratore quali modi di accedere offre Exchange Web Services.
    .reason = nessun modo di accedere
notice-sign-in-message = L'accesso a { $host } non si è potuto compiere ({ $reason }). Nessuna password è stata inviata.
    .remedy = Controllare il nome utente nelle impostazioni: DOMINIO\utente o utente@dominio. Se è giusto, avvisare l'amministratore; qualcosa in mezzo potrebbe cambiare ciò che il server invia.
    .reason = accesso non possibile
notice-connection-not-kept = { $host } chiude la connessione nel mezzo dell'accesso. Nessuna password è stata inviata.
    .remedy = NTLM e Negotiate hanno bisogno di una sola connessione che duri. Un proxy o un bilanciatore lungo la via potrebbe non mantenere le connessioni; l'amministratore può cambiarlo.
    .reason = connessione non mantenuta
notice-kerberos-no-ticket = Non c'è un ticket Kerberos per l'accesso a { $host }. Non è stato inviato nulla.
    .remedy = Ottenerne uno: eseguire kinit in un terminale. In Windows, accedere al computer con un account del dominio. Poi il programma continua da sé.
    .reason = nessun ticket Kerberos
notice-kerberos-ticket-expired = Il ticket Kerberos per l'accesso a { $host } è scaduto. Non è stato inviato nulla.
    .remedy = Ottenerne uno nuovo: eseguire kinit in un terminale. Poi il programma continua da sé.
    .reason = ticket Kerberos scaduto
notice-kerberos-no-service = Il dominio non conosce un servizio web a { $host }, perciò non c'è un ticket Kerberos. Non è stato inviato nulla.
    .remedy = Verificare che l'indirizzo nelle impostazioni sia il nome abituale del server. L'amministratore può registrare il servizio: HTTP/{ $host } (setspn).
    .reason = servizio sconosciuto al dominio
notice-kerberos-no-kdc = Nessun controller di dominio dà un ticket Kerberos per { $host } ({ $reason }). Non è stato inviato nulla.
    .remedy = Verificare la rete, e la rete aziendale (VPN) dove serve. Il programma riprova da sé.
    .reason = nessun controller di dominio
notice-kerberos-clock = Kerberos non dà un ticket per { $host }, perché l'orologio di questo computer è sbagliato. Non è stato inviato nulla.
    .remedy = Regolare l'orologio, o lasciarlo regolare al sistema; per Kerberos cinque minuti sono troppi. Poi il programma continua da sé.
    .reason = orologio sbagliato
notice-connection-refused = Il server { $host } rifiuta la connessione.
    .remedy = Forse si sta riavviando. Se continua così, controllare l'indirizzo e la porta nelle impostazioni.
    .reason = connessione rifiutata
notice-network-unreachable = Da qui non c'è modo di arrivare a { $host }.
    .remedy = Controllare il collegamento alla rete e la rete aziendale (VPN), se serve.
    .reason = nessuna rete
notice-connect-timeout = Il server { $host } non risponde.
    .remedy = Controllare la rete, la rete aziendale (VPN) e se un firewall lascia passare questo computer.
    .reason = il server non risponde
notice-certificate-unknown-issuer = Il certificato di { $host } non è rilasciato da nessuno di cui questo computer si fidi. Non è partito nulla.
    .remedy = Se l'azienda ha una propria autorità di certificazione, chiederne il certificato e indicare il file in network.ca_file, o farlo installare su questo computer. Altrimenti non proseguire: qualcuno potrebbe essere in mezzo.
    .reason = certificato non affidabile
notice-certificate-expired = Il certificato di { $host } è scaduto. Non è partito nulla.
    .remedy = Controllare la data di questo computer. Se è giusta, l'amministratore del server deve rinnovare il certificato.
    .reason = certificato scaduto
notice-certificate-not-yet-valid = Il certificato di { $host } non è ancora valido. Non è partito nulla.
    .remedy = Controllare la data di questo computer: probabilmente è nel passato.
    .reason = certificato non ancora valido
notice-certificate-wrong-name = Il certificato di { $host } è intestato a un altro nome. Non è partito nulla.
    .remedy = Usare come indirizzo nelle impostazioni il nome che sta nel certificato; l'amministratore lo conosce.
    .reason = certificato per un altro nome
notice-certificate-revoked = Il certificato di { $host } è stato revocato da chi lo ha rilasciato. Non è partito nulla.
    .remedy = Avvisare l'amministratore del server. Non proseguire: qualcuno potrebbe essere in mezzo.
    .reason = certificato revocato
notice-certificate-not-accepted = Il certificato di { $host } non può essere accettato ({ $reason }). Non è partito nulla.
    .remedy = Avvisare l'amministratore del server. I certificati propri di un'azienda si indicano in network.ca_file.
    .reason = certificato non accettato
notice-tls-failed = Non è stato possibile stabilire una connessione sicura con { $host } ({ $reason }). Non è partito nulla.
    .remedy = Il server deve offrire TLS 1.2 o più recente su questa porta. Controllare l'indirizzo e la porta, e avvisare l'amministratore.
    .reason = nessuna connessione sicura
notice-proxy-sign-in = Il proxy { $host } chiede un accesso proprio.
    .remedy = Chiedere all'amministratore della rete di lasciar passare questo computer verso il server Exchange senza accesso. La password di un proxy può stare nelle impostazioni proxy del sistema (HTTPS_PROXY), mai in quelle di questo programma.
    .reason = il proxy chiede un accesso
notice-proxy-failed = Il proxy { $host } non stabilisce la connessione ({ $reason }).
    .remedy = Controllare network.proxy nelle impostazioni: system, none o un indirizzo. Dentro una rete aziendale spesso è giusto none.
    .reason = errore del proxy
notice-password-over-http = L'indirizzo di { $host } comincia con http://, dove chiunque lungo il percorso potrebbe leggere la password. Non è stata inviata.
    .remedy = Scrivere https:// nell'indirizzo. Se il server non ha affatto TLS, network.basic_over_http lo permette a proprio rischio.
    .reason = password non inviata senza cifratura
notice-not-sent = Non è stato possibile collegarsi a { $host } ({ $reason }).
    .remedy = Controllare l'indirizzo nelle impostazioni e la rete. Il programma riprova da solo.
    .reason = nessuna connessione

## Nessuna risposta, o solo metà

notice-no-answer-in-time = Il server { $host } non ha risposto in tempo.
    .remedy = Forse è sovraccarico. Prima di accedere di nuovo il programma si accerta che il server ci sia.
    .reason = nessuna risposta in tempo
notice-answer-lost = La connessione con { $host } è stata interrotta prima della risposta.
    .remedy = Di solito è un riavvio del server o della rete. Prima di accedere di nuovo il programma si accerta che il server ci sia.
    .reason = risposta persa
notice-answer-not-http = Quello che { $host } manda non è la risposta di un server web.
    .remedy = Controllare l'indirizzo e la porta nelle impostazioni: forse lì ascolta un altro servizio.
    .reason = non è un server web
notice-answer-too-slow = La risposta di { $host } ha richiesto troppo tempo e non era completa.
    .remedy = La rete forse è lenta. Il programma chiede da solo meno persone alla volta.
    .reason = risposta troppo lenta
notice-answer-cut = La risposta di { $host } si è interrotta a metà.
    .remedy = Di solito è passeggero. Se continua così, qualcosa tra qui e il server taglia le risposte: avvisare l'amministratore della rete.
    .reason = risposta a metà
notice-answer-too-large = La risposta di { $host } supera i { $limit } MiB e non è stata letta.
    .remedy = Questa non è la risposta di un server Exchange. Controllare l'indirizzo nelle impostazioni.
    .reason = risposta troppo grande

## Il collegamento non può essere preparato

notice-ca-file-unreadable = Il file di certificati { $path } non può essere letto ({ $reason }).
    .remedy = Controllare network.ca_file nelle impostazioni e se si ha il diritto di leggere il file.
notice-ca-file-useless = In { $path } non c'è nessun certificato utilizzabile.
    .remedy = Esportare il certificato dell'autorità dell'azienda come PEM (Base64) o DER e indicare quel file in network.ca_file.
notice-proxy-address = L'indirizzo del proxy non è quello di un proxy HTTP.
    .remedy = Scrivere network.proxy come http://proxy.example.com:8080, oppure system o none.
notice-tls-unavailable = Su questo computer non è possibile preparare connessioni sicure ({ $reason }).
    .remedy = Non è stato possibile leggere i certificati del sistema. In Linux, installare il pacchetto ca-certificates.

## La risposta del server non serve

notice-slow-down = Il server chiede di rallentare.
    .remedy = Il programma aspetta quanto vuole il server, poi prosegue da solo. Se succede spesso, allungare l'intervallo di aggiornamento.
    .reason = il server chiede di rallentare
notice-redirected-log-on = L'indirizzo porta a una pagina di accesso per browser ({ $to }).
    .remedy = Nelle impostazioni usare l'indirizzo per programmi: https://{ $host }/EWS/Exchange.asmx. Se è già quello, davanti a Exchange c'è una pagina di accesso e l'amministratore deve aprire la strada a EWS.
    .reason = una pagina di accesso al posto di Exchange
notice-redirected-https = Il server vuole https:// al posto di http://.
    .remedy = Cambiare l'indirizzo nelle impostazioni in { $to }.
    .reason = serve https
notice-redirected = Il server rimanda a un altro indirizzo: { $to }. Non è stato seguito, così la password resta qui.
    .remedy = Se quell'indirizzo è affidabile, scriverlo nelle impostazioni; la password viene allora chiesta di nuovo.
    .reason = spostato a un altro indirizzo
notice-no-service = A questo indirizzo di { $host } non c'è nessun servizio Exchange (HTTP { $status }).
    .remedy = L'indirizzo di solito è https://{ $host }/EWS/Exchange.asmx. Controllarlo nelle impostazioni.
    .reason = nessun Exchange a questo indirizzo
notice-server-error = Il server { $host } risponde con un errore (HTTP { $status }).
    .remedy = Di solito è passeggero: il programma riprova da solo. Se continua così, avvisare l'amministratore; nel log ci sono l'ora e l'identificativo che il server ha dato alla richiesta.
    .reason = errore del server
notice-server-fault = Exchange segnala un errore: { $code }
    .remedy = Di solito è passeggero: il programma riprova da solo. Se continua così, comunicare questo codice all'amministratore; nel log ci sono l'ora e l'identificativo che il server ha dato alla richiesta.
    .reason = errore di Exchange
notice-version-unknown = Il server non conosce la versione di Exchange delle impostazioni ({ $code }).
    .remedy = Impostare exchange.version su detect.
    .reason = versione di Exchange sconosciuta
notice-answer-web-page = Il server { $host } risponde con una pagina web invece che con i calendari.
    .remedy = Davanti a Exchange c'è qualcosa: una pagina di accesso, un filtro, oppure si intende un altro indirizzo. Di solito è https://{ $host }/EWS/Exchange.asmx.
    .reason = una pagina web al posto di Exchange
notice-answer-not-exchange = La risposta di { $host } non è di Exchange.
    .remedy = Controllare l'indirizzo nelle impostazioni; di solito è https://{ $host }/EWS/Exchange.asmx.
    .reason = risposta non di Exchange
notice-answer-count = Il server ha risposto per { $answered } caselle su { $asked }, perciò non si sa di chi siano i calendari. Non vengono mostrati.
    .remedy = Di solito è passeggero. Se continua così, avvisare l'amministratore.
    .reason = risposta incompleta
notice-too-many-mailboxes = Il server non risponde per tante caselle insieme.
    .remedy = Il programma ne chiede da solo meno alla volta.
    .reason = troppe insieme
notice-window-too-long = Il server non risponde per tanti giorni insieme.
    .remedy = Il programma chiede da solo meno giorni.
    .reason = troppi giorni insieme
notice-not-offered = Questo server non lo offre.
    .remedy = Il resto non ne risente. Un Exchange più recente potrebbe offrirlo.
    .reason = non offerto da questo server

## Una casella

notice-mailbox-not-found = Il server non conosce questo indirizzo ({ $code }).
    .remedy = Correggere l'indirizzo nell'elenco delle persone.
    .reason = indirizzo sconosciuto
notice-mailbox-no-access = L'account non può vedere di questo calendario nemmeno libero e occupato ({ $code }).
    .remedy = Deve permetterlo il collega o l'amministratore di Exchange: diritto «disponibilità» per il calendario.
    .reason = nessun accesso al calendario
notice-mailbox-passing = Il server in questo momento non ha potuto leggere questo calendario ({ $code }).
    .remedy = Il programma chiede di nuovo da solo.
    .reason = al momento non disponibile
notice-mailbox-other-server = Questa casella è su un altro server, che al momento non può essere interpellato ({ $code }).
    .remedy = Se continua così, comunicare questo codice all'amministratore di Exchange.
    .reason = altro server non disponibile
notice-mailbox-no-events = Il server non dà gli orari di questo calendario.
    .remedy = Di solito è una lista di distribuzione o una casella altrove. Inserire l'indirizzo proprio della persona.
    .reason = orari non forniti
notice-mailbox-too-much = In questo calendario c'è più di quanto il server dia in una volta ({ $code }).
    .remedy = Il programma chiede da solo meno giorni.
    .reason = troppo nel calendario
notice-mailbox-unreadable = La risposta del server per questo calendario non si può leggere ({ $code }).
    .remedy = Se continua così, segnalarlo a noi: una voce del calendario è scritta in un modo sconosciuto.
    .reason = risposta illeggibile
notice-mailbox-error = Il server non ha potuto leggere questo calendario ({ $code }).
    .remedy = Se continua così, comunicare questo codice all'amministratore di Exchange.
    .reason = errore del server

## Orologi

notice-clock-behind =
    { $minutes ->
        [one] L'orologio di questo computer è indietro di 1 minuto rispetto al server.
       *[other] L'orologio di questo computer è indietro di { $minutes } minuti rispetto al server.
    }
    .remedy = Tutti gli orari sul quadro sono di questo computer. Regolarne l'orologio, o lasciarlo regolare dal sistema.
notice-clock-ahead =
    { $minutes ->
        [one] L'orologio di questo computer è avanti di 1 minuto rispetto al server.
       *[other] L'orologio di questo computer è avanti di { $minutes } minuti rispetto al server.
    }
    .remedy = Tutti gli orari sul quadro sono di questo computer. Regolarne l'orologio, o lasciarlo regolare dal sistema.

# La sessione: perché non si chiede nulla.
notice-switched-off = I calendari sono disattivati.
    .remedy = Attivarli: attendant-calendar settings set enabled=true
    .reason = disattivati
notice-not-available-yet = Questo modo di accedere non è ancora disponibile.
    .remedy = Per un server in sede scegliere Basic: attendant-calendar settings set provider=exchange exchange.authentication=basic
    .reason = modo di accedere non ancora disponibile
notice-not-configured = Nessun server è ancora configurato; manca: { $keys }.
    .remedy = Configurarlo: attendant-calendar settings set exchange.ews_url=https://HOST/EWS/Exchange.asmx exchange.username=NOME
    .reason = non ancora configurato
notice-no-password = La password dell'account non è nota.
    .remedy = Inserirla nella finestra, oppure passarla con --password-stdin.
    .reason = password non nota

# La sessione: che cosa è appena cambiato.
notice-settings-applied = Le nuove impostazioni sono in vigore: { $keys }.
    .remedy = Non occorre riavviare nulla.
notice-people-cannot-append = Non si può aggiungere nessuno in fondo al file delle persone.
    .remedy = Guardare le ultime righe: forse delle virgolette non sono chiuse, o la persona c'è già.
    .reason = file delle persone non estendibile
notice-people-applied =
    { $people ->
        [one] L'elenco delle persone è cambiato: ora 1 persona, { $added } in più, { $removed } in meno.
       *[other] L'elenco delle persone è cambiato: ora { $people } persone, { $added } in più, { $removed } in meno.
    }
    .remedy = Non occorre riavviare nulla.
notice-settings-old-stay = Le nuove impostazioni non sono utilizzabili; restano in vigore quelle di prima.
    .remedy = Correggere ciò che è indicato accanto e salvare di nuovo le impostazioni.
