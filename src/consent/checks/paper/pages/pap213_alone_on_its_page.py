"""PAP213: a notice that must have a page of its own shares it with nothing but the head and foot.

California's notice is dictated at 40 points on at least Letter paper.
Among other text it is one more paragraph.

Bad::

    page 7: the notice, and the price list

Good::

    page 7: the notice
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from consent.checks.paper.facts.context import PaperContext, PlacedClause
from consent.checks.paper.facts.pens import pixels
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Acknowledgement
from consent.reading.text.flow import squeezed

CODE = "PAP213"
TITLE = "notice alone on its page"
SEVERITY = Severity.ERROR
REFERENCE = "Cal. Bus. & Prof. Code 684(b)(2); Utah Code 58-1-512"
_LETTER = (612.0, 792.0)
_POSTER = 40.0
_MARGIN = 85.0
"""Head and foot of a page, in points."""
_GROW = 2
_DARK = 200
_BULLET = "•"
_SPECKS = 40
"""Dark pixels that are no picture."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each notice that is broken, in company, or on too small a sheet."""
    for placed in context.clauses:
        if placed.clause.typography.own_page and placed.spans:
            yield from _judge(context, placed)


def _judge(context: PaperContext, placed: PlacedClause) -> Iterator[Finding]:
    pages = sorted({page for span in placed.spans for page in context.body.pages_of(span)})
    here = pages[0]
    others = _others(context, placed, pages)
    code = placed.clause.typography.qr
    message = ""
    if len(pages) > 1:
        message = f"runs over {len(pages)} pages"
    elif others:
        message = f"shares its page with other text ({others} letters)"
    elif not code and _pictured(context, placed, here):
        message = "shares its page with a picture or a drawing"
    elif (placed.clause.typography.min_size_pt or 0) >= _POSTER and _too_small(context, here):
        message = "stands on a sheet smaller than 8.5 by 11 inches"
    if message:
        yield context.finding(
            CODE,
            f"notice {placed.clause.id!r} {message}",
            "give it a page of its own on Letter paper; make the margins smaller, not the type",
            page=here,
            field=placed.clause.id,
        )


def _others(context: PaperContext, placed: PlacedClause, pages: Sequence[int]) -> int:
    """How many letters of the pages are no words of the notice, its list or its place to sign."""
    theirs = np.isin(context.body.page, [page - 1 for page in pages])
    for first, last in placed.spans:
        theirs[first:last] = False
    letters = "".join(context.body.text[at] for at in np.flatnonzero(theirs)).replace(_BULLET, "")
    if placed.clause.acknowledgement is Acknowledgement.SIGNATURE:
        say = context.packet.catalogue.say
        letters = letters.removesuffix(squeezed(say("Signature")) + squeezed(say("Date")))
    return len(letters)


def _pictured(context: PaperContext, placed: PlacedClause, number: int) -> bool:
    """Whether there is ink between head and foot that is no letter, nor the line of the notice to sign on."""
    page = context.pages[number - 1]
    grey = pixels(page, (0, _MARGIN, page.width, page.height - _MARGIN)).copy()
    down, across = grey.shape
    x, y = across / page.width, down / max(page.height - 2 * _MARGIN, 1)
    # Letters that are not the notice's have been told already; its bullets are no picture.
    for at in np.flatnonzero(context.body.page == number - 1):
        left, bottom, right, top = page.box[context.body.glyph[at]].tolist()
        rows = slice(
            max(int(down - (top - _MARGIN) * y) - _GROW, 0),
            int(down - (bottom - _MARGIN) * y) + 1 + _GROW,
        )
        grey[rows, max(int(left * x) - _GROW, 0) : int(right * x) + 1 + _GROW] = 255
    if placed.clause.acknowledgement is Acknowledgement.SIGNATURE:
        # Its line to sign on is ink of its own: all from the first place down.
        tops = [w.box[3] for w in context.sheets.facts.widgets if w.page == number]
        grey[max(int(down - (max(tops, default=0.0) - _MARGIN) * y) - _GROW, 0) :] = 255
    return int((grey < _DARK).sum()) > _SPECKS


def _too_small(context: PaperContext, number: int) -> bool:
    page = context.pages[number - 1]
    return page.width < _LETTER[0] - 1 or page.height < _LETTER[1] - 1
