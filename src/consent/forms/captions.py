"""A heading as evidence: what stands under it tells what it names, in whatever words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from consent.forms.denial import is_about_denial
from consent.forms.phrases import Hit, WordIndex
from consent.forms.sections import Section
from consent.models.library.recognition import Recognition

_FEWEST = 4
"""Words under a caption that tell something; fewer are a blank to fill in."""
_LONGEST = 60
"""Words of the longest quote."""


def whatever_stands(index: WordIndex, recognition: Recognition, until: int | None) -> Hit | None:
    """The first sentences under a caption of the recognition that nothing takes back."""
    reverse = {index.words.sentence[start] for start, _ in index.hits(recognition.unless)}
    denied = frozenset() if is_about_denial(recognition, index.speech) else index.denied
    for section in index.captioned(recognition.under):
        if index.words.sentence[section.caption] in reverse:
            continue
        for low, high in _told(index, section, reverse, denied):
            if until is None or high <= until:
                return low, min(high, low + _LONGEST)
    return None


def _told(index: WordIndex, section: Section, reverse: set[int], denied: frozenset[int]) -> Iterator[Hit]:
    """Runs of whole sentences that tell something, one after the other."""
    words = index.words
    start = section.start
    kept: list[int] = []
    for sentence, group in groupby(range(section.start, section.end), key=lambda at: words.sentence[at]):
        places = list(group)
        left = [at for at in places if at not in denied and words.text[at]]
        if sentence in reverse or 2 * len(left) < len(places):
            if len(kept) >= _FEWEST:
                yield start, kept[-1] + 1
            kept = []
            continue
        start = start if kept else places[0]
        kept += left
    if len(kept) >= _FEWEST:
        yield start, kept[-1] + 1
