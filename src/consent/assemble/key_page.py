"""The first page: what is proposed, what speaks for it and against it, and the choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consent.assemble.facts import Planned
from consent.assemble.scope import Scope
from consent.assemble.selection import Chooser
from consent.assemble.sentences import once
from consent.made_once import MadeOnce
from consent.models.library.clause import SectionName
from consent.models.paper.packet import KeyInformation
from consent.models.paper.packet_rows import Sentence

_SENTENCES: MadeOnce[tuple[Sentence, ...]] = MadeOnce(512)


def key_information(all_planned: tuple[Planned, ...], chooser: Chooser) -> KeyInformation:
    """The words of the page; what is true of two procedures is said once."""
    return KeyInformation(
        what=_SENTENCES.made((all_planned,), "what", lambda: tuple(_what(all_planned))),
        status=chooser.of_section(SectionName.KEY_STATUS),
        reasons_for=_reasons(all_planned, "reasons_for"),
        reasons_against=_reasons(all_planned, "reasons_against"),
        choice=chooser.of_section(SectionName.KEY_CHOICE),
    )


def _what(all_planned: Sequence[Planned]) -> Iterable[Sentence]:
    for one in all_planned:
        yield Sentence(one.procedure.value.key_facts.what, one.procedure.at("key_facts", "what"))


def _reasons(all_planned: tuple[Planned, ...], which: str) -> tuple[Sentence, ...]:
    return _SENTENCES.made((all_planned,), which, lambda: once(_fitting(all_planned, which)))


def _fitting(all_planned: Sequence[Planned], which: str) -> Iterable[Sentence]:
    scope = Scope.of(all_planned)
    for one in all_planned:
        own = scope.narrowed(one, all_planned).hoped()
        chosen = list(own.choose(getattr(one.procedure.value.key_facts, which)))
        if not own.sites and not own.indications:
            # A reason for the knee would mislead whoever has the shoulder written in.
            chosen = [row for row in chosen if not row[1].is_special] or chosen
        for index, reason in chosen:
            yield Sentence(reason.text, one.procedure.at("key_facts", which, index))
