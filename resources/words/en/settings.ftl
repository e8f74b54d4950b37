# Settings and their validation.
