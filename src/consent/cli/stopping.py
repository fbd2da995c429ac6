"""SIGTERM and SIGHUP stop a command as Ctrl-C does: what is half done is cleared away, and it says so."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_BASE = 128
"""What a shell adds to the number of a signal."""


class Stopped(KeyboardInterrupt):
    """Somebody has asked the program to end, but not with Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise ``Stopped`` for a signal that would end the program; one that is ignored stays so (nohup)."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    ours = [number for number, handler in before.items() if handler is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def exit_code(stop: BaseException | None) -> int:
    """What a shell would say of a program that this signal has ended."""
    return _BASE + (stop.number if isinstance(stop, Stopped) else signal.SIGINT)


def last_words(*lines: str) -> None:
    """Say something on standard error, if anybody is there to hear it: the terminal may be what has gone."""
    try:
        for line in lines:
            click.echo(line, err=True)
    except OSError:
        # Python would try again at its end, and report that instead.
        sys.stderr = None


def _stop(number: int, _frame: FrameType | None) -> None:
    # Systems send both, one after the other; the second must not disturb the clearing away.
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(number)
