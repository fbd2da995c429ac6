"""What is to be checked, and against what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Question:
    """One run of the check."""

    as_of: date
    """The day review dates, effective dates and waivers are judged on."""
    paths: tuple[Path, ...] = ()
    """Files and folders; none: the whole library and the matrix."""
    practice_file: Path | None = None
    overlay: Path | None = None
    """A folder of templates that is searched first."""
    language: str = "en"
    policies: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    select: frozenset[str] = frozenset()
    """Only these codes; empty: all."""
    ignore: frozenset[str] = frozenset()
    baseline: Path | None = None
    jobs: int = 1
    pictures: bool = False
    """Whether places on strangers' forms are drawn, for a report that shows them."""
    cache: Path | None = None
    """Where answers about unchanged packets are kept; None: nowhere."""
