"""PAP226: headings, heads of columns and captions say what stands under them.

"How likely" over the column of harms, "Witness" over the patient's line: every word of the packet is there,
and the page is false.

Bad::

    <h2>Reasons you might want this</h2>        (over the reasons against)

Good::

    <h2>Reasons you might not</h2>
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext, PlacedGroup
from consent.checks.paper.facts.labels import IN_ENGLISH, PageLabels, labels_of
from consent.checks.paper.facts.printed import Piece
from consent.models.findings.finding import Finding, Severity

CODE = "PAP226"
TITLE = "labels true"
SEVERITY = Severity.ERROR
NEEDS = "labels"
REFERENCE = "WCAG 2.1, 2.4.6 Headings and Labels; CMS Appendix A, A-0955"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each label that says something else than it should."""
    labels = _of(context)
    if not context.page or labels is None:
        return
    told = set()
    found = (*_over_groups(context, labels), *_at_places(context, labels), *_over_signers(context, labels))
    for page, label, about in found:
        if (label, about) not in told:
            told.add((label, about))
            yield context.finding(
                CODE,
                f"the label “{label[:60]}” stands where {about} should be announced",
                "name in the page template what stands there, as the built-in one does",
                page=page,
                field=label[:60],
            )


def _over_groups(context: PaperContext, labels: PageLabels) -> Iterator[tuple[int, str, str]]:
    """Headings, and heads of columns, over risks, choices, benefits, reasons and warning signs."""
    placed = context.aligned.placed
    starts = [span[0] for _, span in placed]
    headings = [(span[0], piece) for piece, span in context.own_pieces if piece.heading]
    for group in context.groups:
        page = context.body.page_of(group.start)
        kind = _kind(group, labels)
        meaning = labels.headings.get(kind)
        before = bisect_right(headings, group.start, key=lambda one: one[0])
        if meaning and before and group.spans and meaning.is_wrong(headings[before - 1][1].text):
            yield page, headings[before - 1][1].text, meaning.about
        columns = labels.columns.get(kind, {})
        texts = [index for index, text in enumerate(group.group.words) if text]
        for index, span in zip(texts, group.spans, strict=False):
            here = bisect_right(starts, span[0]) - 1
            if index in columns and here >= 0:
                head = _head(context, here, placed[here][0].cell)
                if head and columns[index].is_wrong(head):
                    yield page, head, columns[index].about


def _kind(group: PlacedGroup, labels: PageLabels) -> str:
    about = group.group.about
    last = about.rpartition(", ")[2]
    return about if about in labels.headings else last.partition(" ")[0]


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


def _at_places(context: PaperContext, labels: PageLabels) -> Iterator[tuple[int, str, str]]:
    """Captions of the places to sign."""
    for piece, span in context.aligned.placed:
        for name in piece.places:
            kind = "initials" if name.startswith("initials-") else _ending(name, labels)
            meaning = labels.captions.get(kind)
            if meaning and meaning.is_wrong(piece.text):
                yield context.page_of(span), piece.text, meaning.about


def _ending(name: str, labels: PageLabels) -> str:
    return next((kind for kind in labels.captions if name.endswith(f"-{kind}")), "")


def _over_signers(context: PaperContext, labels: PageLabels) -> Iterator[tuple[int, str, str]]:
    """Headings over the lines of a signer that name only others."""
    captions: dict[str, int] = {}
    for piece, span in context.aligned.placed:
        captions |= {name: span[0] for name in piece.places if name.endswith("-signature")}
    headings = [(span[0], piece) for piece, span in context.own_pieces if piece.heading]
    for block in context.signature_blocks:
        at = captions.get(f"{block.anchor}-signature")
        before = bisect_right(headings, at, key=lambda one: one[0]) if at is not None else 0
        if at is None or not before:
            continue
        heading: Piece = headings[before - 1][1]
        named = {role for role, words in labels.roles.items() if words.search(heading.text)}
        if named and str(block.signer) not in named:
            yield context.body.page_of(at), heading.text, f"the {block.signer}"


def _of(context: PaperContext) -> PageLabels | None:
    if context.packet.catalogue.is_source:
        return IN_ENGLISH
    return None if context.words.labels is None else labels_of(context.words.labels)
