"""Which fields of the library print words, and so need a translation: named here once for each model."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from consent.models.base import Model
from consent.models.library.anatomy import BodySite, Indication
from consent.models.library.clause import Clause, WriteIn
from consent.models.library.policy import Policy
from consent.models.library.procedure import KeyFacts, Procedure, Product, SharedPart
from consent.models.library.rows import (
    Alternative,
    Benefit,
    LineRow,
    Precaution,
    Reason,
    Risk,
    Stage,
    Step,
    WarningSign,
)
from consent.models.place import Path

PRINTED: Mapping[type[Model], tuple[str, ...]] = MappingProxyType(
    {
        Alternative: ("name", "benefit", "risk"),
        Benefit: ("benefit", "likelihood", "evidence"),
        BodySite: ("plain_name",),
        Clause: ("title", "body", "attribution"),
        Indication: ("plain_name",),
        KeyFacts: ("what",),
        LineRow: ("text",),
        Policy: ("authority",),
        Precaution: ("situation", "action"),
        Procedure: ("title", "name", "duration", "follow_up"),
        Product: ("description",),
        Reason: ("text",),
        Risk: ("name", "what_it_means", "likelihood", "counted_in"),
        SharedPart: ("title", "introduction", "follow_up"),
        Stage: ("when", "what"),
        Step: ("text",),
        WarningSign: ("sign", "when"),
        WriteIn: ("label",),
    }
)
"""The fields of each model whose words a patient reads. Every other text is for people who write or check:
a name in ``anatomy/``, a citation, a note, a lawyer's summary, or an authority's own words."""

M = TypeVar("M", bound=Model)

_HEX = 16


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to translate."""

    at: str
    """Where it stands in its file: ``risks.infection.name``, ``steps.0.text``."""
    path: Path
    """The same as the places of the file have it: ``("risks", 3, "name")``."""
    words: str = field(repr=False)

    @property
    def english(self) -> str:
        """The hash of its English words."""
        return english_hash(self.words)


def english_hash(*texts: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of some words, however their lines are broken."""
    words = "\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()[:_HEX]


def units_of(value: Model) -> Iterator[Unit]:
    """The printed texts of a file or a row of it, in the order of its fields; empty ones are left out.

    Of a policy only the authority's name prints, above its own form; without a form none does.
    """
    if isinstance(value, Policy) and not any(one.form for one in value.requirements):
        return
    for at, path, words in _walk(value, "", ()):
        yield Unit(at, path, words)


def with_words(value: M, words: Mapping[Path, str]) -> M:
    """The same with other words at some of its printed places."""
    return _put(value, (), words) if words else value


def clause_hash(clause: Clause) -> str:
    """The hash of everything that prints of a clause: title, wording and the captions of its lines."""
    return english_hash(clause.title, clause.body, *(one.label for one in clause.fields))


def _walk(value: Model, at: str, path: Path) -> Iterator[tuple[str, Path, str]]:
    printed = PRINTED.get(type(value), ())
    for name in type(value).model_fields:
        inner = getattr(value, name)
        here, below = (f"{at}.{name}" if at else name), (*path, name)
        if name in printed:
            if inner:
                yield here, below, inner
        elif isinstance(inner, Model):
            yield from _walk(inner, here, below)
        elif isinstance(inner, tuple):
            for index, (key, row) in enumerate(_keyed(inner)):
                yield from _walk(row, f"{here}.{key}", (*below, index))


def _keyed(rows: Sequence[Any]) -> Iterator[tuple[str, Model]]:
    """Each row with what it is known by: its id, the second time with a number, or else its position."""
    seen: Counter[str] = Counter()
    for index, row in enumerate(rows):
        if not isinstance(row, Model):
            return
        id_ = getattr(row, "id", None)
        if id_ is None:
            yield str(index), row
            continue
        seen[id_] += 1
        yield (id_ if seen[id_] == 1 else f"{id_}({seen[id_]})"), row


def _put(value: M, path: Path, words: Mapping[Path, str]) -> M:
    changed: dict[str, Any] = {}
    for name in type(value).model_fields:
        inner, below = getattr(value, name), (*path, name)
        if below in words:
            changed[name] = words[below]
        elif not any(key[: len(below)] == below for key in words):
            continue
        elif isinstance(inner, Model):
            changed[name] = _put(inner, below, words)
        else:
            changed[name] = tuple(_put(row, (*below, index), words) for index, row in enumerate(inner))
    return value.but(**changed) if changed else value
