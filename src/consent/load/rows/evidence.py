"""Where a value comes from that no cell of its own holds; shown in a dry run, and never a patient's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value that was read out of something else."""

    field: str
    """``procedures``, ``body_site``, ``laterality`` or ``indication``."""
    value: str
    """In the library's words."""
    words: str
    """The phrase or code of the vocabulary it was read from."""
    heading: str
    """Of the column, or what else it was read from."""
