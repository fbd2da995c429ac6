"""Rules on the typeset pages."""
