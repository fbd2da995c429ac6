"""Rules on the file: read aloud, kept for decades, nothing active, and its twin."""
