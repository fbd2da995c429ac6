"""How likely a risk is, in the packet's one denominator and as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from consent.models.base import fixed
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.library.rows import Chance, Risk
from consent.models.paper.packet_rows import Picture

_HUNDRED = 100
_THOUSAND = 1000
_NOT_KNOWN = fixed("Not known")
_LEADING = fixed("in; out of; in every; out of every")
"""What stands before the number of whom something happens to, in every wording."""


def denominator(
    chances: Iterable[Chance], sentences: Iterable[str] = (), catalogue: Catalogue = ENGLISH
) -> int:
    """100 where nothing counted is rarer than 1 in 100, otherwise 1,000, as where a sentence counts so."""
    rare = any(one.low * _HUNDRED < one.per for one in chances)
    return _THOUSAND if rare or any(map(_in_thousand(catalogue).search, sentences)) else _HUNDRED


@lru_cache(maxsize=16)
def _in_thousand(catalogue: Catalogue) -> re.Pattern[str]:
    leading = sorted(catalogue.say(_LEADING).split("; "), key=len, reverse=True)
    words = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in leading)
    # French and others part thousands by a space, whichever was typed.
    group = r"\s" if (mark := catalogue.number(_THOUSAND)[1:-3]).isspace() else re.escape(mark)
    return re.compile(rf"\b(?:{words})\s+1(?:{group})?000\b(?!{group}\d)")


def likelihood(risk: Risk, per: int, catalogue: Catalogue = ENGLISH) -> str:
    """In words; where nobody counted, what else the file says of it, or nothing."""
    if risk.chance is not None:
        return _counted(risk.chance, per, catalogue)
    said, unknown = risk.likelihood or "", catalogue.say(_NOT_KNOWN)
    if not said.lower().startswith(unknown.lower()):
        return said
    rest = said[len(unknown) :].strip(" ;.")
    return catalogue.say("Not counted") + rest if rest else ""


def picture(chance: Chance, per: int) -> Picture:
    """The dots to draw."""
    high = chance.low if chance.high is None else chance.high
    return Picture(chance.low * per / chance.per, high * per / chance.per, per)


def _counted(chance: Chance, per: int, catalogue: Catalogue) -> str:
    drawn = picture(chance, per)
    say, of = catalogue.say, catalogue.number(per)
    if drawn.high < 1:
        return say("Fewer than 1 in {per}", per=of)
    low, high = _whole(drawn.low), _whole(drawn.high)
    if low == high:
        return say("About {number} in {per}", number=catalogue.number(low), per=of)
    if drawn.low < 1:
        return say("Up to {high} in {per}", high=catalogue.number(high), per=of)
    return say(
        "About {low} to {high} in {per}", low=catalogue.number(low), high=catalogue.number(high), per=of
    )


def _whole(number: float) -> int:
    return max(int(number + 0.5), 1)
