"""What a row came to, said again of a later row that says the same on another line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consent.models.findings.finding import Finding
from consent.models.place import Path, Place


@dataclass(frozen=True, slots=True)
class MovedMarks(Mapping[Path, Place]):
    """The places of an earlier row, in the same columns of another line; made only when asked for."""

    marks: Mapping[Path, Place] = field(repr=False)
    file: str
    old: int
    new: int

    def __getitem__(self, path: Path) -> Place:
        return moved(self.marks[path], self.file, self.old, self.new)

    def __contains__(self, path: object) -> bool:
        return path in self.marks

    def __iter__(self) -> Iterator[Path]:
        return iter(self.marks)

    def __len__(self) -> int:
        return len(self.marks)


def moved(place: Place, file: str, old: int, new: int) -> Place:
    """The place on the new line; an option of the command line stays where it is."""
    return Place(file, new, place.column) if place.line == old and place.file == file else place


def said_again(findings: tuple[Finding, ...], file: str, old: int, new: int) -> tuple[Finding, ...]:
    """The same complaints about another line."""
    return tuple(
        Finding(moved(one.place, file, old, new), one.code, one.message, one.hint, one.severity, one.field)
        for one in findings
    )
