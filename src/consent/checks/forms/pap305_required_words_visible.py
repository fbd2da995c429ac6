"""PAP305: the words that meet a requirement can be seen on the sheet.

White words on white, or words behind a picture, are found by programs and by no patient.

Bad::

    the status of the product, in white on white

Good::

    the status of the product, in black on white
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.forms.form import FormContext, Sought
from consent.forms.legible import pages_in_words
from consent.forms.recognise import Match
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import WORDS, Sight
from consent.reading.text.words import HIDDEN

CODE = "PAP305"
TITLE = "required words visible"
SEVERITY = Severity.ERROR
REFERENCE = "FTC .com Disclosures (2013): clear and conspicuous"
_SOME = 0.05


def check(context: FormContext) -> Iterator[Finding]:
    """Yield a finding for each requirement whose words are hidden, and one for all that only a scan says."""
    scanned: list[tuple[Sought, Match]] = []
    for sought in context.sought:
        if sought.match is None or not sought.found or not context.judged(sought):
            continue
        sights = context.words.sights(sought.match.start, sought.match.end)
        hidden = np.isin(sights, HIDDEN)
        if not sights.size or hidden.mean() < _SOME:
            continue
        why = Sight(int(np.bincount(sights[hidden]).argmax()))
        if why is Sight.SCANNED:
            scanned.append((sought, sought.match))
            continue
        yield context.finding(
            CODE,
            f"{sought.wanted.name}: the words that say it are {WORDS[why]} "
            f"({sought.wanted.requirement.citation})",
            "print them in black, with nothing over them",
            sought=sought,
            words=(sought.match.start, sought.match.end),
            severity=Severity.ERROR if sought.wanted.sure else Severity.WARNING,
        )
    if scanned:
        yield _only_scanned(context, scanned)


def _only_scanned(context: FormContext, scanned: list[tuple[Sought, Match]]) -> Finding:
    pages = sorted({context.page_of(match) for _, match in scanned})
    found = len(scanned)
    return context.finding(
        CODE,
        f"{pages_in_words(pages)}: a scan. What it says was read from "
        f"{WORDS[Sight.SCANNED].removeprefix('only in ')}, which is a machine's guess; so {found} of the "
        f"requirements found here {'is' if found == 1 else 'are'} not proved",
        "give the PDF that the form was printed from; what is in a picture cannot be proved",
        page=pages[0],
        severity=Severity.WARNING,
    )
