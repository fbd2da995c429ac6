"""Where the phrases of a recognition stand among the words of a form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from consent.forms.denial import denied_places
from consent.forms.english import ENGLISH
from consent.forms.phrase_steps import MARKS, Step, expanded, steps_of
from consent.forms.sections import Section, sections_of
from consent.forms.speech import Speech
from consent.reading.text.words import Words

Hit: TypeAlias = tuple[int, int]
"""First word, and the word after the last."""

_LONGEST_HEADING = 12
_OPENING = 3
"""Words of a sentence among which its subject is looked for."""
_DENIED_BEFORE, _DENIED_AFTER = 4, 2
_ASKED = 4
"""Characters behind a question's last word among which its mark stands."""
_KINDS = frozenset(("medical", "surgical", "surgery", "health", "outpatient"))
"""What a clinic is, before the last word of its name."""


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """The words of a form, found by their letters."""

    words: Words
    places: dict[str, list[int]]
    known: list[str]
    """Every different word, in order, so that all with one beginning stand together."""
    numbers: list[int]
    headings: frozenset[int]
    """Words that stand in a heading."""
    denied: frozenset[int]
    """Words that their sentence takes back."""
    sections: tuple[Section, ...]
    speech: Speech = ENGLISH
    cache: dict[str, list[Hit]] = field(default_factory=dict)

    def positions(self, word: str) -> list[int]:
        """Where a word stands."""
        return self.places.get(word, [])

    def _starts(self, step: Step) -> list[int]:
        found = list(self.numbers) if step.number else []
        for word in step.whole:
            found += self.places.get(word, [])
        for beginning in step.begun:
            for known in self.known[bisect_left(self.known, beginning) :]:
                if not known.startswith(beginning):
                    break
                found += self.places[known]
        return sorted(set(found))

    def hits(self, phrases: Iterable[str]) -> list[Hit]:
        """Where any of the phrases stands."""
        return sorted({hit for phrase in expanded(phrases) for hit in self.hits_of(phrase)})

    def headed(self, phrases: Iterable[str]) -> frozenset[int]:
        """Parts of the form that have one of the phrases in their heading."""
        return frozenset(self.words.part[hit[0]] for hit in self.hits(phrases) if hit[0] in self.headings)

    def captioned(self, phrases: Iterable[str]) -> list[Section]:
        """What stands under captions that have one of the phrases."""
        hits = self.hits(phrases)
        return [
            one
            for one in self.sections
            if any(one.caption <= low and high <= one.start for low, high in hits)
        ]

    def under(self, phrases: Iterable[str]) -> frozenset[int]:
        """Words in parts and under captions that have one of the phrases in their heading."""
        asked = tuple(phrases)
        parts = self.headed(asked)
        found = {at for at, part in enumerate(self.words.part) if part in parts}
        for one in self.captioned(asked):
            found.update(range(one.start, one.end))
        return frozenset(found)

    def only_asked(self, start: int, end: int) -> bool:
        """Whether words stand in a short question alone, so that only its answer can tell anything."""
        return any(
            one.caption <= start and end <= one.start and "?" in self.words.behind(one.start - 1)[:_ASKED]
            for one in self.sections
        )

    def hits_of(self, phrase: str) -> list[Hit]:
        """Where one phrase stands that is no list."""
        if phrase not in self.cache:
            self.cache[phrase] = self._look(phrase)
        return self.cache[phrase]

    def _look(self, phrase: str) -> list[Hit]:
        affirmed, named, opens, names = (phrase.startswith(mark) for mark in "+^|~")
        steps = steps_of(phrase.lstrip(MARKS))
        found: list[Hit] = []
        if not all(map(self._occurs, steps)):
            return found
        for start in self._starts(steps[0]):
            end = self._follow(start, start + 1, steps[1:])
            if end is None or (affirmed and self._denied(start, end)) or (named and not self._a_name(start)):
                continue
            if (opens and not self._opens(start)) or (names and not self._before_a_name(end)):
                continue
            found.append((start, end))
        return found

    def _occurs(self, step: Step) -> bool:
        """Whether any word of the form will do; most phrases of a long list have one that stands nowhere."""
        if (step.number and self.numbers) or any(word in self.places for word in step.whole):
            return True
        return any(
            at < len(self.known) and self.known[at].startswith(beginning)
            for beginning in step.begun
            for at in (bisect_left(self.known, beginning),)
        )

    def _opens(self, start: int) -> bool:
        """Whether a sentence has hardly begun."""
        before = start - _OPENING
        return before < 0 or self.words.sentence[before] != self.words.sentence[start]

    def _follow(self, start: int, position: int, steps: Sequence[Step]) -> int | None:
        text, sentence = self.words.text, self.words.sentence
        for step in steps:
            for place in range(position, min(position + step.gap + 1, len(text))):
                if step.gap and sentence[place] != sentence[start]:
                    return None
                if step.fits(text[place]):
                    position = place + 1
                    break
            else:
                return None
        return position

    def _denied(self, start: int, end: int) -> bool:
        text, sentence, by = self.words.text, self.words.sentence, self.speech.denying
        for place in range(max(start - _DENIED_BEFORE, 0), start):
            if text[place] in by.no and sentence[place] == sentence[start]:
                before = text[place - 1] if place else ""
                after = place + 1
                while after < start and text[after] in by.small:
                    after += 1
                if text[after] not in by.but and before not in ("or", "why"):
                    return True
        return self._denied_after(start, end)

    def _denied_after(self, start: int, end: int) -> bool:
        text, sentence, by = self.words.text, self.words.sentence, self.speech.denying
        after = text[end : end + _DENIED_AFTER + 1]
        if len(after) < _DENIED_AFTER or sentence[end] != sentence[start]:
            return False
        if not by.after_verbs:
            verb = next((word for word in after[1:] if word not in by.small), "")
            return after[0] in by.negations and verb not in by.but
        return (
            after[0] in by.after_verbs
            and after[1] in ("not", "never", "no")
            and after[_DENIED_AFTER:] not in (("limited",), ("only",))
        )

    def with_denial(self, start: int, end: int) -> Hit:
        """A hit together with the words around it that may deny it."""
        sentence = self.words.sentence
        low, high = start, end
        while low > max(start - _DENIED_BEFORE, 0) and sentence[low - 1] == sentence[start]:
            low -= 1
        while high < min(end + _DENIED_AFTER, len(sentence)) and sentence[high] == sentence[start]:
            high += 1
        return low, high

    def _before_a_name(self, end: int) -> bool:
        words = self.words
        if end >= len(words.text) or words.sentence[end] != words.sentence[end - 1]:
            return False
        return words.pages[words.page[end]].text[words.first[end]].isupper()

    def _a_name(self, start: int) -> bool:
        words = self.words
        if (
            not start
            or words.sentence[start - 1] != words.sentence[start]
            or words.text[start - 1] in self.speech.denying.no_names
        ):
            return False
        if words.text[start - 1] in _KINDS and words.text[max(start - 2, 0)] in self.speech.denying.no_names:
            return False  # "the Medical Center" has no name
        return all(words.pages[words.page[i]].text[words.first[i]].isupper() for i in (start - 1, start))


def index_of(words: Words, speech: Speech = ENGLISH) -> WordIndex:
    """The index of a form's words, made once."""
    return _index_of(words, speech)


@lru_cache(maxsize=4)
def _index_of(words: Words, speech: Speech) -> WordIndex:
    found: dict[str, list[int]] = {}
    for position, word in enumerate(words.text):
        if word:
            found.setdefault(word, []).append(position)
    numbers = [position for position, word in enumerate(words.text) if word.isdigit()]
    denied = denied_places(words, speech)
    sections = sections_of(words)
    return WordIndex(words, found, sorted(found), numbers, _headings(words), denied, sections, speech)


def _headings(words: Words) -> frozenset[int]:
    """The first sentence of each part, without its number."""
    found = set()
    part, begun, sentence = -1, 0, -1
    for position, word in enumerate(words.text):
        if words.part[position] != part:
            part, begun, sentence = words.part[position], position, -1
        if sentence < 0 and len(word) > 1 and not word.isdigit():
            sentence = words.sentence[position]
        if words.sentence[position] == sentence and position - begun < _LONGEST_HEADING:
            found.add(position)
    return frozenset(found)
