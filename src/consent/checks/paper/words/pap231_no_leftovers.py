"""PAP231: nothing is left over from the making: no markup, placeholder, ``None`` or note to self.

A brace, a tag or the word None on a page shows that a value was missing, and it stands where a fact
should be.

Bad::

    Dear {{ patient.name }}, TODO

Good::

    Dear Maria,
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.slots import SENTINELS
from consent.reading.sheet import Page

CODE = "PAP231"
TITLE = "nothing left over"
SEVERITY = Severity.ERROR
REFERENCE = "the packet's own promise: nothing prints as blank, None or {{ }}"
_NEVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\$\{|&(?:amp|lt|gt|nbsp|quot|apos|#\d+);|</?[a-z][a-z0-9]*(?:\s[^<>]*)?>|"
    r"\bTODO\b|\bFIXME\b|\bTBD\b|\bXXX\b|[Ll]orem ipsum|\ufffd|"
    + "|".join(map(re.escape, SENTINELS.values()))
)
_NOT_ALONE = re.compile(
    r"\bNone\b|\bnull\b|\bNaN\b|\bnan\b|\bundefined\b|\bTrue\b|\bFalse\b|\[object Object\]|"
    r"\*\*|__+[A-Za-z]|\bobject at 0x|\bUndefined\b|(?<![\w.])#{2,}\s"
)
_SIGNS = (
    *("{{", "}}", "{%", "%}", "${", "&", "<", "**", "__", "##", "[object", "object at", "\ufffd"),
    *("TODO", "FIXME", "TBD", "XXX", "orem ipsum", "None", "null", "NaN", "nan", "ndefined", "True", "False"),
    *SENTINELS.values(),
)
"""A page without any of these has nothing left over."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page and kind of leftover."""
    for page in context.pages:
        if not any(sign in page.text for sign in _SIGNS):
            continue
        found = {m[0] for m in _NEVER.finditer(page.text) if not _bound(context, page, m.start())}
        found |= {m[0] for m in _NOT_ALONE.finditer(page.text) if not _meant(context, page, m.start())}
        for words in sorted(found):
            yield context.finding(
                CODE,
                f"“{_shown(words)}” was left over on the page",
                "fill in or take out what stands there in the template, clause or practice file",
                page=page.number,
                field=_shown(words),
            )


def leftovers(page: Page) -> Iterator[re.Match[str]]:
    """Everything on a page that looks left over, whether the packet means it or not."""
    yield from _NEVER.finditer(page.text)
    yield from _NOT_ALONE.finditer(page.text)


def _meant(context: PaperContext, page: Page, glyph: int) -> bool:
    """Whether the wording of the packet accounts for a character."""
    if _bound(context, page, glyph):
        return True
    flow = context.body
    for position in np.flatnonzero((flow.page == page.number - 1) & (flow.glyph == glyph)).tolist():
        spans = [span for clause in context.clauses for span in clause.spans]
        spans += [span for group in context.groups for span in group.spans]
        if any(first <= position < last for first, last in spans):
            return True
    return False


def _bound(context: PaperContext, page: Page, glyph: int) -> bool:
    run = int(page.run[glyph])
    return run >= 0 and context.is_bound(page.runs[run])


def _shown(words: str) -> str:
    return "a stand-in for an identity value" if words in SENTINELS.values() else words[:30]
