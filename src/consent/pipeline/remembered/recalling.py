"""The quick road of ``consent render``: records whose plan was printed before need only their master stamped.

Nothing here decides anything new. A record is on this road only if everything it was made from is
unchanged since its plan passed every check, and if it raises no question of its own; otherwise
``recall`` answers None, and the whole road says what there is to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from consent.assemble import faceless, packet_id, slot_values
from consent.errors import ConsentError
from consent.load.record.read import load_people
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.paper.master import Master
from consent.models.paper.slots import Slot
from consent.models.people.age import age_on
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.models.spoken import SOURCE
from consent.pipeline.remembered.memory import Answer, Memory, Wish, file_digest
from consent.stamp import stamp

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet
    from consent.pipeline.workspace import Workspace

_MOST = 50
"""More records than this are held in memory by nobody; the whole road is quick enough for each of them."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A packet stamped from a master of an earlier run."""

    packet_id: str
    record_id: str
    content_hash: str
    master: Master = field(repr=False)
    slots: Mapping[Slot, str] = field(repr=False)
    pdf: bytes = field(repr=False)


def recall(
    paths: Sequence[Path], wish: Wish, memory: Memory
) -> tuple[tuple[Recalled, ...], tuple[Sourced[Record], ...]] | None:
    """The packets of these record files, and the records; None when any of them needs the whole road."""
    try:
        loaded = load_people(paths, languages=(wish.language or SOURCE,), issued_on=wish.issued_on)
        if loaded.warnings or len(loaded.records) > _MOST:
            return None
        found = tuple(_recalled(record.value, wish, memory) for record in loaded.records)
    except ConsentError:
        # Said again, with all that is wrong, by the whole road.
        return None
    packets = tuple(packet for packet in found if packet)
    return (packets, loaded.records) if len(packets) == len(found) else None


def _catalogue(answer: Answer, wish: Wish, memory: Memory) -> Catalogue | None:
    """By which dates and the like are written; None when that is not at hand."""
    if answer.language == SOURCE:
        return ENGLISH
    library = memory.library(answer.language, allow_stale=wish.allow_stale)
    return library.catalogue if library else None


def _recalled(record: Record, wish: Wish, memory: Memory) -> Recalled | None:
    answer = memory.answer(wish, faceless(record, wish.language_of(record)))
    master = memory.master(answer.content_hash) if answer else None
    if answer is None or master is None:
        return None
    catalogue = _catalogue(answer, wish, memory)
    if catalogue is None:
        return None
    if age_on(record.patient.date_of_birth, record.scheduled_on) < answer.from_age:
        return None
    id_ = packet_id(answer.content_hash, record.record_id)
    values = slot_values(record, id_, wish.issued_on, catalogue)
    return Recalled(id_, record.record_id, answer.content_hash, master, values, stamp(master, values))


def remember(
    records: Sequence[Sourced[Record]],
    packets: Sequence[Packet],
    workspace: Workspace,
    wish: Wish,
    memory: Memory,
) -> None:
    """Keep what these records' plans led to, now that their packets have passed their checks."""
    # It reads the library's model, which the quick road does without.
    from consent.assemble import same_law

    practice = workspace.practice.value
    names = [practice.logo] if practice.logo is not None else []
    names += [form.file for form in practice.official_forms.values()]
    files = tuple((name, file_digest(workspace.folder / name)) for name in names)
    plans = {
        packet.content_hash: (packet.language, faceless(record.value, wish.language_of(record.value)))
        for record, packet in zip(records, packets, strict=True)
    }
    days = same_law(workspace.library, wish.issued_on)
    procedures = workspace.library.procedures
    for content_hash, (language, plan) in plans.items():
        from_age = max(procedures[one.procedure].value.ages.start for one in plan.procedures)
        memory.keep_answer(wish, plan, Answer(content_hash, files, days, from_age, language))
