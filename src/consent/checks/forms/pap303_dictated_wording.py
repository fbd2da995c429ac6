"""PAP303: wording that a law dictates is there letter for letter.

A legislature chose each word. A text that reads better is another text, and only the legislature may
change it.

Bad::

    … therapies that have not yet been approved …        (California says "have not been")

Good::

    … therapies that have not been approved …
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.forms.form import FormContext, Sought, plain_text
from consent.models.findings.finding import Finding, Severity
from consent.reading.text.flow import flow_of, squeezed

CODE = "PAP303"
TITLE = "dictated wording exact"
SEVERITY = Severity.ERROR
REFERENCE = "Cal. Bus. & Prof. Code 684; Utah Code 58-1-512; 16 CCR 1355.4; Neb. Rev. Stat. 38-1,147"


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each dictated text that is nearly there, but not quite."""
    letters = ""
    for sought in context.sought:
        if not sought.found or sought.match is None or sought.clause is None:
            continue
        if not sought.clause.clause.value.dictated:
            continue
        letters = letters or flow_of(context.sheets.pages).text
        message = _difference(sought, letters)
        if message:
            yield context.finding(
                CODE,
                f"{sought.wanted.name}: {message} ({sought.wanted.requirement.citation})",
                f"print it letter for letter as in {sought.clause.clause.source.file}",
                sought=sought,
                words=(sought.match.start, sought.match.end),
                severity=Severity.ERROR if sought.wanted.sure else Severity.WARNING,
            )


def _difference(sought: Sought, letters: str) -> str:
    if sought.differences:
        dictated, printed = sought.differences[0]
        if not printed:
            return f"the dictated words “{dictated}” are missing"
        if not dictated:
            return f"“{printed}” was put into the dictated wording"
        return f"“{printed}” stands where the law dictates “{dictated}”"
    if sought.match is None or sought.match.sure < 1 or sought.clause is None:
        return ""
    text = squeezed(plain_text(sought.clause.prose))
    if text not in letters and text.lower() in letters.lower():
        return "capital letters differ from the dictated wording"
    return ""
