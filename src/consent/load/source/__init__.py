"""Many records at once: a table, JSON lines, a folder, FHIR or standard input, row by row."""
