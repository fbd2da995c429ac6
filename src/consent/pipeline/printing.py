"""Packets become files: typeset once for each content, stamped and written for each packet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consent.errors import Overflow
from consent.models.master import Master
from consent.pipeline.memory import Memory
from consent.pipeline.recalling import Recalled
from consent.stamp import stamp
from consent.write import write_packet

if TYPE_CHECKING:
    from consent.models.packet import Packet


@dataclass(frozen=True, slots=True)
class Written:
    """One packet on disk."""

    path: Path
    packet_id: str
    pages: int


def render(
    packets: Sequence[Packet | Recalled],
    roots: Sequence[Path],
    path_of: Callable[[Packet | Recalled], Path],
    memory: Memory | None = None,
) -> Iterator[Written]:
    """Typeset, check, stamp and write each packet; packets with the same content share a master."""
    masters: dict[str, Master] = {}
    for packet in packets:
        pages, pdf = _finished(packet, roots, masters, memory)
        path = path_of(packet)
        write_packet(path, pdf)
        yield Written(path, packet.packet_id, pages)


def _finished(
    packet: Packet | Recalled, roots: Sequence[Path], masters: dict[str, Master], memory: Memory | None
) -> tuple[int, bytes]:
    if isinstance(packet, Recalled):
        return packet.pages, packet.pdf
    master = masters.get(packet.content_hash)
    if master is None:
        master = masters[packet.content_hash] = find_master(packet, roots, memory)
    try:
        return master.pages, stamp(master, packet.slots)
    except Overflow:
        from consent.pipeline.masters import slow_master_of

        master = slow_master_of(packet, roots)
        return master.pages, stamp(master, packet.slots)


def find_master(packet: Packet, roots: Sequence[Path], memory: Memory | None) -> Master:
    """The master of a packet's content: from memory, or typeset now."""
    master = memory.master(packet.content_hash) if memory else None
    if master is None:
        # Half a second to import, and a warm cache never needs it.
        from consent.pipeline.masters import master_of

        master = master_of(packet, roots)
        if memory:
            memory.keep_master(packet.content_hash, master)
    return master
