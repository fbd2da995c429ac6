"""A clause's Markdown, parsed: paragraphs and lists of runs, each knowing its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from consent.models.place import Place


class Placeholder(StrEnum):
    """What may stand between ``{{ }}`` in a clause; nothing else may."""

    PRACTICE_NAME = "practice.name"
    PRACTICE_PHONE = "practice.phone"
    AFTER_HOURS_PHONE = "practice.after_hours_phone"
    ACCESSIBILITY_CONTACT = "practice.accessibility_contact"
    PRACTITIONER_NAME = "practitioner.name"
    PRACTITIONER_EXPERIENCE = "practitioner.experience"
    PRACTITIONER_INTERESTS = "practitioner.interests"
    PROCEDURES = "procedures"
    """All procedures of the packet in a sentence: ``a, b and c``."""
    PROCEDURE_NAME = "procedure.name"
    """Only with ``scope: procedure``; so are the rest."""
    PRODUCT_NAME = "product.name"
    PRODUCT_MANUFACTURER = "product.manufacturer"
    PRODUCT_SOURCE = "product.source_material"
    IND_NUMBER = "product.ind_number"
    PMA_NUMBER = "product.pma_number"
    APPROVAL_NUMBER = "product.approval_number"


PROCEDURE_ONLY = frozenset(p for p in Placeholder if p.value.startswith(("procedure.", "product.")))
"""Placeholders that need a procedure of their own."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, or a placeholder still to be filled."""

    text: str
    strong: bool = False
    emphasis: bool = False
    placeholder: Placeholder | None = None
    """When set, ``text`` is empty until the packet is assembled."""
    line_break: bool = False
    """A line ends after this run (only where the clause keeps its lines)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list of one level."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool
    place: Place = field(compare=False)


Block: TypeAlias = Paragraph | Listing
Prose: TypeAlias = tuple[Block, ...]
