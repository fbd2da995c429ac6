"""PAP209: the paper says what the packet says and not a word more, in its headings, captions and margins too.

A sentence that was added can take back all the others.

Bad::

    FDA has not approved any exosome product for any use. It is safe and effective.

Good::

    FDA has not approved any exosome product for any use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import numpy as np

from consent.checks.paper.facts.aligned import Gap
from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.printed import Piece
from consent.checks.paper.words import pap202_clause_order
from consent.checks.paper.words.pap231_no_leftovers import leftovers
from consent.models.findings.expectation import UNREAD
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.slots import COUNTED_IN_ALL
from consent.reading.sheet import Page
from consent.reading.text.flow import Span, squeezed

CODE = "PAP209"
TITLE = "nothing added or changed"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 46.116(a)(6): no words by which the patient gives up a right; AMA Code, Opinion 2.1.1"
_HINT = "print the packet again; change words in the clause, procedure, practice file or page template only"
_NUMBERS = r"(?:\d{1,3}[.)])+"
_FIELD = re.compile(r"\{\w+\}")
_LONGEST_UNREAD = 120
_DIGITS = 4


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each stretch that only the paper has, and each word that only the packet has."""
    if not context.page:
        return
    yield from _body(context)
    for index, page in enumerate(context.pages):
        yield from _margin(context, index, page)


def _body(context: PaperContext) -> Iterator[Finding]:
    known = context.known
    told = _told(context)
    repeated = _repeated(context.printed.body)
    read: dict[str, str] = {}
    moved = _moved(context, known)
    for gap in context.aligned.gaps:
        letters = _unaccounted(context, gap.added, known)
        text = "".join(context.body.text[position] for position in letters)
        unread = [piece for piece in gap.missing if UNREAD in piece.text]
        missing = [p for p in gap.missing if p not in unread and not _elsewhere(context, p, known)]
        if any(_among(piece, told) for piece in missing):
            continue
        missing = [piece for piece in missing if piece not in moved]
        for piece in moved:
            text = text.replace(piece.letters, "")
        text = repeated.sub("", text)
        if unread and not missing and len(text) <= _LONGEST_UNREAD:
            yield from _value(context, gap, unread[0], letters, read)
            continue
        if text and _left_over(context, letters):
            continue
        if missing:
            words = " ".join(piece.text for piece in missing[:3])[:80]
            yield _finding(context, gap, f"the words “{words}” are missing or changed", gap.added[0])
        elif text and gap.missing and not unread:
            words = gap.missing[0].text[:80]
            yield _finding(context, gap, f"other words stand where “{words}” belongs", letters[0])
        elif text:
            many = f"{len(text)} letters are" if len(text) > 1 else "a letter is"
            yield _finding(context, gap, f"{many} printed that the packet does not have", letters[0])


def _value(
    context: PaperContext, gap: Gap, piece: Piece, letters: Sequence[int], read: dict[str, str]
) -> Iterator[Finding]:
    """A value that only the paper can tell: it stands there, and is the same wherever it stands."""
    name = piece.slot or piece.letters
    first, last = gap.added
    text = "".join(context.body.text[position] for position in letters)
    if first == last:
        yield _finding(context, gap, f"the value of `{name}` is missing", first)
    elif text and read.setdefault(name, text) != text:
        yield _finding(context, gap, "a value differs from the same value on an earlier page", letters[0])


def _told(context: PaperContext) -> tuple[str, ...]:
    """Words that the rules on clauses and sentences report as missing."""
    lost = [part.text for clause in context.clauses for part in clause.parts if part.span is None]
    lost += [group.missing for group in context.groups if group.missing]
    return tuple(squeezed(text) for text in lost)


def _among(piece: Piece, told: Sequence[str]) -> bool:
    return any(piece.letters in text or text in piece.letters for text in told)


def _repeated(pieces: Sequence[Piece]) -> re.Pattern[str]:
    """Numbers of list items, and table heads that print again on the next page."""
    rows = groupby((piece for piece in pieces if piece.repeated), key=lambda piece: piece.row)
    heads = {"".join(piece.letters for piece in row) for _, row in rows}
    return re.compile("|".join((_NUMBERS, *map(re.escape, sorted(heads)))))


def _moved(context: PaperContext, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Piece, ...]:
    """Headings that went along with clauses that are out of order: the rule on that order tells it."""
    if not any(pap202_clause_order.check(context)):
        return ()
    added = [
        "".join(context.body.text[i] for i in _unaccounted(context, g.added, known))
        for g in context.aligned.gaps
    ]
    missing = (piece for gap in context.aligned.gaps for piece in gap.missing)
    return tuple(piece for piece in missing if any(piece.letters in text for text in added))


def _unaccounted(
    context: PaperContext, span: Span, known: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[int]:
    return [i for i in range(*span) if not known[i] and context.body.text[i] != "•"]


def _elsewhere(
    context: PaperContext, piece: Piece, known: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> bool:
    """Whether words that are not in their turn stand somewhere else: then their order is for other rules."""
    return any(known[span[0]] for span in context.body.all(piece.letters))


def _left_over(context: PaperContext, letters: Sequence[int]) -> bool:
    page = context.pages[context.body.page[letters[0]]]
    around = {int(context.body.glyph[position]) for position in letters}
    return any(around & set(range(*match.span())) for match in leftovers(page))


def _finding(context: PaperContext, gap: Gap, what: str, position: int) -> Finding:
    after = f"after “{gap.after[-60:].strip()}” " if gap.after else ""
    page = context.body.page_of(position)
    return context.finding(CODE, f"{after}{what}", _HINT, page=page, field=gap.after[-60:].strip())


def _margin(context: PaperContext, index: int, page: Page) -> Iterator[Finding]:
    """What head and foot of a page hold beyond identity, template and page number."""
    flow = context.margins[index]
    values = [piece.letters for piece in context.printed.running if piece.slot and UNREAD not in piece.text]
    said = {squeezed(run.said) for run in page.runs if run.said and run.artifact}
    if not all(v in flow.text or v[::-1] in flow.text or v in said for v in values):
        return
    words = {piece.letters for piece in context.printed.running if UNREAD not in piece.text}
    if context.is_copy:
        words |= set(map(squeezed, _FIELD.split(COUNTED_IN_ALL)))
    labels = [one for one, value in pairwise(context.printed.running) if value.slot and not one.slot]
    # That the version is on every page, PAP221 sees.
    version = squeezed(context.packet.template_version)
    if lost := [p.text for p in labels if p.letters not in flow.text and version not in p.letters]:
        yield context.finding(
            CODE,
            f"in the head or foot of the page the words “{lost[0][:60]}” are missing or changed",
            _HINT,
            page=page.number,
            field="head and foot",
        )
    spoken = np.array([bool(run.said) for run in page.runs] + [False])[page.run[flow.glyph]]
    text = "".join(letter for letter, skip in zip(flow.text, spoken.tolist(), strict=True) if not skip)
    if not _made_of(text, {*words, *(word[::-1] for word in values)}):
        yield context.finding(
            CODE,
            "the head or foot of the page says something else than the page templates",
            _HINT,
            page=page.number,
            field="head and foot",
        )


def _made_of(text: str, words: set[str]) -> bool:
    """Whether these words and page numbers, in any order, make up the text."""
    reached = {0}
    for position in range(len(text)):
        if position in reached:
            reached |= {position + len(word) for word in words if text.startswith(word, position)}
            for count in range(1, _DIGITS + 1):
                if text[position : position + count].isdecimal():
                    reached.add(position + count)
    return len(text) in reached
