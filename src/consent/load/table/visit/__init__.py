"""What a row says of one visit: who, and what is to be done where, on which side, what for."""
