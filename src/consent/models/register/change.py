"""What changed between two wordings, and whether it matters to who signed the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from consent.models.library.passage import Passage


class Edit(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that were kept, taken out or put in."""

    edit: Edit
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a change matters, why, and who says so."""

    material: bool
    reason: str
    by: str
    """As in the file's history; ``rule`` where it is not a person's to decide, ``nobody`` where none has."""


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that does not read as before."""

    old: Passage | None
    """None: it is new."""
    new: Passage | None
    """None: it is gone."""
    stretches: tuple[Stretch, ...] = field(repr=False)
    verdict: Verdict
    packets: tuple[str, ...] = ()
    """The kinds of packet that print it, where several were compared at once."""

    @property
    def passage(self) -> Passage:
        """As it reads now; as it read if it is gone."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change is of something")
        return found

    @property
    def versions(self) -> tuple[str, str]:
        """Of its file, before and now; empty where there is none."""
        return (self.old.version if self.old else ""), (self.new.version if self.new else "")

    def side(self, edit: Edit) -> tuple[Stretch, ...]:
        """The words of one side: with what was ``DELETED`` the old, with what was ``INSERTED`` the new."""
        return tuple(one for one in self.stretches if one.edit in (Edit.KEPT, edit))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two wordings held against each other."""

    old: str
    """What was compared, as people say it."""
    new: str
    changes: tuple[Change, ...]
    """What matters first."""
    left_out: tuple[str, ...] = ()
    """What could not be compared, and why."""

    @property
    def material(self) -> tuple[Change, ...]:
        """The changes that matter."""
        return tuple(change for change in self.changes if change.verdict.material)
