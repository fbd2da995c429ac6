"""What the desk is opened with. Plain data: workers are given it too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOCK_AFTER = 15
"""Minutes without a request."""
SCHEDULES = "schedules"
"""The folder of schedules that were dropped for a batch."""
COLUMNS = "columns.yaml"
"""The file in it with the words that were learned."""
RECORDS = "records"
"""The folder, beside practice.yaml, of records that were typed at the desk."""
WALK_IN = "walk-in-"
"""How the id of a record begins whose visit is on no schedule."""
IN_PLACE_OF = "# Corrected at the desk, in place of a row of the schedule: "
"""How the file of a record begins that was typed in place of a row; the digest of the row follows."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One practice's desk."""

    practice_file: Path
    register: Path
    """The folder of the register."""
    overlay: Path | None = None
    """As ``--templates``."""
    cache: Path | None = None
    """Where typeset parts are kept; None: nowhere."""
    lock_after: int = LOCK_AFTER
    """Minutes."""

    @property
    def home(self) -> Path:
        """The practice's folder."""
        return self.practice_file.parent
