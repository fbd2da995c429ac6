"""What a worker of a batch has at hand, and what it answers.

Every answer is plain data. What was asked for twice and is whole on disk is left alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from consent.errors import ResourceError
from consent.models.findings.finding import Finding
from consent.models.paper.master import Master
from consent.models.paper.slots import Slot
from consent.models.people.record import Record
from consent.models.register.issue import Content
from consent.pipeline.batch.pace import Spent
from consent.pipeline.batch.plans import ContentLine
from consent.stamp import Stamp
from consent.write import Made, set_aside, write_packet

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet
    from consent.pipeline.parts.store import PartStore
    from consent.pipeline.preparing import Assembler
    from consent.pipeline.remembered.memory import Memory

_KEPT = 256
"""Masters a worker holds, a tenth of a megabyte each; few days have more contents."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Something that ends the whole batch: the disk, the templates."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class MasterMade:
    """A master is ready, or there will be none."""

    content: ContentLine = field(default_factory=ContentLine)
    printed: Content | None = field(default=None, repr=False)
    """For the register."""
    pages: int = 0
    whole: str = ""
    """Why its pages were typeset in one piece."""
    findings: tuple[Finding, ...] = ()
    spent: Spent = field(default_factory=Spent)


@dataclass(frozen=True, slots=True)
class PacketMade:
    """A packet is whole on disk, or why it is not."""

    sha256: str = ""
    size: int = 0
    tag: str = ""
    changed: bool = True
    """False when the file on disk was already the right one."""
    slow_pages: int = 0
    """How many pages it has, when it was made on its own."""
    overflow: str = ""
    """Why a value fits no slot. With no digest, nothing was written yet."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class StampJob:
    """One packet to stamp."""

    packet_id: str
    content_hash: str
    values: Mapping[Slot, str] = field(repr=False)
    earlier: Made | None = None


@dataclass(slots=True)
class Bench:
    """What a worker has at hand."""

    packets: Path | None
    """Where packets go; None when nothing is to be written."""
    spool: Path
    """Where masters lie during the run."""
    key: bytes = field(repr=False)
    """Of the tags."""
    machine: str = field(repr=False)
    """What else decides a packet's bytes."""
    roots: tuple[Path, ...]
    memory: Memory | None
    assembler: Assembler | None = field(default=None, repr=False)
    untouched: bool = False
    """Whether no packet can be there yet."""
    print_run: bool = False
    """Whether masters are wanted for a print run too, those of single packets included."""
    _held: OrderedDict[str, Master | Stamp] = field(default_factory=OrderedDict, repr=False)
    _parts: PartStore | None = field(default=None, repr=False)

    def packet(self, record: Record) -> Packet:
        """The packet of a record, not yet checked."""
        if self.assembler is None:
            raise ValueError("nothing is to be assembled")
        return self.assembler(record)

    def parts(self) -> PartStore:
        """What packets share, beside the masters of the run, so that each part is typeset once."""
        if self._parts is None:
            from consent.pipeline.parts.store import PartStore

            self._parts = PartStore(self.roots, self.memory, self.spool)
        return self._parts

    def stamp(self, content_hash: str) -> Stamp:
        """The master that some worker has made, ready to be stamped."""
        held = self._held.get(content_hash)
        if isinstance(held, Stamp):
            self._held.move_to_end(content_hash)
            return held
        ready = Stamp(held or self._spooled(content_hash))
        self._hold(content_hash, ready)
        return ready

    def put_master(self, content_hash: str, master: Master) -> None:
        """Put a master where every worker finds it, and keep it at hand: whoever makes one often stamps it.

        Raises:
            WriteError: it cannot be written.
        """
        write_packet(self.spool_file(content_hash), master.to_bytes(), durable=False)
        self._hold(content_hash, master)

    def _spooled(self, content_hash: str) -> Master:
        try:
            return Master.from_bytes(self.spool_file(content_hash).read_bytes())
        except OSError as error:
            raise ResourceError(f"a master of this run is gone: {error.strerror}") from None

    def _hold(self, content_hash: str, master: Master | Stamp) -> None:
        self._held[content_hash] = master
        self._held.move_to_end(content_hash)
        if len(self._held) > _KEPT:
            self._held.popitem(last=False)

    def spool_file(self, name: str) -> Path:
        """Where a master lies, by its content's digest, or by the id of its one packet."""
        return self.spool / name

    def tag(self, job: StampJob) -> str:
        """Keyed digest of everything a packet is made from."""
        told = json.dumps([self.machine, job.content_hash, sorted(job.values.items())])
        return hmac.digest(self.key, told.encode(), "sha256").hex()[:32]

    def whole(self, job: StampJob, tag: str) -> PacketMade | None:
        """The packet as an earlier run left it, if it was made from the same and nobody has touched it."""
        if self.packets is None or job.earlier is None or job.earlier.tag != tag:
            return None
        if self.print_run and job.earlier.slow_pages:
            # The packet is there, but its master went with the run that made it.
            return None
        data = self._on_disk(job)
        if data is None or hashlib.sha256(data).hexdigest() != job.earlier.sha256:
            return None
        earlier = job.earlier
        return PacketMade(earlier.sha256, len(data), tag, False, earlier.slow_pages, earlier.slow_reason)

    def put(
        self, job: StampJob, stamp: Stamp, rest: bytes, tag: str, *, pages: int = 0, why: str = ""
    ) -> PacketMade:
        """Write a packet, unless the same bytes are there: its master's prefix and the rest."""
        prefix = stamp.master.prefix
        changed = False
        if self.packets is not None:
            there = None if self.untouched else self._on_disk(job)
            changed = there is None or there != prefix + rest
            if there is not None and changed:
                # It may have been printed and signed.
                set_aside(self.path(job), there)
            if changed:
                write_packet(self.path(job), prefix, rest, durable=False)
        return PacketMade(stamp.digest(rest), len(prefix) + len(rest), tag, changed, pages, why)

    def path(self, job: StampJob) -> Path:
        """Where a packet goes."""
        if self.packets is None:
            raise ValueError("nothing is to be written")
        return self.packets / f"{job.packet_id}.pdf"

    def _on_disk(self, job: StampJob) -> bytes | None:
        try:
            return self.path(job).read_bytes()
        except OSError:
            return None
