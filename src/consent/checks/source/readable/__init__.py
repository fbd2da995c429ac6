"""Rules on how hard the words are to read."""
