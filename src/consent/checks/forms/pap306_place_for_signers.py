"""PAP306: whoever must sign has a place to sign on the form.

Without a line for them, the form that must be signed cannot be, whatever it says.

Bad::

    a consent form that ends after the last paragraph

Good::

    Patient's signature ______________ Date ______
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.forms.form import FormContext, Sought
from consent.forms.recognise import recognised
from consent.forms.signing_places import signing_places
from consent.forms.speech import listed
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Signer
from consent.models.library.form_language import FormLanguage
from consent.models.library.recognition import Recognition

CODE = "PAP306"
TITLE = "place for every signer"
SEVERITY = Severity.ERROR
REFERENCE = "CMS Appendix A, A-0955; 21 CFR 50.27(a)"

_SURE = 0.5
_BARE = frozenset(
    ("physician", "practitioner", "doctor", "provider", "clinician", "investigator", "surgeon", "nurse", "md")
)
"""Whose bare name over a line with a date is a place to sign: ``Practitioner: ____ Date: ____``."""
_SIGN = ("sign", "signs", "signed", "signature", "signatures", "signing")


def _signs(*who: str) -> Recognition:
    return Recognition(all_of=(_SIGN, who), within=14)


_PLACES = {
    Signer.REPRESENTATIVE: _signs("representative", "guardian", "parent", "surrogate", "authorized person"),
    Signer.PRACTITIONER: _signs(
        "physician*",
        "practitioner*",
        "doctor*",
        "provider*",
        "clinician*",
        "investigator*",
        "surgeon*",
        "MD",
        "nurse",
    ),
    Signer.WITNESS: _signs("witness*"),
    Signer.INTERPRETER: _signs("interpreter*", "translator*"),
}


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each signer without a place."""
    if not context.understood:
        return
    first: dict[Signer, Sought] = {}
    for sought in context.sought:
        for signer in sought.wanted.requirement.signers:
            if signer not in first or (sought.wanted.sure and not first[signer].wanted.sure):
                first[signer] = sought
    for signer, sought in first.items():
        if not _place(context, signer):
            yield context.finding(
                CODE,
                f"there is no place for the {signer} to sign, which {sought.wanted.name} asks for",
                f"add a line: {signer}'s signature, printed name, date, time",
                sought=sought,
                severity=Severity.ERROR if sought.wanted.sure else Severity.WARNING,
            )


def _place(context: FormContext, signer: Signer) -> bool:
    if signer is Signer.PATIENT:
        return any(place.by_patient for place in signing_places(context.words, context.speech))
    wanted = _PLACES[signer] if context.language is None else _place_in(context.language, signer)
    if recognised(context.words, wanted, speech=context.speech).sure > _SURE:
        return True
    return signer is Signer.PRACTITIONER and any(
        place.dated
        and not place.by_patient
        and not _BARE.isdisjoint(context.words.text[place.start : place.end])
        for place in signing_places(context.words, context.speech)
    )


def _place_in(language: FormLanguage, signer: Signer) -> Recognition:
    by = language.words.signing
    who = {
        Signer.REPRESENTATIVE: by.representative,
        Signer.PRACTITIONER: by.practitioner,
        Signer.WITNESS: by.witness,
        Signer.INTERPRETER: by.interpreter,
    }[signer]
    return Recognition(all_of=(listed(by.sign), listed(who)), within=14)
