"""Words that must not stand in a consent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consent.checks.source.facts.denial import ENGLISH, Denial

_WITHIN = "[^.]"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that must not stand in a consent."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    may_be_denied: bool = True
    """Whether a sentence that says the contrary is fine."""


def claim(pattern: str, message: str, hint: str, *, may_be_denied: bool = True) -> Claim:
    """A claim whose pattern ignores case; in it ``[^.]`` stands for any letter of the same sentence."""
    reaching = within_sentence(pattern, ENGLISH)
    return Claim(re.compile(reaching, re.IGNORECASE), message, hint, may_be_denied)


def within_sentence(pattern: str, denial: Denial) -> str:
    """The pattern with what ``[^.]`` stands for in it: any letter of the same sentence."""
    return pattern.replace(_WITHIN, denial.same_sentence)
