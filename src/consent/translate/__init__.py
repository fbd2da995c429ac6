"""Holds translations against their English, and hands them to a translator and back."""
