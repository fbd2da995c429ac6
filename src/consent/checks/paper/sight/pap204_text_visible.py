"""PAP204: whatever the file says, a person who holds the sheet can see.

Text behind a white box, off the sheet, clipped, transparent, on a hidden layer, or drawn without ink
satisfies a search and tells the patient nothing.

Bad::

    <p style="color: white">FDA has not approved …</p>

Good::

    <p>FDA has not approved …</p>
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.letters import field_of, named, stretches, unseen
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import WORDS, Sight
from consent.reading.text.flow import Flow

CODE = "PAP204"
TITLE = "text visible"
SEVERITY = Severity.ERROR
REFERENCE = "FTC .com Disclosures (2013): clear and conspicuous; Cal. Bus. & Prof. Code 684"
_EDGE = 5 * 72 / 25.4 - 0.1
_CAUSES = frozenset(WORDS) - {Sight.PALE, Sight.OVERPRINTED}


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each stretch of text that cannot be seen, and why."""
    for sight, stretch in unseen(context, _CAUSES):
        yield context.finding(
            CODE,
            f"{named(stretch.clause)}: {stretch.what} cannot be seen: {WORDS[sight]}",
            _HINTS.get(sight, "take away what hides it, in the style sheet or the page template"),
            page=stretch.page,
            field=field_of(stretch.clause),
        )
    for flow in (context.body, *context.margins):
        for stretch in stretches(context, flow, _at_the_edge(flow)):
            yield context.finding(
                CODE,
                f"{named(stretch.clause)}: {stretch.what} is less than 5 mm from the edge,"
                " where printers print nothing",
                "give the page wider margins in the style sheet",
                page=stretch.page,
                field=field_of(stretch.clause),
            )


def _at_the_edge(flow: Flow) -> list[int]:
    """Letters on the sheet, but in the strip that most printers leave white."""
    box, sight = flow.gathered(lambda page: page.box), flow.gathered(lambda page: page.sight)
    if not len(box):
        return []
    right = flow.gathered(lambda page: np.full(len(page.text), page.width))
    top = flow.gathered(lambda page: np.full(len(page.text), page.height))
    near = (box[:, 0] < _EDGE) | (box[:, 1] < _EDGE) | (box[:, 2] > right - _EDGE) | (box[:, 3] > top - _EDGE)
    return np.flatnonzero(near & (sight != Sight.OFF_SHEET)).tolist()


_HINTS = {
    Sight.SAME_COLOUR: "print it in black",
    Sight.OFF_SHEET: "move it back onto the sheet",
    Sight.LAYER: "switch the layer on for screen and print, or print without layers",
    Sight.NO_GLYPH: "use a font that has these letters",
    Sight.SCANNED: "give the file with real text; what is in a picture cannot be proved",
}
