//! The one HTTP client: TLS, proxy, limits, ids. What carries a credential leaves only with a permit of the guard.
