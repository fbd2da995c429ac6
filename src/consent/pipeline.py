"""load → assemble → check → typeset → stamp → write, as code.

Each step takes frozen values and returns new ones. Nothing here decides anything: the
order of the steps is all it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from consent import __version__
from consent.assemble import assemble, twin_of
from consent.checks import check_glyphs, check_layout, check_packet
from consent.errors import InputError, Overflow
from consent.load import check_plan, load_library, load_practice, load_records, read_logo
from consent.models.collection import Library
from consent.models.finding import Finding, Severity
from consent.models.master import Master
from consent.models.packet import Edition, Packet
from consent.models.place import Place, Source, Sourced
from consent.models.practice import Paper, Practice
from consent.models.record import BlankForm, Record
from consent.models.slots import SENTINELS, Slot
from consent.resources import template_roots
from consent.stamp import stamp
from consent.typeset import typeset
from consent.typeset.html import Page, design_digest, render_html
from consent.write import write_packet


@dataclass(frozen=True, slots=True)
class Workspace:
    """A practice and the library it prints from."""

    practice: Sourced[Practice]
    library: Library = field(repr=False)
    roots: tuple[Path, ...]
    """Template folders; the first that has a file wins."""

    @property
    def folder(self) -> Path:
        """Where practice.yaml and the logo are."""
        return Path(self.practice.source.file).parent


@dataclass(frozen=True, slots=True)
class Look:
    """How a packet is printed."""

    issued_on: date
    edition: Edition = Edition.STANDARD
    paper: Paper = Paper.LETTER


@dataclass(frozen=True, slots=True)
class Written:
    """One packet on disk."""

    path: Path
    packet_id: str
    pages: int


def open_library(
    overlay: Path | None, practice_folder: Path | None, language: str
) -> tuple[Library, tuple[Path, ...]]:
    """The library and the template folders it came from."""
    roots = template_roots(overlay, practice_folder)
    return load_library(roots, language), roots


def open_workspace(practice_file: Path, overlay: Path | None, language: str) -> Workspace:
    """Load the practice and its library."""
    library, roots = open_library(overlay, practice_file.parent, language)
    return Workspace(load_practice(practice_file, library), library, roots)


def read_records(
    paths: Sequence[Path], workspace: Workspace, issued_on: date
) -> tuple[tuple[Sourced[Record], ...], tuple[Finding, ...]]:
    """The records, and warnings about them."""
    loaded = load_records(paths, library=workspace.library, practice=workspace.practice, issued_on=issued_on)
    return loaded.records, loaded.warnings


def prepare_blank(form: BlankForm, workspace: Workspace, look: Look) -> tuple[Packet, ...]:
    """Check what was asked for on the command line, then assemble and check the blank packet."""
    _stop_on_errors(
        iter(
            check_plan(
                form.procedures,
                library=workspace.library,
                practice=workspace.practice,
                source=Source("--procedure"),
                blank=True,
            )
        )
    )
    return _assembled((form,), workspace, look)


def prepare(records: Sequence[Sourced[Record]], workspace: Workspace, look: Look) -> tuple[Packet, ...]:
    """Assemble and check every packet; nothing is typeset while one of them has an error."""
    _stop_on_errors(finding for record in records for finding in check_glyphs(record))
    return _assembled([record.value for record in records], workspace, look)


def _assembled(forms: Sequence[Record | BlankForm], workspace: Workspace, look: Look) -> tuple[Packet, ...]:
    design = design_digest(workspace.roots)
    logo = read_logo(workspace.practice)
    packets = tuple(
        assemble(
            form,
            library=workspace.library,
            practice=workspace.practice.value,
            issued_on=look.issued_on,
            edition=look.edition,
            paper=look.paper,
            logo=logo,
            release=__version__,
            design=design,
        )
        for form in forms
    )
    _stop_on_errors(finding for packet in packets for finding in check_packet(packet))
    return packets


def render(
    packets: Sequence[Packet], workspace: Workspace, path_of: Callable[[Packet], Path]
) -> Iterator[Written]:
    """Typeset, check, stamp and write each packet; packets with the same content share a master."""
    masters: dict[str, Master] = {}
    for packet in packets:
        master = masters.get(packet.content_hash)
        if master is None:
            master = masters[packet.content_hash] = master_of(packet, workspace.roots)
        try:
            pdf = stamp(master, packet.slots)
        except Overflow:
            master = slow_master_of(packet, workspace.roots)
            pdf = stamp(master, packet.slots)
        path = path_of(packet)
        write_packet(path, pdf)
        yield Written(path, packet.packet_id, master.pages)


def master_of(packet: Packet, roots: Sequence[Path]) -> Master:
    """The packet's content, typeset with empty slots and checked on its pages."""
    sentinels = {slot: SENTINELS[slot] for slot in packet.slots}
    return _typeset(packet, roots, render_html(packet, sentinels, roots), sentinels)


def slow_master_of(packet: Packet, roots: Sequence[Path]) -> Master:
    """The packet typeset on its own, for values that fit no slot; good for this packet only."""
    try:
        return _typeset(packet, roots, render_html(packet, packet.slots, roots, long_names=True), {})
    except InputError as error:
        # The content passed with empty slots, so it is the length of the values that breaks the page.
        raise InputError([_too_long(packet, finding) for finding in error.findings]) from None


def _too_long(packet: Packet, finding: Finding) -> Finding:
    return replace(
        finding,
        place=Place(f"record {packet.record_id}"),
        message=f"the name or another identity value is too long for these pages: {finding.message}",
        hint="print the standard edition, or enter the name as short as the law allows",
    )


def _typeset(packet: Packet, roots: Sequence[Path], page: Page, sentinels: Mapping[Slot, str]) -> Master:
    master = typeset(
        page.html,
        stylesheets=page.stylesheets,
        roots=roots,
        issued_on=packet.issued_on,
        twin=twin_of(packet, sentinels.get(Slot.PACKET_ID, packet.packet_id)),
        slots=sentinels,
    )
    _stop_on_errors(iter(check_layout(packet, master)))
    return master


def _stop_on_errors(findings: Iterator[Finding]) -> None:
    errors = tuple(f for f in dict.fromkeys(findings) if f.severity is Severity.ERROR)
    if errors:
        raise InputError(errors)
