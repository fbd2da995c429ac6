"""What a packet says of its translation: whether it is a draft or out of date, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.library.collection import Library
from consent.models.library.translation import ANATOMY, PAGES
from consent.models.paper.packet import Packet, TranslationLine, TranslationMarks


def marks_of(packet: Packet, library: Library) -> TranslationMarks:
    """Of the files whose words the packet prints, and of the words of its pages; nothing in English."""
    if library.catalogue.is_source:
        return TranslationMarks()
    standing, owners = library.standing, frozenset(_owners(packet))
    people: dict[tuple[bool, str], TranslationLine] = {}
    for owner in sorted(owners):
        for pair in standing.signed.get(owner, ()):
            for is_reviewer, signed in enumerate(pair):
                if signed is None:
                    continue
                key = bool(is_reviewer), f"{signed.name}, {signed.credentials}"
                known = people.get(key)
                day = max(known.on, signed.date) if known else signed.date
                people[key] = TranslationLine(*key, day)
    return TranslationMarks(
        is_draft=not standing.drafts.isdisjoint(owners),
        is_stale=not standing.stale.isdisjoint(owners),
        people=tuple(people[key] for key in sorted(people)),
    )


def _owners(packet: Packet) -> Iterator[str]:
    """The files of a translation whose words a packet prints, as they are named there."""
    yield from (PAGES, ANATOMY)
    yield from (f"clauses/{one.id}" for one in packet.clauses)
    yield from (f"procedures/{one.id}" for one in packet.procedures)
    yield from (f"shared/{one.id}" for one in packet.shared)
    if packet.official_forms:
        yield from (f"policies/{id_}" for id_, _ in packet.policies)
