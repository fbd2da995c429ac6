"""RDB111: each section can be read at grade 8, the key information at grade 6.

A mean over the whole packet hides the one section nobody can read. Sections are the parts of
a definition file (its risks, its steps) and the clauses that print under one heading.
Dictated wordings, headings and names are left out.

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

from consent.checks.grade import Size, size_of
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner, Passage
from consent.models.findings.finding import Finding, Severity

CODE = "RDB111"
TITLE = "section readable"
SEVERITY = Severity.ERROR
REFERENCE = "AMA: grade 6 or below for patient text; NCI and NIH: grade 8 or below for consent forms"

KEY_LIMIT, LIMIT = 6.0, 8.0
SHORTEST = 15
"""Words; below that the formula says nothing."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each section that is too hard, at its hardest passage."""
    sections: dict[str, list[Passage]] = defaultdict(list)
    for passage in context.passages:
        if passage.manner is Manner.PROSE:
            sections[passage.section].append(passage)
    for name, passages in sections.items():
        size = size_of(p.text for p in passages)
        limit = KEY_LIMIT if passages[0].key else LIMIT
        if size.words < SHORTEST or round(size.grade, 1) <= limit:
            continue
        hardest = max(passages, key=lambda p: _burden(size_of([p.text]), limit))
        yield Finding(
            hardest.place,
            CODE,
            f"section {name!r} reads at grade {size.grade:.1f}; {limit:g} is the limit;"
            " its hardest passage begins here",
            "use shorter sentences and more common words in this section",
            SEVERITY,
            hardest.field,
        )


def _burden(size: Size, limit: float) -> float:
    """How much a passage adds to its section: how far above the limit, times its length."""
    return (size.grade - limit) * size.words
