"""How what is injected is given: mixed, in turn or each by itself; how many needles, shots and visits."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from consent.models.base import Model, Text

Count = Annotated[int, Field(ge=1, le=30)]
"""How many; written without quotes."""


class Use(StrEnum):
    """How the products of one visit are given."""

    MIXED = "mixed"
    """In one syringe."""
    IN_TURN = "in-turn"
    """One after the other, into the same place."""
    ALONE = "alone"
    """Each by itself."""


class Usual(Model):
    """What the practice does when a record does not say otherwise. Nothing here is ever guessed."""

    use: Use | None = None
    """How two or more products are given; a record may say otherwise."""
    needles: Count | None = None
    """How often a needle goes in, at each place at each visit."""
    shots: Count | None = None
    """How many shots are given, at each place at each visit."""
    visits: Count | None = None
    """How many visits the plan takes."""
    follow_up: Text | None = None
    """When the practice sees the patient again, in one sentence; printed in place of the library's."""


def use_of(said: Use | None, usual: Use | None, products: int) -> Use | None:
    """How this number of products is given; None when there is none, or nothing says so."""
    if products < 2:
        return Use.ALONE if products else None
    return said or usual
