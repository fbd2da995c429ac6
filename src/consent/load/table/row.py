"""One row of a table as a document in the shape of a record file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from consent.load.rows.codes import NO_PATIENT, RAGGED
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Unit
from consent.load.table.cells import Cell, is_blank
from consent.load.table.columns_file import as_line
from consent.load.table.fields import key_of
from consent.load.table.headings import Layout, is_heading_of
from consent.load.table.meanings import Meanings
from consent.load.table.row_tree import RowTree
from consent.load.typed.tree import Document
from consent.models.finding import Finding
from consent.models.place import Place, Source

_WHO = frozenset({"given_name", "family_name", "patient_name", "date_of_birth", "mrn"})
_NEXT_TO_NOTHING = 2
_OFF = ("cancel", "noshow", "didnotattend", "didnotarrive", "reschedul", "enteredinerror")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns the cells of a row into a candidate; the same for every kind of table."""

    layout: Layout
    file: str
    unit: Unit
    options: SourceOptions
    meanings: Meanings = field(repr=False)

    def candidate(self, number: int, line: int, cells: Sequence[Cell]) -> Candidate:
        """The row as a record file would have it. Rows of the wrong width are refused."""
        place = Place(self.file, line)
        layout = self.layout
        beyond = len(cells) > layout.width and not all(is_blank(cell) for cell in cells[layout.width :])
        if len(cells) < layout.width or beyond:
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            message = f"the row has {count} where the headings are {layout.width}"
            hint = (
                "put a text that holds the separator in double quotes; leave no cell out, even an empty one"
            )
            return self.refused(number, line, [Finding(place, RAGGED, message, hint)])
        if reason := self._is_no_patient(cells):
            return self.refused(number, line, [Finding(place, NO_PATIENT, *reason)])
        for index, named in enumerate(layout.named):
            if not named and not is_blank(cells[index]):
                message = f"there is a text in column {index + 1}, which has no heading"
                where = Place(self.file, line, index + 1)
                return self.refused(
                    number, line, [Finding(where, RAGGED, message, "give the column a heading")]
                )
        tree = RowTree(self.file, line, layout, self.meanings)
        for name, index in layout.columns.items():
            tree.read(name, cells[index], self.options)
        tree.plan(self.options)
        return Candidate(number, self.unit, place, tree.document(), layout.labels)

    def _is_no_patient(self, cells: Sequence[Cell]) -> tuple[str, str] | None:
        """Why a row is none of a patient: a heading of a new page, a total, a note."""
        layout, columns = self.layout, self.layout.columns
        if all(is_heading_of(cells[index], name) for name, index in columns.items()):
            return "the row repeats the headings", "remove it; nothing is lost"
        if layout.status and _is_off(cells[layout.status[0]]):
            heading = layout.status[1]
            message = f"the visit is off: `{heading}` says that it is cancelled, was missed or has been moved"
            line = as_line(heading, "null")
            hint = f"remove the row; or, to print it, write `{line}` in a file for `--columns`"
            return message, hint
        who = [index for name, index in columns.items() if name in _WHO]
        filled = sum(not is_blank(cells[index]) for index in who)
        # A number beside the word for a total may stand under a name.
        if len(who) > 1 and (not filled or (filled == 1 and _is_alone(cells))):
            message = (
                "the row names no patient: the cells for the name, the date of birth and the MRN are empty"
                if not filled
                else "the row names no patient: nearly all of its cells are empty"
            )
            return message, "fill them in, or remove the row if it is a total or a note"
        return None

    def refused(self, number: int, line: int, findings: Sequence[Finding]) -> Candidate:
        """A row that cannot be read at all."""
        place = Place(self.file, line)
        document = Document(None, Source(self.file, {(): place}), {}, tuple(findings), readable=False)
        return Candidate(number, self.unit, place, document, self.layout.labels)


def _is_alone(cells: Sequence[Cell]) -> bool:
    """Whether a row holds next to nothing."""
    return sum(not is_blank(cell) for cell in cells) <= _NEXT_TO_NOTHING < len(cells) // 2


def _is_off(cell: Cell) -> bool:
    """Whether a status says so, in the words schedules use."""
    return isinstance(cell, str) and key_of(cell).startswith(_OFF)
