"""What a rule on waivers is given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from consent.models.findings.waiver import Waiver
from consent.models.place import Sourced


@dataclass(frozen=True, slots=True)
class ExceptionContext:
    """The waivers of a practice, and which of them covered something in this run."""

    waivers: tuple[Sourced[Waiver], ...]
    used: frozenset[int]
    """Numbers of the waivers that covered a finding."""
    codes: Collection[str]
    """Every code there is."""
    as_of: date
    complete: bool = True
    """Whether everything was checked; after a part of it nobody can say that a waiver is not needed."""
