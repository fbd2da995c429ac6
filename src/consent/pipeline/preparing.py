"""Records become checked packets; nothing is typeset while one of them has an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from consent import __version__
from consent.assemble import assemble, numbered
from consent.checks import check_glyphs, check_packet
from consent.load.practice.logo import read_logo
from consent.load.practice.official_form import read_forms
from consent.load.record.plan import check_plan
from consent.load.record.together import check_together
from consent.models.library.collection import Library
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.packet import Packet
from consent.models.people.look import Bilingual, Look
from consent.models.people.record import BlankForm, Record
from consent.models.place import Source, Sourced
from consent.pipeline.parts.masters import stop_on_errors
from consent.pipeline.workspace import Workspace
from consent.typeset.copied import copy_design
from consent.typeset.facing.look import facing_design
from consent.typeset.html import design_digest


@dataclass(frozen=True, slots=True)
class Assembler:
    """Assembles one form after another with what is the same for all of them."""

    workspace: Workspace
    look: Look
    logo: str | None = field(repr=False)
    design: str
    forms: Mapping[str, BoundForm] = field(repr=False)

    def __call__(self, form: Record | BlankForm) -> Packet:
        """The packet of a form, not yet checked; with its English where the look asks for it."""
        library, english = self.workspace.library_for(form), self.workspace.english
        if self.look.bilingual is None or english is None or library.catalogue.is_source:
            return self._in(library, form)
        roots = self.workspace.roots
        if self.look.bilingual is Bilingual.COPY:
            return self._in(library, form, copy=replace(self, design=copy_design(roots))._in(english, form))
        facing = replace(self, design=facing_design(roots))._in(english, form)
        return self._in(library, form, facing=facing)

    def _in(
        self,
        library: Library,
        form: Record | BlankForm,
        *,
        copy: Packet | None = None,
        facing: Packet | None = None,
    ) -> Packet:
        return assemble(
            form,
            library=library,
            practice=self.workspace.practice.value,
            issued_on=self.look.issued_on,
            edition=self.look.edition,
            paper=self.look.paper,
            logo=self.logo,
            release=__version__,
            design=self.design,
            forms=self.forms,
            sources=self.look.sources,
            document=self.look.document,
            copy=copy,
            facing=facing,
        )


def assembler(workspace: Workspace, look: Look) -> Assembler:
    """Read what is the same for every packet."""
    practice = workspace.practice
    return Assembler(
        workspace, look, read_logo(practice), design_digest(workspace.roots), read_forms(practice)
    )


def _only_one(_packet: Packet) -> Iterable[int]:
    return (1,)


def prepare_blank(
    form: BlankForm,
    workspace: Workspace,
    look: Look,
    serials: Callable[[Packet], Iterable[int]] = _only_one,
) -> tuple[Packet, ...]:
    """Check what was asked for on the command line, then assemble and check the blank packet.

    ``serials`` gives the numbers of those that are to be printed of it; each has an id of its own.
    """
    library, practice = workspace.library, workspace.practice
    asked = Source("--procedure")
    stop_on_errors(
        chain(
            check_plan(form.procedures, library=library, practice=practice, source=asked, blank=True),
            check_together(
                form.procedures, form.use, library=library, practice=practice, source=asked, blank=True
            ),
        )
    )
    (packet,) = _assembled((form,), workspace, look)
    return tuple(numbered(packet, serial) for serial in serials(packet))


def prepare(records: Sequence[Sourced[Record]], workspace: Workspace, look: Look) -> tuple[Packet, ...]:
    """Assemble and check every packet; nothing is typeset while one of them has an error."""
    stop_on_errors(finding for record in records for finding in check_glyphs(record))
    return _assembled([record.value for record in records], workspace, look)


def _assembled(forms: Sequence[Record | BlankForm], workspace: Workspace, look: Look) -> tuple[Packet, ...]:
    assembled = assembler(workspace, look)
    packets = tuple(assembled(form) for form in forms)
    stop_on_errors(finding for packet in packets for finding in check_packet(packet))
    return packets
