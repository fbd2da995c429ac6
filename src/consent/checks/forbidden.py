"""What must not stand in any consent, whoever wrote it: promises, waivers, stories, false words about FDA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from consent.checks.source.clauses import (
    cls111_no_promise,
    cls112_true_fda_status,
    cls113_no_blessing_by_a_state,
    cls114_no_waiver_of_rights,
    cls115_no_patient_story,
)
from consent.checks.source.facts.claim import Claim
from consent.checks.source.facts.claims import Found, found_in
from consent.checks.source.facts.denial import ENGLISH, Denial
from consent.checks.source.facts.wording import Care, Products, Wording

_LABEL = re.compile(r"^\W*(?:no\s+)?(?:guarantee|arbitration|testimonials?)\W*$", re.IGNORECASE)
"""A heading is no claim; the sentence under it is."""


@dataclass(frozen=True, slots=True)
class _Searched:
    """What one language's sentences are searched for, and how."""

    always: tuple[Claim, ...]
    promises: tuple[Claim, ...]
    of_status: tuple[Claim, ...]
    denial: Denial
    products: Products
    care: Care
    headings: re.Pattern[str]


_IN_ENGLISH = _Searched(
    (
        *cls114_no_waiver_of_rights.CLAIMS,
        *cls113_no_blessing_by_a_state.CLAIMS,
        *cls115_no_patient_story.CLAIMS,
    ),
    cls111_no_promise.CLAIMS,
    cls112_true_fda_status.CLAIMS,
    ENGLISH,
    cls112_true_fda_status.ENGLISH,
    cls111_no_promise.ENGLISH,
    _LABEL,
)


def forbidden_in(
    sentence: str, *, of_exosomes: bool, of_other_care: bool = False, wording: Wording | None = None
) -> Iterator[Found]:
    """Everything in one sentence that must not be said.

    Args:
        sentence: whole, as it is printed; what it denies it does not say.
        of_exosomes: whether the words around it are about an exosome, where it names no product itself.
        of_other_care: whether it stands under a heading that names other choices; there only what names the
            product promises anything of it.
        wording: what is known of the sentence's language, out of ``wording_of``; None for English.

    """
    if wording is None:
        yield from _in_english(sentence, of_exosomes, of_other_care)
    else:
        yield from _found(sentence, _of(wording), of_exosomes=of_exosomes, of_other_care=of_other_care)


@lru_cache(maxsize=4096)
def _in_english(sentence: str, of_exosomes: bool, of_other_care: bool) -> tuple[Found, ...]:
    """The packets of a day share most of their sentences."""
    return tuple(_found(sentence, _IN_ENGLISH, of_exosomes=of_exosomes, of_other_care=of_other_care))


def _found(sentence: str, by: _Searched, *, of_exosomes: bool, of_other_care: bool) -> Iterator[Found]:
    if by.headings.match(sentence):
        return
    yield from found_in(sentence, by.always, denial=by.denial)
    promised = found_in(sentence, by.promises, denial=by.denial)
    if of_other_care and not by.care.ours.search(sentence):
        promised = iter(())
    yield from (one for one in promised if not cls111_no_promise.is_about_other_care(one, by.care))
    yield from found_in(
        sentence,
        by.of_status,
        partial(cls112_true_fda_status.is_about_exosomes, around=of_exosomes, products=by.products),
        by.denial,
    )


def _of(wording: Wording) -> _Searched:
    return _Searched(
        wording.of("CLS114", "CLS113", "CLS115", own=False),
        wording.of("CLS111", own=False),
        wording.of("CLS112", own=False),
        wording.denial,
        wording.products,
        wording.care,
        wording.headings,
    )
