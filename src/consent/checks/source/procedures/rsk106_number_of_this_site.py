"""RSK106: a number that was counted at one part of the body prints in no packet about another.

"96 in 100 shots reached the joint" was counted in knees. Read before a shot into the shoulder
it is not a weak number but a wrong one. A row that gives a number and names a body part is
kept to that part, by `body_sites:` or by `indications:`; a clause by a condition on `body-site`
or `indication`. A row that says that there is no number for the reader's own part may stay.

Bad::

    likelihood: "Knee: about 958 in 1,000 with ultrasound"

Good::

    likelihood: About 958 in 1,000 with ultrasound
    body_sites: [knee joint]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner, Passage
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Clause
from consent.models.library.collection import Library
from consent.models.library.condition import Fact
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.rows import Risk, Row
from consent.models.place import Path

CODE = "RSK106"
TITLE = "number of this site"
SEVERITY = Severity.ERROR
REFERENCE = "AHRQ, Making Informed Consent an Informed Choice (2017): numbers that fit the patient"

_NUMBER = re.compile(
    r"\b\d[\d,.]*\s+(?:\w+\s+){0,3}?(?:in|of|out\s+of)\s+(?:every\s+)?\d"
    r"|\b\d[\d,.]*\s*(?:people|persons|patients|points?|percent\b|%)"
    r"|\bno\s+better\s+than\b",
    re.IGNORECASE,
)
_DISOWNED = re.compile(r"\bno\s+(?:\w+\s+)?number\b|\bnot\s+(?:been\s+)?(?:counted|studied)\b", re.IGNORECASE)
_OF_ANY_PART = frozenset({"joint", "tendon", "outer", "inner", "ligament", "muscle", "common", "gh"})


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each row or clause whose number is of a part it is not kept to."""
    parts = _parts(context.library)
    everywhere = frozenset(context.library.anatomy.body_sites)
    for passages in _together(context.passages):
        if passages[0].manner is Manner.DICTATED or not _has_number(passages, context.library):
            continue
        reach = _reach(passages[0], context.library, everywhere)
        for passage in passages:
            for word, sites in parts.items():
                found = re.search(rf"\b{re.escape(word)}s?\b", passage.text, re.IGNORECASE)
                if found and reach - sites:
                    yield Finding(
                        context.place(passage, *found.span()),
                        CODE,
                        f"a number of the {word} prints in packets about other parts:"
                        f" {', '.join(sorted(reach - sites))}",
                        f"keep it to `body_sites: [{', '.join(sorted(sites))}]`, or say: no number here",
                        SEVERITY,
                        passage.field,
                    )


def _has_number(passages: Collection[Passage], library: Library) -> bool:
    text = " ".join(passage.text for passage in passages)
    if _DISOWNED.search(text):
        return False
    first = next(iter(passages))
    file = library.procedures.get(first.owner) or library.shared.get(first.owner)
    row = _row_at(file.value, first.path) if file else None
    return bool(_NUMBER.search(text)) or (isinstance(row, Risk) and row.chance is not None)


def _parts(library: Library) -> Mapping[str, frozenset[str]]:
    """Each word for a part of the body, with the sites it may be said of."""
    found: dict[str, set[str]] = defaultdict(set)
    for site in library.anatomy.body_sites.values():
        for name in (site.value.plain_name, *site.value.also_called):
            for word in name.lower().split():
                if word not in _OF_ANY_PART:
                    found[word].add(site.value.name)
    # What is wrong with the rotator cuff may be treated from the joint beside it.
    for one in library.anatomy.indications.values():
        for word in one.value.name.lower().split():
            if word in found:
                found[word].update(site for site in library.anatomy.body_sites if one.value.fits(site))
    return {word: frozenset(sites) for word, sites in found.items()}


def _together(passages: Collection[Passage]) -> Iterator[tuple[Passage, ...]]:
    """What prints as one row, or as one clause."""

    def row(passage: Passage) -> tuple[str, str, Path]:
        return passage.place.file, passage.owner, _row_path(passage.path)

    for _, group in groupby(passages, key=row):
        yield tuple(group)


def _row_path(path: Path) -> Path:
    last = max((index for index, part in enumerate(path) if isinstance(part, int)), default=0)
    return path[: last + 1]


def _reach(passage: Passage, library: Library, everywhere: frozenset[str]) -> frozenset[str]:
    """The body sites of the packets it may print in."""
    if passage.owner in library.procedures or passage.owner in library.shared:
        file = library.procedures.get(passage.owner) or library.shared[passage.owner]
        return _reach_of_row(passage.path, file.value, library, everywhere)
    if passage.owner in library.clauses:
        return _reach_of_clause(library.clauses[passage.owner].clause.value, library, everywhere)
    return everywhere


def _reach_of_row(
    path: Path, part: Procedure | SharedPart, library: Library, everywhere: frozenset[str]
) -> frozenset[str]:
    own = part.body_sites if isinstance(part, Procedure) else _sites_of_sharers(part, library)
    row = _row_at(part, path)
    sites = frozenset(row.body_sites) if row and row.body_sites else frozenset(own) or everywhere
    if row and row.indications:
        sites = frozenset(s for s in sites if any(library.anatomy.fits(name, s) for name in row.indications))
    return sites


def _sites_of_sharers(part: SharedPart, library: Library) -> frozenset[str]:
    sharers = (one.value for one in library.procedures.values() if part.id in one.value.shares)
    return frozenset(site for one in sharers for site in one.body_sites)


def _row_at(part: Procedure | SharedPart, path: Path) -> Row | None:
    value: object = part
    for step in _row_path(path):
        value = (
            value[step]
            if isinstance(value, tuple) and isinstance(step, int)
            else getattr(value, str(step), None)
        )
    return value if isinstance(value, Row) else None


def _reach_of_clause(clause: Clause, library: Library, everywhere: frozenset[str]) -> frozenset[str]:
    sites = everywhere
    for test in clause.applies_when:
        words = (test.includes,) if isinstance(test.includes, str) else test.includes
        if words and test.fact is Fact.BODY_SITE:
            sites &= frozenset(words)
        if words and test.fact is Fact.INDICATION:
            sites &= frozenset(s for s in sites if any(library.anatomy.fits(name, s) for name in words))
    return sites
