"""How long a pack is good: until its days are over, the law changes, or a text is due to be read again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from consent.assemble import same_law
from consent.models.library.collection import Library
from consent.models.library.reviewed import Reviewed
from consent.models.paper.packet import Packet
from consent.models.register.pack import Expiry


def expiry_of(made_on: date, days: int, libraries: Iterable[Library], packets: Iterable[Packet]) -> Expiry:
    """The first of these three. A text that was due already on the day shortens nothing: check says it."""
    ends = [Expiry(made_on + timedelta(days=days), f"a pack is good for {days} days")]
    packets = tuple(packets)
    for library in libraries:
        _, last = same_law(library, made_on)
        ends.append(Expiry(last, "the law changes on the day after"))
        ends += [
            Expiry(text.review_by, f"`{text.id}` is due to be read again")
            for text in _texts(library, packets)
            if text.review_by >= made_on
        ]
    return min(ends, key=lambda end: end.day)


def _texts(library: Library, packets: Iterable[Packet]) -> Iterable[Reviewed]:
    printed = [one for one in packets if one.language == library.language]
    for id_ in sorted(
        {one.id for packet in printed for one in packet.procedures} & library.procedures.keys()
    ):
        yield library.procedures[id_].value
    for id_ in sorted({one.id for packet in printed for one in packet.clauses} & library.clauses.keys()):
        yield library.clauses[id_].clause.value
