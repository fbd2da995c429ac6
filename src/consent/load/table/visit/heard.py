"""The cells of a row that say what a visit is, each with what was read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from consent.load.rows.codes import SUPPOSED
from consent.load.rows.evidence import Evidence
from consent.load.schedule.phrases import Kind, Part, Reading
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place


@dataclass(frozen=True, slots=True)
class Heard:
    """A cell of free text or of codes."""

    heading: str
    index: int
    text: str = field(repr=False)
    reading: Reading = field(repr=False)

    @property
    def is_plain(self) -> bool:
        """Whether it speaks of this visit and nothing else."""
        return not self.reading.hedged and not self.reading.open_end

    def parts(self, kind: Kind) -> Iterator[tuple[Part, Heard]]:
        """Its parts of one kind, unless it speaks of something else."""
        for part in self.reading.of(kind) if self.is_plain else ():
            yield part, self


@dataclass(slots=True)
class Notes:
    """Complaints about a row, and where its values come from."""

    place: Callable[[int], Place]
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def refuse(self, heard: Heard, code: str, message: str, hint: str) -> None:
        """An error in a cell."""
        shown = f"`{heard.heading}` {message}"
        self.errors.append(Finding(self.place(heard.index), code, shown, hint, field=heard.heading))

    def warn(self, heard: Heard, code: str, message: str, hint: str) -> None:
        """Something odd in a cell."""
        shown = f"`{heard.heading}` {message}"
        self.warnings.append(
            Finding(self.place(heard.index), code, shown, hint, Severity.WARNING, field=heard.heading)
        )

    def suppose(self, field_: str, value: str, words: str) -> None:
        """A value the practice's columns file gives to rows that say nothing; always with a warning."""
        message = f"`{field_}`: no cell says it; the columns file has `{value}` for `{words}`"
        hint = "see that it is right for this patient before anybody signs"
        self.warnings.append(Finding(self.place(-1), SUPPOSED, message, hint, Severity.WARNING, field=field_))
        self.evidence.append(Evidence(field_, value, words, "columns file"))

    def read(self, field_: str, value: str, words: str, heard: Heard) -> None:
        """Where a value was read."""
        self.evidence.append(Evidence(field_, value, words, heard.heading))
