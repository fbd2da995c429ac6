"""Rules on what a procedure says: its numbers, and what it offers beside itself."""
