"""Check boxes of the page become the fields of the form: signatures, lines to type on, boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from consent.errors import TypesetError
from consent.models.paper.master import FieldKind, FieldPlace
from consent.typeset.finish.form_font import NAME
from consent.typeset.finish.objects import by_reference, of_type
from consent.typeset.places import POINTS

_PRINT = 4
_MULTILINE = 1 << 12
_SIGNATURES_EXIST = 1
_INITIALS_LENGTH = 6
_SIGNED = frozenset({FieldKind.SIG, FieldKind.SEAL})
_HINT = '<input type="checkbox" name="KIND:FIELD-NAME" title="what to say aloud">'


def make_fields(document: Any, pdf: Any) -> tuple[FieldPlace, ...]:
    """Turn every input of the pages into the field its name asks for.

    All of them hang on one field, the first of the form, that has yet to be named.
    """
    made: list[FieldPlace] = []
    tree = pydyf.Dictionary({"Kids": pydyf.Array()})
    pdf.add_object(tree)
    seen: set[str] = set()
    for page, box in _inputs(document):
        kind, name = _asked_for(box.element, seen)
        tooltip = (box.element.get("title") or "").strip()
        if not tooltip:
            raise TypesetError(f"field {name!r} has no title", hint=_HINT)
        widget = box.widget_annotation
        widget["Parent"] = tree.reference
        tree["Kids"].append(widget.reference)
        x0, x1 = sorted(float(value) for value in widget["Rect"][::2])
        y0, y1 = sorted(float(value) for value in widget["Rect"][1::2])
        _rewrite(pdf, widget, box, kind, name, tooltip, (x0, y0, x1, y1))
        made.append(FieldPlace(name=name, kind=kind, tooltip=tooltip, page=page, x0=x0, y0=y0, x1=x1, y1=y1))
    if made:
        pdf.catalog["AcroForm"]["Fields"] = pydyf.Array([tree.reference])
        _finish_form(pdf, {field.kind for field in made})
    return tuple(made)


def _inputs(document: Any) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(document.pages, 1):
        for inputs in page.forms.values():
            for box, _ in inputs:
                yield number, box


def _asked_for(element: Any, seen: set[str]) -> tuple[FieldKind, str]:
    whole = element.get("name") or ""
    kind, colon, name = whole.partition(":")
    if element.tag != "input" or element.get("type") != "checkbox":
        raise TypesetError(f"<{element.tag}> {whole!r} cannot be a field", hint=_HINT)
    if not colon or not name or kind not in set(FieldKind):
        kinds = ", ".join(FieldKind)
        raise TypesetError(f"field name {whole!r} is not KIND:FIELD-NAME", hint=f"KIND is one of: {kinds}")
    if name in seen:
        raise TypesetError(f"two fields are named {name!r}")
    if "." in name:
        raise TypesetError(
            f"field name {name!r} has a full stop, which PDF takes for a folder", hint="use hyphens"
        )
    seen.add(name)
    return FieldKind(kind), name


def _rewrite(
    pdf: Any,
    widget: Any,
    box: Any,
    kind: FieldKind,
    name: str,
    tooltip: str,
    rectangle: tuple[float, float, float, float],
) -> None:
    x0, y0, x1, y1 = rectangle
    width, height = round(x1 - x0, 3), round(y1 - y0, 3)
    for key in ("AS", "MK", "V", "Border", "AP", "Ff", "DA", "MaxLen"):
        widget.pop(key, None)
    widget["T"], widget["TU"] = pydyf.String(name), pydyf.String(tooltip)
    widget["Rect"] = pydyf.Array(rectangle)
    widget["F"] = _PRINT
    if kind is FieldKind.CHECK:
        off, on = _appearance(pdf, width, height, b""), _appearance(pdf, width, height, _cross(width, height))
        widget.update({"FT": "/Btn", "V": "/Off", "AS": "/Off"})
        states = pydyf.Dictionary({"Off": off.reference, "on": on.reference})
        widget["AP"] = pydyf.Dictionary({"N": states})
        return
    text = kind not in _SIGNED
    empty = _appearance(pdf, width, height, b"/Tx BMC\nEMC" if text else b"")
    widget["FT"] = "/Tx" if text else "/Sig"
    widget["AP"] = pydyf.Dictionary({"N": empty.reference})
    if text:
        size = round(float(box.style["font_size"]) * POINTS, 2)
        widget["DA"] = pydyf.String(f"/{NAME} {size:g} Tf 0 g")
        if kind is FieldKind.MULTILINE:
            widget["Ff"] = _MULTILINE
        if limit := _limit(box.element, kind):
            widget["MaxLen"] = limit


def _limit(element: Any, kind: FieldKind) -> int | None:
    asked = element.get("maxlength") or ""
    if asked.isdigit():
        return int(asked)
    return _INITIALS_LENGTH if kind is FieldKind.INITIALS else None


def _appearance(pdf: Any, width: float, height: float, content: bytes) -> Any:
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, width, height]),
        "Resources": pydyf.Dictionary(),
    }
    stream = pydyf.Stream([content], extra)
    pdf.add_object(stream)
    return stream


def _cross(width: float, height: float) -> bytes:
    inset = round(min(width, height) * 0.2, 3)
    left, right, low, high = inset, round(width - inset, 3), inset, round(height - inset, 3)
    thick = round(min(width, height) * 0.12, 3)
    lines = f"{left} {low} m {right} {high} l S {left} {high} m {right} {low} l S"
    return f"q 0 G {thick} w {lines} Q".encode()


def _finish_form(pdf: Any, kinds: set[FieldKind]) -> None:
    form = pdf.catalog["AcroForm"]
    del form["NeedAppearances"]
    form["DR"] = pydyf.Dictionary()
    if kinds - {*_SIGNED, FieldKind.CHECK}:
        # Which font it is turns out when those of the pages are known.
        form["DR"]["Font"] = pydyf.Dictionary()
        form["DA"] = pydyf.String(f"/{NAME} 10 Tf 0 g")
    if kinds & _SIGNED:
        form["SigFlags"] = _SIGNATURES_EXIST
    objects = by_reference(pdf)
    for element in of_type(pdf, "/StructElem"):
        # A second signer's software looks for the widget at /K itself, not in an array of one.
        if element["S"] == "/Form" and len(element["K"]) == 1 and element["K"][0] in objects:
            element["K"] = element["K"][0]
