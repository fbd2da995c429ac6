"""What the columns of a table are: their fields, their headings, and a file that says what headings mean."""
