"""Tasks for worker processes, some of which kill the worker that does them."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Say:
    """Answers with a word."""

    word: str

    def run(self, bench: object) -> str:
        """Do it."""
        return self.word


@dataclass(frozen=True)
class Deadly:
    """Kills its worker the first few times it is done."""

    notes: Path
    times: int

    def run(self, bench: object) -> int:
        """Note that it was begun; answer how often."""
        with self.notes.open("ab") as file:
            file.write(b".")
        begun = self.notes.stat().st_size
        if begun <= self.times:
            os.kill(os.getpid(), signal.SIGKILL)
        return begun


@dataclass(frozen=True)
class Tarry:
    """Takes a minute, and says first which process does it."""

    notes: Path

    def run(self, bench: object) -> None:
        """Do it."""
        self.notes.write_text(str(os.getpid()))
        time.sleep(60)
