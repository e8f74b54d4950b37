//! Credentials and the ways to sign in.
