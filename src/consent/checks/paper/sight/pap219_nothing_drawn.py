"""PAP219: nothing is drawn but words, lines, boxes, codes, and the pictures of the page templates.

Words in a picture, or drawn as shapes, are read by the patient and by no program: they can say anything.

Bad::

    .clause { background: url(waiver.png) }

Good::

    <img src="{{ logo_url }}" alt="Example Clinic logo">
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import Floats, Page
from consent.reading.text.flow import squeezed

CODE = "PAP219"
TITLE = "nothing drawn that cannot be read"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 1.4.5 Images of Text; 45 CFR 46.116(a)(6)"
_MARGIN = 3.0
_FOOT = 85.0
_INCH = 72.0

Box: TypeAlias = tuple[float, float, float, float]


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page with a drawing that the page templates do not have."""
    left = Counter(squeezed(text) for text in context.printed.alternatives)
    for page in context.pages:
        drawn = page.strays
        pictures = _pictures(context, page, left) if len(drawn) else ()
        for box in pictures:
            drawn = drawn[~_inside(drawn, box)]
        if len(drawn):
            across, down = drawn[:, 0].min() / _INCH, (page.height - drawn[:, 1].max()) / _INCH
            yield context.finding(
                CODE,
                f"something is drawn {down:.1f} inches from the top and {across:.1f} from the left that is"
                " neither words nor lines nor a picture of the page templates: nobody can prove what it says",
                "print it as words; give a picture as `<img>` with `alt` in the page template, and draw"
                " nothing on a finished file",
                page=page.number,
                field="drawing",
            )


def _pictures(context: PaperContext, page: Page, left: Counter[str]) -> Iterator[Box]:
    """Where drawings stand that are meant: pictures with their words, codes, forms, and what is signed."""
    yield from page.inserts
    yield from (widget.box for widget in context.sheets.facts.widgets if widget.page == page.number)
    # Whether it is the code of this page is for the rule on codes.
    images = [drawing.box for drawing in page.drawings if drawing.kind == "image"]
    yield from [box for box in images if page.codes and _square(box)][:1]
    for spoken in context.sheets.facts.spoken:
        here = {mcid for number, mcid in spoken.content if number == page.number}
        boxes = [box for mcid, box in page.figures if mcid in here]
        words = squeezed(spoken.words)
        if boxes and (not context.page or left[words] > 0):
            left[words] -= 1
            yield from boxes


def _square(box: Box) -> bool:
    """Whether a picture is as a page code is: in the foot, and as wide as high."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    return box[3] < _FOOT and abs(wide - tall) < 1


def _inside(spots: Floats, box: Box) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    x, y = spots[:, 0], spots[:, 1]
    left, bottom, right, top = box
    across = (x > left - _MARGIN) & (x < right + _MARGIN)
    return np.asarray(across & (y > bottom - _MARGIN) & (y < top + _MARGIN), dtype=bool)
