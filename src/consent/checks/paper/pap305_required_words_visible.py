"""PAP305: the words that meet a requirement can be seen on the sheet.

Bad::

    the status of the product, in white on white

Good::

    the status of the product, in black on white
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.form import FormContext
from consent.checks.reading.sheet import WORDS, Sight
from consent.checks.reading.words import HIDDEN
from consent.models.finding import Finding, Severity

CODE = "PAP305"
TITLE = "required words visible"
SEVERITY = Severity.ERROR
REFERENCE = "FTC .com Disclosures (2013): clear and conspicuous"
_SOME = 0.05


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each requirement whose words are hidden, all or in part."""
    for sought in context.sought:
        if sought.match is None or not sought.found:
            continue
        sights = context.words.sights(sought.match.start, sought.match.end)
        hidden = np.isin(sights, HIDDEN)
        if not sights.size or hidden.mean() < _SOME:
            continue
        why = Sight(int(np.bincount(sights[hidden]).argmax()))
        scanned = why is Sight.SCANNED
        yield context.finding(
            CODE,
            f"{sought.wanted.name}: the words that say it are {WORDS[why]}",
            "give the form with real text; what is in a picture cannot be proved"
            if scanned
            else "print them in black, with nothing over them",
            sought=sought,
            page=context.page_of(sought.match),
            severity=Severity.ERROR if sought.wanted.sure and not scanned else Severity.WARNING,
        )
