"""PAP242: everything on the page is read aloud, in order, under headings that skip no level.

Text without a tag is on the paper and not in the ear.

Bad::

    /Artifact BMC (FDA has not approved …) Tj EMC

Good::

    /P <</MCID 4>> BDC (FDA has not approved …) Tj EMC
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.letters import field_of, named, stretches
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import Page, Tag
from consent.reading.text.flow import squeezed

CODE = "PAP242"
TITLE = "everything read aloud"
SEVERITY = Severity.ERROR
_JOINED = (("\u0600", "\u109f"), ("\u1780", "\u1aff"), ("\ufb50", "\ufdff"), ("\ufe70", "\ufefe"))
"""Scripts from Arabic to Myanmar, Khmer to Tai Tham, and Arabic's forms for print."""
REFERENCE = "WCAG 2.1, 1.3.1 and 1.3.2; ISO 14289-1, 7.1 and 7.4.2"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield findings for an untagged file, and for what is not heard, heard otherwise or out of order."""
    facts = context.sheets.facts
    if not facts.tagged:
        yield context.finding(
            CODE, "the file is not tagged, so a screen reader has to guess", "print the packet again"
        )
        return
    silent = np.flatnonzero(~context.body.gathered(lambda page: _reached(page, facts.tags)).astype(bool))
    for stretch in stretches(context, context.body, silent.tolist()):
        yield context.finding(
            CODE,
            f"{named(stretch.clause)}: {stretch.what} is left out when the page is read aloud",
            "do not mark text as decoration, and add none to a finished file",
            page=stretch.page,
            field=field_of(stretch.clause),
        )
    yield from _replaced(context)
    yield from _added(context)
    yield from _unlike_the_page(context)
    yield from _fields_out_of_turn(context)
    before = 0
    for name, level in facts.headings:
        if level > before + 1:
            over = f"H{before}" if before else "the start"
            yield context.finding(
                CODE, f"a heading {name} follows {over}", "use the next level down, and skip none", field=name
            )
            break
        before = level


def _replaced(context: PaperContext) -> Iterator[Finding]:
    """Words that are read aloud in place of other words, and pictures that are called something else."""
    meant = {squeezed(text) for text in context.printed.alternatives}
    meant |= {squeezed(page.text) for form in context.packet.official_forms for page in form.pages}
    for spoken in context.sheets.facts.spoken:
        letters, page = _behind(context, spoken.content)
        heard = squeezed(spoken.words)
        if heard != letters and (
            letters or (context.page and not any(heard in one or one in heard for one in meant))
        ):
            yield context.finding(
                CODE,
                "the ear is told other words than the eye"
                if letters
                else "a picture is read aloud as something else",
                "give replacement text to pictures only, as the page templates do",
                page=page,
                field="replacement text",
            )
    for sheet in context.pages:
        for said, letters in _said(sheet):
            if not _same_letters(said, letters):
                yield context.finding(
                    CODE,
                    "the ear is told other letters than the eye",
                    "print the packet again; this file says what it does not show",
                    page=sheet.number,
                    field="replacement text",
                )


def _added(context: PaperContext) -> Iterator[Finding]:
    """Words for the ear alone. The page templates give none but the texts of pictures."""
    for said in context.sheets.facts.added:
        yield context.finding(
            CODE,
            f"{said.where} tells the ear words that are not on the page",
            "print the packet again; give replacement text to pictures only",
            field=said.where,
        )


def _fields_out_of_turn(context: PaperContext) -> Iterator[Finding]:
    """Places to write that are reached in another order than the page has them."""
    turns = {widget.own_name: widget for widget in context.sheets.facts.widgets if widget.turn >= 0}
    reached = [turns[name] for name in context.printed.fields if name in turns] if context.page else []
    for one, other in pairwise(reached):
        if other.turn < one.turn:
            yield context.finding(
                CODE,
                f"the form field {other.own_name!r} is reached before {one.own_name!r}, which stands first",
                "print the packet again; keep the order of the page templates",
                page=other.page,
                field=other.own_name,
            )
            return


def _behind(context: PaperContext, content: frozenset[tuple[int, int]]) -> tuple[str, int]:
    """The letters that are drawn in place of what is read aloud, and their page."""
    found = ""
    numbers = sorted({number for number, _ in content})
    for number in numbers:
        page = context.pages[number - 1]
        runs = [(number, r.mcid) in content and not context.is_bound(r) for r in page.runs] + [False]
        wanted = np.array(runs)[page.run]
        found += squeezed("".join(page.text[index] for index in np.flatnonzero(wanted).tolist()))
    return found, numbers[0] if numbers else 0


def _said(page: Page) -> Iterator[tuple[str, str]]:
    """Each replacement text inside the page, with all the letters it replaces."""
    texts = sorted({run.said for run in page.runs if run.said})
    for said in texts:
        theirs = np.array([run.said == said for run in page.runs] + [False])[page.run]
        yield said, "".join(page.text[index] for index in np.flatnonzero(theirs).tolist())


def _same_letters(said: str, drawn: str) -> bool:
    """Whether the letters are the same, as often as need be; vowel signs and accents may come in parts."""
    if any(map(_joined, said)) != any(map(_joined, drawn)):
        return False
    heard, seen = Counter(_bare(said)), Counter(_bare(drawn))
    if not heard:
        return not seen
    times = seen.total() // max(heard.total(), 1)
    return bool(times) and seen == Counter({letter: count * times for letter, count in heard.items()})


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", squeezed(text))
    return "".join(c for c in parts if unicodedata.category(c)[0] not in "MC" and not _joined(c))


def _joined(letter: str) -> bool:
    """Whether the script draws a letter with parts of others: such a drawing does not tell its letters."""
    return any(first <= letter <= last for first, last in _JOINED)


def _unlike_the_page(context: PaperContext) -> Iterator[Finding]:
    """Headings that are not announced as such, and words that are read out of turn."""
    flow = context.body
    turns = flow.gathered(lambda page: _of_runs(context, page, lambda tag: tag.turn, -1))
    headings = flow.gathered(lambda page: _of_runs(context, page, lambda tag: tag.heading, 1))
    heads = flow.gathered(lambda page: _of_runs(context, page, lambda tag: tag.head, 1))
    before = -1
    for piece, (first, last) in context.aligned.placed if context.page else ():
        here = turns[first:last]
        late = np.flatnonzero((here >= 0) & (here < np.maximum.accumulate(np.maximum(here, before))))
        if piece.heading and not headings[first:last].all():
            message = f"the heading “{piece.text[:60]}” is read aloud like any other words"
        elif piece.head and not heads[first:last].all():
            message = f"the head “{piece.text[:60]}” of a table is read aloud like any other cell"
        elif len(late):
            message = f"“{piece.text[:60]}” is read aloud out of its turn"
        else:
            before = max(before, int(here.max()))
            continue
        yield context.finding(
            CODE,
            message,
            "keep the order of the page templates, and headings in h1 to h6",
            page=flow.page_of(first + (int(late[0]) if len(late) else 0)),
            field=piece.text[:60],
        )
        return


def _of_runs(
    context: PaperContext, page: Page, value: Callable[[Tag], int], otherwise: int
) -> npt.NDArray[np.int64]:
    tags = context.sheets.facts.tags
    found = [tags.get((page.number, run.mcid)) for run in page.runs]
    return np.array([otherwise if tag is None else value(tag) for tag in found] + [otherwise])[page.run]


def _reached(page: Page, tags: Collection[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    runs = [not run.artifact and (page.number, run.mcid) in tags for run in page.runs]
    return np.array([*runs, True], dtype=bool)[page.run]
