"""PAP302: what a requirement asks for is said whole and in one place, not pieced together from all over.

Half of a duty on page 2 and half on page 9 is understood by no reader. Words met by chance all over
a form can add up to a sentence that it never says.

Bad::

    page 1: exosomes …; page 6: … are not approved (of a drug)

Good::

    Exosomes are not approved by FDA.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.forms.examples import what_to_write
from consent.forms.form import FormContext, one_of
from consent.models.findings.finding import Finding, Severity

CODE = "PAP302"
TITLE = "required words in one place"
SEVERITY = Severity.WARNING
REFERENCE = "the citation of the requirement; see `consent show POLICY`"
_SURE = 0.5


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one warning for each requirement that was found only in pieces, or in part."""
    whole = {one_of(one) for one in context.sought if one.match and one.match.sure > _SURE and one_of(one)}
    for sought in context.sought:
        if one_of(sought) in whole:
            continue
        match, wanted = sought.match, sought.wanted
        if match is None or not 0 < match.sure < _SURE or not context.judged(sought):
            continue
        quote = context.words.quoted(match.start, match.end)
        but = "they may not say all of it" if match.partly else "its words stand far apart"
        depends = "" if wanted.sure else f". It is required only if {wanted.depends_on}"
        yield context.finding(
            CODE,
            f"{wanted.name} may be there ({match.sure:.0%} sure), but {but}: “{quote}”. Asked for: "
            f"{wanted.requirement.summary.rstrip('.')} ({wanted.requirement.citation}){depends}",
            f"read this page; if it is not clear, add {what_to_write(sought)}",
            sought=sought,
            page=context.page_of(match),
            severity=Severity.WARNING,
        )
