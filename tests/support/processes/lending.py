"""What some test of the run has read, compiled or typeset, lent to the caches of the others.

Parts, the library and compiled page templates are kept under everything that decides them, so what is lent is
what would be made. Nothing else is lent: no master and no answer, so every command still assembles, joins,
checks and stamps.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

LENT = frozenset({".part", ".library", ".code"})
larder: list[Path] = []
"""Where the run keeps what it has made, once it has begun."""


@contextlib.contextmanager
def lent(cache: Path) -> Iterator[None]:
    """What the run has made is in this cache meanwhile, and what is made there the run has afterwards."""
    for shared in larder:
        lend(shared, cache)
    yield
    for shared in larder:
        give_back(cache, shared)


def lend(shared: Path, cache: Path) -> None:
    """Put what the run has made into a cache."""
    shared.mkdir(mode=0o700, parents=True, exist_ok=True)
    cache.mkdir(mode=0o700, exist_ok=True)
    _link(shared, cache)


def give_back(cache: Path, shared: Path) -> None:
    """Keep what was made beyond that, for the tests to come."""
    if cache.is_dir():
        _link(cache, shared)


def _link(source: Path, target: Path) -> None:
    there = {path.name for path in target.iterdir()}
    for path in source.iterdir():
        if path.suffix in LENT and path.name not in there:
            # Another worker may be quicker, or have pruned it.
            with contextlib.suppress(FileExistsError, FileNotFoundError):
                (target / path.name).hardlink_to(path)
