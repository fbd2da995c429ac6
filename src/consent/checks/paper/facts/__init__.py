"""What the rules on paper stand on: what must print, what does print, and which is which."""
