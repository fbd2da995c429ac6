"""RDB111: each section can be read at grade 8, the key information at grade 6.

A mean over the whole packet hides the one section nobody can read. Sections are the parts of
a definition file (its risks, its steps) and the clauses that print under one heading.
Dictated wordings, headings and names are left out. Spanish is measured by INFLESZ: 55 or more for a section,
70 or more for the key information, 60 or more for all of it together.

Bad::

    steps:
      - Percutaneous intra-articular administration is accomplished utilizing sonographic visualization.
      - Subsequently, hemostasis is established utilizing continuous manual compression.
      - Ambulation following observation necessitates authorization from qualified personnel.

Good::

    steps:
      - We guide the needle to the spot with ultrasound.
      - We take the needle out, press on the skin and put on a dressing.
      - You rest while we watch you for a time. Then you may go home.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from consent.checks.readability import Measure, measure_of
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner, Passage
from consent.models.findings.finding import Finding, Severity

CODE = "RDB111"
TITLE = "section readable"
SEVERITY = Severity.ERROR
REFERENCE = "AMA: grade 6 or below for patient text; NCI and NIH: grade 8 or below for consent forms"
EVERY_LANGUAGE = True
NEEDS = "readability"

SHORTEST = 15
"""Words; below that the formula says nothing."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each section that is too hard, at its hardest passage."""
    measure = measure_of(context.library.tongue.readability)
    if measure is None:
        return
    prose = [passage for passage in context.passages if passage.manner is Manner.PROSE]
    sections: dict[str, list[Passage]] = defaultdict(list)
    for passage in prose:
        sections[passage.section].append(passage)
    for name, passages in sections.items():
        yield from _too_hard(f"section {name!r}", passages, measure, measure.limit_of(key=passages[0].key))
    if measure.whole is not None and prose:
        yield from _too_hard("all of it together", prose, measure, measure.whole)


def _too_hard(what: str, passages: list[Passage], measure: Measure, limit: float) -> Iterator[Finding]:
    size = measure.size_of(p.text for p in passages)
    if size.words < SHORTEST or measure.excess(size, limit) <= 0:
        return
    hardest = max(passages, key=lambda p: _burden(p, measure, limit))
    yield Finding(
        hardest.place,
        CODE,
        f"{what} {measure.reads(size, limit)}; its hardest passage begins here",
        "use shorter sentences and more common words in this section",
        SEVERITY,
        hardest.field,
    )


def _burden(passage: Passage, measure: Measure, limit: float) -> float:
    """How much a passage adds to its section: how far beyond the limit, times its length."""
    size = measure.size_of([passage.text])
    return measure.excess(size, limit) * size.words
