"""When Python looks for garbage: seldom, and not at all during work that throws little away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_FEW = 100_000
"""Things made and not yet thrown away before Python looks among them; it would after 700."""


def collect_seldom() -> None:
    """From here on garbage is looked for seldom; what nothing refers to is freed at once, as ever.

    Pages and packets are large and live as long as they are worked on: looking through them again and again
    took a tenth of the time, and found nothing.
    """
    gc.set_threshold(_FEW, *gc.get_threshold()[1:])


def leave() -> None:
    """The program ends: what is there goes with the process, and no garbage is looked for in it.

    Python looks through everything once more when it ends, which took a third of a second of the processor
    after each packet, and of the second within which Ctrl-C has to stop a batch.
    """
    gc.freeze()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """The same for a while, and never among what is there already."""
    before = gc.get_threshold()
    gc.freeze()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is looked for; for work that is short, makes much and throws little away."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
