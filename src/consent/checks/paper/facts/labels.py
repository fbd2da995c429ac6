"""What headings, heads of columns and captions must say, in English and in the languages of ``words/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from consent.models.library.claim_words import Labels, LabelWords

_NO = r"\b(?:no|not|never|none|without|cannot|can['’]t|won['’]t|free\s+of)\b"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label must say, and must not."""

    about: str
    wanted: re.Pattern[str]
    barred: re.Pattern[str]

    def is_wrong(self, label: str) -> bool:
        """Whether a label does not say it, or says the contrary."""
        return not self.wanted.search(label) or bool(self.barred.search(label))


def _meaning(about: str, wanted: str, barred: str) -> Meaning:
    return Meaning(about, re.compile(wanted, re.IGNORECASE), re.compile(barred, re.IGNORECASE))


_LIKELIHOOD = _meaning(
    "how likely something is",
    r"\blikel|chance|often|frequen|odds|probab|\bcommon|how\s+many|\brate",
    rf"\bun|\bnever|{_NO}",
)
_BENEFIT = _meaning(
    "benefits",
    r"benefit|help|good|upside|\badvantage|\bpros?\b|gain|hope|\bfor\b|why|plus|better",
    rf"\brisk|harm|downside|drawback|disadvantage|{_NO}",
)
_RISK = _meaning(
    "risks",
    r"risk|harm|wrong|downside|drawback|disadvantage|problem|side\s+effect|complication|danger|\bcons?\b|"
    r"happen|minus|worse",
    rf"benefit|\badvantage|{_NO}|\bunlikely\b",
)
_CHOICES = _meaning(
    "other choices", r"choice|alternative|option|instead|other|else|could\s+do", rf"{_NO}|\bonly\b"
)
_WARNINGS = _meaning(
    "warning signs",
    r"warn|sign|call|watch|emergenc|symptom|tell|help|notice|problem",
    rf"{_NO}|normal|ignore",
)
_FOR = _meaning("reasons for it", r"", rf"{_NO}|against|\brisk|\bcons?\b|downside|harm|drawback")
_AGAINST = _meaning(
    "reasons against it",
    r"\bno[t]?\b|n['’]t\b|against|risk|\bcons?\b|downside|harm|drawback|wrong|instead|concern|worr|careful|"
    r"think|before",
    r"^$",
)
_CAPTIONS = {
    "signature": _meaning("the signature", r"\bsign", _NO),
    "date": _meaning("the date", r"\bdate|\bday|when", _NO),
    "time": _meaning("the time", r"\btime|hour|o['’]clock", _NO),
    "printed-name": _meaning("the printed name", r"name", _NO),
    "initials": _meaning("the initials", r"initial", _NO),
}
_ROLES = {
    "patient": re.compile(r"\bpatient\b", re.IGNORECASE),
    "representative": re.compile(
        r"represent|decides?\b|guardian|parent|proxy|surrogate|behalf", re.IGNORECASE
    ),
    "practitioner": re.compile(
        r"practitioner|physician|doctor|clinician|surgeon|provider|nurse", re.IGNORECASE
    ),
    "witness": re.compile(r"(?<!second )witness", re.IGNORECASE),
    "second-witness": re.compile(r"second witness", re.IGNORECASE),
    "assent": re.compile(r"young patient|assent|child|minor", re.IGNORECASE),
    "interpreter": re.compile(r"interpret|translat", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class PageLabels:
    """What the labels of one language must say."""

    columns: Mapping[str, Mapping[int, Meaning]]
    """By the kind of a row: what the head of a column says."""
    headings: Mapping[str, Meaning]
    captions: Mapping[str, Meaning]
    roles: Mapping[str, re.Pattern[str]]


def _labels(
    meanings: Mapping[str, Meaning], captions: Mapping[str, Meaning], roles: Mapping[str, re.Pattern[str]]
) -> PageLabels:
    risk, benefit, likelihood = meanings["risks"], meanings["benefits"], meanings["likelihood"]
    return PageLabels(
        columns={
            "risk": {0: risk, 2: likelihood},
            "alternative": {1: benefit, 2: risk},
            "benefits": {0: benefit, 1: likelihood},
        },
        headings={
            "risk": risk,
            "alternative": meanings["choices"],
            "warning": meanings["warnings"],
            "reasons you might want this": meanings["reasons_for"],
            "reasons you might not": meanings["reasons_against"],
        },
        captions=captions,
        roles=roles,
    )


IN_ENGLISH = _labels(
    {
        "likelihood": _LIKELIHOOD,
        "benefits": _BENEFIT,
        "risks": _RISK,
        "choices": _CHOICES,
        "warnings": _WARNINGS,
        "reasons_for": _FOR,
        "reasons_against": _AGAINST,
    },
    _CAPTIONS,
    _ROLES,
)
_ABOUT = {name: meaning.about for name, meaning in _CAPTIONS.items()}


def labels_of(words: Labels) -> PageLabels:
    """What ``words/LANGUAGE.yaml`` says of labels."""

    def meaning(about: str, typed: LabelWords) -> Meaning:
        return _meaning(about, typed.wanted or "", typed.barred or "(?!)")

    return _labels(
        {
            "likelihood": meaning(_LIKELIHOOD.about, words.likelihood),
            "benefits": meaning(_BENEFIT.about, words.benefits),
            "risks": meaning(_RISK.about, words.risks),
            "choices": meaning(_CHOICES.about, words.choices),
            "warnings": meaning(_WARNINGS.about, words.warnings),
            "reasons_for": meaning(_FOR.about, words.reasons_for),
            "reasons_against": meaning(_AGAINST.about, words.reasons_against),
        },
        {name: meaning(_ABOUT[name], typed) for name, typed in words.captions.items()},
        {role: re.compile(pattern, re.IGNORECASE) for role, pattern in words.roles.items()},
    )
