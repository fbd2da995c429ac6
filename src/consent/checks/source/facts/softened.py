"""What a clause says less firmly than the wording it replaces, though all the words are there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from consent.checks.source.facts.parties import of_somebody_else
from consent.checks.source.facts.qualified import Said, by_grace, qualified
from consent.checks.source.facts.taken_back import priced, stems, takes_back, turned_round
from consent.models.library.prose import Paragraph, Placeholder, Prose

_NAMES = frozenset(
    (
        Placeholder.PRACTICE_NAME,
        Placeholder.PRACTITIONER_NAME,
        Placeholder.PRODUCT_NAME,
        Placeholder.PROCEDURE_NAME,
        Placeholder.PROCEDURES,
    )
)
"""What "this product" may stand for."""
_CONTACT = re.compile(r"\b(?:www\.[\w./-]+\w|\d?-?\d{3}-[\w-]{7,})")
"""An address or a telephone number, as it prints."""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause sentence by sentence, and how much of what is asked some words tell."""

    sentences: tuple[Said, ...]
    values: frozenset[Placeholder]
    share: Callable[[str], float] = field(repr=False, compare=False)
    """0 to 1."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences as they print."""
        return tuple(said.text for said in self.sentences)

    def tells(self, text: str) -> bool:
        """Whether some words speak of what is looked for."""
        return self.share(text) > 0

    def limited(self) -> tuple[str, ...]:
        """The sentences that say only a part of what their words name."""
        return tuple(said.text for said in self.sentences if qualified(said, self.tells))

    def firmly(self) -> float:
        """How much is told by the other sentences."""
        limited = self.limited()
        return self.share("\n\n".join(text for text in self.texts if text not in limited))


def values_in(prose: Prose) -> frozenset[Placeholder]:
    """The values that print in a clause."""
    blocks = [(one.runs,) if isinstance(one, Paragraph) else one.items for one in prose]
    return frozenset(run.placeholder for rows in blocks for runs in rows for run in runs if run.placeholder)


def softened(own: Told, ours: Told, name: str) -> str:
    """What is softer in a clause than in the wording it replaces, as the rest of "clause 'x' …"; or nothing.

    Args:
        own: what the practice wrote.
        ours: what it replaces.
        name: of what must be said, as ``what us-ca.costs demands``.

    """
    return _gone(own, ours) or _turned(own, ours) or _limited(own, ours, name)


def _gone(own: Told, ours: Told) -> str:
    """A value or a way to reach somebody that no longer prints."""
    if gone := sorted(ours.values - own.values - _NAMES):
        return f"no longer prints {{{{ {gone[0].value} }}}}"
    ways = _CONTACT.findall(" ".join(ours.texts))
    return f"no longer prints {ways[0]}" if ways and not _CONTACT.search(" ".join(own.texts)) else ""


def _turned(own: Told, ours: Told) -> str:
    """A sentence that turns round what the others say."""
    for text in (text for text in own.texts if text not in ours.texts):
        if turned := turned_round(text, ours.texts):
            return f"says “{text}” where it said “{turned}”"
        if takes_back(text, own.tells):
            return f"takes back what it says: “{text}”"
        if priced(text, ours.texts):
            return f"puts a price on what it gave for nothing: “{text}”"
        if by_grace(text) and own.tells(text):
            return f"gives as a favor what it said: “{text}”"
    return ""


def _limited(own: Told, ours: Told, name: str) -> str:
    """A sentence that says only in part what must be said, where no other says it."""
    if other := of_somebody_else(own.texts, ours.texts):
        return f"says it of somebody else: “{other}”"
    limited = [one for one in own.limited() if own.tells(one)]
    if limited and own.firmly() < ours.firmly():
        return f"no longer says {name} without a condition, a doubt or a question: “{limited[0]}”"
    return ""


def likeness(ours: str, text: str) -> float:
    """Which part of the words that tell something in our wording stand in a text, 0 to 1."""
    wanted = stems(ours)
    return len(wanted & stems(text)) / len(wanted) if wanted else 1.0
