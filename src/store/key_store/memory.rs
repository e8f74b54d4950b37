//! Secrets that live as long as the process.

use super::{KeyStoreError, Keys};
use crate::store::Secret;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Memory(HashMap<(String, String), Secret>);

impl Memory {
    pub(super) fn find(&self, service: &str, account: &str) -> Option<Secret> {
        self.0.get(&(service.to_owned(), account.to_owned())).cloned()
    }

    pub(super) fn insert(&mut self, service: &str, account: &str, secret: &Secret) {
        self.0.insert((service.to_owned(), account.to_owned()), secret.clone());
    }

    pub(super) fn remove(&mut self, service: &str, account: &str) {
        self.0.remove(&(service.to_owned(), account.to_owned()));
    }
}

impl Keys for Memory {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        Ok(())
    }

    fn get(&mut self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        Ok(self.find(service, account))
    }

    fn set(&mut self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        self.insert(service, account, secret);
        Ok(())
    }

    fn delete(&mut self, service: &str, account: &str) -> Result<(), KeyStoreError> {
        self.remove(service, account);
        Ok(())
    }
}
