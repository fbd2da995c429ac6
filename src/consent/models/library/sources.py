"""The files people wrote, as they wrote them: for rules that judge words and page templates."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.models.base import Model, Text


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page template."""

    name: str
    """As other templates name it, for example ``sections/consent.html.j2``."""
    file: str
    text: str = field(repr=False)


class Words(Model):
    """``words/en.yaml``: what a language's rules need to know about single words."""

    known_abbreviations: tuple[Text, ...] = ()
    """Abbreviations that need no explanation."""
