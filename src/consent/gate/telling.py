"""What a run says of itself while it runs, to whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Tell: TypeAlias = Callable[[str], None]
"""Takes a few words on what is being done: ``typeset and read back: 3 of 24 packets``."""


def keep_quiet(words: str) -> None:
    """Say nothing."""
    del words
