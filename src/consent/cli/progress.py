"""How far a batch is: a bar on a terminal, now and then a line in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import click

_EVERY = 10.0
"""Seconds between two lines of a log."""
_TELLING = 1.0
"""Seconds after which a rate says something."""
_AT_ONCE = 25
"""Rows between two looks at the clock."""
_WITHOUT_HEADINGS = frozenset({".jsonl", ".ndjson"})
_BY_LINES = frozenset({".csv", ".tsv", ".txt", *_WITHOUT_HEADINGS})


class Progress:
    """Counts rows; says so on standard error."""

    def __init__(self, sources: Sequence[Path], *, quiet: bool) -> None:
        self._total = None if quiet else row_estimate(sources)
        self._quiet = quiet
        self._bar: Any = None
        self._rows = self._shown = 0
        self._started = self._said = 0.0

    def __enter__(self) -> Self:
        self._started = self._said = time.monotonic()
        if not self._quiet and sys.stderr.isatty():
            # Without a known length the bar only moves to and fro, and the rate says the rest.
            self._bar = click.progressbar(
                length=self._total, file=sys.stderr, label="packets", item_show_func=self._rate, show_pos=True
            )
            self._bar.__enter__()
        return self

    def step(self) -> None:
        """One more row."""
        if not self._rows:
            # Typesetting comes before the first row, and says nothing of how fast the others are.
            self._started = time.monotonic()
        self._rows += 1
        if self._rows % _AT_ONCE == 0:
            self._show()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is None:
            return
        # When the terminal is what has gone, that is for nobody to read.
        with suppress(OSError) if error else nullcontext():
            self._bar.update(self._rows - self._shown, "")
            self._bar.__exit__(kind, error, trace)

    def _show(self) -> None:
        if self._bar is not None:
            self._bar.update(self._rows - self._shown, "")
            self._shown = self._rows
        elif not self._quiet and self._tells and time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            of = f" of about {self._total:,}" if self._total else ""
            click.echo(f"{self._rows:,} rows{of}, {self._rate('')}{self._left()}", err=True)

    @property
    def _tells(self) -> bool:
        return time.monotonic() - self._started >= _TELLING

    def _rate(self, _item: object) -> str:
        if not self._tells:
            return ""
        return f"{self._rows / max(time.monotonic() - self._started, 0.001):,.0f} a second"

    def _left(self) -> str:
        if not self._total or self._rows >= self._total:
            return ""
        seconds = (self._total - self._rows) * (time.monotonic() - self._started) / self._rows
        return (
            f", about {seconds / 60:.0f} minutes left" if seconds >= 90 else f", about {seconds:.0f} s left"
        )


def row_estimate(sources: Sequence[Path]) -> int | None:
    """About how many rows there are, as far as a look at the files can tell."""
    total = 0
    for source in sources:
        if source.suffix.lower() not in _BY_LINES or not source.is_file():
            return None
        try:
            with source.open("rb") as file:
                total += sum(block.count(b"\n") for block in iter(partial(file.read, 1 << 20), b""))
        except OSError:
            return None
        # A table begins with its headings.
        total -= source.suffix.lower() not in _WITHOUT_HEADINGS
    return max(total, 1)
