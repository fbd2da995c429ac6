"""What a command is busy with: one line on a terminal, gone when it is done; nothing in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_LINE_BEGINS, _REST_IS_EMPTY = "\r", "\x1b[K"


@contextmanager
def doing(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """What shows a few words in the place of those before them; they vanish at the end."""
    if quiet or not sys.stderr.isatty():
        yield lambda _words: None
        return

    def show(words: str) -> None:
        click.echo(f"{_LINE_BEGINS}{words}{_REST_IS_EMPTY}", nl=False, err=True)

    try:
        yield show
    finally:
        show("")
