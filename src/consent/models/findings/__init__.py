"""What a check says, of which rule, and what was waived."""
