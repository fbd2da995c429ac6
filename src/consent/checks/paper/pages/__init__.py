"""Rules on the pages: what keeps together or alone, where it stands, and what each page says of itself."""
