"""``claims:`` and ``labels:`` of ``words/LANGUAGE.yaml``: what no consent may say, and what labels must say.

English stands in the rules themselves. Another language is data: patterns are regular expressions that
ignore case; ``<NAME>`` in one stands for the pattern that ``parts:`` gives that name, and ``[^.]`` for any
letter of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from consent.models.base import Id, Model, Text

_PART = re.compile(r"<([A-Z][A-Z_]*)>")
_CODE = r"^(?:CLS|RSK)1\d\d$"


def with_parts(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with what each ``<NAME>`` in it stands for.

    Raises:
        ValueError: a part has no such name, or they stand for one another.

    """
    for _ in range(len(parts) + 1):
        if not (wanted := set(_PART.findall(pattern))):
            return pattern
        if unknown := sorted(wanted - parts.keys()):
            raise ValueError(f"`parts:` has no {unknown[0]}; it has: {', '.join(sorted(parts))}")
        pattern = _PART.sub(lambda match: f"(?:{parts[match[1]]})", pattern)
    raise ValueError("the `parts:` stand for one another without end")


def _is_pattern(value: str) -> str:
    try:
        re.compile(_PART.sub("x", value))
    except re.error as error:
        raise ValueError(f"this is no regular expression: {error}") from error
    return value


def _joined(value: object) -> object:
    """Several patterns, any of which may fit, as one."""
    if isinstance(value, (list, tuple)) and value and all(isinstance(one, str) for one in value):
        return "|".join(value)
    return value


Pattern: TypeAlias = Annotated[Text, BeforeValidator(_joined), AfterValidator(_is_pattern)]
"""Typed as one text, or as a list of alternatives."""

Parts: TypeAlias = dict[Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]*$")], Pattern]


class ClaimWords(Model):
    """Words that no consent may hold."""

    code: Annotated[str, StringConstraints(pattern=_CODE)]
    """The rule they break: ``CLS111``."""
    says: Text
    """The end of a sentence about them, in English: ``promises a result``."""
    hint: Id
    """The key of what to do about it, in ``hints:``."""
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    may_be_denied: bool = True
    """Whether a sentence that says the contrary is fine."""
    same_case: bool = False
    """Whether capital letters count."""
    own_only: bool = False
    """Whether it matters in our own wordings only: a stranger's form may greet its patient by name."""


class DenialWords(Model):
    """By which words a sentence says the contrary of what it names, or only asks."""

    before: Pattern
    after: Pattern
    """Right behind the words."""
    inside: Pattern | None = None
    open_before: Pattern
    """``si``: what stands in such a clause is a question or a condition."""
    no_denial: Pattern
    """What begins like a denial and asserts: ``no solo``."""
    short: tuple[Text, ...] = ()
    """Words whose full stop ends no sentence: ``Dra``."""


class ClaimSubjects(Model):
    """What a sentence is about."""

    exosomes: Pattern
    other_products: Pattern
    not_yet: Pattern
    """Says what FDA would have to do, not what it did."""
    other_care: Pattern
    """The other choices: of exercise a promise may be true."""
    ours: Pattern
    """What this consent is about."""
    compares: Pattern
    by_itself: Pattern
    """Keeps what is said of a product to where it is given alone."""
    counted: Pattern
    """So many of so many: beside it a percentage may stand, and beside two of them a ratio."""


class ClaimLanguage(Model):
    """Everything that the rules on claims know of one language."""

    parts: Parts = Field(default_factory=dict)
    hints: dict[Id, Text] = Field(min_length=1)
    """In English: whoever reads the gate's messages."""
    denial: DenialWords
    about: ClaimSubjects
    headings: Pattern
    """A heading that names such words claims nothing: ``Sin garantía``."""
    claims: tuple[ClaimWords, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_name_is_known(self) -> Self:
        for claim in self.claims:
            if claim.hint not in self.hints:
                raise ValueError(f"`hints:` has no {claim.hint}; it has: {', '.join(sorted(self.hints))}")
            for pattern in claim.patterns:
                re.compile(with_parts(pattern, self.parts))
        return self


class TakenBack(Model):
    """What a page may not say around a clause."""

    parts: Parts = Field(default_factory=dict)
    phrases: Pattern
    """``no es cierto``, ``no se aplica a usted``."""
    passed_over: Pattern
    """``ignore``; a denial of it is fine."""
    condition: Pattern
    """``si``: what follows takes nothing back."""

    @model_validator(mode="after")
    def _every_part_is_known(self) -> Self:
        with_parts(self.phrases, self.parts)
        return self


class LabelWords(Model):
    """What one kind of label must say, and must not."""

    wanted: Pattern | None = None
    barred: Pattern | None = None


class Labels(Model):
    """Headings, heads of columns and captions."""

    likelihood: LabelWords
    benefits: LabelWords
    risks: LabelWords
    choices: LabelWords
    warnings: LabelWords
    reasons_for: LabelWords
    reasons_against: LabelWords
    captions: dict[Literal["signature", "date", "time", "printed-name", "initials"], LabelWords]
    roles: dict[
        Literal[
            "patient", "representative", "practitioner", "witness", "second-witness", "assent", "interpreter"
        ],
        Pattern,
    ]
    """By which words a heading names a signer: ``witness``."""
