"""What is said of strangers' forms: one entry for each thing a form must tell, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding, Severity
from consent.models.findings.outcome import Judged, Outcome, Standing
from consent.models.place import Place, Spot

_FORBIDDEN, _SIGNER, _MISSING = "PAP307", "PAP306", "PAP301"
_ONLY_IF = "required only if"
_OF_THE_WHOLE = ("PAP0", "PAP308")
_GRAVE = ("signature", "status", "ind-", "approv", "warning-to-patients")


class Rank(IntEnum):
    """How bad an entry is; the worst comes first."""

    WHOLE = 0
    """The form cannot be judged, or is another form."""
    FORBIDDEN = 1
    GRAVE = 2
    """A missing signature or status."""
    MISSING = 3
    UNCLEAR = 4
    TOLD = 5
    IF = 6
    """Missing, but required only if something is so that nobody said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing, and what a form says of it."""

    rank: Rank
    title: str
    policies: tuple[str, ...]
    """Those that ask for it, by id."""
    place: Place
    section: str
    """The heading that the words stand under, if there is one."""
    quote: str
    """The whole sentence that tells it, or that comes closest; empty where the finding quotes it itself."""
    sure: float
    findings: tuple[Finding, ...]
    """What is wrong with it, the worst first; none where it is told."""


def is_form(outcome: Outcome) -> frozenset[str]:
    """The files that are somebody else's forms."""
    told = {one.file for one in outcome.evidence if one.title}
    own = {one.file for one in outcome.evidence if not one.title}
    judged = {
        one.finding.place.file
        for one in outcome.judged
        if one.finding.code.startswith(("PAP30", "PAP007", "PAP009", "PAP011"))
    }
    return frozenset(told | (judged - own))


def entries_of(outcome: Outcome, file: str) -> tuple[Entry, ...]:
    """Every entry on one form; what is waived, or known from the baseline, is left out."""
    evidence = [one for one in outcome.evidence if one.file == file]
    named = {f"{one.policy}.{one.requirement}": one for one in evidence}
    judged = [one for one in outcome.judged if one.finding.place.file == file]
    topics = _topics(judged, named)
    entries = [_wrong(topic, found, named) for topic, found in topics.items() if found]
    told: dict[str, list[Evidence]] = {}
    for one in evidence:
        if one.page and one.clause not in topics:
            told.setdefault(one.clause, []).append(one)
    entries += [_told(some) for some in told.values()]
    return tuple(sorted(entries, key=lambda entry: (entry.rank, entry.place.page or 999, entry.title)))


def _topics(judged: Sequence[Judged], named: Mapping[str, Evidence]) -> dict[str, list[Finding]]:
    """Open findings by what they are about; an exception leaves its topic with none."""
    topics: dict[str, list[Finding]] = {}
    for number, one in enumerate(judged):
        first = one.finding.field.split(", ")[0]
        alone = one.finding.code in (_FORBIDDEN, _SIGNER) or first not in named
        topic = f"{one.finding.code} {number}" if alone else named[first].clause
        found = topics.setdefault(topic, [])
        if one.standing is Standing.OPEN:
            found.append(one.finding)
    return topics


def _wrong(topic: str, found: Sequence[Finding], named: Mapping[str, Evidence]) -> Entry:
    ordered = tuple(sorted(found, key=lambda one: (one.severity is Severity.WARNING, one.code)))
    worst = ordered[0]
    about = [named[name] for one in ordered for name in one.field.split(", ") if name in named]
    place = next((one.place for one in ordered if one.place.page), worst.place)
    return Entry(
        rank=_rank(topic, worst),
        title=about[0].title if about else "",
        policies=tuple(dict.fromkeys(one.policy for one in about)),
        place=place,
        section=next((one.section for one in about if one.section), ""),
        quote="",
        sure=max((one.confidence for one in about), default=0.0),
        findings=ordered,
    )


def _rank(topic: str, worst: Finding) -> Rank:
    if worst.code.startswith(_OF_THE_WHOLE):
        return Rank.WHOLE
    if worst.code == _FORBIDDEN:
        return Rank.FORBIDDEN
    if worst.severity is Severity.WARNING:
        return Rank.IF if worst.code == _MISSING and _ONLY_IF in worst.message else Rank.UNCLEAR
    return Rank.GRAVE if worst.code == _SIGNER or any(word in topic for word in _GRAVE) else Rank.MISSING


def _told(some: Sequence[Evidence]) -> Entry:
    best = max(some, key=lambda one: one.confidence)
    return Entry(
        rank=Rank.TOLD,
        title=best.title,
        policies=tuple(dict.fromkeys(one.policy for one in some)),
        place=Place(best.file, page=best.page, box=best.box),
        section=best.section,
        quote=best.quote,
        sure=best.confidence,
        findings=(),
    )


def spots(outcome: Outcome) -> Iterator[Spot]:
    """Every place on a form that an entry points at and a picture can show."""
    for file in sorted(is_form(outcome)):
        for place in (entry.place for entry in entries_of(outcome, file)):
            if place.box is not None:
                yield place.file, place.page, place.box
