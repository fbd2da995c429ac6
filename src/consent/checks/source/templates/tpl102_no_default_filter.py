"""TPL102: no page template hides a missing value with the ``default`` filter.

Rendering is strict: a value that is not there stops the packet. ``default`` would print
something else in its place, and nobody would see that the value was missing.

Bad::

    {{ packet.letterhead.phone | default("") }}

Good::

    {{ packet.letterhead.phone }}
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "TPL102"
TITLE = "no default filter"
SEVERITY = Severity.ERROR
REFERENCE = "The project's promise: missing data stops the packet"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each use of the filter."""
    for problem in context.template_problems:
        if problem.kind == "default":
            hint = "remove the filter; test with `{% if … %}` where a value may be empty"
            yield Finding(problem.place, CODE, problem.message, hint, SEVERITY)
