"""What the desk is opened with. Plain data: workers are given it too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOCK_AFTER = 15
"""Minutes without a request."""


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
