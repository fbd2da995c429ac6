"""By which measure the words of a language are held to be readable; never by that of another language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consent.checks import inflesz
from consent.checks.grade import Size, size_of


@dataclass(frozen=True, slots=True)
class Measure:
    """One formula and the limits that it is read with."""

    size_of: Callable[[Iterable[str]], Size]
    score: Callable[[Size], float]
    said: Callable[[Size], str]
    """``at grade 8.3``."""
    bound: str
    """``8 is the limit``, with ``{}`` for the number."""
    limit: float
    """For every clause and section."""
    key_limit: float
    """For the key information."""
    whole: float | None = None
    """For all of it together; None: nobody asks for that."""
    high_is_hard: bool = True

    def excess(self, size: Size, limit: float) -> float:
        """By how much a text is too hard; nothing or less: it is easy enough."""
        over = round(self.score(size), 1) - limit
        return over if self.high_is_hard else -over

    def limit_of(self, *, key: bool) -> float:
        """The limit of the key information, or of all else."""
        return self.key_limit if key else self.limit

    def reads(self, size: Size, limit: float) -> str:
        """``reads at grade 8.3; 8 is the limit``."""
        return f"reads {self.said(size)}; {self.bound.format(f'{limit:g}')}"


_MEASURES = {
    "flesch-kincaid": Measure(
        size_of=size_of,
        score=lambda size: size.grade,
        said=lambda size: f"at grade {size.grade:.1f}",
        bound="{} is the limit",
        limit=8.0,
        key_limit=6.0,
    ),
    "inflesz": Measure(
        size_of=inflesz.size_of,
        score=inflesz.inflesz,
        said=lambda size: (
            f"at INFLESZ {inflesz.inflesz(size):.1f} (Fernández-Huerta {inflesz.fernandez_huerta(size):.1f})"
        ),
        bound="{} is the least",
        limit=55.0,
        key_limit=70.0,
        whole=60.0,
        high_is_hard=False,
    ),
}


def measure_of(name: str | None) -> Measure | None:
    """The measure that a language names in ``language.yaml``; None where no formula for it is known here."""
    return None if name is None else _MEASURES[name]
