//! The Ids of folders: opaque to clients, a mailbox and a folder's name to this server.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What an Id stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FolderKey {
    pub mailbox: String,
    /// The distinguished name.
    pub folder: String,
}

/// Before every Id, so that others are not taken for one.
const MARK: &str = "folder:";

impl FolderKey {
    /// The Id.
    pub fn encode(&self) -> String {
        STANDARD.encode(format!("{MARK}{}/{}", self.mailbox, self.folder))
    }

    /// What an Id of this server stands for; nothing where it is another's.
    pub fn decode(id: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(id.trim()).ok()?).ok()?;
        let (mailbox, folder) = text.strip_prefix(MARK)?.split_once('/')?;
        Some(Self { mailbox: mailbox.to_owned(), folder: folder.to_owned() })
    }
}
