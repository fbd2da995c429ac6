"""Rules on who stands behind a text, since when, and on which sources."""
