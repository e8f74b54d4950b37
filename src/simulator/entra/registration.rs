//! The application's registration, as an administrator made it.

use uuid::Uuid;

/// The application's registration in the stand-in's directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// For `office365.tenant_id`.
    pub tenant: Uuid,
    /// For `office365.client_id`.
    pub client: Uuid,
    /// Whether `http://localhost` is among the redirect addresses.
    pub localhost: bool,
    /// Whether the empty page (`…/common/oauth2/nativeclient`) is.
    pub native: bool,
    /// *Allow public client flows*, which device codes need.
    pub public_flows: bool,
    /// How long access tokens last, in seconds.
    pub access_seconds: u32,
    /// How long device codes last, in seconds.
    pub device_seconds: u32,
    /// How often a device code may be asked for, in seconds.
    pub device_interval: u32,
    /// How long refresh tokens are, in characters; real ones have 1,000 to 2,000.
    pub refresh_length: usize,
}

impl Default for Registration {
    fn default() -> Self {
        Self {
            tenant: Uuid::from_u128(0x6d1f_0c8a_52b7_4e39_9a41_c07e_15d2_b863),
            client: Uuid::from_u128(0x2b90_77e4_d3c5_4f16_8e0b_3fa6_91c8_047d),
            localhost: true,
            native: true,
            public_flows: true,
            access_seconds: 3600,
            device_seconds: 900,
            device_interval: 5,
            refresh_length: 1400,
        }
    }
}
