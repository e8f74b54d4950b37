//! A key store that lives as long as the process.

use super::{KeyStoreError, Keys};
use crate::store::Secret;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Memory(HashMap<(String, String), Secret>);

impl Keys for Memory {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        Ok(())
    }

    fn get(&mut self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        Ok(self.0.get(&(service.to_owned(), account.to_owned())).cloned())
    }

    fn set(&mut self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        self.0.insert((service.to_owned(), account.to_owned()), secret.clone());
        Ok(())
    }

    fn delete(&mut self, service: &str, account: &str) -> Result<(), KeyStoreError> {
        self.0.remove(&(service.to_owned(), account.to_owned()));
        Ok(())
    }
}
