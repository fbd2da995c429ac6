"""A second process for the parts of one packet, where there is a second processor."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def may_fork() -> bool:
    """Whether a worker may begin as a copy of this program, with all that it has read.

    Not where there are other threads or Pango in it, nor on systems whose own libraries keep threads.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and "weasyprint" not in sys.modules


def has_help() -> bool:
    """Whether a second process would get a processor of its own, and may be had."""
    return may_fork() and len(os.sched_getaffinity(0)) > 1


@contextmanager
def beside(work: Iterator[object]) -> Iterator[None]:
    """While this is open, a copy of this program takes the steps of ``work``.

    What goes wrong there is said nowhere: whoever opened this does the same work, and meets it too.
    """
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_take, args=(work, os.getpid()), name="consent-beside", daemon=True)
    process.start()
    try:
        yield
    except BaseException:
        process.terminate()
        raise
    finally:
        process.join()
        process.close()


def _take(work: Iterator[object], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        # A copy would clear away what is not its own.
        signal.signal(number, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    with suppress(Exception):
        for _ in work:
            if os.getppid() != parent:
                break
