"""A hostile file costs no more than was allowed: counted first, and read in a child that can be stopped."""
