"""PAP302: what a requirement asks for is said in one place, not pieced together from all over the form.

Bad::

    page 1: exosomes …; page 6: … are not approved (of a drug)

Good::

    Exosomes are not approved by FDA.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.form import FormContext
from consent.models.finding import Finding, Severity

CODE = "PAP302"
TITLE = "required words in one place"
SEVERITY = Severity.WARNING
REFERENCE = "the citation of the requirement; see `consent show POLICY`"
_SURE = 0.5


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one warning for each requirement that was found only in pieces."""
    for sought in context.sought:
        if sought.match is not None and 0 < sought.match.sure < _SURE:
            quote = context.words.quoted(sought.match.start, sought.match.end)
            yield context.finding(
                CODE,
                f"{sought.wanted.name} may be there, but its words stand far apart: “{quote}”",
                "read this page; say it in one or two sentences",
                sought=sought,
                page=context.page_of(sought.match),
                severity=Severity.WARNING,
            )
