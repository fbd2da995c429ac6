"""One row of a table as a document in the shape of a record file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consent.load.rows.codes import NO_PATIENT, RAGGED, STATUS_WORD
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Settled, Unit
from consent.load.schedule.standing import Standing
from consent.load.schedule.vocabulary import plain
from consent.load.table.cells import Cell, is_blank, read_cell
from consent.load.table.columns.fields import WORDS
from consent.load.table.columns.headings import Layout, is_heading_of
from consent.load.table.visit.known_visits import KnownVisits, known_visits
from consent.load.table.visit.meanings import Meanings
from consent.load.table.visit.plan_memory import OF_THE_VISIT, PlanMemory
from consent.load.table.visit.row_tree import RowTree
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place, Source

_WHO = frozenset({"given_name", "family_name", "patient_name", "date_of_birth", "mrn"})
_NEXT_TO_NOTHING = 2


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns the cells of a row into a candidate; the same for every kind of table."""

    layout: Layout
    file: str
    unit: Unit
    options: SourceOptions
    meanings: Meanings = field(repr=False)
    plans: PlanMemory = field(default_factory=PlanMemory, repr=False)
    known: KnownVisits | None = field(init=False, repr=False)
    who: tuple[int, ...] = field(init=False, repr=False)
    """The columns that say who the patient is, besides the number."""

    def __post_init__(self) -> None:
        known = known_visits(self.layout, self.file, self.unit, self.options, self.meanings.library)
        object.__setattr__(self, "known", known)
        who = tuple(index for name, index in self.layout.columns.items() if name in _WHO - {"mrn"})
        object.__setattr__(self, "who", who)

    def read(self, number: int, line: int, cells: Sequence[Cell]) -> Candidate | Settled:
        """The row as a record file would have it, or what it comes to where an earlier row has told."""
        if self.known is None:
            return self.candidate(number, line, cells)
        if (off := self.known.off(cells)) is not None:
            return off
        settled = self.known.settled(number, line, cells)
        if settled is not None:
            return settled
        candidate = self.candidate(number, line, cells)
        unknown = (
            self.meanings.standing.judge(self.layout.status, cells).unknown if candidate.warnings else ()
        )
        words = (word for _, _, word in unknown)
        return replace(candidate, learn=self.known.learning(candidate, cells, words))

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
        standing = self.meanings.standing.judge(layout.status, cells) if layout.status else Standing()
        if standing.off:
            return replace(self.refused(number, line, ()), left_out=f"`{standing.off}` says so")
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
            if name not in OF_THE_VISIT:
                tree.read(name, cells[index], self.options)
        self._plan(tree, cells)
        if "record_id" not in layout.columns:
            tree.make_record_id(cells)
        warnings = tuple(self._unknown_status(line, cells, *one) for one in standing.unknown)
        warnings = (*warnings, *self._off_in_words(line, cells), *tree.notes.warnings)
        evidence = tuple(tree.notes.evidence)
        return Candidate(number, self.unit, place, tree.document(), layout.labels, warnings, evidence)

    def _plan(self, tree: RowTree, cells: Sequence[Cell]) -> None:
        """What is to be done, where and what for; read once for all rows that say the same."""
        if "practitioner" not in self.layout.columns:
            tree.practitioner_parts(cells)
        key = self.plans.key(self.layout, cells)
        known = self.plans.get(key)
        if known is not None:
            tree.take(known)
            return
        before = (len(tree.findings), len(tree.spoiled))
        for name in OF_THE_VISIT:
            if name in self.layout.columns:
                tree.read(name, cells[self.layout.columns[name]], self.options)
        tree.plan(self.options, cells)
        if (len(tree.findings), len(tree.spoiled)) == before and not tree.notes.errors:
            self.plans.keep(key, tree.known_plan())

    def patient(self, cells: Sequence[Cell]) -> Mapping[str, object]:
        """Who the row is about, and nothing else of it; nobody when it would make no row."""
        layout = self.layout
        if len(cells) < layout.width or (
            layout.status and self.meanings.standing.judge(layout.status, cells).off
        ):
            return {}
        tree = RowTree(self.file, 0, layout, self.meanings)
        for name, index in layout.columns.items():
            if name in _WHO:
                tree.read(name, cells[index], self.options)
        patient = tree.data["patient"]
        return patient if isinstance(patient, dict) else {}

    def glimpse(self, cells: Sequence[Cell]) -> tuple[int, int] | None:
        """Hashes of the number and of the person as written; also of rows that make no packet."""
        columns = self.layout.columns
        if len(cells) < self.layout.width or "mrn" not in columns:
            return None
        cell = cells[columns["mrn"]]
        number = read_cell("mrn", cell, None) if isinstance(cell, str) and "=" in cell else cell
        if not isinstance(number, str):
            return None
        who = tuple([cells[index] for index in self.who])
        return hash(number.strip().casefold()), hash(who)

    def _unknown_status(
        self, line: int, cells: Sequence[Cell], index: int, heading: str, word: str
    ) -> Finding:
        """A warning that names the word, unless it may be part of the patient's name."""
        who = [cells[at] for name, at in self.layout.columns.items() if name in _WHO]
        named = {part for cell in who if isinstance(cell, str) for part in plain(cell).split()}
        shown = f"`{word}`" if word and not named & set(plain(word).split()) else "what stands there"
        message = f"`{heading}`: nobody knows whether {shown} means that the visit is off; it is printed"
        hint = "add the words your system uses to `on:` or `off:` in templates/schedules/words.yaml"
        return Finding(
            Place(self.file, line, index + 1), STATUS_WORD, message, hint, Severity.WARNING, field=heading
        )

    def _off_in_words(self, line: int, cells: Sequence[Cell]) -> Iterator[Finding]:
        """A warning for a remark that speaks of a visit that is off: this one, or an earlier one."""
        for index in self.layout.roles.get(WORDS, ()):
            cell = cells[index]
            if isinstance(cell, str) and (words := self.meanings.standing.off_in(cell)):
                heading = self.layout.headings[index]
                message = f"`{heading}` says `{words}`, and no status does; the visit is printed"
                hint = "ask whether the visit is off, and leave the row out if it is"
                yield Finding(
                    Place(self.file, line, index + 1),
                    STATUS_WORD,
                    message,
                    hint,
                    Severity.WARNING,
                    field=heading,
                )

    def _is_no_patient(self, cells: Sequence[Cell]) -> tuple[str, str] | None:
        """Why a row is none of a patient: a heading of a new page, a total, a note."""
        columns = self.layout.columns
        if all(is_heading_of(cells[index], name) for name, index in columns.items()):
            return "the row repeats the headings", "remove it; nothing is lost"
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
