"""Where a page has room for a word of ours."""

from __future__ import annotations

from dataclasses import dataclass

from consent.models.paper.master import Master

_HEAD = "page-top"
"""The element at the head of every page, as wide as the page's text."""
_USUAL = 36.0


@dataclass(frozen=True)
class Margins:
    """What every page of a master leaves white, in points."""

    above: float
    beside: float
    """To the right."""


def margins_of(master: Master) -> Margins:
    """Measured at the heads of the pages, which a long name makes taller."""
    heads = master.on(_HEAD)
    if not heads:
        return Margins(0, _USUAL)
    width, height = master.page_size
    return Margins(
        above=min(height - head.y1 for head in heads), beside=min(width - head.x1 for head in heads)
    )
