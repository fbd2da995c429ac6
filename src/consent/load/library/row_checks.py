"""What has to be true of the rows of a procedure or a shared part: the words they use, the ids they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consent.load.codes import Common, Kind, code
from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.rows import Row, apart
from consent.models.place import Path, Source
from consent.suggest import did_you_mean

_UNKNOWN = code(Kind.PROCEDURE, Common.UNKNOWN_WORD)
_TWICE = code(Kind.PROCEDURE, Common.DUPLICATE_ID)

Lists = Sequence[tuple[Path, Sequence[Row]]]
"""Lists of rows, each with its path in the file."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What may be typed in a row; a key that is not listed takes any word."""

    by_key: Mapping[str, tuple[Sequence[str], str]]
    """The words of each key, and the complaint about any other."""


def rows_of(part: Procedure | SharedPart) -> Lists:
    """Every list of rows of the file."""
    lists: list[tuple[Path, Sequence[Row]]] = []
    if isinstance(part, Procedure):
        lists = [
            (("key_facts", "reasons_for"), part.key_facts.reasons_for),
            (("key_facts", "reasons_against"), part.key_facts.reasons_against),
            (("nature",), part.nature),
            (("steps",), part.steps),
            (("benefits",), part.benefits),
        ]
    return [
        *lists,
        (("risks",), part.risks),
        (("precautions",), part.precautions),
        (("alternatives",), part.alternatives),
        (("recovery",), part.recovery),
        (("aftercare",), part.aftercare),
        (("warning_signs",), part.warning_signs),
    ]


def words_of(part: Procedure | SharedPart, library: Library, *, complete: bool) -> KnownWords:
    """The words the rows of this file may use.

    While some procedure cannot be read (``complete`` is false) only the file's own words are judged.
    """
    procedures = [one.value for one in library.procedures.values()]
    known: dict[str, tuple[Sequence[str], str]] = {
        "sources": ([one.id for one in part.sources], "is not in the file's `sources:`")
    }
    own_sites = part.body_sites if isinstance(part, Procedure) else ()
    own_indications = part.indications if isinstance(part, Procedure) else ()
    if own_sites:
        known["body_sites"] = (own_sites, "is not a body site of the procedure")
    elif complete:
        sites = _each(name for one in procedures for name in one.body_sites)
        known["body_sites"] = (sites, "is not a body site of any procedure")
    if own_indications:
        known["indications"] = (own_indications, "is not an indication of the procedure")
    elif complete:
        indications = _each(name for one in procedures for name in one.indications)
        known["indications"] = (indications, "is not an indication of any procedure")
    if complete:
        products = [one.product for one in procedures if one.product]
        known["beside"] = (_each(one.family for one in products), "is not the family of any product")
        known["procedure"] = ([one.id for one in procedures], "is not a procedure")
    known["made_from"] = _materials(part, procedures)
    return KnownWords(known)


def check_rows(part: Procedure | SharedPart, source: Source, words: KnownWords) -> Iterator[Finding]:
    """Words nobody knows, and rows with one id that could both print."""
    for path, rows in rows_of(part):
        for index, row in enumerate(rows):
            yield from _words(row, (*path, index), source, words)
        yield from _same_id(rows, path, source)


def _words(row: Row, path: Path, source: Source, words: KnownWords) -> Iterator[Finding]:
    for key, (known, complaint) in words.by_key.items():
        typed = getattr(row, key, None) or ()
        for number, word in enumerate((typed,) if isinstance(typed, str) else typed):
            if word not in known:
                here = (*path, key) if isinstance(typed, str) else (*path, key, number)
                message, hint = f"`{word}` {complaint}", did_you_mean(word, known)
                yield Finding(source.at(*here), _UNKNOWN, message, hint, field=dotted(here))


def _same_id(rows: Sequence[Row], path: Path, source: Source) -> Iterator[Finding]:
    seen: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        id_ = getattr(row, "id", None)
        if id_ is None:
            continue
        for earlier in seen.setdefault(id_, []):
            if rows[earlier].is_special == row.is_special and not apart(rows[earlier], row):
                here = (*path, index, "id")
                line = source.at(*path, earlier).line
                message = f"`{id_}` is used twice in `{dotted(path)}` (first on line {line})"
                hint = "give it another id, or let the two name other `body_sites:` or other `indications:`"
                yield Finding(source.at(*here), _TWICE, message, hint, field=dotted(here))
                break
        seen[id_].append(index)


def _materials(part: Procedure | SharedPart, procedures: Sequence[Procedure]) -> tuple[Sequence[str], str]:
    if isinstance(part, Procedure):
        made_from = part.product.made_from if part.product else ()
        return made_from, "is not in `product.made_from:` of the procedure"
    words = _each(word for one in procedures if one.product for word in one.product.made_from)
    return words, "is not in `product.made_from:` of any procedure"


def _each(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
