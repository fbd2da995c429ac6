"""What must not stand in any consent, whoever wrote it: promises, waivers, stories, false words about FDA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from consent.checks.source.clauses import (
    cls111_no_promise,
    cls112_true_fda_status,
    cls113_no_blessing_by_a_state,
    cls114_no_waiver_of_rights,
    cls115_no_patient_story,
)
from consent.checks.source.facts.claims import Found, found_in

_ALWAYS = (
    *cls114_no_waiver_of_rights.CLAIMS,
    *cls113_no_blessing_by_a_state.CLAIMS,
    *cls115_no_patient_story.CLAIMS,
)
_LABEL = re.compile(r"^\W*(?:no\s+)?(?:guarantee|arbitration|testimonials?)\W*$", re.IGNORECASE)
"""A heading is no claim; the sentence under it is."""


def forbidden_in(sentence: str, *, of_exosomes: bool) -> Iterator[Found]:
    """Everything in one sentence that must not be said.

    Args:
        sentence: whole, as it is printed; what it denies it does not say.
        of_exosomes: whether the words around it are about an exosome, where it names no product itself.

    """
    if _LABEL.match(sentence):
        return
    yield from found_in(sentence, _ALWAYS)
    promised = found_in(sentence, cls111_no_promise.CLAIMS)
    yield from (one for one in promised if not cls111_no_promise.is_about_other_care(one))
    yield from found_in(
        sentence,
        cls112_true_fda_status.CLAIMS,
        partial(cls112_true_fda_status.is_about_exosomes, around=of_exosomes),
    )
