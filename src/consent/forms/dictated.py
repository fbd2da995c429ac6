"""Find the words of a form that are most like a dictated text, and where they differ from it."""

from __future__ import annotations

from difflib import SequenceMatcher

from consent.forms.phrases import index_of
from consent.forms.recognise import Match
from consent.reading.text.words import Words, split

_ALIKE = 0.75
_SIMILAR = 0.5


def closest(words: Words, text: str) -> tuple[Match, tuple[tuple[str, str], ...]] | None:
    """The words most like a dictated text, and where the two differ: (dictated, printed).

    Words that are only similar are no find, but named as what comes closest.
    """
    wanted = split(text)
    index = index_of(words)
    best: tuple[float, int] = (0.0, 0)
    rare = sorted(set(wanted), key=lambda w: (len(index.positions(w)) or 10**6, -len(w)))[:6]
    for word in rare:
        for position in index.positions(word)[:40]:
            start = max(position - wanted.index(word), 0)
            ratio = SequenceMatcher(
                None, wanted, words.text[start : start + len(wanted)], autojunk=False
            ).ratio()
            best = max(best, (ratio, -start))
    start = -best[1]
    if best[0] < _ALIKE:
        near = (start, min(start + len(wanted), len(words.text)))
        return (Match(0, 0, 0.0, near=near), ()) if best[0] >= _SIMILAR else None
    printed = list(words.text[start : start + len(wanted) + len(wanted) // 4])
    steps = SequenceMatcher(None, wanted, printed, autojunk=False).get_opcodes()
    differences = tuple(
        (" ".join(wanted[a:b]), " ".join(printed[c:d]))
        for kind, a, b, c, d in steps
        if kind != "equal" and a < len(wanted)
    )
    ends = [d for kind, _, _, _, d in steps if kind == "equal"]
    return Match(start, start + max(ends, default=1), 0.6), differences
