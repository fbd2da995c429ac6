"""The sheets of a packet with a copy in English behind it, parted: those to sign, and those only to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet
from consent.models.paper.slots import IN_COPY, Slot
from consent.reading.sheet import FileFacts, Page, Sheets
from consent.reading.text.flow import flow_of, squeezed

MARK = "ENGLISH COPY"
"""On each page of a copy."""
_ROOMS = (".words.", ".sight.")
_RULES = frozenset({"PAP221", "PAP222", "PAP224", "PAP242"})


@dataclass(frozen=True, slots=True)
class Parted:
    """What a rule is given of each."""

    own: PaperContext
    copy: PaperContext | None = field(repr=False)
    """Its pages are counted from 1; None where no page is a copy's."""

    def of(self, _rule: ModuleType) -> PaperContext:
        """What a rule on packets looks at."""
        return self.own

    def beside(self, rules: tuple[ModuleType, ...]) -> Iterator[Finding]:
        """What is wrong with the copy: its words, how they can be read, whose it says it is."""
        if self.copy is None:
            yield self.own.finding("PAP222", "the copy in English is missing", "print the packet again")
            return
        before = len(self.own.pages)
        for rule in rules:
            if rule.CODE in _RULES or any(room in rule.__name__ for room in _ROOMS):
                for finding in rule.check(self.copy):
                    page = finding.place.page
                    yield replace(finding, place=replace(finding.place, page=page + before if page else 0))


def parted(context: PaperContext, page: str, words: Words) -> Parted:
    """Part the sheets of a packet that has a copy; ``page`` and ``words`` are the copy's."""
    sheets, packet = context.sheets, context.packet
    copied = [index for index, sheet in enumerate(sheets.pages) if _is_copy(sheet)]
    first = copied[0] if copied else len(sheets.pages)
    own = replace(context, sheets=_some(sheets, 0, first))
    if packet.copy is None or first in (0, len(sheets.pages)):
        return Parted(own, None)
    copy = PaperContext(
        _some(sheets, first, len(sheets.pages)),
        as_printed(packet, packet.copy),
        conformance=False,
        page=page,
        words=words,
        is_copy=True,
    )
    return Parted(own, copy)


def misplaced(context: PaperContext, parts: Parted) -> Iterator[Finding]:
    """Places to write and codes on the pages of the copy, which nobody signs and nobody takes in."""
    before = len(parts.own.pages)
    for widget in context.sheets.facts.widgets:
        if widget.page > before:
            message = f"the copy in English has the field {widget.own_name}, and nobody signs a copy"
            yield context.finding("SIG202", message, "add no fields to a finished file", page=widget.page)
    for page in context.pages[before:]:
        if any(code.startswith(f"{parts.own.packet.packet_id}/") for code in page.codes):
            message = "a page of the copy in English carries the code of a page to sign"
            yield context.finding("PAP223", message, "print the packet again", page=page.number)


def as_printed(packet: Packet, copy: Packet) -> Packet:
    """The English of a packet with the id, the version and the values that its pages show."""
    own = {slot: value for slot, value in packet.slots.items() if slot not in IN_COPY.values()}
    slots: dict[Slot, str] = {
        slot: packet.slots.get(IN_COPY.get(slot, slot), value) for slot, value in own.items()
    }
    return replace(
        copy,
        packet_id=packet.packet_id,
        template_version=packet.template_version,
        slots=slots,
        sources=packet.sources,
        official_forms=(),
    )


def _is_copy(page: Page) -> bool:
    return squeezed(MARK) in flow_of((page,), lambda _, run: run.artifact).text


def _some(sheets: Sheets, start: int, end: int) -> Sheets:
    """These pages as a file of their own, counted from 1; what is said of the whole file stays."""
    pages = tuple(replace(page, number=page.number - start) for page in sheets.pages[start:end])
    return replace(sheets, pages=pages, facts=_facts(sheets.facts, start, end))


def _facts(facts: FileFacts, start: int, end: int) -> FileFacts:
    def here(page: int) -> bool:
        return start < page <= end

    spoken = tuple(
        replace(one, content=frozenset((page - start, number) for page, number in one.content))
        for one in facts.spoken
        if all(here(page) for page, _ in one.content)
    )
    return replace(
        facts,
        tags={(page - start, number): tag for (page, number), tag in facts.tags.items() if here(page)},
        spoken=spoken,
        widgets=tuple(replace(one, page=one.page - start) for one in facts.widgets if here(one.page)),
    )
