"""What came after the bytes that were issued: fills, signatures, and whatever else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consent.counted import counted
from consent.models.register.duties import SEAL, duty_of, kind_of
from consent.models.register.verified import SignatureSeen, WrittenPlace
from consent.reading.compared.answers import Answer, answers_of
from consent.reading.compared.differences import Differences, differences
from consent.reading.safe.opened import opened_soundly
from consent.reading.signers import signers_of
from consent.reading.unreadable import UnreadableError

_BLANK = b" \t\r\n\0"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found behind the first bytes."""

    differences: Differences | None
    """None when the file is those bytes alone."""
    places: tuple[WrittenPlace, ...]
    signatures: tuple[SignatureSeen, ...] = ()
    details: tuple[str, ...] = field(default=())
    """What is wrong, each in a few words."""


def examine(data: bytes, size: int, trusted: Sequence[bytes] | None) -> Examined:
    """Look at everything behind the first ``size`` bytes, which are known to be as issued."""
    with opened_soundly(data[:size]) as before:
        issued = answers_of(before)
        if not data[size:].strip(_BLANK):
            return Examined(None, places(issued, issued))
        try:
            with opened_soundly(data) as after:
                found = differences(before, after)
        except UnreadableError as error:
            return Examined(
                None, places(issued, issued), details=(f"what was added cannot be read: {error.message}",)
            )
    signatures = signers_of(data, trusted)
    return Examined(found, places(issued, found.after), signatures, tuple(_behind(found, signatures)))


def places(issued: Mapping[str, Answer], now: Mapping[str, Answer]) -> tuple[WrittenPlace, ...]:
    """Every place to write of the packet as issued, and whether something stands in it now."""
    return tuple(
        WrittenPlace(
            name=one.own_name,
            label=one.tooltip,
            page=one.page,
            duty=duty_of(one.own_name, kind_of(one.own_name, one.kind, one.flags)).value,
            filled=name in now and now[name].filled,
        )
        for name, one in issued.items()
        if one.own_name != SEAL
    )


def told(found: Differences) -> Iterator[str]:
    """What filling and signing does not explain."""
    before, after = found.pages
    if before != after:
        yield f"it has {counted(after, 'page')}, and {counted(before, 'was', 'were')} issued"
    for number in found.redrawn:
        yield f"page {number} is drawn anew"
    for names, what in ((found.changed, "has another answer"), (found.emptied, "was emptied")):
        yield from (f"field {name.rpartition('.')[2]!r} {what}" for name in names)
    if found.gone:
        yield f"{counted(len(found.gone), 'field is', 'fields are')} gone"
    yield from found.other


def _behind(found: Differences, signatures: Sequence[SignatureSeen]) -> Iterator[str]:
    yield from told(found)
    if found.only_filling and not (found.filled or found.signed or signatures):
        yield "bytes were added behind its end that are no answer and no signature"
