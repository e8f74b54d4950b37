//! A stand-in for Exchange and Office 365 on loopback, for the demo, for training and for tests.
