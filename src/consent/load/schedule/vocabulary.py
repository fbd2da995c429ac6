"""Words and headings without what never matters in them."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Words without case and punctuation, one space between them: ``x - Cancelled`` is ``x cancelled``."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())


def key_of(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", heading.casefold())
