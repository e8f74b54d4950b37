//! Files written whole, file locks, folders, and the operating system's key store. Knows nothing of what it stores.
