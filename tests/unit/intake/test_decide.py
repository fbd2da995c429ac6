"""Three outcomes, each rule on either side of its line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from consent.intake.decide import Scanner, decide
from consent.intake.ink import Look, Strokes
from consent.models.paper.master import FieldKind
from consent.models.register.scanned import Seen

NOTHING = Strokes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
SIGNATURE = Strokes(
    area=30, core=25, total=30, count=2, rule=0, on_tab=0, crumbs=0, width=40, height=9, longest=38, left=4
)
DATE = replace(SIGNATURE, area=14, core=12, total=14, count=6, width=18, height=4, longest=4)
INITIALS = replace(SIGNATURE, area=6, core=6, total=6, count=2, width=9, height=5, longest=6)
EMPTY = Look(0.1, 0.0, 0.0, NOTHING, NOTHING, 1000.0, 250.0, Image.new("L", (4, 4)))
GREY = Scanner()


def written(strokes: Strokes, **changes: Any) -> Look:
    return replace(EMPTY, weak=strokes, strong=strokes, **changes)


@pytest.mark.parametrize(
    ("found", "kind", "wanted"),
    [
        (EMPTY, FieldKind.SIG, Seen.NO_INK),
        (written(SIGNATURE), FieldKind.SIG, Seen.INK),
        (written(DATE), FieldKind.DATE, Seen.INK),
        (written(replace(SIGNATURE, area=9.6, count=4, width=12.8, longest=4.2)), FieldKind.SIG, Seen.INK),
        (written(INITIALS), FieldKind.INITIALS, Seen.INK),
    ],
)
def test_what_is_plain_is_said(found: Look, kind: FieldKind, wanted: Seen) -> None:
    assert decide(found, kind, 0.95, 0, GREY) == (wanted, "")


@pytest.mark.parametrize(
    ("found", "kind", "why"),
    [
        (written(SIGNATURE, unsure=0.5), FieldKind.SIG, "bent"),
        (written(SIGNATURE, lost=0.3), FieldKind.SIG, "gone here"),
        (replace(EMPTY, lost=0.3), FieldKind.SIG, "gone here"),
        (replace(EMPTY, dark=0.2), FieldKind.SIG, "something dark"),
        (written(SIGNATURE, dark=0.4), FieldKind.SIG, "something dark"),
        (written(replace(SIGNATURE, on_tab=0.9), dark=0.2), FieldKind.SIG, "tab or a stain"),
        (written(replace(SIGNATURE, area=300)), FieldKind.SIG, "filled area"),
        (written(replace(SIGNATURE, core=1)), FieldKind.SIG, "outside the place"),
        (written(replace(SIGNATURE, width=6)), FieldKind.SIG, "too small for a signature"),
        (written(replace(INITIALS, height=1.2)), FieldKind.INITIALS, "too small for initials"),
        (written(replace(DATE, count=1, area=7, width=5)), FieldKind.DATE, "one mark"),
        (written(replace(DATE, left=-2, width=8)), FieldKind.DATE, "from the side"),
        (written(replace(DATE, core=1)), FieldKind.DATE, "outside the place"),
        (written(replace(SIGNATURE, area=3, rule=30)), FieldKind.SIG, "straight line"),
        (written(replace(SIGNATURE, area=4, core=4, longest=5)), FieldKind.SIG, "little ink"),
        (replace(EMPTY, weak=replace(NOTHING, crumbs=9)), FieldKind.SIG, "many specks"),
    ],
)
def test_what_is_not_plain_is_for_a_person_and_says_why(found: Look, kind: FieldKind, why: str) -> None:
    seen, said = decide(found, kind, 0.95, 0, GREY)
    assert seen is Seen.LOOK
    assert why in said


def test_a_page_that_does_not_lie_well_says_nothing_of_its_places() -> None:
    assert decide(written(SIGNATURE), FieldKind.SIG, 0.79, 0, GREY)[0] is Seen.LOOK
    assert decide(written(SIGNATURE), FieldKind.SIG, 0.80, 0, GREY)[0] is Seen.INK


def test_specks_all_over_the_page_are_no_specks_in_a_place() -> None:
    dusty = replace(EMPTY, weak=replace(NOTHING, crumbs=9))
    assert decide(dusty, FieldKind.SIG, 0.95, 0.01, GREY) == (Seen.NO_INK, "")
