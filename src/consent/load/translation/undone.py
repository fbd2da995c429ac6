"""What keeps a translated library from printing: words that are stale or missing, a finding for each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consent.models.findings.finding import Finding
from consent.models.library.language import Language
from consent.models.library.translation import State, UnitState

STALE = "TRN020"
MISSING = "TRN021"
_MOST_NAMED = 6


def undone(states: Iterable[UnitState], language: Language) -> Iterator[Finding]:
    """Every file with stale or missing words, and which they are."""
    grouped: dict[tuple[str, State], list[UnitState]] = defaultdict(list)
    for one in states:
        if one.state in (State.STALE, State.MISSING):
            grouped[one.owner, one.state].append(one)
    for (owner, state), units in grouped.items():
        yield _stale(owner, units, language) if state is State.STALE else _missing(owner, units, language)


def _stale(owner: str, units: Sequence[UnitState], language: Language) -> Finding:
    message = (
        f"the English of {_which(owner, units)} has changed since it was translated into {language.name}"
    )
    hint = (
        "have the words translated again: `consent translations export`, then `import`;"
        " until then, `--allow-stale` prints the old words and says so on every page"
    )
    return Finding(units[0].place, STALE, message, hint)


def _missing(owner: str, units: Sequence[UnitState], language: Language) -> Finding:
    message = f"{_which(owner, units)} has no words in {language.name}"
    ending = "md" if owner.startswith("clauses/") else "yaml"
    hint = (
        f"write them in `translations/{language.id}/{owner}.{ending}`, or `consent translations export` them"
    )
    return Finding(units[0].place, MISSING, message, hint)


def _which(owner: str, units: Sequence[UnitState]) -> str:
    named = [one.at for one in units]
    if owner.startswith("clauses/") and "body" in named:
        return owner
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return f"{owner} ({', '.join(named[:_MOST_NAMED])}{more})"
