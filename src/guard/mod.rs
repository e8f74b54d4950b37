//! The sign-in guard: decides whether anything that carries a credential may leave.
