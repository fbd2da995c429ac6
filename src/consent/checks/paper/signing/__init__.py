"""Rules on the places where people sign, and on signatures that are there."""
