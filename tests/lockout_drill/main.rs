//! The lock-out drill: two real processes refresh 2,000 people when the password changes under them. Ten minutes, three
//! restarts, a search, two manual refreshes, a test of the connection and a list later the server has refused one sign-in;
//! with the new password they are live at once.
//!
//! The processes are this binary again ([`process`]), at work with the program's own engine, files and network; time passes
//! by order ([`machine`]), and a file stands in for the key store ([`key_file`]). The server counts as a domain controller does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod drill;
#[path = "../support/key_file.rs"]
mod key_file;
#[path = "../support/machine.rs"]
mod machine;
mod process;
mod way;

use way::Way;

#[tokio::test(flavor = "multi_thread")]
async fn with_basic_one_logon_is_refused() {
    drill::run(Way::Basic).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_ntlm_one_logon_is_refused() {
    drill::run(Way::Ntlm).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_negotiate_one_logon_is_refused() {
    drill::run(Way::Negotiate).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_oauth_one_token_is_refused() {
    drill::run(Way::OAuth).await;
}
