"""A packet's content becomes a master: its parts found or typeset, joined, and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from consent.assemble import content_values, twin_of
from consent.checks import check_layout
from consent.errors import InputError, ResourceError, StampError, TypesetError
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.slots import IN_COPY, SENTINELS, Slot
from consent.models.place import Place
from consent.pipeline.parts.facing import page_of
from consent.pipeline.parts.joining import joined, joined_with_values
from consent.pipeline.parts.store import PartStore
from consent.stamp import stamp
from consent.typeset import typeset
from consent.typeset.parts.divide import NotInPartsError


def master_of(packet: Packet, roots: Sequence[Path], parts: PartStore | None = None) -> Master:
    """The packet's content, typeset with empty slots and checked on its pages."""
    unused = () if packet.copy or packet.facing else IN_COPY.values()
    sentinels = {slot: SENTINELS[slot] for slot in packet.slots if slot not in unused}
    try:
        master = joined(packet, parts or PartStore(roots), sentinels)
    except (NotInPartsError, StampError) as reason:
        if packet.copy:
            raise TypesetError(
                f"these pages cannot have a copy behind them: {reason.message}",
                hint="print without --bilingual; or see docs/architecture.md, "
                '"When are pages typeset whole?"',
            ) from None
        whole = _typeset(packet, roots, sentinels)
        master = whole.model_copy(update={"whole": reason.message})
    return _checked(packet, master)


def slow_master_of(packet: Packet, roots: Sequence[Path]) -> Master:
    """The packet typeset on its own, for values that fit no slot; good for this packet only."""
    try:
        if packet.copy:
            return _checked(packet, joined_with_values(packet, PartStore(roots)))
        return _checked(packet, _typeset(packet, roots, {}))
    except InputError as error:
        # The content passed with empty slots, so it is the length of the values that breaks the page.
        raise InputError([_too_long(packet, finding) for finding in error.findings]) from None
    except (TypesetError, ResourceError):
        # Here the pages hold real values, and a template's own complaint may quote them.
        raise TypesetError(
            f"record {packet.record_id}: a page cannot be typeset with this record's values in place",
            hint="look in your own pages for what is done with `slots` or `long_names`",
        ) from None


def stop_on_errors(findings: Iterator[Finding]) -> None:
    """Raise an InputError that holds every error among the findings, unless there is none."""
    errors = tuple(f for f in dict.fromkeys(findings) if f.severity is Severity.ERROR)
    if errors:
        raise InputError(errors)


def _typeset(packet: Packet, roots: Sequence[Path], sentinels: Mapping[Slot, str]) -> Master:
    """The packet typeset whole; with no sentinels, with its values in place."""
    values = {**content_values(packet), **(sentinels or packet.slots)}
    page = page_of(packet, values, roots, long_names=not sentinels)
    return typeset(
        page.html,
        stylesheets=page.stylesheets,
        roots=roots,
        issued_on=packet.issued_on,
        twin=twin_of(packet, sentinels or packet.slots),
        slots=sentinels,
        forms=packet.official_forms,
    )


def _checked(packet: Packet, master: Master) -> Master:
    stop_on_errors(iter(check_layout(packet, master)))
    if packet.official_forms:
        from consent.checks.bound_forms import check_bound_forms

        # A form may hold anything, so here the finished file itself is looked at.
        stand_ins = {slot: SENTINELS[slot] for slot in master.slots}
        # The validators want a true date.
        stand_ins[Slot.ISSUED_DAY] = packet.issued_on.isoformat()
        stop_on_errors(check_bound_forms(packet, master, stamp(master, stand_ins)))
    return master


def _too_long(packet: Packet, finding: Finding) -> Finding:
    return replace(
        finding,
        place=Place(f"record {packet.record_id}"),
        message=f"the name or another identity value is too long for these pages: {finding.message}",
        hint="print the standard edition, or enter the name as short as the law allows",
    )
