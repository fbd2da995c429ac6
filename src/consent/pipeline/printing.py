"""Packets become files: typeset once for each content, stamped and written for each packet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from consent.errors import Overflow
from consent.models.paper.master import Master
from consent.models.paper.slots import Slot
from consent.pipeline.remembered.memory import Memory
from consent.pipeline.remembered.recalling import Recalled
from consent.stamp import stamp
from consent.write import set_aside, write_packet

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet
    from consent.pipeline.issued.registering import Desk
    from consent.pipeline.parts.store import PartStore


@dataclass(frozen=True, slots=True)
class Written:
    """One packet on disk."""

    path: Path
    packet_id: str
    pages: int
    master: Master = field(repr=False)
    values: Mapping[Slot, str] = field(repr=False)
    """What was stamped into it; the master of a packet on the slow road has all of it already."""
    whole: str = ""
    """Why its pages were typeset in one piece."""


def render(
    packets: Sequence[Packet | Recalled],
    roots: Sequence[Path],
    path_of: Callable[[Packet | Recalled], Path],
    memory: Memory | None = None,
    desk: Desk | None = None,
) -> Iterator[Written]:
    """Typeset, check, stamp, write and register each packet; packets with the same content share a master.

    A file that holds another packet is kept in ``superseded/`` beside it.
    """
    masters: dict[str, Master] = {}
    parts: PartStore | None = None
    for packet in packets:
        if parts is None and not isinstance(packet, Recalled):
            # It needs the fonts' tools, and a packet that is recalled never does.
            from consent.pipeline.parts.store import PartStore

            parts = PartStore(roots, memory, helped=True)
        made = _finished(packet, roots, masters, memory, parts)
        pdf, path, values = made.pdf, path_of(packet), packet.slots
        if desk and (mark := desk.begin(packet)):
            values = {**values, Slot.ISSUE: mark}
            pdf = stamp(made.master, values)
        _put(path, pdf)
        if desk:
            desk.complete(packet, made.master, pdf, path)
        yield Written(path, packet.packet_id, made.master.pages, made.master, values, made.master.whole)


@dataclass(frozen=True, slots=True)
class _Finished:
    master: Master
    pdf: bytes = field(repr=False)
    """As the first issue of its id."""


def _put(path: Path, pdf: bytes) -> None:
    try:
        there = path.read_bytes()
    except OSError:
        there = pdf
    if there != pdf:
        set_aside(path, there)
    write_packet(path, pdf)


def _finished(
    packet: Packet | Recalled,
    roots: Sequence[Path],
    masters: dict[str, Master],
    memory: Memory | None,
    parts: PartStore | None,
) -> _Finished:
    if isinstance(packet, Recalled):
        return _Finished(packet.master, packet.pdf)
    master = masters.get(packet.content_hash)
    if master is None:
        master = masters[packet.content_hash] = find_master(packet, roots, memory, parts, keep=True)
    try:
        return _Finished(master, stamp(master, packet.slots))
    except Overflow:
        from consent.pipeline.parts.masters import slow_master_of

        master = slow_master_of(packet, roots)
        return _Finished(master, stamp(master, packet.slots))


def find_master(
    packet: Packet,
    roots: Sequence[Path],
    memory: Memory | None,
    parts: PartStore | None,
    *,
    keep: bool = False,
) -> Master:
    """The master of a packet's content: from memory, or joined or typeset now.

    What was typeset whole is remembered; with ``keep`` so is what was joined. A batch remembers parts, and
    hundreds of masters would drive them out of the cache.
    """
    master = memory.master(packet.content_hash) if memory else None
    if master is None:
        # Half a second to import, and a warm cache never needs it.
        from consent.pipeline.parts.masters import master_of

        master = master_of(packet, roots, parts)
        if memory and (keep or master.whole):
            memory.keep_master(packet.content_hash, master)
    return master
