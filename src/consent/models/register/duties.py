"""What a place to write is for, by its kind and its name."""

from __future__ import annotations

from consent.models.paper.master import FieldKind
from consent.models.register.scanned import Duty

SEAL = "practice-seal"
"""The place that software seals; nobody writes there."""
_REFUSALS = ("refusal-", "withdrawal-")
_DUE = frozenset({FieldKind.SIG, FieldKind.INITIALS, FieldKind.DATE, FieldKind.TIME})
_PLANNED = "planned-for"
"""On a blank packet."""
_MULTILINE = 1 << 12


def duty_of(name: str, kind: FieldKind) -> Duty:
    """Whether a packet is complete without it."""
    if name.startswith(_REFUSALS):
        return Duty.REFUSAL
    return Duty.REQUIRED if kind in _DUE else Duty.WRITE_IN


def kind_of(name: str, pdf_kind: str, flags: int = 0) -> FieldKind:
    """The kind of one of our fields, by its own name and what its file calls it: ``/Sig``, ``/Btn``."""
    if pdf_kind == "/Sig":
        return FieldKind.SEAL if name == SEAL else FieldKind.SIG
    if pdf_kind == "/Btn":
        return FieldKind.CHECK
    if name.startswith("initials-"):
        return FieldKind.INITIALS
    if name.endswith("-date") or name == _PLANNED:
        return FieldKind.DATE
    if name.endswith("-time"):
        return FieldKind.TIME
    return FieldKind.MULTILINE if flags & _MULTILINE else FieldKind.TEXT
