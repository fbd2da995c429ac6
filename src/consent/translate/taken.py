"""Takes a translation back: every text is held against its English before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consent.errors import InputError
from consent.load.library.markdown import Manner, parse_prose, parser
from consent.load.order import in_order
from consent.load.translation.opened import Surveyed
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.printed import english_hash
from consent.models.library.translation import State, UnitState
from consent.models.place import Place
from consent.suggest import did_you_mean
from consent.translate.handed import Handed
from consent.translate.held import check_unit

UNKNOWN = "TRN107"
TWICE = "TRN108"
CHANGED = "TRN109"
TOLD = {
    UNKNOWN: "a text that came back belongs to nothing in the library",
    TWICE: "a text came back twice",
    CHANGED: "the English of a text has changed since it was handed out",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came back and is right."""

    words: Mapping[str, Mapping[str, str]] = field(repr=False)
    """The texts of each file that has changed or is signed: by owner, by place."""
    complete: frozenset[str]
    """The owners all of whose texts came back."""
    unchanged: int
    """Texts that are as they were."""
    left: int
    """Texts that are still to be translated."""


def take(texts: Sequence[Handed], surveyed: Surveyed, library: Library, *, signed: bool) -> Taken:
    """Hold what came back against the library. ``signed``: somebody signs for all of it.

    Raises:
        InputError: something is wrong; it holds everything that is.

    """
    known = {(one.owner, one.at): one for one in surveyed.states}
    findings = [*_unknown(texts, known), *_twice(texts)]
    fresh: dict[str, dict[str, str]] = defaultdict(dict)
    unchanged = left = 0
    for one in texts:
        unit = known.get(one.key)
        if unit is None:
            continue
        if english_hash(one.english) != english_hash(unit.english):
            findings.append(_changed(one))
        elif not one.text or (unit.state is State.STALE and one.text == unit.text and not one.done):
            left += 1
        else:
            findings += _faults(one, unit, surveyed, library)
            is_new = one.text != unit.text.strip() or unit.state in (State.STALE, State.MISSING)
            unchanged += not is_new
            if is_new or signed:
                fresh[one.owner][one.at] = one.text
    if findings:
        raise InputError(in_order(findings))
    came = {one.key for one in texts if one.text}
    owners = {owner for owner, _ in known}
    complete = frozenset(owner for owner in owners if all(key in came for key in known if key[0] == owner))
    return Taken(fresh, complete, unchanged, left)


def _unknown(texts: Sequence[Handed], known: Mapping[tuple[str, str], UnitState]) -> Iterator[Finding]:
    owners = {owner for owner, _ in known}
    for one in texts:
        if one.key not in known:
            where = one.owner if one.owner not in owners else f"{one.owner} {one.at}"
            near = [at for owner, at in known if owner == one.owner] or sorted(owners)
            hint = f"{did_you_mean(one.at if one.owner in owners else one.owner, near)}; or export it again"
            yield Finding(_place(one), UNKNOWN, f"the library has no text `{where}`", hint)


def _twice(texts: Sequence[Handed]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Handed] = {}
    for one in texts:
        if one.key in seen:
            message = f"{one.owner} {one.at} came back already ({_place(seen[one.key])})"
            yield Finding(_place(one), TWICE, message, "leave one of the two")
        seen.setdefault(one.key, one)


def _changed(one: Handed) -> Finding:
    message = f"the English of {one.owner} {one.at} is not what it was when it was handed out"
    hint = "export it again, and let the translator see the new words"
    return Finding(_place(one), CHANGED, message, hint)


def _faults(one: Handed, unit: UnitState, surveyed: Surveyed, library: Library) -> Iterator[Finding]:
    place = _place(one)
    yield from check_unit(replace(unit, text=one.text, place=place), surveyed.translation.language)
    if one.owner.startswith("clauses/") and one.at == "body":
        clause = library.clauses[one.owner.partition("/")[2]].clause.value
        manner = Manner(clause.scope == "procedure", keep_lines=clause.typography.keep_lines)
        _, complaints = parse_prose(parser(), one.text, place, manner)
        yield from complaints


def _place(one: Handed) -> Place:
    return one.place or Place(one.owner)
