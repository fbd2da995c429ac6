"""What is said of the headings of a table: fields without a column, and columns that nobody reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consent.load.rows.codes import MISSING_COLUMN, UNMATCHED_COLUMN
from consent.load.rows.options import FLAGS
from consent.load.table.columns.columns_file import Columns, as_line
from consent.load.table.columns.fields import FIELDS, NEVER_BY_LOOKS, field_meant, key_of
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place
from consent.suggest import nearest

_LONGEST_HEADING = 60
_MOST_NAMED = 40
"""Columns nobody reads that are named one by one."""
_LOOKED_AT = 200
"""Columns that a field may be suggested for."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What is known of a first row, to complain of it. One that may be a patient's is never quoted."""

    headings: Sequence[str]
    columns: Columns
    where: Place
    meant: Sequence[str | None]
    """The field of each column."""
    taken: Collection[int]
    """Columns that are read in another role."""
    are_headings: bool
    """Whether the first row can be told from a patient's."""

    def place(self, index: int) -> Place:
        """Where a column is, from 0."""
        return Place(self.where.file, self.where.line, index + 1)

    def _quoted(self, index: int) -> str:
        text = " ".join(self.headings[index].split())
        safe = self.are_headings and text.isprintable() and 0 < len(text) <= _LONGEST_HEADING
        return f"`{text}`" if safe else f"column {index + 1}"

    def _suggestion(self, index: int, free: Sequence[str]) -> str | None:
        heading = self.headings[index]
        meant = field_meant(heading)
        if meant in free:
            return meant
        # A heading that only looks like another would put one person's name, or the other side, on paper.
        return nearest(heading.strip(), [name for name in free if name not in NEVER_BY_LOOKS])

    def missing(self, names: Sequence[str], found: Mapping[str, int]) -> Finding:
        """Fields without a column, and which headings may be meant for them."""
        if not self.are_headings and not found:
            message = "the first row does not hold headings that can be understood"
            hint = f"begin the table with a row of headings: {', '.join(FIELDS)}"
            return Finding(self.where, MISSING_COLUMN, message, hint)
        listed = ", ".join(f"`{name}`" for name in names)
        message = f"there is no column for {listed}"
        guesses = []
        for name in names:
            for index in range(min(len(self.headings), _LOOKED_AT)):
                if self._is_open(index) and self._suggestion(index, names) == name:
                    guesses.append(f"{self._quoted(index)} for `{name}`")
                    break
        flags = [FLAGS[name] for name in names if name in FLAGS]
        hint = (
            f"perhaps {', '.join(guesses)}: say so in a file for `--columns`" if guesses else "add the column"
        )
        if flags:
            hint += f"; or give {', '.join(f'`{flag}`' for flag in flags)} for all rows"
        return Finding(self.where, MISSING_COLUMN, message, hint)

    def unmatched(self, found: Mapping[str, int]) -> Iterator[Finding]:
        """Warnings of columns that nobody reads, and of headings that are not there."""
        free = [name for name in FIELDS if name not in found]
        unread = [index for index in range(len(self.headings)) if self._is_open(index)]
        if len(unread) > _MOST_NAMED:
            more = len(unread) - _MOST_NAMED
            message, hint = f"{more:,} more columns are not read", "see whether this is the right table"
            where = self.place(unread[_MOST_NAMED])
            yield Finding(where, UNMATCHED_COLUMN, message, hint, Severity.WARNING)
        for index in unread[:_MOST_NAMED]:
            quoted = self._quoted(index)
            name = self._suggestion(index, free)
            hint = "nothing to do if it is not needed"
            if name is not None:
                line = as_line(quoted.strip("`"), name) if quoted.startswith("`") else f"…: {name}"
                hint = f"the nearest field is `{name}`; to read it, write `{line}` in a file for `--columns`"
            yield Finding(
                self.place(index),
                UNMATCHED_COLUMN,
                f"{quoted} is not read",
                hint,
                Severity.WARNING,
                field=quoted.strip("`"),
            )
        keys = {key_of(heading) for heading in self.headings}
        for key, name in self.columns.items():
            if key not in keys and name is not None:
                message = f"the columns file names a heading for `{name}` that the table does not have"
                hint = "compare the heading with the table's first row"
                yield Finding(self.where, UNMATCHED_COLUMN, message, hint, Severity.WARNING, field=name)

    def _is_open(self, index: int) -> bool:
        """A column with a heading that nobody has said anything about."""
        heading = self.headings[index]
        known = key_of(heading) in self.columns or self.meant[index] is not None
        return bool(heading.strip()) and not known and index not in self.taken
