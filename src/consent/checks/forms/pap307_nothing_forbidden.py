"""PAP307: a form holds no waiver, promise, patient's story or false word about FDA.

Whatever else a form tells, these make it harmful: who signs away a right, is promised a result, or takes
FDA's name for approval has not consented. Every sentence that can be read is searched, by the rules on our
own library (CLS111 to CLS115). A sentence that denies such a thing does not say it.

Bad::

    I release the clinic and Dr. Ruiz from all liability and agree not to sue.

Good::

    Signing does not take away any of your legal rights.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from consent.checks.forbidden import forbidden_in
from consent.forms.form import FormContext
from consent.models.findings.finding import Finding, Severity

CODE = "PAP307"
TITLE = "nothing forbidden in a form"
SEVERITY = Severity.ERROR
REFERENCE = (
    "21 CFR 50.20; 21 CFR 312.7(a); 16 CFR 255.2; FTC Act section 5; Tunkl v. Regents, 60 Cal. 2d 92 (1963)"
)

_WHOLE = 100_000
_OTHERS = ("hyaluron", "viscosuppl")
"""Of a form with such a product too, only sentences that name exosomes are about them."""


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each sentence that says what no consent may say."""
    if not context.legible.english:
        return
    words = context.words
    exosomes = any(word.startswith(("exosome", "vesicle")) for word in words.text)
    of_exosomes = exosomes and not any(word.startswith(_OTHERS) for word in words.text)
    for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place]):
        places = list(group)
        sentence = words.quoted(places[0], places[-1] + 1, most=_WHOLE)
        found = tuple(forbidden_in(sentence, of_exosomes=of_exosomes))
        if found:
            said = " and ".join(dict.fromkeys(f"“{one.words}” {one.claim.message}" for one in found))
            yield context.finding(
                CODE,
                f"{said}: “{sentence}”",
                found[0].claim.hint,
                words=(places[0], places[-1] + 1),
            )
