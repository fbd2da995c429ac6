"""Rules on page templates."""
