"""TPL103: every page template is valid Jinja.

A template with an unclosed block cannot print anything, whichever packet asks for it.

Bad::

    {% if packet.blank %}Place patient label here

Good::

    {% if packet.blank %}Place patient label here{% endif %}
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "TPL103"
TITLE = "templates compile"
SEVERITY = Severity.ERROR
REFERENCE = "https://jinja.palletsprojects.com/en/stable/templates/"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each template that is not valid."""
    for problem in context.template_problems:
        if problem.kind == "syntax":
            hint = "mend the tag on this line, or the one it belongs to"
            yield Finding(problem.place, CODE, f"this is not valid Jinja: {problem.message}", hint, SEVERITY)
