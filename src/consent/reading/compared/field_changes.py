"""What became of the fields of a form besides that somebody answered: moved, hidden, showing other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from consent.reading.compared.answers import Answer, in_turn, widgets_of
from consent.reading.compared.drawn import contradictions, otherwise_in_rich_text, tick_shows, unlike_tick
from consent.reading.compared.objects import Sameness
from consent.reading.file.fields import fields_of
from consent.reading.sheet import Widget

_READ_ONLY, _PUSHED = 1, 1 << 16
_NEAR = 0.01
"""Points by which a box may have been rounded."""
_OF_FILLING = frozenset(
    {"/V", "/AP", "/AS", "/RV", "/M", "/NM", "/DA", "/Q", "/BS", "/Border", "/Lock", "/SV", "/Ff", "/F"}
)
"""Of a field: what answering and signing changes, and what is looked at by itself."""
_OF_TREES = frozenset(
    {"/Type", "/Subtype", "/FT", "/T", "/TU", "/Rect", "/P", "/Parent", "/Kids", "/StructParent"}
)
_WORDS = {"/A": "does something when it is touched", "/AA": "does something by itself"}


def about_fields(
    before: pikepdf.Pdf,
    after: pikepdf.Pdf,
    old: Mapping[str, Answer],
    new: Mapping[str, Answer],
    same: Sameness,
) -> Iterator[str]:
    """Everything but answers, signatures and fields that are gone, each in a few words."""
    form = after.Root.get("/AcroForm")
    drawn_later = isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances", False))
    for name, one in new.items():
        if name not in old:
            if not (one.kind == "/Sig" and one.filled and _without_room(one)):
                yield f"field {one.own_name!r} was added on page {one.page}"
            continue
        yield from _about_place(old[name], one)
        yield from _about_drawing(old[name], one, drawn_later=drawn_later)
    yield from _about_use(before, after)
    yield from _about_objects(before, after, same)
    yield from _about_answers(old, new, after, drawn_later=drawn_later)


def _about_place(was: Answer, one: Answer) -> Iterator[str]:
    if one.page != was.page or any(abs(a - b) > _NEAR for a, b in zip(one.box, was.box, strict=True)):
        yield f"field {one.own_name!r} was moved"
    if one.kind != was.kind or (one.flags | _READ_ONLY) != (was.flags | _READ_ONLY):
        yield f"field {one.own_name!r} is of another kind"
    if one.tooltip != was.tooltip:
        yield f"field {one.own_name!r} is said aloud in other words"
    if one.shown != was.shown:
        yield f"field {one.own_name!r} is hidden, or shown where it was not"


def _about_drawing(was: Answer, one: Answer, *, drawn_later: bool) -> Iterator[str]:
    if one.value == was.value and one.filled == was.filled:
        if one.drawn != was.drawn:
            yield f"field {one.own_name!r} draws something else, and its answer is the same"
    elif one.kind == "/Tx" and one.drawn == was.drawn and not drawn_later:
        yield f"field {one.own_name!r} has another answer, and draws what it drew before"


def _about_use(before: pikepdf.Pdf, after: pikepdf.Pdf) -> Iterator[str]:
    """Whether one can still write in a field so that it is read."""
    known = {widget.name: widget for widget in fields_of(before).widgets}
    for one in fields_of(after).widgets:
        was = known.get(one.name)
        if was is not None:
            yield from (f"field {one.own_name!r} {words}" for words in _use(was, one))


def _use(was: Widget, one: Widget) -> Iterator[str]:
    if one.fault and one.fault != was.fault and one.kind != "Sig":
        yield one.fault
    if one.listed != was.listed:
        yield "is no longer in the form, so that nobody is asked for it"


def _about_objects(before: pikepdf.Pdf, after: pikepdf.Pdf, same: Sameness) -> Iterator[str]:
    """What else stands in a field, and in what it hangs on, that was not there."""
    old = widgets_of(before)
    for name, (_, item) in widgets_of(after).items():
        if name in old:
            both = [_entries(one) for one in (old[name][1], item)]
            for key in sorted(both[0].keys() | both[1].keys()):
                if (key in both[0]) != (key in both[1]) or not same.same(both[0][key], both[1][key]):
                    words = _WORDS.get(key, f"has another {key.lstrip('/')}")
                    yield f"field {name.rpartition('.')[2]!r} {words}"


def _entries(item: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for holder in in_turn(item):
        for key in holder.keys() - _OF_FILLING - _OF_TREES:
            found.setdefault(key, holder[key])
    return found


def _about_answers(
    old: Mapping[str, Answer], new: Mapping[str, Answer], after: pikepdf.Pdf, *, drawn_later: bool
) -> Iterator[str]:
    """Answers given since that read otherwise on the page than in the file."""
    texts = []
    for name, (_, item) in widgets_of(after).items():
        one, was = new[name], old.get(name)
        if one.kind == "/Tx" and otherwise_in_rich_text(item):
            yield f"field {one.own_name!r} has other words in its formatted text than in its answer"
        if was is not None and (one.value, one.drawn, one.kind) == (was.value, was.drawn, was.kind):
            continue
        if one.kind == "/Btn" and not one.flags & _PUSHED:
            yield from _about_tick(after, one, item)
        # That a field draws what it drew before is said already.
        elif one.kind == "/Tx" and one.filled and (drawn_later or was is None or one.drawn != was.drawn):
            texts.append((one.own_name, item))
    yield from contradictions(after, texts, drawn_later=drawn_later)


def _about_tick(after: pikepdf.Pdf, one: Answer, item: Any) -> Iterator[str]:
    unlike = unlike_tick(item)
    if unlike:
        yield f"field {one.own_name!r} {unlike}"
    elif one.filled and not tick_shows(after, item):
        yield f"field {one.own_name!r} is ticked, and shows no tick"


def _without_room(one: Answer) -> bool:
    """As the place of a time stamp is."""
    return one.box[2] - one.box[0] < _NEAR or one.box[3] - one.box[1] < _NEAR
