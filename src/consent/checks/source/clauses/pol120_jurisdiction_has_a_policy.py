"""POL120: somebody has written down what the practice's own state requires.

A packet that meets every requirement of the library may still lack what this state asks for, if no policy is
about it. A warning: nothing is known to be wrong.

Bad::

    jurisdiction: US-OR        # and no policies/us-or.yaml

Good::

    jurisdiction: US-CA        # policies/us-ca.yaml
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.activation import NO_POLICY_HINT, without_policy

CODE = "POL120"
TITLE = "jurisdiction has a policy"
SEVERITY = Severity.WARNING
REFERENCE = "The project's promise: what is not known is said"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding when no policy is about the practice's state."""
    if context.practice is None:
        return
    message = without_policy(context.practice.value, context.library)
    if message:
        place = context.practice.at("jurisdiction")
        yield Finding(place, CODE, message, NO_POLICY_HINT, SEVERITY, "jurisdiction")
