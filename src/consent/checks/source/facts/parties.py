"""Whom a clause speaks of: the patient, the practice, or somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PARTY = (
    r"(?:practice|clinic|office|doctor|practitioner|physician|team|staff|maker|seller|company|spa|center|"
    r"health plan|insurer|insurance)s?"
)
_SOMEBODY_ELSES = re.compile(rf"\b(?:my|your) (?:\w+ )?{_PARTY}(?:['’]s)?\b", re.IGNORECASE)
_PATIENT = re.compile(r"\b(?:you|your|yours|I|me|my|mine)\b", re.IGNORECASE)
_I = re.compile(r"\bI\b")
_FIRST = re.compile(
    rf"^\W*(?:(?:the|this|our|your|my|any|each|every) )?(?:\w+ )?(?P<party>{_PARTY})\b|^\W*(?P<we>we)\b",
    re.IGNORECASE,
)


def of_somebody_else(sentences: Sequence[str], ours: Sequence[str]) -> str:
    """A sentence that gives somebody else what our sentences give the patient.

    Nothing where one of the sentences gives it to the patient, too. "I" is asked for where ours say it.
    """
    silent = any(map(_I.search, ours)) and not any(map(_I.search, sentences))
    if not any(map(_of_the_patient, ours)) or (any(map(_of_the_patient, sentences)) and not silent):
        return ""
    known = {_party_of(one) for one in ours}
    return next((one for one in sentences if _party_of(one) not in known | {""}), "")


def _party_of(sentence: str) -> str:
    found = _FIRST.search(sentence)
    return (found["party"] or found["we"]).lower() if found else ""


def _of_the_patient(sentence: str) -> bool:
    return _PATIENT.search(_SOMEBODY_ELSES.sub(" ", sentence)) is not None
