"""RDB110: each clause can be read at grade 8, on the first page at grade 6.

Half of all adults read no better. A clause they cannot read is one they did not agree to.
The grade is that of Flesch and Kincaid; a Spanish clause is measured by INFLESZ, 55 or more, on the
first page 70 or more. Dictated wordings are left out: they are not ours to
change. A clause of fewer than 30 words is too short to measure; it counts with its section.

Bad::

    The aforementioned intervention's therapeutic efficacy necessitates longitudinal corroboration
    by methodologically rigorous, prospectively registered, placebo-controlled investigations, and
    practitioners acknowledge considerable uncertainty concerning potential complications.

Good::

    No one knows yet if this works. Good studies are still missing. We cannot tell you how often
    harm happens. Some people felt better after it, and some felt worse. Ask us what is known
    before you decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.readability import measure_of
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner
from consent.models.findings.finding import Finding, Severity

CODE = "RDB110"
TITLE = "clause readable"
SEVERITY = Severity.ERROR
REFERENCE = "AMA: grade 6 or below for patient text; NCI and NIH: grade 8 or below for consent forms"
EVERY_LANGUAGE = True
NEEDS = "readability"

SHORTEST = 30
"""Words; the formula was made for samples of a hundred."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each clause that is too hard."""
    measure = measure_of(context.library.tongue.readability)
    if measure is None:
        return
    for id_, loaded in context.library.clauses.items():
        prose = [
            p for p in context.passages if p.owner == id_ and p.manner is Manner.PROSE and p.path == ("body",)
        ]
        size = measure.size_of(p.text for p in prose)
        if size.words < SHORTEST:
            continue
        limit = measure.limit_of(key=prose[0].key)
        if measure.excess(size, limit) > 0:
            yield Finding(
                loaded.clause.at("body"),
                CODE,
                f"clause {id_!r} {measure.reads(size, limit)} here",
                f"shorter sentences (now {size.words / size.sentences:.0f} words each), shorter words"
                f" (now {size.syllables / size.words:.1f} syllables each)",
                SEVERITY,
                "body",
            )
