"""What the rules on claims know of a language other than English, out of ``words/LANGUAGE.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from consent.checks.source.facts.claim import Claim, within_sentence
from consent.checks.source.facts.denial import Denial, ends_of
from consent.models.library.claim_words import ClaimLanguage, ClaimWords, with_parts

_INITIAL = r"\b[A-Z]"


@dataclass(frozen=True, slots=True)
class Products:
    """By which words a sentence shows whose status it speaks of."""

    exosomes: re.Pattern[str]
    others: re.Pattern[str]
    not_yet: re.Pattern[str]
    """Says what FDA would have to do, not what it did."""


@dataclass(frozen=True, slots=True)
class Care:
    """By which words a sentence shows which treatment it speaks of."""

    other: re.Pattern[str]
    """One of the other choices."""
    ours: re.Pattern[str]
    compares: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Claims of one language, by the rule they break."""

    denial: Denial
    products: Products
    care: Care
    headings: re.Pattern[str]
    by_itself: re.Pattern[str]
    counted: re.Pattern[str]
    """So many of so many."""
    claims: tuple[tuple[ClaimWords, Claim], ...] = field(repr=False)

    def of(self, *codes: str, own: bool) -> tuple[Claim, ...]:
        """The claims of these rules; with ``own`` those too that count in our own wordings only."""
        return tuple(claim for row, claim in self.claims if row.code in codes and (own or not row.own_only))


_NEVER = re.compile(r"(?!)")
NOTHING = Wording(
    denial=Denial(_NEVER, _NEVER, None, _NEVER, _NEVER, None, *ends_of((_INITIAL,))),
    products=Products(_NEVER, _NEVER, _NEVER),
    care=Care(_NEVER, _NEVER, _NEVER),
    headings=_NEVER,
    by_itself=_NEVER,
    counted=_NEVER,
    claims=(),
)
"""Of a language whose claims nobody wrote down."""


def wording_of(language: ClaimLanguage | None) -> Wording:
    """A language's claims, ready to be looked for."""
    if language is None:
        return NOTHING
    end, same = ends_of((*language.denial.short, _INITIAL))

    def ready(pattern: str) -> re.Pattern[str]:
        return re.compile(with_parts(pattern, language.parts), re.IGNORECASE)

    denial = Denial(
        before=ready(language.denial.before),
        after=ready(language.denial.after),
        inside=ready(language.denial.inside) if language.denial.inside else None,
        open_before=ready(language.denial.open_before),
        no_denial=ready(language.denial.no_denial),
        announces=None,
        sentence_end=end,
        same_sentence=same,
    )
    about = language.about
    products = Products(ready(about.exosomes), ready(about.other_products), ready(about.not_yet))
    care = Care(ready(about.other_care), ready(about.ours), ready(about.compares))
    rows = tuple(pair for row in language.claims for pair in _claims_of(row, language, denial))
    return Wording(
        denial, products, care, ready(language.headings), ready(about.by_itself), ready(about.counted), rows
    )


def _claims_of(
    row: ClaimWords, language: ClaimLanguage, denial: Denial
) -> Iterable[tuple[ClaimWords, Claim]]:
    for pattern in row.patterns:
        whole = within_sentence(with_parts(pattern, language.parts), denial)
        letters = re.compile(whole, re.NOFLAG if row.same_case else re.IGNORECASE)
        yield row, Claim(letters, row.says, language.hints[row.hint], row.may_be_denied)
