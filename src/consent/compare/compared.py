"""Two wordings become a list of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from consent.compare.judge import Histories, Judge
from consent.compare.pairing import pairs
from consent.compare.words import stretches
from consent.models.library.collection import Library
from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.library.reviewed import HistoryEntry
from consent.models.register.change import Change

_KINDS = tuple(PassageKind)


def compare(old: Sequence[Passage], new: Sequence[Passage], histories: Histories) -> tuple[Change, ...]:
    """What does not read the same, what matters first; ``histories`` are those of the newer wording."""
    judge = Judge(histories, _moved(old, new))
    changes = []
    for before, after in pairs(old, new):
        verdict = judge(before, after)
        if verdict is not None:
            words = stretches(before.words if before else "", after.words if after else "")
            changes.append(Change(before, after, words, verdict))
    return tuple(sorted(changes, key=_turn))


def histories_of(library: Library) -> dict[str, tuple[HistoryEntry, ...]]:
    """The history of every file that has one, by owner."""
    found = {f"clauses/{id_}": one.clause.value.history for id_, one in library.clauses.items()}
    for folder, shelf in (
        ("procedures", library.procedures),
        ("shared", library.shared),
        ("policies", library.policies),
    ):
        found |= {f"{folder}/{id_}": one.value.history for id_, one in shelf.items()}
    return {owner: history for owner, history in found.items() if history}


def with_stakes(passages: Sequence[Passage], library: Library) -> tuple[Passage, ...]:
    """The passages of a packet, each clause with what its front matter says it concerns."""
    stakes = {f"clauses/{id_}": one.clause.value.stake for id_, one in library.clauses.items()}
    return tuple(
        replace(one, stake=stakes[one.owner])
        if one.stake is Stake.NONE and stakes.get(one.owner, Stake.NONE) is not Stake.NONE
        else one
        for one in passages
    )


def _moved(old: Sequence[Passage], new: Sequence[Passage]) -> Mapping[str, str]:
    """What the practice is called and where it is reached: before and after, where that changed."""
    before, after = _contacts(old), _contacts(new)
    return {
        words: after[name]
        for name, words in before.items()
        if name in after and words and words != after[name]
    }


def _contacts(passages: Sequence[Passage]) -> dict[str, str]:
    return {one.name: one.words for one in passages if one.kind is PassageKind.CONTACT}


def _turn(change: Change) -> tuple[bool, int, str, str, str]:
    one = change.passage
    return not change.verdict.material, _KINDS.index(one.kind), one.owner, one.name, one.words
