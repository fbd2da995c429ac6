"""What follows from the planned procedures alone, whoever treats and whoever signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consent.assemble.chapters import anchor_of, given, own_chapters, shared_chapters
from consent.assemble.facts import Planned, facts_of, planned
from consent.assemble.guidance import Merged, Merger, merged
from consent.assemble.key_page import Reasons, reasons_of
from consent.assemble.procedures import plain_names, procedure_text, proposed_line, shared_texts
from consent.assemble.references import References
from consent.assemble.scope import Scope
from consent.made_once import MadeOnce
from consent.models.library.activation import active_policies
from consent.models.library.catalogue import Catalogue
from consent.models.library.collection import Library
from consent.models.library.condition import Facts
from consent.models.library.policy import Policy
from consent.models.paper.packet import Proposed
from consent.models.paper.packet_rows import ProcedureText, SharedText
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm, Record
from consent.models.place import Sourced

if TYPE_CHECKING:
    from consent.assemble.demands import Demands

_MOST = 256
"""Visits of one practice that are kept."""
_VISITS: MadeOnce[MadeOnce[Visit]] = MadeOnce(8)
"""Of a few libraries and practices: a program that runs for days reads them again when a file is saved."""


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """The planned procedures of a packet, and all that is said of them."""

    planned: tuple[Planned, ...]
    policies: tuple[Sourced[Policy], ...]
    """Those in force for the practice."""
    own_facts: Mapping[str, Facts]
    """Of each procedure, by its anchor."""
    needs_assent: bool
    """Whether a patient who is not grown up signs too."""
    title: str
    names: str
    """The procedures in one line, as sentences name them."""
    proposed: tuple[Proposed, ...]
    procedures: tuple[ProcedureText, ...]
    shared: tuple[SharedText, ...]
    told: Merged
    reasons: Reasons
    demands: MadeOnce[Demands] = field(default_factory=lambda: MadeOnce(64), repr=False)
    """What was asked of its packets so far; see :mod:`consent.assemble.demands`."""


def visit_of(form: Record | BlankForm, library: Library, practice: Practice) -> Visit:
    """The visit of a form; the same object for the same procedures at the same places."""
    use, blank = form.use or practice.usual.use, isinstance(form, BlankForm)

    def make() -> Visit:
        return _visit(planned(form.procedures, library, practice, use), library, practice, blank=blank)

    visits = _VISITS.made((library, practice), None, lambda: MadeOnce(_MOST))
    return visits.made((), (form.procedures, use, blank), make)


def _visit(all_planned: tuple[Planned, ...], library: Library, practice: Practice, *, blank: bool) -> Visit:
    scope = Scope.of(all_planned)
    merger = Merger(
        own=tuple(own_chapters(all_planned, scope)),
        shared=tuple(shared_chapters(all_planned, scope, library)),
        scope=scope,
        plain_names=plain_names(library),
        given=given(all_planned, library),
        references=References(),
        catalogue=library.catalogue,
    )
    return Visit(
        planned=all_planned,
        policies=active_policies(practice, library),
        own_facts={anchor_of(one): facts_of(one) for one in all_planned},
        needs_assent=any(one.procedure.value.ages.minors == "with-assent" for one in all_planned),
        title=_title(all_planned, library.catalogue),
        names=library.catalogue.listed(list(dict.fromkeys(one.procedure.value.name for one in all_planned))),
        proposed=tuple(proposed_line(one, library, blank=blank) for one in all_planned),
        procedures=tuple(
            procedure_text(one, library, scope.narrowed(one, all_planned)) for one in all_planned
        ),
        shared=shared_texts(all_planned, library),
        told=merged(merger, practice.usual.follow_up),
        reasons=reasons_of(all_planned),
    )


def _title(all_planned: Sequence[Planned], catalogue: Catalogue) -> str:
    titles = dict.fromkeys(one.procedure.value.title for one in all_planned)
    return catalogue.say("Consent to {procedures}", procedures=catalogue.listed(list(titles)))
