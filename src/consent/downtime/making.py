"""A pack, from what is asked for to the closed folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from consent.downtime.earlier import to_destroy
from consent.downtime.expiry import expiry_of
from consent.downtime.folder import (
    ALL_PAGES,
    START_HERE,
    begin_folder,
    close_folder,
    write_index,
    write_log,
)
from consent.downtime.kinds import Kinds
from consent.downtime.paper import front_of
from consent.downtime.planned import Planned, read_planned
from consent.errors import InputError
from consent.load.rows.options import SourceOptions
from consent.models.findings.finding import Finding
from consent.models.library.catalogue import Catalogue
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import Edition, Look, Paper
from consent.models.register.pack import Pack, Packed
from consent.pipeline.issued.registering import Desk
from consent.pipeline.preparing import prepare_blank
from consent.pipeline.printing import Written, render
from consent.pipeline.remembered.memory import Memory
from consent.pipeline.remembered.recalling import Recalled
from consent.pipeline.workspace import Workspace
from consent.register import Register
from consent.stamp import stamp
from consent.stamp.run import PrintRun
from consent.write import LongFile, write_packet

TOLD = "in the downtime pack of "
"""How the register's note on a packet of a pack begins; the day follows."""
_FRONT = "Start here"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for."""

    folder: Path
    kinds: Kinds
    schedule: tuple[Path, ...]
    reading: SourceOptions
    made_on: date
    days: int
    """How long it is good at most."""
    paper: Paper
    sources: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A pack in its folder."""

    pack: Pack
    findings: tuple[Finding, ...]
    """About rows of the schedule."""


@dataclass(frozen=True, slots=True)
class _Printed:
    packed: Packed
    edition: Edition
    catalogue: Catalogue
    master: Master = field(repr=False)
    values: dict[Slot, str] = field(repr=False)


def make_pack(
    order: Order,
    home: Workspace,
    blanks: Sequence[Workspace],
    register: Register,
    memory: Memory | None,
    stdin: BinaryIO | None = None,
) -> Made:
    """Print everything and close the folder: visits from ``home``, blank packets from each of ``blanks``.

    Raises:
        InputError: some packet cannot be made; everything wrong with all of them, before anything is written.
        ResourceError: a set of procedures cannot be done, or there are too many.
        WriteError: the folder is taken, or the disk is full; then the folder says that it is unfinished.
    """
    desk = Desk(register, order.made_on, home.folder)
    blank = _blank(order, blanks, desk)
    look = Look(order.made_on, Edition.STANDARD, order.paper, order.sources)
    planned = Planned()
    if order.schedule:
        planned = read_planned(order.schedule, home, look, order.reading, desk, stdin)
    libraries = (home.library, *home.others.values(), *(one.library for one in blanks))
    expiry = expiry_of(order.made_on, order.days, libraries, (*blank, *planned.packets))
    old = to_destroy(register, TOLD, {one.packet_id for one in planned.packets})
    begin_folder(order.folder)
    desk.know(planned.records)
    visits = {one.value.record_id: one.value.scheduled_on.isoformat() for one in planned.records}
    of_visits = list(_print(planned.packets, order, home.roots, memory, desk, visits))
    of_nobody = list(_print(blank, order, home.roots, memory, desk, {}))
    pack = Pack(
        made_on=order.made_on,
        expiry=expiry,
        blank=tuple(one.packed for one in of_nobody),
        planned=tuple(one.packed for one in of_visits),
        not_printed=planned.not_printed,
        to_destroy=old,
    )
    names = {one.language: one.tongue.english_name for one in libraries}
    front = front_of(pack, home.practice.value, order.paper, home.roots, names)
    write_packet(order.folder / START_HERE, stamp(front, {}))
    _bind(order, front, [*of_visits, *of_nobody])
    write_index(order.folder, pack)
    write_log(order.folder, pack)
    close_folder(order.folder)
    return Made(pack, planned.findings)


def _blank(order: Order, workspaces: Sequence[Workspace], desk: Desk) -> list[Packet]:
    """Every blank packet, checked. A set's standard and large print stand together, in each language."""
    found: list[Packet] = []
    wrong: list[Finding] = []
    for workspace in workspaces:
        for form in order.kinds.forms(workspace):
            for edition in order.kinds.editions:
                look = Look(order.made_on, edition, order.paper, order.sources)
                try:
                    found += prepare_blank(
                        form, workspace, look, lambda one: desk.claim_serials(one, order.kinds.count)
                    )
                except InputError as error:
                    wrong += error.findings
    if wrong:
        raise InputError(tuple(dict.fromkeys(wrong)))
    return found


def _print(
    packets: Sequence[Packet],
    order: Order,
    roots: Sequence[Path],
    memory: Memory | None,
    desk: Desk,
    visits: dict[str, str],
) -> Iterator[_Printed]:
    by_id = {packet.packet_id: packet for packet in packets}

    def path_of(packet: Packet | Recalled) -> Path:
        return order.folder / _place_of(by_id[packet.packet_id])

    for written in render(packets, roots, path_of, memory, desk):
        packet = by_id[written.packet_id]
        issue = desk.register.issue(packet.packet_id, written.values.get(Slot.ISSUE, ""))
        if issue is not None:
            # At once, so that a pack that is never finished is told apart later too.
            desk.register.tell(issue, TOLD + order.made_on.isoformat())
        packed = _packed(packet, written, order.folder, visits.get(packet.record_id, ""))
        yield _Printed(packed, packet.edition, packet.catalogue, written.master, dict(written.values))


def _place_of(packet: Packet) -> str:
    name = f"{packet.packet_id}.pdf"
    if packet.record_id:
        return f"planned/{name}"
    look, ids = f"{packet.language}-{packet.edition.value}", "+".join(one.id for one in packet.procedures)
    return f"blank/{look}/{ids}/{name}"


def _packed(packet: Packet, written: Written, folder: Path, scheduled_on: str) -> Packed:
    return Packed(
        packet_id=packet.packet_id,
        procedures=tuple(one.id for one in packet.procedures),
        versions=tuple(one.version for one in packet.procedures),
        language=packet.language,
        edition=packet.edition.value,
        practitioner=packet.practitioner.name,
        template_version=packet.template_version,
        pages=written.pages,
        path=written.path.relative_to(folder).as_posix(),
        record_id=packet.record_id,
        scheduled_on=scheduled_on,
    )


def _bind(order: Order, front: Master, printed: Sequence[_Printed]) -> None:
    """One file for a printer with two sides: the sheets in front, the visits, then the blank packets."""
    path = order.folder / ALL_PAGES
    hint = "see that the disk has room, and make the pack anew in another folder"
    with LongFile(path, hint) as file:
        run = PrintRun(file.write, issued_on=order.made_on)
        run.add(front, {Slot.PACKET_ID: _FRONT})
        for one in printed:
            run.add(one.master, one.values, catalogue=one.catalogue, edition=one.edition)
        run.finish()
        file.put()
