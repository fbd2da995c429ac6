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

import re
from collections.abc import Iterator
from itertools import groupby

from consent.checks.forbidden import forbidden_in
from consent.checks.source.clauses.cls111_no_promise import ENGLISH
from consent.checks.source.facts.wording import wording_of
from consent.forms.form import FormContext
from consent.forms.phrases import index_of
from consent.forms.speech import listed
from consent.models.findings.finding import Finding, Severity
from consent.models.library.form_language import FormLanguage
from consent.reading.text.words import Words

CODE = "PAP307"
TITLE = "nothing forbidden in a form"
SEVERITY = Severity.ERROR
REFERENCE = (
    "21 CFR 50.20; 21 CFR 312.7(a); 16 CFR 255.2; FTC Act section 5; Tunkl v. Regents, 60 Cal. 2d 92 (1963)"
)

_WHOLE = 100_000
_OPENING, _CLOSING = ("“", '"'), re.compile(r"[?]|[.!?,]?[”\"]")
_OTHER_CHOICES = ("what else", "other <way>", "another <way>", "alternatives", "or instead", "your options")
_OTHERS = ("hyaluron", "viscosuppl")
"""Of a form with such a product too, only sentences that name exosomes are about them."""


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each sentence that says what no consent may say."""
    if not context.understood:
        return
    words, language = context.words, context.language
    wording = None if language is None else wording_of(language.claims)
    of_exosomes = _of_exosomes(context)
    others = _about_other_choices(context)
    for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place]):
        places = list(group)
        sentence = words.quoted(places[0], places[-1] + 1, most=_WHOLE)
        found = tuple(
            forbidden_in(
                _with_marks(words, places, sentence),
                of_exosomes=of_exosomes,
                of_other_care=places[0] in others,
                wording=wording,
            )
        )
        if found:
            said = " and ".join(dict.fromkeys(f"“{one.words}” {one.claim.message}" for one in found))
            yield context.finding(
                CODE,
                f"{said}: “{sentence}”",
                found[0].claim.hint,
                words=(places[0], places[-1] + 1),
            )


def _with_marks(words: Words, places: list[int], sentence: str) -> str:
    """A sentence with the quotation marks around it, and the question mark that it ends with."""
    first, behind = words.first[places[0]], words.behind(places[-1]).lstrip()
    opening = words.pages[words.page[places[0]]].text[max(first - 1, 0) : first]
    closing = _CLOSING.match(behind)
    return (opening if opening in _OPENING else "") + sentence + (closing[0] if closing else "")


def _about_other_choices(context: FormContext) -> frozenset[int]:
    """The words that stand under a heading which names other choices, and not our product."""
    if context.language is not None:
        return frozenset()
    words = context.words
    captioned = index_of(words, context.speech).captioned(_OTHER_CHOICES)
    return frozenset(
        at
        for one in captioned
        if not ENGLISH.ours.search(" ".join(words.text[one.caption : one.start]))
        for at in range(one.start, one.end)
    )


def _of_exosomes(context: FormContext) -> bool:
    """Whether a sentence that names no product is about an exosome."""
    text, language = context.words.text, context.language
    exosomes: tuple[str, ...] = ("exosome", "vesicle")
    others: tuple[str, ...] = _OTHERS
    if language is not None:
        exosomes, others = (_stems(language, name) for name in ("exosome", "hyaluronic"))
    return any(word.startswith(exosomes) for word in text) and not any(
        word.startswith(others) for word in text
    )


def _stems(language: FormLanguage, group: str) -> tuple[str, ...]:
    """Beginnings of words that a list of the language has."""
    return tuple(one[:-1] for one in listed(language.words.groups.get(group, "")) if one.endswith("*"))
