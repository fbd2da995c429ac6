"""What `dev.py` does: the standard library only, so that it runs before anything is installed."""
