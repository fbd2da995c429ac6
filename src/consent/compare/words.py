"""Two wordings word by word: what was kept, taken out, put in, and what of it is more than punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from consent.models.library.passage import UNKNOWN
from consent.models.register.change import Edit, Stretch

_PIECE = re.compile(r"\s+|[^\W_]+(?:[.,’'][^\W_]+)*|.", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(
    r"[^\W_]+(?:['’.][^\W_]+)*"
    # .5 is not 5, -5 is not 5 (but 1-5 is a range), 1/10 is not 1-10.
    r"|(?<![\w.])\.\d+|(?<![\w)-])[-−](?=\.?\d)|(?<=\d)/(?=\d)"
    r"|[^\w\s/−-]"
)
_SIGNS = frozenset({"Sm", "Sc", "So"})
"""Categories of signs that are read aloud: ``<``, ``$``, ``°``, ``→``, a ticked box."""
_SAID = frozenset("%‰&/-−\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Other signs that say something; the last ones turn round what is read."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Nothing is printed for them."""
_ONES = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
_TIMES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_NUMBER_WORDS = frozenset(
    (
        *("none", "no", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "dozen"),
        *("half", "third", "quarter", "once", "twice", "fewer", "less", "more", "most", "every", "first"),
        *("second", "percent"),
        *("ninguno", "ninguna", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
        *("once", "doce", "quince", "veinte", "treinta", "cuarenta", "cincuenta", "cien", "ciento", "mil"),
        *("millón", "millones", "mitad", "tercio", "menos", "más", "mayoría", "cada", "primer", "primera"),
        *("segundo", "segunda", "uno"),
    )
)
"""Words that count. ``more`` and ``fewer`` are among them: they turn a number round."""
_DENIALS = frozenset(("not", "no", "never", "cannot", "without", "nunca", "sin", "jamás"))


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """The two wordings as one, what was taken out before what took its place."""
    # Nothing is said of how words read that nobody knows.
    before, after = ([one] if one == UNKNOWN else _PIECE.findall(one) for one in (old, new))
    found: list[Stretch] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Edit.KEPT, "".join(before[start:end])))
            continue
        if start < end:
            found.append(Stretch(Edit.DELETED, "".join(before[start:end])))
        if other_start < other_end:
            found.append(Stretch(Edit.INSERTED, "".join(after[other_start:other_end])))
    return tuple(_joined(found))


def _joined(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """A space kept between two changes is part of both, as people mark it."""
    for is_word, group in groupby(found, key=lambda one: one.edit is Edit.KEPT and bool(one.text.strip())):
        some = list(group)
        if is_word or len(some) < 3:
            yield from some
            continue
        first, last = some[0], some[-1]
        inner = [one for one in some if one not in (first, last) or one.edit is not Edit.KEPT]
        if first.edit is Edit.KEPT:
            yield first
        for edit in (Edit.DELETED, Edit.INSERTED):
            if any(one.edit is edit for one in inner):
                yield Stretch(edit, "".join(one.text for one in inner if one.edit in (edit, Edit.KEPT)))
        if last.edit is Edit.KEPT:
            yield last


def spoken(text: str) -> tuple[str, ...]:
    """The words, numbers and signs as they are said: no punctuation, no capitals, no hidden characters.

    ``1,000`` is ``1000``, ``two`` is ``2`` and ``.5`` is ``0.5``.
    """
    seen = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    plain = _BETWEEN_THOUSANDS.sub("", seen).replace("’", "'").casefold()
    return tuple(_in_figures([f"0{word}" if word[0] == "." else word for word in _words(plain)]))


def _words(plain: str) -> Iterator[str]:
    for word in _WORD.findall(plain):
        if len(word) > 1 or word.isalnum() or word in _SAID or unicodedata.category(word) in _SIGNS:
            yield word


def _in_figures(words: Sequence[str]) -> Iterator[str]:
    """``twenty five`` as ``25``, ``two hundred`` as ``200``."""
    at = 0
    while at < len(words):
        word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
        number = _ONES.get(word, _TENS.get(word))
        at += 1
        if number is None:
            yield word
            continue
        if word in _TENS and 0 < _ONES.get(after, 0) < 10:
            number, at = number + _ONES[after], at + 1
        if at < len(words) and words[at] in _TIMES:
            number, at = number * _TIMES[words[at]], at + 1
        yield str(number)


def numbers(text: str) -> tuple[str, ...]:
    """Everything in it that counts, in order: numbers, words for them, and signs."""
    return tuple(
        word
        for word in spoken(text)
        if _NUMBER.search(word) or word in _NUMBER_WORDS or not word[0].isalnum()
    )


def denials(text: str) -> tuple[str, ...]:
    """Every word in it that turns round what is said, such as ``not``, in order."""
    return tuple(word for word in spoken(text) if word in _DENIALS or word.endswith("n't"))


def likeness(old: str, new: str) -> float:
    """How much of two wordings is the same, from 0 to 1."""
    return SequenceMatcher(None, spoken(old), spoken(new), autojunk=False).ratio()
