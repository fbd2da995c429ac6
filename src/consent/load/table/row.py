"""One row of a table as a document in the shape of a record file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consent.load.source_codes import CELL, DATE_FORM, RAGGED, UNSPENT
from consent.load.source_options import FLAGS, SourceOptions, takes_side
from consent.load.source_row import Candidate, Unit
from consent.load.table.cells import Cell, Trouble, is_blank, read_cell
from consent.load.table.dates import NoDay
from consent.load.table.fields import DATES, FIELDS
from consent.load.table.headings import Layout
from consent.load.table.words import SIDES
from consent.load.tree import Document
from consent.models.collection import Library
from consent.models.finding import Finding
from consent.models.library import Procedure
from consent.models.place import Path, Place, Source

_BETWEEN_IDS = re.compile(r"[;,|\n]")
_DETAILS = ("body_site", "laterality", "indication")
_A = {"body_site": "a body site", "laterality": "a side there", "indication": "an indication"}


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns the cells of a row into a candidate; the same for every kind of table."""

    layout: Layout
    file: str
    unit: Unit
    options: SourceOptions
    library: Library = field(repr=False)

    def candidate(self, number: int, line: int, cells: Sequence[Cell]) -> Candidate:
        """The row as a record file would have it. Rows of the wrong width are refused."""
        place = Place(self.file, line)
        layout = self.layout
        beyond = len(cells) > layout.width and not all(is_blank(cell) for cell in cells[layout.width :])
        if len(cells) < layout.width or beyond:
            message = f"the row has {len(cells)} cells where the headings are {layout.width}"
            hint = (
                "put a text that holds the separator in double quotes; leave no cell out, even an empty one"
            )
            return self.refused(number, line, [Finding(place, RAGGED, message, hint)])
        for index, named in enumerate(layout.named):
            if not named and not is_blank(cells[index]):
                message = f"there is a text in column {index + 1}, which has no heading"
                where = Place(self.file, line, index + 1)
                return self.refused(
                    number, line, [Finding(where, RAGGED, message, "give the column a heading")]
                )
        tree = _Tree(self.file, line, layout)
        for name, index in layout.columns.items():
            tree.read(name, cells[index], self.options)
        tree.plan(self.library, self.options)
        return Candidate(number, self.unit, place, tree.document(), layout.labels)

    def refused(self, number: int, line: int, findings: Sequence[Finding]) -> Candidate:
        """A row that cannot be read at all."""
        place = Place(self.file, line)
        document = Document(None, Source(self.file, {(): place}), {}, tuple(findings), readable=False)
        return Candidate(number, self.unit, place, document, self.layout.labels)


