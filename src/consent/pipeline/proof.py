"""A packet to look at while its words are written: checked and whole, and noted in no register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consent.errors import Overflow
from consent.models.findings.finding import Finding
from consent.models.people.look import Look
from consent.pipeline.parts.masters import slow_master_of
from consent.pipeline.parts.store import PartStore
from consent.pipeline.preparing import prepare
from consent.pipeline.printing import find_master
from consent.pipeline.remembered.memory import Memory, Wish
from consent.pipeline.workspace import open_workspace, read_records
from consent.stamp import stamp
from consent.write import write_packet


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof on disk."""

    path: Path
    pages: int
    warnings: tuple[Finding, ...]


def prove(record: Path, path: Path, wish: Wish, roots: Sequence[Path], memory: Memory | None) -> Proof:
    """Read everything anew, and put the packet of a record at ``path``, in place of what was there.

    An earlier proof is not kept: nobody has been given it.

    Raises:
        InputError: the record, the practice or the library has errors; the file stays as it was.
        TypesetError: the pages cannot be typeset.
        WriteError: the folder or the disk takes no file.
    """
    workspace = open_workspace(
        wish.practice,
        wish.templates,
        wish.language,
        allow_stale=wish.allow_stale,
        bilingual=wish.bilingual is not None,
    )
    records, warnings = read_records([record], workspace, wish.issued_on)
    paper = wish.paper or workspace.practice.value.paper
    look = Look(wish.issued_on, wish.edition, paper, wish.sources, wish.document, wish.bilingual)
    (packet,) = prepare(records, workspace, look)
    master = find_master(packet, roots, memory, PartStore(roots, memory), keep=True)
    try:
        pdf = stamp(master, packet.slots)
    except Overflow:
        # A value too wide for its place: these pages are typeset with it in them.
        master = slow_master_of(packet, roots)
        pdf = stamp(master, packet.slots)
    write_packet(path, pdf)
    return Proof(path, master.pages, warnings)
