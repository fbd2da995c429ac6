"""The shipped fonts: which there are, what they cover, and their bytes. No system font is ever consulted."""

from consent.fonts.catalogue import BASE, FAMILIES, Family
from consent.fonts.coverage import cluster_runs, families_for, missing_glyphs
from consent.fonts.face import REGULAR, Face, Style, load_face

__all__ = [
    "BASE",
    "FAMILIES",
    "REGULAR",
    "Face",
    "Family",
    "Style",
    "cluster_runs",
    "families_for",
    "load_face",
    "missing_glyphs",
]
