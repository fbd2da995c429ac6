"""What prints: a packet of sentences, its parts on pages, and the values that differ from one to the next."""
