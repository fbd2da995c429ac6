"""Which column holds which field, and what to say about the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consent.load.rows.codes import TWO_COLUMNS
from consent.load.rows.options import FLAGS, SourceOptions
from consent.load.schedule.standing import About, StatusColumn, StatusWords
from consent.load.table.columns.columns_file import Columns
from consent.load.table.columns.complaints import Headings
from consent.load.table.columns.fields import (
    CODES,
    FIELDS,
    PRACTITIONER_PART,
    REQUIRED,
    ROLES,
    STATUS,
    WORDS,
    field_called,
    field_meant,
    field_named,
    key_of,
    role_called,
)
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place

_DATA = re.compile(r"\d{3}|\d[/.-]\d|@")
"""What stands in data and hardly ever in a heading."""
_WHOLE = "patient_name"
_PARTS = ("given_name", "family_name")
_ENOUGH = 2
_SURELY = 3
_TITLES = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table."""

    columns: Mapping[str, int]
    """The place of each field's column, from 0."""
    labels: Mapping[str, str]
    """The heading of each field, by its dotted name in a record; see ``Candidate.labels``."""
    named: tuple[bool, ...] = field(repr=False)
    """Whether each column has a heading."""
    status: tuple[StatusColumn, ...] = ()
    """The columns that may say that a visit is off."""
    roles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The columns of each role: free text about the visit, billing codes, their modifiers."""
    headings: tuple[str, ...] = field(default=(), repr=False)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.named)


_RANKS = 3


def _ranked(heading: str, columns: Columns) -> tuple[str | None, int]:
    """The field a heading stands for, and by what right: the columns file, our own name, another's word."""
    key = key_of(heading)
    if key in columns:
        return _field_of(columns[key]), 0
    if name := field_named(heading):
        return name, 1
    return field_called(heading), 2


def _field_of(name: str | None) -> str | None:
    """A field of a record; a role is none."""
    return None if name in ROLES else name


def _meanings(headings: Sequence[str], columns: Columns) -> list[str | None]:
    """The field of each column; of two for one field the one named by a better right."""
    ranked = [_ranked(heading, columns) for heading in headings]
    best: dict[str, int] = {}
    for name, rank in ranked:
        if name is not None:
            best[name] = min(rank, best.get(name, _RANKS))
    if _WHOLE in best and best[_WHOLE] > 0 and all(part in best for part in _PARTS):
        # The same name, written in columns of its own.
        del best[_WHOLE]
    return [name if name is not None and rank == best.get(name) else None for name, rank in ranked]


def lay_out(
    headings: Sequence[str],
    columns: Columns,
    options: SourceOptions,
    where: Place,
    words: StatusWords,
    required: Sequence[str] = REQUIRED,
) -> tuple[Layout | None, tuple[Finding, ...]]:
    """The layout under a row of headings, or None when a field that must be there has no column."""
    meant = _meanings(headings, columns)
    status = _status(headings, columns, words)
    roles = _roles(headings, columns, words, meant)
    meant = [None if index in roles.get(WORDS, ()) else name for index, name in enumerate(meant)]
    taken = {*(one.index for one in status), *(index for ones in roles.values() for index in ones)}
    shown = Headings(headings, columns, where, meant, taken, _are_headings(headings, columns))
    found: dict[str, int] = {}
    findings: list[Finding] = []
    for index, name in enumerate(meant):
        if name in found:
            message = f"columns {found[name] + 1} and {index + 1} both hold `{name}`"
            hint = "remove one of the two, or write `heading: null` for it in a file for `--columns`"
            findings.append(Finding(shown.place(index), TWO_COLUMNS, message, hint, field=name))
        elif name is not None:
            found[name] = index
    told = dict(found)
    if roles.get(WORDS) or roles.get(CODES):
        told["procedures"] = 0
    if roles.get(PRACTITIONER_PART):
        told["practitioner"] = 0
    missing = [name for name in required if not _is_there(name, told) and not _filled_in(name, options)]
    if missing:
        findings.insert(0, shown.missing(missing, found))
    if found or not missing:
        findings.extend(shown.unmatched(found))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, tuple(findings)
    labels = {
        dotted: headings[index].strip() for name, index in found.items() for dotted in _dotted_names(name)
    }
    named = tuple(bool(heading.strip()) for heading in headings)
    texts = tuple(heading.strip() for heading in headings)
    return Layout(found, labels, named, status, roles, texts), tuple(findings)


def _roles(
    headings: Sequence[str], columns: Columns, words: StatusWords, meant: Sequence[str | None]
) -> dict[str, tuple[int, ...]]:
    """The columns of each role; of two columns for the procedures the second is read as words."""
    roles: dict[str, list[int]] = {}
    named = [index for index, name in enumerate(meant) if name == "procedures"]
    for index, heading in enumerate(headings):
        key = key_of(heading)
        if key in columns:
            role = columns[key] if columns[key] in ROLES else None
        elif meant[index] is not None:
            role = WORDS if index in named[1:] else None
        else:
            role = role_called(heading) or (WORDS if words.is_of_words(heading) else None)
        if role is not None and role != STATUS:
            roles.setdefault(role, []).append(index)
    return {role: tuple(indices) for role, indices in roles.items()}


def _status(headings: Sequence[str], columns: Columns, words: StatusWords) -> tuple[StatusColumn, ...]:
    """The columns that may say that a visit is off; the columns file has the first word."""
    found = {one.index: one for one in words.columns(headings) if key_of(one.heading) not in columns}
    for index, heading in enumerate(headings):
        if columns.get(key_of(heading)) == STATUS:
            about = words.about(heading) or About.STATUS
            found[index] = words.column(index, heading.strip(), about)
    return tuple(found[index] for index in sorted(found))


def _are_headings(headings: Sequence[str], columns: Columns) -> bool:
    meant = sum(field_meant(heading) is not None for heading in headings)
    known = known_headings(headings, columns)
    return known + meant >= _ENOUGH and not any(_DATA.search(heading) for heading in headings)


def known_headings(headings: Sequence[str], columns: Columns) -> int:
    """How many headings have a meaning here."""
    return sum(
        _ranked(heading, columns)[0] is not None
        or key_of(heading) in columns
        or role_called(heading) is not None
        for heading in headings
    )


def is_heading_of(cell: object, name: str) -> bool:
    """Whether a cell holds a heading of the field, and not a value."""
    return isinstance(cell, str) and name in (field_named(cell), field_called(cell), field_meant(cell))


def heading_row(rows: Sequence[Sequence[str]], columns: Columns) -> int:
    """Which of the first rows holds the headings: a report may have titles above them."""
    for index, row in enumerate(rows[:_TITLES]):
        if known_headings(row, columns) >= _SURELY:
            return index
    return 0


def _is_there(name: str, found: Mapping[str, int]) -> bool:
    return name in found or (name in _PARTS and _WHOLE in found)


def _dotted_names(name: str) -> list[str]:
    """What a field is called in a record: complaints about any of them are about its column."""
    if name == _WHOLE:
        return ["patient", "patient.given_name", "patient.family_name"]
    dotted = ".".join(str(part) for part in FIELDS[name])
    return [dotted, "procedures.procedure"] if name == "procedures" else [dotted]


def _filled_in(name: str, options: SourceOptions) -> bool:
    return name in FLAGS and bool(getattr(options, name))
