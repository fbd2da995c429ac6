"""A whole name in one cell, where the way it is written leaves no doubt which part is which."""

from __future__ import annotations

from consent.load.fhir.names import is_generation

_HL7_PARTS = 6
"""Of a name in HL7 v2: family, given, further given names, suffix, prefix, degree."""


def whole_name(typed: str) -> tuple[str, str] | None:
    """Given and family name of ``Family, Given`` or ``Family^Given^Middle^Jr``; None of anything else."""
    if "^" in typed:
        return _of_hl7(typed)
    family, *rest = (part.strip() for part in typed.split(","))
    return (rest[0], family) if len(rest) == 1 and family and rest[0] else None


def _of_hl7(typed: str) -> tuple[str, str] | None:
    parts = [part.strip() for part in typed.split("^")]
    if any(mark in typed for mark in "&~,") or any(parts[_HL7_PARTS:]):
        return None
    family, given, further, suffix, *_ = (*parts, "", "", "")
    if not family or not given:
        return None
    # As in FHIR: a suffix that tells a child from a parent belongs to the name; titles and degrees do not.
    return " ".join(filter(None, (given, further))), f"{family} {suffix}" if is_generation(suffix) else family
