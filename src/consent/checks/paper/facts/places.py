"""Places for a pen: the fields of the packet, by name, and where they are on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consent.checks.paper.facts.context import PaperContext
from consent.models.library.clause import Acknowledgement
from consent.models.paper.packet import SignatureBlock
from consent.models.paper.packet_rows import ClauseText
from consent.models.people.look import DocumentKind
from consent.reading.sheet import Widget

_LABEL = ("name", "born", "mrn")
"""What a blank packet has a line for on each sheet that is filed alone."""

_LABELLED = {
    DocumentKind.CONSENT: ("key", "signing"),
    DocumentKind.AUTHORIZATION: ("document", "revocation"),
    DocumentKind.REFUSAL: ("document",),
    DocumentKind.WITHDRAWAL: ("document",),
}
"""The sheets of a blank one that say whose it is: those that are filed alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field that must be in the file."""

    name: str
    kind: str
    """``Sig``, ``Tx``, or ``Btn`` for a box to tick."""
    what: str
    """For a message."""


def wanted_fields(context: PaperContext) -> Iterator[Wanted]:
    """Every field that the packet asks for."""
    packet = context.packet
    for block in context.signature_blocks:
        yield from _of_block(block)
        yield from (Wanted(w.name, "Tx", w.label) for w in block.write_ins)
    for placed in context.clauses:
        yield from _of_clause(placed.clause)
    if packet.blank:
        for sheet in _LABELLED[packet.document]:
            yield from (Wanted(f"label-{sheet}-{what}", "Tx", f"{what} on a label") for what in _LABEL)
    for procedure in packet.procedures:
        for side in procedure.product.sides if procedure.product is not None else ():
            yield from (Wanted(w.name, "Tx", w.label) for w in side.write_ins)


def _of_block(block: SignatureBlock) -> Iterator[Wanted]:
    who = f"the {block.signer}'s"
    yield Wanted(f"{block.anchor}-signature", "Sig", f"{who} signature")
    yield Wanted(f"{block.anchor}-date", "Tx", f"{who} date")
    yield Wanted(f"{block.anchor}-time", "Tx", f"{who} time")
    if not block.printed_name and block.printed_name_slot is None:
        yield Wanted(f"{block.anchor}-printed-name", "Tx", f"{who} printed name")


def _of_clause(clause: ClauseText) -> Iterator[Wanted]:
    if clause.acknowledgement is Acknowledgement.INITIALS:
        yield Wanted(f"initials-{clause.anchor}", "Tx", f"initials of clause {clause.id!r}")
    if clause.acknowledgement is Acknowledgement.SIGNATURE:
        yield Wanted(f"{clause.anchor}-signature", "Sig", f"signature of clause {clause.id!r}")
        yield Wanted(f"{clause.anchor}-date", "Tx", f"date of clause {clause.id!r}")
    yield from (Wanted(w.name, "Btn" if w.tick else "Tx", w.label) for w in clause.write_ins)


def widgets_named(context: PaperContext, name: str) -> tuple[Widget, ...]:
    """Every field on the paper with this name."""
    return context.widgets.get(name, ())


def widget_named(context: PaperContext, name: str) -> Widget | None:
    """The first field with this name."""
    return next(iter(widgets_named(context, name)), None)


def signature_widget(context: PaperContext, block: SignatureBlock) -> Widget | None:
    """Where a block is signed."""
    return widget_named(context, f"{block.anchor}-signature")
