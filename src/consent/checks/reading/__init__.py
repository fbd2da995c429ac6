"""Reading a finished PDF: what is drawn, what can be seen of it, and what the file says of itself."""
