"""REV105: what is told to patients as a fact names its source.

A lawyer who reads a clause asks first: who says so? A procedure, a policy and every clause
that informs, disclaims or notifies list at least one source. Questions to the patient and
statements the patient makes need none.

Bad::

    kind: disclaimer
    sources: []

Good::

    kind: disclaimer
    sources:
      - id: fda-notification-2019
        citation: "FDA, Public Safety Notification on Exosome Products, December 6, 2019"
        confidence: V1
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Clause, ClauseKind
from consent.models.library.policy import Policy
from consent.models.library.reviewed import Reviewed

CODE = "REV105"
TITLE = "sources named"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1: relevant information, accurately"

_FACTS = frozenset({ClauseKind.INFORMATION, ClauseKind.DISCLAIMER, ClauseKind.NOTICE})


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each file that states facts without a source."""
    for noun, file in context.reviewed():
        if not file.value.sources and _states_facts(file.value):
            yield Finding(
                file.at("sources"),
                CODE,
                f"{noun} {file.value.id!r} names no source",
                "add `sources:` with an id, a citation and a confidence",
                SEVERITY,
                "sources",
            )


def _states_facts(value: Reviewed) -> bool:
    if isinstance(value, Clause):
        return value.kind in _FACTS
    if isinstance(value, Policy):
        return value.enabled
    return True