@dataclass(slots=True)
class _Tree:
    """Collects the values of one row."""

    file: str
    line: int
    layout: Layout
    data: dict[str, Any] = field(default_factory=lambda: {"patient": {}})
    marks: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    details: dict[str, str] = field(default_factory=dict)
    """Body site, side and indication as typed, until it is known which procedures they belong to."""
    bad_details: set[str] = field(default_factory=set)

    def read(self, name: str, cell: Cell, options: SourceOptions) -> None:
        """Take the cell of a field."""
        value = read_cell(name, cell, options.date_format)
        if isinstance(value, (NoDay, Trouble)):
            self._complain(name, value)
        elif value is None:
            return
        elif name == "procedures":
            parts = [part.strip() for part in _BETWEEN_IDS.split(value)]
            self.data["procedures"] = [{"procedure": part.casefold()} for part in parts if part] or None
        elif name in _DETAILS:
            self.details[name] = value
        else:
            self._put(FIELDS[name], value)
        self.marks[FIELDS[name]] = self._place(name)

    def plan(self, library: Library, options: SourceOptions) -> None:
        """Hand body site, side and indication to the procedures they belong to."""
        if not self.data.get("procedures") and ("procedures",) not in self.spoiled and options.procedures:
            self.data["procedures"] = [{"procedure": name} for name in options.procedures]
            self.marks["procedures",] = Place(FLAGS["procedures"])
        planned = self.data.get("procedures") or []
        found = [library.procedures.get(item["procedure"]) for item in planned]
        procedures = [one.value if one else None for one in found]
        for name in _DETAILS:
            if name in self.details:
                self._deal_out(name, self.details[name], planned, procedures)
            for index in range(len(planned)):
                path = ("procedures", index, name)
                if name in self.layout.columns:
                    self.marks[path] = self._place(name)
                if name in self.bad_details:
                    planned[index][name] = None
                    self.spoiled.add(path)

    def document(self) -> Document:
        """Everything read."""
        self.marks[()] = Place(self.file, self.line)
        return Document(
            self.data, Source(self.file, self.marks), {}, tuple(self.findings), frozenset(self.spoiled)
        )

    def _deal_out(
        self, name: str, typed: str, planned: list[dict[str, Any]], procedures: Sequence[Procedure | None]
    ) -> None:
        """One value for all procedures that take it, or one for each procedure, separated by semicolons."""
        parts = [part.strip() for part in typed.split(";")]
        if len(parts) > 1 and len(parts) == len(planned):
            for item, part in zip(planned, parts, strict=True):
                if part:
                    item[name] = _known_form(name, part, procedures)
            return
        if len(parts) > 1:
            dotted = _dotted(name)
            message = f"`{dotted}` holds {len(parts)} values for {len(planned)} procedures"
            hint = "write one value for all, or one for each procedure in the same order, separated by `;`"
            self.findings.append(Finding(self._place(name), UNSPENT, message, hint, field=dotted))
            self.bad_details.add(name)
            return
        taking = [
            item for item, procedure in zip(planned, procedures, strict=True) if _takes(procedure, name, item)
        ]
        for item in taking:
            item[name] = _known_form(name, typed, procedures)
        if planned and not taking:
            message = f"`{_dotted(name)}`: none of the row's procedures takes {_A[name]}"
            self.findings.append(
                Finding(self._place(name), UNSPENT, message, "empty the cell", field=_dotted(name))
            )

    def _put(self, path: Path, value: str | None) -> None:
        node = self.data
        for part in path[:-1]:
            node = node.setdefault(str(part), {})
        node[str(path[-1])] = value

    def _complain(self, name: str, value: NoDay | Trouble) -> None:
        number = value.code if isinstance(value, Trouble) else DATE_FORM if name in DATES else CELL
        dotted = _dotted(name)
        message = f"`{dotted}` {value.message}"
        self.findings.append(Finding(self._place(name), number, message, value.hint, field=dotted))
        if name in _DETAILS:
            self.bad_details.add(name)
            return
        self._put(FIELDS[name], None)
        self.spoiled.add(FIELDS[name])

    def _place(self, name: str) -> Place:
        return Place(self.file, self.line, self.layout.columns[name] + 1)


def _dotted(name: str) -> str:
    return ".".join(str(part) for part in FIELDS[name])


def _takes(procedure: Procedure | None, name: str, item: Mapping[str, Any]) -> bool:
    """Whether a value that is typed once for all procedures belongs to this one. Complaints come later."""
    if procedure is None:
        return True
    if name == "indication":
        return bool(procedure.indications)
    if name == "body_site":
        return bool(procedure.body_sites)
    return takes_side(procedure, item.get("body_site")) or not _knows(procedure, item.get("body_site"))


def _knows(procedure: Procedure, site: object) -> bool:
    return not procedure.body_sites or any(one.name == site for one in procedure.body_sites)


def _known_form(name: str, typed: str, procedures: Sequence[Procedure | None]) -> str:
    """The word as the library writes it, whatever the case it was typed in."""
    if name == "laterality":
        return SIDES.get(" ".join(typed.casefold().split()), typed)
    for procedure in procedures:
        if procedure is None:
            continue
        words = (
            procedure.indications if name == "indication" else [site.name for site in procedure.body_sites]
        )
        for word in words:
            if word.casefold() == typed.casefold():
                return word
    return typed
