"""The signals of a child process, set by the test and not inherited from whoever runs the tests."""

from __future__ import annotations

import signal
from collections.abc import Callable

_USUAL = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def signals_of_a_terminal(*ignored: signal.Signals) -> Callable[[], None]:
    """For ``preexec_fn``: what a program meets that is started by hand.

    Under ``nohup``, or as a background job of a shell without job control, signals are ignored, and a child
    inherits that across ``exec``.

    Args:
        ignored: what this child shall ignore all the same, as under ``nohup``.

    """

    def set_signals() -> None:
        for number in _USUAL:
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

    return set_signals
