"""Words of a schedule that mean nothing here yet: found in refused rows, learned into the columns file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from consent.desk.packets.choices import used_here
from consent.errors import InputError, ResourceError
from consent.load.codes import Kind
from consent.load.rows.row import Row
from consent.load.table.columns.columns_file import as_key, read_columns
from consent.load.typed.text import RefusalError, read_text
from consent.load.typed.yaml_reader import read_yaml
from consent.load.typed.yaml_writer import yaml_text
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.suggest import nearest
from consent.write import write_packet

_MEANINGS, _COLUMNS = "meanings", "columns"
_LONGEST = 120
"""Letters of a word that can be learned: a longer text is a remark."""
_MOST = 50
"""Unknown words that are shown."""


class Section(StrEnum):
    """What a word may stand for, as the columns file calls it under ``meanings:``."""

    PROCEDURES = "procedures"
    BODY_SITES = "body_sites"
    INDICATIONS = "indications"
    PRACTITIONERS = "practitioners"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Something a word can stand for."""

    id: str
    """As the columns file names it."""
    shown: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word nobody knows here."""

    section: Section
    word: str = field(repr=False)
    rows: int
    """How many rows have it."""
    meanings: tuple[Meaning, ...] = ()
    """What it may stand for; what looks most like it comes first."""


def unknown_words(rows: Iterable[Row], library: Library, practice: Practice) -> tuple[Unknown, ...]:
    """The unknown words of refused rows, by what they are said of, the most frequent first."""
    meanings = _meanings(library, practice)
    counts: dict[tuple[Section, str], int] = {}
    for row in rows:
        for found in dict.fromkeys(_words(row.typed)) if row.refused else ():
            section, word = found
            if word and len(word) <= _LONGEST and word not in {one.id for one in meanings[section]}:
                counts[found] = counts.get(found, 0) + 1
    order = list(Section)
    ranked = sorted(counts.items(), key=lambda one: (order.index(one[0][0]), -one[1], one[0][1]))
    return tuple(
        Unknown(section, word, count, _likeliest_first(word, meanings[section]))
        for (section, word), count in ranked[:_MOST]
    )


def learn(path: Path, section: Section, word: str, ids: Sequence[str]) -> None:
    """Add a word's meaning to the columns file, which is begun if there is none; comments in it stay.

    The file is replaced whole, and only by one that can be read and says what was meant.

    Raises:
        InputError: the file that is there cannot be read.
        WriteError: it cannot be written.
    """
    text = _text_of(path)
    wanted = _data_of(text, path)
    value: Any = list(ids) if len(ids) > 1 else ids[0]
    _under(_under(wanted, _MEANINGS), section.value)[word] = value
    if _COLUMNS not in wanted and not text.strip():
        wanted = {_COLUMNS: {}, **wanted}
    new = _with_line(text, section, word, value)
    if new is None or _read(new) != wanted:
        new = yaml_text(wanted)
    write_packet(path, new.encode())
    _check(path)


def _words(data: Mapping[str, object]) -> Iterator[tuple[Section, str]]:
    planned = data.get("procedures")
    for item in planned if isinstance(planned, list | tuple) else ():
        if isinstance(item, Mapping):
            yield Section.PROCEDURES, _text(item.get("procedure"))
            yield Section.BODY_SITES, _text(item.get("body_site"))
            yield Section.INDICATIONS, _text(item.get("indication"))
    yield Section.PRACTITIONERS, _text(data.get("practitioner"))


def _meanings(library: Library, practice: Practice) -> dict[Section, tuple[Meaning, ...]]:
    offered = used_here(library, practice)
    sites = dict.fromkeys(name for one in offered for name in one.body_sites)
    reasons = dict.fromkeys(name for one in offered for name in one.indications)
    anatomy = library.anatomy
    return {
        Section.PROCEDURES: tuple(Meaning(one.id, one.title) for one in offered),
        Section.BODY_SITES: tuple(Meaning(name, anatomy.printed_site(name)) for name in sites),
        Section.INDICATIONS: tuple(Meaning(name, anatomy.printed_indication(name)) for name in reasons),
        Section.PRACTITIONERS: tuple(Meaning(one.id, one.name) for one in practice.practitioners),
    }


def _likeliest_first(word: str, meanings: Sequence[Meaning]) -> tuple[Meaning, ...]:
    match = nearest(word, [one.shown for one in meanings]) or nearest(word, [one.id for one in meanings])
    return tuple(sorted(meanings, key=lambda one: match not in (one.shown, one.id)))


def _text_of(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        return read_text(path, Kind.RECORD)
    except RefusalError as refused:
        findings = refused.findings
    raise InputError(findings)


def _data_of(text: str, path: Path) -> dict[str, Any]:
    """What the file says, in its long form."""
    if not text.strip():
        return {}
    try:
        data = read_yaml(text, str(path), Kind.RECORD).data
    except RefusalError as refused:
        findings = refused.findings
    else:
        if not isinstance(data, dict):
            raise ResourceError(f"{path} holds no `heading: field` lines", hint="mend it, or remove it")
        return dict(data) if isinstance(data.get(_COLUMNS), dict) else {_COLUMNS: dict(data)}
    raise InputError(findings)


def _under(data: dict[str, Any], key: str) -> dict[str, Any]:
    """What stands under a key, to be added to; a copy takes the place of what was there."""
    there = data.get(key)
    data[key] = dict(there) if isinstance(there, dict) else {}
    below: dict[str, Any] = data[key]
    return below


def _with_line(text: str, section: Section, word: str, value: Any) -> str | None:
    """The text with one more line; None where it is not laid out in lines."""
    shown = f"[{', '.join(value)}]" if isinstance(value, list) else value
    line = f"    {as_key(word)}: {shown}"
    if not text.strip():
        return "\n".join((f"{_COLUMNS}: {{}}", f"{_MEANINGS}:", f"  {section}:", line, ""))
    lines = text.rstrip("\n").split("\n")
    head = re.compile(rf"{_MEANINGS}:\s*(#.*)?$")
    at = next((number for number, one in enumerate(lines) if head.match(one)), None)
    if at is None:
        return "\n".join((*lines, f"{_MEANINGS}:", f"  {section}:", line, ""))
    begun = re.compile(rf"  {section}:\s*(#.*)?$")
    for number in range(at + 1, len(lines)):
        if lines[number][:1].strip() and not lines[number].startswith("#"):
            break
        if begun.match(lines[number]):
            return "\n".join((*lines[: number + 1], line, *lines[number + 1 :], ""))
    return "\n".join((*lines[: at + 1], f"  {section}:", line, *lines[at + 1 :], ""))


def _read(text: str) -> object:
    """What a text says; nothing when there is anything to complain of: a word that stands twice, for one."""
    try:
        document = read_yaml(text, "", Kind.RECORD)
    except RefusalError:
        return None
    return None if document.findings else document.data


def _check(path: Path) -> None:
    try:
        read_columns(path)
    except RefusalError as refused:
        findings = refused.findings
    else:
        return
    raise InputError(findings)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
