//! When to ask, and what is known: the plan, the engine, the snapshot.
