"""Pages of one packet in two languages: the English beside its words, clause by clause."""
