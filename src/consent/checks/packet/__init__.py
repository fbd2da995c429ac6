"""Rules on the assembled packet."""
