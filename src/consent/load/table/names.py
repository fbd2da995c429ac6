"""A whole name in one cell, where the way it is written leaves no doubt which part is which."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.load.fhir.names import is_generation
from consent.load.schedule.name_checks import without_title

_HL7_PARTS = 6
"""Of a name in HL7 v2: family, given, further given names, suffix, prefix, degree."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"})
"""What behind given names can only tell a child from a parent: `V` and `I` may be initials."""
_TWO, _THREE = 2, 3
_PARTICLES = frozenset(
    {
        *(
            "de",
            "la",
            "las",
            "los",
            "del",
            "der",
            "den",
            "di",
            "da",
            "do",
            "dos",
            "du",
            "van",
            "von",
            "vander",
        ),
        *("bin", "ibn", "al", "el", "st", "st.", "san", "santa", "mc", "ter", "le"),
    }
)
"""Words before a family name that belong to it."""


@dataclass(frozen=True, slots=True)
class WholeName:
    """The parts of a name."""

    given: str = field(repr=False)
    family: str = field(repr=False)
    middle: str = field(default="", repr=False)
    suffix: str = field(default="", repr=False)


def whole_name(typed: str) -> WholeName | None:
    """The parts of ``Family, Given Jr.`` or ``Family^Given^Middle^Jr``; None of anything else."""
    if "^" in typed:
        return _of_hl7(typed)
    family, *rest = (part.strip() for part in typed.split(","))
    suffixes = [part for part in rest if _is_suffix(part)]
    if len(rest) == _THREE - 1 and len(suffixes) == 1:
        rest = [part for part in rest if part not in suffixes]
    else:
        suffixes = []
    if len(rest) != 1 or not family or not rest[0] or _is_suffix(rest[0]):
        return None
    given, behind = _split_off(without_title(rest[0]))
    family, own = _split_off(family)
    found = [one for one in (*suffixes, behind, own) if one]
    return WholeName(given, family, suffix=found[0] if found else "") if len(found) <= 1 else None


def given_first_name(typed: str) -> WholeName | None:
    """The parts of ``Given Family`` or ``Given Middle de la Family Jr``; None of a single word.

    Printed they stand in the order they were typed, whichever of them the family name is.
    """
    name, suffix = _split_off(without_title(typed))
    tokens = name.split()
    if len(tokens) < _TWO or "," in name:
        return None
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].casefold() in _PARTICLES:
        start -= 1
    return WholeName(tokens[0], " ".join(tokens[start:]), " ".join(tokens[1:start]), suffix)


def _split_off(name: str) -> tuple[str, str]:
    """A name and the suffix at its end."""
    tokens = name.split()
    if len(tokens) > 1 and _is_suffix(tokens[-1]):
        return " ".join(tokens[:-1]), tokens[-1]
    return name, ""


def _is_suffix(text: str) -> bool:
    return text.casefold().rstrip(".") in _SUFFIXES


def _of_hl7(typed: str) -> WholeName | None:
    parts = [part.strip() for part in typed.split("^")]
    if any(mark in typed for mark in "&~,") or any(parts[_HL7_PARTS:]):
        return None
    family, given, further, suffix, *_ = (*parts, "", "", "")
    if not family or not given:
        return None
    # As in FHIR: a suffix that tells a child from a parent belongs to the name; titles and degrees do not.
    return WholeName(given, family, further, suffix if is_generation(suffix) else "")
