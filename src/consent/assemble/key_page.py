"""The first page: what is proposed, what speaks for it and against it, and the choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consent.assemble.facts import Planned
from consent.assemble.scope import Scope
from consent.assemble.selection import Chooser
from consent.assemble.sentences import once
from consent.models.library.clause import SectionName
from consent.models.paper.packet import KeyInformation
from consent.models.paper.packet_rows import Sentence


@dataclass(frozen=True, slots=True)
class Reasons:
    """What the page says of the procedures alone."""

    what: tuple[Sentence, ...]
    speaking_for: tuple[Sentence, ...]
    against: tuple[Sentence, ...]


def reasons_of(all_planned: Sequence[Planned]) -> Reasons:
    """What is proposed and what speaks for it and against it; what is true of two procedures is said once."""
    return Reasons(
        what=tuple(
            Sentence(one.procedure.value.key_facts.what, one.procedure.at("key_facts", "what"))
            for one in all_planned
        ),
        speaking_for=once(_reasons(all_planned, "reasons_for")),
        against=once(_reasons(all_planned, "reasons_against")),
    )


def key_information(reasons: Reasons, chooser: Chooser) -> KeyInformation:
    """The words of the page."""
    return KeyInformation(
        what=reasons.what,
        status=chooser.of_section(SectionName.KEY_STATUS),
        reasons_for=reasons.speaking_for,
        reasons_against=reasons.against,
        choice=chooser.of_section(SectionName.KEY_CHOICE),
    )


def _reasons(all_planned: Sequence[Planned], which: str) -> Iterable[Sentence]:
    scope = Scope.of(all_planned)
    for one in all_planned:
        own = scope.narrowed(one, all_planned).hoped()
        chosen = list(own.choose(getattr(one.procedure.value.key_facts, which)))
        if not own.sites and not own.indications:
            # A reason for the knee would mislead whoever has the shoulder written in.
            chosen = [row for row in chosen if not row[1].is_special] or chosen
        for index, reason in chosen:
            yield Sentence(reason.text, one.procedure.at("key_facts", which, index))
