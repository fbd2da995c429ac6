"""How to know a clause, or an element, in somebody else's words."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from consent.models.base import Model, Text
from consent.models.library.word_groups import GROUPS

_GROUP = re.compile("<([^<>]*)>")


def _known_group(phrase: str) -> str:
    for match in _GROUP.finditer(phrase):
        if match[1] not in GROUPS:
            raise ValueError(f"no list of words is called {match[0]}; there are: {', '.join(sorted(GROUPS))}")
    return phrase


Phrase: TypeAlias = Annotated[Text, StringConstraints(max_length=120), AfterValidator(_known_group)]
"""Plain words. ``approv*`` lets a word end as it likes, ``…`` stands for up to six words of one sentence,
``#`` for a number. ``+``: nothing beside it may deny it (``no alternatives``); ``^``: only as
the last word of a name (``Lakeshore Clinic``); ``~``: only before a name (``made by Halcyon``); ``|``: only
where a sentence begins. ``<FDA>`` is one of the lists in ``word_groups``; inside a phrase it stands for one
word of the list (``<no> … <approve>``)."""


class Several(Model):
    """That many different phrases of a list, close together."""

    at_least: int = Field(ge=2, le=10)
    of: tuple[Phrase, ...] = Field(min_length=1)


Anchor: TypeAlias = Phrase | tuple[Phrase, ...] | Several


class Recognition(Model):
    """How to know this clause in somebody else's words, when a form that is not ours is checked."""

    all_of: tuple[Anchor, ...] = ()
    """Each entry a phrase that must be there, or several of which one (or ``at_least``) is enough."""
    under: tuple[Phrase, ...] = ()
    """Captions (headings, questions, words before a colon) with one of these: only what stands under them
    counts, and without ``all_of`` whatever stands there."""
    within: int = Field(default=40, ge=5, le=600)
    """How many words may lie between the first and the last of them; the end of a sentence counts for six,
    the next heading for twenty."""
    led: bool = False
    """Whether the first entry leads: the others stand in its sentence or after it."""
    unless: tuple[Phrase, ...] = ()
    """A sentence with one of these says the reverse, and proves nothing."""
    not_under: tuple[Phrase, ...] = ()
    """What stands under a heading with one of these is about something else, unless the heading has a phrase
    of the first entry too."""
    or_else: tuple[Recognition, ...] = ()
    """Other ways to say the same."""
    doubtful: tuple[Recognition, ...] = ()
    """Ways that say something like it, so that a person must read the place."""
    in_part: tuple[Recognition, ...] = ()
    """Ways that surely say a part of it and not the rest, such as other choices without their risks: that is
    missing, and the place is quoted."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Recognition:
        if not self.all_of and not self.under:
            raise ValueError("write `all_of:`, the phrases that must be there, or `under:`, the headings")
        return self
