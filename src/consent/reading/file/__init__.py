"""The facts of a file, asked of pikepdf: structure, tags, fields, fonts."""
