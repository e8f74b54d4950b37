//! Office 365: signing in as a public client (OAuth 2, OpenID Connect) and keeping the sign-in alive.
//!
//! | file | what it is |
//! |---|---|
//! | `directory`, `cloud` | where everything is asked, and for what |
//! | `sign_in` | the three ways to sign in, as values that a window and a command line drive: `browser`, `paste`, `device` |
//! | `account` | the sign-in at work: a [`Channel`](super::Channel) with a bearer token |
//! | `vault` | what is kept: the newest refresh token in the key store, the account's name beside the guard's record |
//! | `service` | the token service; whatever carries a code or a token leaves through the guard |
//! | `answer`, `id_token`, `challenge` | what comes back |
//! | `failure` | what can go wrong, for people |

mod account;
mod answer;
mod browser;
mod callback;
mod challenge;
mod cloud;
mod device;
mod directory;
mod failure;
mod granted;
mod id_token;
mod listener;
mod paste;
mod service;
mod sign_in;
mod vault;

pub use account::OAuthAccount;
pub use answer::{AnswerClass, ErrorAnswer};
pub use browser::BrowserSignIn;
pub use cloud::exchange_url;
pub use device::DeviceSignIn;
pub use directory::{Directory, DirectoryError};
pub use failure::Failure;
pub use id_token::IdTokenFault;
pub use paste::PasteSignIn;
pub use service::Service;
pub use sign_in::{SignIn, SignedIn};
pub use vault::{Account, Vault};
