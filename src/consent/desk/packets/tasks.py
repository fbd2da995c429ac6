"""What the desk's crew does with a packet: draw it to be looked at, put it on paper, put it there again.

An error that a person can mend is part of the answer, as :class:`Trouble`: exceptions do not travel well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from consent.desk.packets.records import keep_record
from consent.errors import ConsentError, InputError, Overflow
from consent.models.findings.finding import Finding
from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot
from consent.models.people.look import Look
from consent.models.people.record import BlankForm, Record
from consent.models.place import Sourced
from consent.pipeline.remembered.memory import Wish

if TYPE_CHECKING:
    from consent.desk.bench import Bench
    from consent.desk.current import Opened
    from consent.models.paper.master import Master
    from consent.models.paper.packet import Packet
    from consent.pipeline.issued.registering import Desk

BOTH = (Copy.CHART, Copy.PATIENT)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why it cannot be done."""

    message: str
    hint: str = ""
    findings: tuple[Finding, ...] = ()
    is_stale: bool = False
    """Whether other pages would be drawn now than those that somebody has looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One packet as it is to be: a record's, or a blank one."""

    wish: Wish
    record: Sourced[Record] | None = field(default=None, repr=False)
    blank: BlankForm | None = None
    in_place_of: str = ""
    """As of :class:`~consent.desk.visits.visit.Visit`."""

    def packet(self, opened: Opened) -> Packet:
        """The packet, assembled and checked.

        Raises:
            InputError: it cannot be printed.
        """
        from consent.pipeline.preparing import prepare, prepare_blank

        if self.blank is not None:
            return prepare_blank(self.blank, opened.workspace, self.look(opened))[0]
        if self.record is None:
            raise ValueError("neither a record nor a blank form")
        return prepare((self.record,), opened.workspace, self.look(opened))[0]

    def look(self, opened: Opened) -> Look:
        """How it is printed."""
        wish = self.wish
        paper = wish.paper or opened.workspace.practice.value.paper
        return Look(wish.issued_on, wish.edition, paper, wish.sources, wish.document, wish.bilingual)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The finished pages of a packet that nobody has printed yet."""

    packet_id: str
    content_hash: str
    pages: int
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draw:
    """Makes the finished pages. Nothing is written but parts to the cache, and nothing is registered."""

    asked: Asked

    def run(self, bench: Any) -> Drawn | Trouble:
        """The pages, or why there are none."""
        try:
            with _sayable():
                opened = bench.opened(self.asked.wish.language)
                packet = self.asked.packet(opened)
                master, pdf = _stamped(packet, opened, bench)
        except _StoppedError as stopped:
            return stopped.trouble
        return Drawn(packet.packet_id, packet.content_hash, master.pages, pdf)


@dataclass(frozen=True, slots=True)
class Issued:
    """What was put on paper."""

    packet_ids: tuple[str, ...]
    name: str
    """As its file is called, without a folder; it names a packet and nobody."""
    pages: int
    pdf: bytes = field(repr=False)
    """What goes to the printer."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Writes packets and registers them as ``consent render`` does; done twice, it leaves the same behind."""

    asked: Asked
    content_hash: str
    """Of the pages that somebody has looked at: no other wording is printed."""
    both: bool = False
    """Whether the patient's copy is printed behind that for the chart."""
    count: int = 1
    """Of a blank packet: how many, each with a number of its own."""
    replace: bool = False
    """Whether the record's id may pass to another patient."""

    def run(self, bench: Any) -> Issued | Trouble:
        """What was printed, or why nothing was."""
        try:
            with _sayable():
                return self._issued(bench)
        except _StoppedError as stopped:
            return stopped.trouble

    def _issued(self, bench: Bench) -> Issued | Trouble:
        from consent.pipeline.issued.registering import open_desk
        from consent.pipeline.printing import render

        settings, wish = bench.settings, self.asked.wish
        opened = bench.opened(wish.language)
        first = self.asked.packet(opened)
        if first.content_hash != self.content_hash:
            return Trouble(
                "the wording has changed since the pages were shown",
                "These are the new pages: look at them, then print.",
                is_stale=True,
            )
        folder = settings.home / "packets"
        with open_desk(settings.register, wish, replace=self.replace) as desk:
            packets = self._packets(first, opened, desk)
            written = list(
                render(
                    packets,
                    opened.workspace.roots,
                    lambda packet: folder / f"{packet.packet_id}.pdf",
                    opened.memory,
                    desk,
                )
            )
            if len(packets) == 1 and not self.both:
                pdf = written[0].path.read_bytes()
            else:
                pdf = _together([_marked(one, desk) for one in packets], opened, bench, both=self.both)
        ids = tuple(one.packet_id for one in packets)
        name = ids[0] if len(ids) == 1 else f"{ids[0]}-and-{len(ids) - 1}-more"
        return Issued(ids, f"{name}.pdf", sum(one.pages for one in written), pdf)

    def _packets(self, first: Packet, opened: Opened, desk: Desk) -> Sequence[Packet]:
        if self.asked.blank is not None:
            from consent.pipeline.preparing import prepare_blank

            look = self.asked.look(opened)
            return prepare_blank(
                self.asked.blank,
                opened.workspace,
                look,
                lambda packet: desk.claim_serials(packet, self.count),
            )
        if self.asked.record is None:
            raise ValueError("neither a record nor a blank form")
        # Said before its record is written, so that no other patient's is written over.
        desk.know((self.asked.record,))
        kept = keep_record(self.asked.record, opened.workspace.folder, self.asked.in_place_of)
        desk.know((kept,))
        return (first,)


def _stamped(packet: Packet, opened: Opened, bench: Bench) -> tuple[Master, bytes]:
    from consent.pipeline.parts.masters import slow_master_of
    from consent.pipeline.printing import find_master
    from consent.stamp import stamp

    roots = opened.workspace.roots
    master = find_master(packet, roots, opened.memory, bench.parts(opened), keep=True)
    try:
        return master, stamp(master, packet.slots)
    except Overflow:
        # A value too wide for its place: these pages are typeset with it in them.
        master = slow_master_of(packet, roots)
        return master, stamp(master, packet.slots)


def _marked(packet: Packet, desk: Desk) -> Packet:
    """With the letter that the register gave it."""
    known = desk.register.by_packet(packet.packet_id)
    mark = next((one.mark for one in known if desk.register.was_made_from(one, packet.slots)), "")
    return replace(packet, slots={**packet.slots, Slot.ISSUE: mark}) if mark else packet


def _together(packets: Sequence[Packet], opened: Opened, bench: Bench, *, both: bool) -> bytes:
    """One file for the printer: each packet begins on a new sheet."""
    from consent.stamp.run import PrintRun

    out = BytesIO()
    first = packets[0]
    run = PrintRun(out.write, issued_on=first.issued_on, copies=BOTH if both else ())
    for packet in packets:
        master, _ = _stamped(packet, opened, bench)
        run.add(master, packet.slots, catalogue=packet.catalogue, edition=packet.edition)
    run.finish()
    return out.getvalue()


class _StoppedError(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


@contextmanager
def _sayable() -> Iterator[None]:
    """What a person can mend, as an answer."""
    try:
        yield
    except InputError as error:
        raise _StoppedError(Trouble("This packet cannot be printed.", findings=error.findings)) from None
    except ConsentError as error:
        raise _StoppedError(Trouble(error.message, error.hint)) from None
