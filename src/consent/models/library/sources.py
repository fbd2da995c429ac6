"""The files people wrote, as they wrote them: for rules that judge words and page templates."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.models.base import Model, Text
from consent.models.library.claim_words import ClaimLanguage, Labels, TakenBack


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page template."""

    name: str
    """As other templates name it, for example ``sections/consent.html.j2``."""
    file: str
    text: str = field(repr=False)


class Words(Model):
    """``words/LANGUAGE.yaml``: what a language's rules need to know about its words.

    Only the first stands in the English file: what else they know of English, the rules know themselves.
    """

    known_abbreviations: tuple[Text, ...] = ()
    """Abbreviations that need no explanation."""
    claims: ClaimLanguage | None = None
    page_words: TakenBack | None = None
    labels: Labels | None = None
