"""Reads the translations of the library, and gives the library in another language."""
