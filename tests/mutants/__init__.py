"""Ways to break a good packet, each to be caught by the rule that is meant for it."""
