"""Approved, dated exceptions to rules, and the findings that were there before the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from consent.models.base import Date, Model, Text

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[0-9]{3}$")]
"""Three letters and three digits."""


class Waiver(Model):
    """One exception: which rule, where, why, who approved it, until when."""

    code: Code
    """The rule that is waived, for example ``REV103``. One code; there is no waiver for all rules."""
    where: Text
    """An id (``costs``), an id and a field (``gel:risks[2]``), or a file or pattern: ``clauses/*/ca-*``."""
    reason: Text
    approved_by: Text
    """The clinician or lawyer who answers for it."""
    until: Date
    """The last day it holds."""


class Waivers(Model):
    """The file ``waivers.yaml`` in the practice's folder."""

    waivers: tuple[Waiver, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Known:
    """One finding of a baseline: it was there when the gate was adopted."""

    fingerprint: str
    code: str
    file: str
    message: str
