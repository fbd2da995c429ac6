"""PAP241: the file says its language and its title, and shows the title.

A screen reader that does not know the language reads English as if it were French. Bookmarks, subject and
keywords are shown beside the pages, and found by a search: they say what the packet says, and nothing else.

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
from consent.reading.text.flow import squeezed

_BOOKMARK = "a bookmark"
_NOTES = ("This packet, for software", "The official form, as published")
CODE = "PAP241"
TITLE = "language and title"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 2.4.2 and 3.1.1; ISO 14289-1, 7.1 and 7.2"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each that is missing or wrong, and for words beside the pages alone."""
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
    if context.page and not context.is_copy and not context.is_beside:
        yield from _beside(context)


def _beside(context: PaperContext) -> Iterator[Finding]:
    """What a viewer shows beside the pages, and the page does not say."""
    shown = {page.number: squeezed(page.text) for page in context.pages}
    told = {squeezed(one) for one in (*context.printed.told, context.packet.title, *_NOTES)}
    for one in context.sheets.facts.beside:
        words = squeezed(one.words)
        if one.where == _BOOKMARK:
            pages = [shown.get(one.page)] if one.page else list(shown.values())
            # Pages of a copy are not among these.
            if any(page is None or words in page for page in pages):
                continue
            message = "a bookmark says what does not stand on the page that it leads to"
        elif words in told:
            continue
        else:
            message = f"{one.where} of the file says other words than the packet"
        yield context.finding(
            CODE,
            message,
            "print the packet again; change nothing beside its pages",
            page=one.page,
            field=one.where,
        )


def _tongue(code: str) -> str:
    """The language without its country."""
    return code.lower().partition("-")[0]


def _finding(context: PaperContext, message: str) -> Finding:
    return context.finding(
        CODE, message, "print the packet again; keep `<html lang>` and `<title>` in the page template"
    )
