"""RSK101: a risk says how likely it is, in numbers, or that nobody knows.

"Rare" means one in ten to one reader and one in a million to the next. A risk with such a
word gives the patient a name and no way to weigh it. (That a number has a source and says
whom it was counted in is checked when the file is read.)

Bad::

    likelihood: Rare

Good::

    chance: {low: 0.4, high: 0.9, per: 1000}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.rows import Guidance

CODE = "RSK101"
TITLE = "likelihood says something"
SEVERITY = Severity.ERROR
REFERENCE = "AHRQ, Making Informed Consent an Informed Choice (2017): absolute risks in natural frequencies"

_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"half|twice|double|third|quarter|none|no one|nobody)"
)
_SAYS = re.compile(rf"^\s*not known\b|\b{_NUMBER}\b", re.IGNORECASE)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each likelihood that is neither a number nor "Not known"."""
    shelves = (context.library.procedures, context.library.shared)
    for file in (one for shelf in shelves for one in shelf.values()):
        guidance: Guidance = file.value
        for index, risk in enumerate(guidance.risks):
            if risk.likelihood is not None and not _SAYS.search(risk.likelihood):
                yield Finding(
                    file.at("risks", index, "likelihood"),
                    CODE,
                    f"risk {risk.id!r} does not say how likely it is: “{risk.likelihood}”",
                    "write the count, such as `chance: {low: 2, per: 100}`, or `likelihood: Not known`",
                    SEVERITY,
                    f"risks[{index}].likelihood",
                )
