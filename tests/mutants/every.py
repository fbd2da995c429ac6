"""Every mutant, and the ones that are run each time."""

from __future__ import annotations

from tests.mutants import (
    added_mutants,
    beside_mutants,
    drawn_mutants,
    file_mutants,
    layout_mutants,
    official_mutants,
    overlay_mutants,
    text_mutants,
)
from tests.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *text_mutants.MUTANTS,
    *layout_mutants.MUTANTS,
    *file_mutants.MUTANTS,
    *official_mutants.MUTANTS,
    *added_mutants.MUTANTS,
    *beside_mutants.MUTANTS,
    *drawn_mutants.MUTANTS,
    *overlay_mutants.MUTANTS,
)


def one_for_each_rule() -> tuple[Mutant, ...]:
    """The first mutant of each rule that the rule alone catches."""
    chosen: dict[str, Mutant] = {}
    for mutant in MUTANTS:
        if mutant.alone:
            chosen.setdefault(mutant.code, mutant)
    return tuple(chosen.values())
