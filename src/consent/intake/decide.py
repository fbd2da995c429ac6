"""Ink, no ink, or a person must look: a few rules in millimetres, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from consent.intake.ink import Look, Strokes
from consent.models.paper.master import FieldKind
from consent.models.register.scanned import Seen

AGREEING = 0.8
"""Share of a page's landmarks below which nothing is said of its places."""
_LEAST = {
    FieldKind.SIG: (9.0, 6.5),
    FieldKind.INITIALS: (2.2, 2.6),
    FieldKind.DATE: (6.0, 2.6),
    FieldKind.TIME: (4.5, 2.6),
    FieldKind.TEXT: (5.0, 2.6),
    FieldKind.MULTILINE: (5.0, 2.6),
    FieldKind.CHECK: (1.2, 1.9),
}
"""Ink in mm² and the longest stroke in mm that a place of this kind holds at least."""
_WRITTEN = frozenset({FieldKind.DATE, FieldKind.TIME, FieldKind.TEXT, FieldKind.MULTILINE})


@dataclass(frozen=True, slots=True)
class Scanner:
    """What kind of picture it is."""

    black_and_white: bool = False
    photo: bool = False
    fax: bool = False


def decide(found: Look, kind: FieldKind, agreed: float, dust: float, scanner: Scanner) -> tuple[Seen, str]:
    """What to say of a place, and why where it is for a person.

    ``agreed``: share of the page's landmarks; ``dust``: crumbs per mm² of this page.
    """
    if agreed < AGREEING:
        return Seen.LOOK, "the page does not lie well on its original"
    if found.unsure > (0.30 if scanner.photo else 0.45):
        return Seen.LOOK, "the paper is bent here"
    if found.lost > 0.25 and not scanner.black_and_white and not scanner.photo:
        return Seen.LOOK, "the printing is gone here: tape, fluid or a tear"
    written = _is_written(found.strong, kind)
    if _has_line(found, written, scanner):
        return Seen.LOOK, "a long straight line: the place may be struck out"
    if written:
        why = _odd(found, kind, scanner)
        return (Seen.LOOK, why) if why else (Seen.INK, "")
    return _unwritten(found, kind, dust, scanner)


def _is_written(strong: Strokes, kind: FieldKind) -> bool:
    area, longest = _LEAST[kind]
    if strong.area >= area and strong.longest >= longest:
        return True
    # Separate letters, cut by our own line or not; or a stamp.
    small = strong.area >= area and strong.width >= 11 and strong.count >= 3 and strong.longest >= 3.5
    stamp = strong.area >= 20 and strong.width >= 12 and strong.count >= 4 and strong.longest >= 3
    return kind is FieldKind.SIG and (small or stamp)


def _has_line(found: Look, written: bool, scanner: Scanner) -> bool:
    strong = found.strong
    doubtful = scanner.photo or found.lost > 0.08 or not written
    return strong.rule > 0 and doubtful and strong.area < 40


def _odd(found: Look, kind: FieldKind, scanner: Scanner) -> str:
    """What is wrong with ink that is enough; empty when nothing is."""
    strong = found.strong
    if not scanner.photo:
        if found.dark > 0.35:
            return "something dark lies here"
        if strong.on_tab > 0.8 and found.dark > 0.1 and kind is not FieldKind.INITIALS:
            return "all of it stands on a tab or a stain"
    if strong.area > 80 and strong.area > 0.55 * strong.width * strong.height:
        return "a filled area, not strokes"
    if _is_outside(strong, kind):
        return "most of it is outside the place"
    return _too_small(strong, kind)


def _is_outside(strong: Strokes, kind: FieldKind) -> bool:
    least = _LEAST[kind][0]
    if kind in _WRITTEN:
        return strong.core < max(0.35 * strong.total, least)
    if kind is FieldKind.SIG:
        return strong.core < max(0.05 * strong.total, 2)
    return strong.core < max(0.15 * strong.total, 0.4 * least)


def _too_small(strong: Strokes, kind: FieldKind) -> str:
    if kind is FieldKind.SIG and strong.width < 7:
        return "too small for a signature"
    if kind is FieldKind.INITIALS and (strong.height < 1.5 or strong.width < 1.2):
        return "too small for initials"
    if kind in _WRITTEN and strong.count < 3 and (strong.width < 6 or strong.area < 9):
        return "one mark, not writing"
    if kind in _WRITTEN and strong.left < -0.5 and strong.width < 12:
        return "it comes in from the side"
    return ""


def _unwritten(found: Look, kind: FieldKind, dust: float, scanner: Scanner) -> tuple[Seen, str]:
    weak = found.weak
    if found.dark > 0.12 and not scanner.photo:
        return Seen.LOOK, "something dark lies here"
    if weak.crumbs - (3 * dust * found.zone + (4 if scanner.black_and_white else 1)) > 3:
        return Seen.LOOK, "many specks"
    if weak.longest < 2.4 and weak.area < 2.5:
        return Seen.NO_INK, ""
    if kind in _WRITTEN and found.strong.core < 0.3 and weak.core < 0.9:
        return Seen.NO_INK, ""
    return Seen.LOOK, "little ink"
