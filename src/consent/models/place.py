"""Where a value was typed: file, line, column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from consent.models.carried import Carried

Path = tuple[str | int, ...]
"""The way to a value inside a file, for example ``("risks", 3, "likelihood")``."""

T = TypeVar("T")

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left of a page."""
Spot = tuple[str, int, Box]
"""A file, a page from 1, and a box on it."""


@dataclass(frozen=True, slots=True, order=True)
class Place(Carried):
    """One spot in a text file, or one page of a PDF. All count from 1; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0
    page: int = 0
    box: Box | None = field(default=None, compare=False, repr=False)
    """Where on that page the words in question stand."""

    def __str__(self) -> str:
        return self.named(self.file)

    def named(self, file: str) -> str:
        """The place as it is printed, with another name for the file."""
        if self.page:
            return f"{file}:page {self.page}"
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the place of each value in it."""

    file: str
    marks: Mapping[Path, Place] = field(repr=False, default_factory=dict)

    def at(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that has one."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return self.marks.get((), Place(self.file))


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value and the file it came from."""

    value: T
    source: Source = field(repr=False)

    def at(self, *path: str | int) -> Place:
        """The place where a part of the value was typed."""
        return self.source.at(*path)
