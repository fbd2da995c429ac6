"""The commands that make packets, a module each, named as the command is."""
