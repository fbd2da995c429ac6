"""Page templates followed name by name: which values they read, and whether those exist."""
