"""Typed procedure definitions in, signed-ready PDF consent packets out."""

__version__ = "0.2.0"
