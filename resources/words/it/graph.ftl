# Microsoft Graph ed Exchange Web Services nel cloud di Microsoft.

notice-graph-no-permission = Microsoft Graph sa chi ha fatto l'accesso, ma l'applicazione non può leggere i calendari (HTTP { $status }). Tutte le richieste sono ferme.
    .remedy = Per il reparto IT: la registrazione dell'applicazione ha bisogno dei permessi delegati Calendars.Read (o Calendars.ReadBasic, secondo le impostazioni) e User.ReadBasic.All di Microsoft Graph, approvati per l'organizzazione; anche un criterio di accesso delle applicazioni può impedirlo. Poi riprendere.
    .reason = permesso mancante
notice-graph-no-mailbox = L'account con cui si è fatto l'accesso non ha una casella nel cloud di Microsoft ({ $code }).
    .remedy = Accedere con un account che ne ha una. Se le caselle sono su un server proprio, scegliere nelle impostazioni Exchange al posto di Office 365.
    .reason = nessuna casella nel cloud
notice-graph-fault = Microsoft Graph segnala un errore: { $code }
    .remedy = Di solito è passeggero: il programma riprova da solo. Se continua così, comunicare questo codice all'amministratore; nel log ci sono l'ora e l'identificativo che il servizio ha dato alla richiesta.
    .reason = errore di Microsoft Graph
notice-no-graph = A questo indirizzo di { $host } non c'è Microsoft Graph (HTTP { $status }).
    .remedy = Controllare office365.cloud nelle impostazioni, e office365.graph_url se il cloud è personalizzato.
    .reason = nessun Microsoft Graph a questo indirizzo
notice-answer-not-graph = La risposta di { $host } non è di Microsoft Graph.
    .remedy = Di solito qualcosa tra questo computer e Microsoft risponde al suo posto. Se continua così, avvisare l'amministratore.
    .reason = risposta non di Microsoft Graph
