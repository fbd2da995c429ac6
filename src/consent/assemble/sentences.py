"""Sentences of several procedures side by side: each said once, each with what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from consent.assemble.scope import Scope
from consent.models.library.rows import Row
from consent.models.paper.packet_rows import Sentence


def once(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Those that say something new, in their order."""
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        first.setdefault(sentence.text, sentence)
    return tuple(first.values())


def named(name: str, row: Row, scope: Scope, plain_names: Mapping[str, str]) -> str:
    """The name, with what the row is about where the packet does not name one site or one indication."""
    names = _about_which(row.body_sites, scope.sites) or _about_which(row.indications, scope.indications)
    plain = dict.fromkeys(plain_names.get(one, one) for one in names)
    return f"{name} ({_listed(tuple(plain))})" if plain else name


def _about_which(asked: Sequence[str], known: Collection[str]) -> list[str]:
    # With one that is known the row is plainly about it.
    return [] if len(known) == 1 else [one for one in asked if one in known or not known]


def _listed(names: Sequence[str]) -> str:
    """``knee, hip, shoulder joint``: what all of them end with is said once, at the end."""
    ends = {name.rpartition(" ")[2] for name in names}
    if len(names) < 2 or len(ends) > 1 or any(" " not in name for name in names):
        return ", ".join(names)
    return f"{', '.join(name.rpartition(' ')[0] for name in names)} {ends.pop()}"
