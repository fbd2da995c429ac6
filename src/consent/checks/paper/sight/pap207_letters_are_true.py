"""PAP207: each letter on the paper is the letter that the file says it is.

A font can draw "now" and tell every search "not". People read the drawing.

Bad::

    glyph 57 draws "w", and is said to be "t"

Good::

    glyph 57 draws "t", and is said to be "t"
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.letters import page_with
from consent.models.findings.finding import Finding, Severity
from consent.reading.outlines import false_letters
from consent.reading.sheet import Page

CODE = "PAP207"
TITLE = "letters are what they say"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 14289-1, 7.21.7: characters map to the Unicode that they show"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each font whose letters are others than it says, or cannot be compared."""
    known = {font.name for font in context.sheets.fonts if font.program}
    own = {name for page in context.pages for name in _drawn(context, page)}
    bound = {run.font for page in context.pages for run in page.runs if context.is_bound(run)} - own
    for font in context.sheets.fonts:
        if font.name in bound:
            continue
        false = false_letters(font) if font.program else ()
        if false:
            shown = ", ".join(f"“{letter}”" for letter in false[:5])
            yield context.finding(
                CODE,
                f"font {_plain(font.name)} draws something else for {shown}",
                "print the packet again; this file's text layer lies about its letters",
                page=page_with(context, lambda page, name=font.name: name in _drawn(context, page)),  # type: ignore[misc]
            )
    strange = {name for page in context.pages for name in _drawn(context, page, embedded=True)} - known
    for name in sorted(strange):
        yield context.finding(
            CODE,
            f"font {_plain(name)} is not one that a packet is printed in, so its letters cannot be compared",
            "print the packet again; do not add text to a finished file",
            page=page_with(context, lambda page, name=name: name in _drawn(context, page)),  # type: ignore[misc]
        )


def _drawn(context: PaperContext, page: Page, *, embedded: bool = False) -> set[str]:
    used = set(page.run.tolist())
    runs = (run for index, run in enumerate(page.runs) if index in used and not context.is_bound(run))
    return {run.font for run in runs if run.embedded or not embedded}


def _plain(name: str) -> str:
    return name.partition("+")[2] or name or "without a name"
