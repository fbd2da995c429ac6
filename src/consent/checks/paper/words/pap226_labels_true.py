"""PAP226: headings, heads of columns and captions say what stands under them.

"How likely" over the column of harms, "Witness" over the patient's line: every word of the packet is there,
and the page is false.

Bad::

    <h2>Reasons you might want this</h2>        (over the reasons against)

Good::

    <h2>Reasons you might not</h2>
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from consent.checks.paper.facts.context import PaperContext, PlacedGroup
from consent.checks.paper.facts.own_words import own_pieces
from consent.checks.paper.facts.printed import Piece
from consent.models.findings.finding import Finding, Severity

CODE = "PAP226"
TITLE = "labels true"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 2.4.6 Headings and Labels; CMS Appendix A, A-0955"
_NO = r"\b(?:no|not|never|none|without|cannot|can['’]t|won['’]t|free\s+of)\b"


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a label must say, and must not."""

    about: str
    wanted: re.Pattern[str]
    barred: re.Pattern[str]


def _meaning(about: str, wanted: str, barred: str) -> _Meaning:
    return _Meaning(about, re.compile(wanted, re.IGNORECASE), re.compile(barred, re.IGNORECASE))


_LIKELIHOOD = _meaning(
    "how likely something is",
    r"\blikel|chance|often|frequen|odds|probab|\bcommon|how\s+many|\brate",
    rf"\bun|\bnever|{_NO}",
)
_BENEFIT = _meaning(
    "benefits",
    r"benefit|help|good|upside|\badvantage|\bpros?\b|gain|hope|\bfor\b|why|plus|better",
    rf"\brisk|harm|downside|drawback|disadvantage|{_NO}",
)
_RISK = _meaning(
    "risks",
    r"risk|harm|wrong|downside|drawback|disadvantage|problem|side\s+effect|complication|danger|\bcons?\b|"
    r"happen|minus|worse",
    rf"benefit|\badvantage|{_NO}|\bunlikely\b",
)
_CHOICES = _meaning(
    "other choices", r"choice|alternative|option|instead|other|else|could\s+do", rf"{_NO}|\bonly\b"
)
_WARNINGS = _meaning(
    "warning signs",
    r"warn|sign|call|watch|emergenc|symptom|tell|help|notice|problem",
    rf"{_NO}|normal|ignore",
)
_FOR = _meaning("reasons for it", r"", rf"{_NO}|against|\brisk|\bcons?\b|downside|harm|drawback")
_AGAINST = _meaning(
    "reasons against it",
    r"\bno[t]?\b|n['’]t\b|against|risk|\bcons?\b|downside|harm|drawback|wrong|instead|concern|worr|careful|"
    r"think|before",
    r"^$",
)
_COLUMNS = {
    "risk": {0: _RISK, 2: _LIKELIHOOD},
    "alternative": {1: _BENEFIT, 2: _RISK},
    "benefits": {0: _BENEFIT, 1: _LIKELIHOOD},
}
_HEADINGS = {
    "risk": _RISK,
    "alternative": _CHOICES,
    "warning": _WARNINGS,
    "reasons you might want this": _FOR,
    "reasons you might not": _AGAINST,
}
_CAPTIONS = {
    "signature": _meaning("the signature", r"\bsign", _NO),
    "date": _meaning("the date", r"\bdate|\bday|when", _NO),
    "time": _meaning("the time", r"\btime|hour|o['’]clock", _NO),
    "printed-name": _meaning("the printed name", r"name", _NO),
    "initials": _meaning("the initials", r"initial", _NO),
}
_ROLES = {
    "patient": re.compile(r"\bpatient\b", re.IGNORECASE),
    "representative": re.compile(
        r"represent|decides?\b|guardian|parent|proxy|surrogate|behalf", re.IGNORECASE
    ),
    "practitioner": re.compile(
        r"practitioner|physician|doctor|clinician|surgeon|provider|nurse", re.IGNORECASE
    ),
    "witness": re.compile(r"(?<!second )witness", re.IGNORECASE),
    "second-witness": re.compile(r"second witness", re.IGNORECASE),
    "assent": re.compile(r"young patient|assent|child|minor", re.IGNORECASE),
    "interpreter": re.compile(r"interpret|translat", re.IGNORECASE),
}


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each label that says something else than it should."""
    if not context.page or not context.packet.language.startswith("en"):
        return
    told = set()
    for page, label, about in (*_over_groups(context), *_at_places(context), *_over_signers(context)):
        if (label, about) not in told:
            told.add((label, about))
            yield context.finding(
                CODE,
                f"the label “{label[:60]}” stands where {about} should be announced",
                "name in the page template what stands there, as the built-in one does",
                page=page,
                field=label[:60],
            )


def _over_groups(context: PaperContext) -> Iterator[tuple[int, str, str]]:
    """Headings, and heads of columns, over risks, choices, benefits, reasons and warning signs."""
    placed = context.aligned.placed
    starts = [span[0] for _, span in placed]
    headings = [(span[0], piece) for piece, span in own_pieces(context) if piece.heading]
    for group in context.groups:
        page = context.body.page_of(group.start)
        kind = _kind(group)
        meaning = _HEADINGS.get(kind)
        before = bisect_right(headings, group.start, key=lambda one: one[0])
        if meaning and before and group.spans and _wrong(meaning, headings[before - 1][1].text):
            yield page, headings[before - 1][1].text, meaning.about
        columns = _COLUMNS.get(kind, {})
        texts = [index for index, text in enumerate(group.group.words) if text]
        for index, span in zip(texts, group.spans, strict=False):
            here = bisect_right(starts, span[0]) - 1
            if index in columns and here >= 0:
                head = _head(context, here, placed[here][0].cell)
                if head and _wrong(columns[index], head):
                    yield page, head, columns[index].about


def _kind(group: PlacedGroup) -> str:
    about = group.group.about
    last = about.rpartition(", ")[2]
    return about if about in _HEADINGS else last.partition(" ")[0]


def _head(context: PaperContext, index: int, cell: int) -> str:
    """The head of a column over a cell."""
    placed = context.aligned.placed
    while index >= 0 and placed[index][0].row and not placed[index][0].repeated:
        index -= 1
    row = placed[index][0].row if index >= 0 and placed[index][0].repeated else 0
    words = []
    while row and index >= 0 and placed[index][0].row == row:
        if placed[index][0].cell == cell:
            words.append(placed[index][0].text)
        index -= 1
    return " ".join(reversed(words))


def _at_places(context: PaperContext) -> Iterator[tuple[int, str, str]]:
    """Captions of the places to sign."""
    for piece, span in context.aligned.placed:
        for name in piece.places:
            kind = "initials" if name.startswith("initials-") else _ending(name)
            meaning = _CAPTIONS.get(kind)
            if meaning and _wrong(meaning, piece.text):
                yield context.page_of(span), piece.text, meaning.about


def _ending(name: str) -> str:
    return next((kind for kind in _CAPTIONS if name.endswith(f"-{kind}")), "")


def _over_signers(context: PaperContext) -> Iterator[tuple[int, str, str]]:
    """Headings over the lines of a signer that name only others."""
    captions: dict[str, int] = {}
    for piece, span in context.aligned.placed:
        captions |= {name: span[0] for name in piece.places if name.endswith("-signature")}
    headings = [(span[0], piece) for piece, span in own_pieces(context) if piece.heading]
    for block in context.signature_blocks:
        at = captions.get(f"{block.anchor}-signature")
        before = bisect_right(headings, at, key=lambda one: one[0]) if at is not None else 0
        if at is None or not before:
            continue
        heading: Piece = headings[before - 1][1]
        named = {role for role, words in _ROLES.items() if words.search(heading.text)}
        if named and str(block.signer) not in named:
            yield context.body.page_of(at), heading.text, f"the {block.signer}"


def _wrong(meaning: _Meaning, label: str) -> bool:
    return not meaning.wanted.search(label) or bool(meaning.barred.search(label))
