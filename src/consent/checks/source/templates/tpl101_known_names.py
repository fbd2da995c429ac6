"""TPL101: a page template asks only for what a packet has.

A wrong name stops the packet on the day it is printed, and in a branch that is seldom taken
that day comes late. So every name, attribute, macro, filter, include and comparison of every
template is held against the packet model before anything is rendered.

Bad::

    {% if packet.blank %}{{ packet.letterhead.adress }}{% endif %}

Good::

    {% if packet.blank %}{{ packet.letterhead.address | join(", ") }}{% endif %}
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.suggest import did_you_mean

CODE = "TPL101"
TITLE = "known names"
SEVERITY = Severity.ERROR
REFERENCE = "The project's promise: nothing prints as blank, None or a brace"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each name that is not there."""
    for problem in context.template_problems:
        if problem.kind == "name":
            hint = did_you_mean(problem.typed, problem.choices) if problem.typed else "loop over a list"
            yield Finding(problem.place, CODE, problem.message, hint, SEVERITY, problem.typed)
