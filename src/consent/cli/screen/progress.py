"""How far a batch is: a bar on a terminal, now and then a line in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from consent.counted import counted

if TYPE_CHECKING:
    from consent.pipeline.batch.pace import Pace

_EVERY = 10.0
"""Seconds between two lines of a log."""
_TELLING = 1.0
"""Seconds after which there is something to tell."""
_REDRAWN = 0.2
"""Seconds between two pictures of the bar."""
_WITHOUT_HEADINGS = frozenset({".jsonl", ".ndjson"})
_BY_LINES = frozenset({".csv", ".tsv", ".txt", *_WITHOUT_HEADINGS})


class Progress:
    """Shows how far a batch is, on standard error."""

    def __init__(self, sources: Sequence[Path], *, quiet: bool) -> None:
        self._total = None if quiet else row_estimate(sources)
        self._quiet = quiet
        self._bar: Any = None
        self._rows = self._shown = 0
        self._words = ""
        self._started = self._said = self._drawn = 0.0

    def __enter__(self) -> Self:
        self._started = self._said = time.monotonic()
        if not self._quiet and sys.stderr.isatty():
            # The time left is ours to say: the bar's own would count every row alike.
            self._bar = click.progressbar(
                length=self._total,
                file=sys.stderr,
                label="packets",
                item_show_func=lambda _: self._words,
                show_pos=True,
                show_eta=False,
            )
            self._bar.__enter__()
        return self

    def show(self, pace: Pace) -> None:
        """Show where the batch is, if it is time to."""
        now = time.monotonic()
        self._rows = pace.rows_done
        if self._quiet or now - self._started < _TELLING:
            return
        if self._bar is not None and now - self._drawn >= _REDRAWN:
            self._drawn = now
            self._draw(", ".join([*self._contents(pace), *self._left(pace)]))
        elif self._bar is None and now - self._said >= _EVERY:
            self._said = now
            of = f" of about {self._total:,}" if self._total else ""
            told = [f"{counted(pace.rows_done, 'row')}{of}", *self._contents(pace), *self._left(pace)]
            click.echo(", ".join(told), err=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is None:
            return
        # When the terminal is what has gone, that is for nobody to read.
        with suppress(OSError) if error else nullcontext():
            self._draw("")
            self._bar.__exit__(kind, error, trace)

    def _draw(self, words: str) -> None:
        self._words = words
        self._bar.update(self._rows - self._shown, "")
        self._shown = self._rows

    def _contents(self, pace: Pace) -> Iterator[str]:
        """What there is to typeset before rows can be stamped."""
        if pace.contents_done < pace.contents:
            yield f"{pace.contents_done:,} of {pace.contents:,} contents"

    def _left(self, pace: Pace) -> Iterator[str]:
        seconds = pace.seconds_left(self._total)
        if seconds is not None and pace.rows_done < (self._total or 0):
            rounded = f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} s"
            yield f"about {rounded} left"


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
