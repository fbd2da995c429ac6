"""RSK105: one risk has one number, in whatever file it stands.

Two procedures of one packet may bring the same risk, each from its own file. It prints once.
If the files count it differently, a patient reads one of the two numbers, and nobody chose
which. Rows for other body sites or other indications may differ: they never meet.

Bad::

    # shared/joint-injection.yaml              # procedures/gel.yaml
    - id: joint-infection                      - id: joint-infection
      chance: {low: 0.4, high: 0.9, per: 1000}   chance: {low: 3, per: 1000}

Good::

    - id: joint-infection                      # and no such row in procedures/gel.yaml
      chance: {low: 0.4, high: 0.9, per: 1000}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.rows import Risk, apart
from consent.models.place import Place

CODE = "RSK105"
TITLE = "one risk, one number"
SEVERITY = Severity.ERROR
REFERENCE = "AHRQ, Making Informed Consent an Informed Choice (2017): consistent numbers"


@dataclass(frozen=True, slots=True)
class _Told:
    risk: Risk
    place: Place
    owner: str
    field: str


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each risk that an earlier file counts in another way."""
    told: dict[str, list[_Told]] = defaultdict(list)
    for one in _risks(context):
        # An id names a risk; so does its name, when two authors chose two ids.
        names = {f"id {one.risk.id}", f"name {one.risk.name.casefold()}"}
        for other in {id(earlier): earlier for name in names for earlier in told[name]}.values():
            if (
                other.owner != one.owner
                and not apart(one.risk, other.risk)
                and _number(one.risk) != _number(other.risk)
            ):
                yield Finding(
                    one.place,
                    CODE,
                    f"risk {one.risk.id!r} is counted in another way in {other.owner!r}",
                    "keep the row in one file, or let each name its own `body_sites:` or `indications:`",
                    SEVERITY,
                    one.field,
                )
                break
        for name in names:
            told[name].append(one)


def _risks(context: SourceContext) -> Iterator[_Told]:
    shelves = (context.library.shared, context.library.procedures)
    for file in (one for shelf in shelves for one in shelf.values()):
        for index, risk in enumerate(file.value.risks):
            yield _Told(risk, file.at("risks", index), file.value.id, f"risks[{index}]")


def _number(risk: Risk) -> tuple[float, float] | str:
    if risk.chance is None:
        return (risk.likelihood or "").casefold().rstrip(".")
    high = risk.chance.low if risk.chance.high is None else risk.chance.high
    return (risk.chance.low / risk.chance.per, high / risk.chance.per)
