"""A whole heap as text: how much came back, what somebody must do about it, and what is complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from consent.counted import counted
from consent.models.register.scanned import Intake, PacketSeen, PageSeen
from consent.report.intake_text import packet_lines, sheet_of

_REFUSED = (
    "Something stands where one refuses or withdraws: show it to the practitioner before anything is done"
)
_PAGES = "Pages are missing: find them and scan them too"
_PLACES = "Places are empty: have them filled in, then scan the page again"
_LOOK = "Somebody must look: the pictures are in the packet's page (.html)"
_REMARKS = "Complete, with something to know"
_COMPLETE = "Complete"
_NOWHERE = "Sheets that belong to no packet, as far as can be told: look at each"
_UNREAD = "Files that could not be read"
_LEFT_OUT = ("blank", "separator sheet")
_WIDTH = 100


def intake_lines(intake: Intake) -> list[str]:
    """The counts first; then each packet once, under what is to be done first about it, by record."""
    packets = sorted(intake.packets, key=lambda one: (one.record_id, one.packet_id, one.mark))
    lines = [_counts(intake)]
    for heading in (_REFUSED, _PAGES, _PLACES, _LOOK, _REMARKS):
        here = [packet for packet in packets if _heading(packet) == heading]
        lines += _under(heading, [line for packet in here for line in packet_lines(packet)])
    lines += _under(_NOWHERE, [f"{sheet_of(page)}: {page.unplaced}" for page in _odd(intake.unplaced)])
    lines += _under(_UNREAD, [f"{file}: {why}" for file, why in intake.unreadable])
    lines += _under(_COMPLETE, _names([one for one in packets if _heading(one) == _COMPLETE]))
    return [*lines, *_left_out(intake.unplaced)]


def _heading(packet: PacketSeen) -> str:
    if packet.alarms:
        return _REFUSED
    if packet.missing:
        return _PAGES
    if packet.without_ink:
        return _PLACES
    if not packet.is_complete or packet.to_look_at:
        return _LOOK
    return _REMARKS if len(packet_lines(packet)) > 1 else _COMPLETE


def _counts(intake: Intake) -> str:
    complete = sum(packet.is_complete for packet in intake.packets)
    told = [f"{complete:,} complete"] if complete else []
    told += [f"{open_:,} not complete"] if (open_ := len(intake.packets) - complete) else []
    told += [f"{counted(odd, 'sheet')} not placed"] if (odd := len(_odd(intake.unplaced))) else []
    told += [f"{counted(unread, 'file')} not read"] if (unread := len(intake.unreadable)) else []
    return counted(len(intake.packets), "packet") + (f": {', '.join(told)}" if told else "")


def _under(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", f"{heading}:", *(f"  {line}" for line in lines)] if lines else []


def _names(packets: Sequence[PacketSeen]) -> list[str]:
    """Record and packet; neither is broken over two lines."""
    pairs = [f"{one.record_id or '(blank)'}\u00a0{one.packet_id}\u00a0{one.mark}".rstrip() for one in packets]
    told = wrap(", ".join(pairs), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in told]


def _left_out(pages: Sequence[PageSeen]) -> Iterator[str]:
    counts = [(sum(page.unplaced == kind for page in pages), kind) for kind in _LEFT_OUT]
    words = {"blank": "blank side", "separator sheet": "separator sheet"}
    told = [f"{count:,} {words[kind]}{'s' * (count != 1)}" for count, kind in counts if count]
    if told:
        yield ""
        yield f"Left out: {', '.join(told)}"


def _odd(pages: Sequence[PageSeen]) -> list[PageSeen]:
    return [page for page in pages if page.unplaced not in _LEFT_OUT]
