"""Kinds of file that hold a table: CSV, XLSX, JSON Lines."""
