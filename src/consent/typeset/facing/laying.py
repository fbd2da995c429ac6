"""Elements that English makes: a row of two columns, words behind a caption, and what of a page it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import html  # type: ignore[import-untyped]

from consent.models.spoken import BESIDE
from consent.typeset.facing.pairs import Element
from consent.typeset.facing.shapes import HEADINGS, classes

_OWN_NAMES = ("id", "data-part", "name")


def english_of(other: Element, tag: str = "", name: str = "") -> Element:
    """English without what may stand once only: names, places, pictures."""
    english = deepcopy(other)
    english.tail = None
    for one in list(english.iter("input", "svg", "img")):
        _replaced(one)
    for one in english.iter():
        for attribute in _OWN_NAMES:
            one.attrib.pop(attribute, None)
    english.tag = tag or english.tag
    if tag:
        english.set("class", name)
    english.set("lang", BESIDE)
    return english


def laid(own: Sequence[Element], english: Sequence[Element]) -> Element:
    """A row with these elements in one column and their English, as of ``english_of``, in the other."""
    row, left, right = html.Element("div"), html.Element("div"), html.Element("div")
    row.set("class", " ".join(("facing", *_kinds(own))))
    left.set("class", "facing-own")
    right.set("class", "facing-other")
    right.set("lang", BESIDE)
    for one in own:
        one.tail = None
        left.append(one)
    for one in english:
        del one.attrib["lang"]
        right.append(one)
    row.extend((left, right))
    return row


def _kinds(own: Sequence[Element]) -> tuple[str, ...]:
    """What a row is: headings, which stay with what follows, or the bar over a section."""
    if any(one.tag not in HEADINGS for one in own):
        return ()
    bar = all(one.tag == "h2" and "plain-head" not in classes(one) for one in own)
    return ("facing-heads", "facing-bar") if bar else ("facing-heads",)


def behind(caption: Element, english: Element) -> None:
    """Put English, as of ``english_of``, at the end of a caption."""
    english.tag = "span"
    english.set("class", "facing-inline")
    last = caption[-1] if len(caption) else None
    if last is None:
        caption.text = f"{caption.text or ''} "
    else:
        last.tail = f"{last.tail or ''} "
    caption.append(english)


def _replaced(one: Element) -> None:
    """A place to tick becomes the mark of a list; a line or a picture goes."""
    mark = "• " if one.tag == "input" and (one.get("name") or "").startswith("check:") else ""
    parent, tail = one.getparent(), mark + (one.tail or "").lstrip() if mark else one.tail or ""
    before = one.getprevious()
    if before is not None:
        before.tail = f"{before.tail or ''}{tail}"
    else:
        parent.text = f"{parent.text or ''}{tail}"
    parent.remove(one)
