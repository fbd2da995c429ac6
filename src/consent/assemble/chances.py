"""How likely a risk is, in the packet's one denominator and as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consent.models.library.rows import Chance, Risk
from consent.models.paper.packet_rows import Picture

_HUNDRED = 100
_THOUSAND = 1000
_NOT_KNOWN = "not known"
_IN_THOUSAND = re.compile(r"\b(?:in|out\s+of)\s+(?:every\s+)?1,?000\b(?!,\d)")


def denominator(chances: Iterable[Chance], sentences: Iterable[str] = ()) -> int:
    """100 where nothing counted is rarer than 1 in 100, otherwise 1,000, as where a sentence counts so."""
    rare = any(one.low * _HUNDRED < one.per for one in chances)
    return _THOUSAND if rare or any(map(_IN_THOUSAND.search, sentences)) else _HUNDRED


def likelihood(risk: Risk, per: int) -> str:
    """In words; where nobody counted, what else the file says of it, or nothing."""
    if risk.chance is not None:
        return _counted(risk.chance, per)
    said = risk.likelihood or ""
    if not said.lower().startswith(_NOT_KNOWN):
        return said
    rest = said[len(_NOT_KNOWN) :].strip(" ;.")
    return f"Not counted{rest}" if rest else ""


def picture(chance: Chance, per: int) -> Picture:
    """The dots to draw."""
    high = chance.low if chance.high is None else chance.high
    return Picture(chance.low * per / chance.per, high * per / chance.per, per)


def _counted(chance: Chance, per: int) -> str:
    drawn = picture(chance, per)
    if drawn.high < 1:
        return f"Fewer than 1 in {per:,}"
    low, high = _whole(drawn.low), _whole(drawn.high)
    if low == high:
        return f"About {low} in {per:,}"
    return f"About {low} to {high} in {per:,}" if drawn.low >= 1 else f"Up to {high} in {per:,}"


def _whole(number: float) -> str:
    return f"{max(int(number + 0.5), 1):,}"
