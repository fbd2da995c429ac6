"""What other people's schedules say, and how they say it."""
