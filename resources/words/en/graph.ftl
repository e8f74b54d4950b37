# Microsoft Graph, and Exchange Web Services in Microsoft's cloud.

notice-graph-no-permission = Microsoft Graph knows who is signed in, but the app may not read calendars (HTTP { $status }). All requests have stopped.
    .remedy = For your IT: the app registration needs the delegated permissions Calendars.Read (or Calendars.ReadBasic, as the settings say) and User.ReadBasic.All of Microsoft Graph, approved for the organisation; an application access policy may stand in the way too. Then resume.
    .reason = permission missing
notice-graph-no-mailbox = The account that is signed in has no mailbox in Microsoft's cloud ({ $code }).
    .remedy = Sign in with an account that has one. If the mailboxes are on a server of your own, choose Exchange in place of Office 365 in the settings.
    .reason = no mailbox in the cloud
notice-graph-fault = Microsoft Graph reports an error: { $code }
    .remedy = Usually passing: the program tries again by itself. If it stays so, tell the administrator this code; the log has the time and the service's id of the request.
    .reason = error of Microsoft Graph
notice-no-graph = There is no Microsoft Graph at this address of { $host } (HTTP { $status }).
    .remedy = Check office365.cloud in the settings, and office365.graph_url where the cloud is a custom one.
    .reason = no Microsoft Graph at this address
notice-answer-not-graph = The answer of { $host } is not one of Microsoft Graph.
    .remedy = Usually something between this computer and Microsoft answers in its place. If it stays so, tell the administrator.
    .reason = not an answer of Microsoft Graph
