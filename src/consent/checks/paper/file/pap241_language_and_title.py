"""PAP241: the file says its language and its title, and shows the title.

A screen reader that does not know the language reads English as if it were French.

Bad::

    <html>

Good::

    <html lang="en"><title>Consent to …</title>
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.spoken import SOURCE

CODE = "PAP241"
TITLE = "language and title"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 2.4.2 and 3.1.1; ISO 14289-1, 7.1 and 7.2"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each of the three that is missing or wrong."""
    facts, packet = context.sheets.facts, context.packet
    if not facts.language:
        yield _finding(context, "the file does not say which language it is in")
    elif _tongue(facts.language) != _tongue(packet.language):
        yield _finding(
            context, f"the file says it is in {facts.language!r}, but it is in {packet.language!r}"
        )
    # Dictated words, and what a practice wrote, stay English in a translation, and are read aloud as English.
    known = {_tongue(packet.language), SOURCE}
    others = {one for one in facts.languages if one and _tongue(one) not in known}
    if others:
        shown = ", ".join(sorted(others))
        yield _finding(
            context, f"parts are marked to be read aloud in {shown!r}, but they are in {packet.language!r}"
        )
    if facts.title != packet.title:
        what = "has another title than the packet" if facts.title else "has no title"
        yield _finding(context, f"the file {what}")
    elif not facts.shows_title:
        yield _finding(context, "the window of a viewer does not show the title")


def _tongue(code: str) -> str:
    """The language without its country."""
    return code.lower().partition("-")[0]


def _finding(context: PaperContext, message: str) -> Finding:
    return context.finding(
        CODE, message, "print the packet again; keep `<html lang>` and `<title>` in the page template"
    )
