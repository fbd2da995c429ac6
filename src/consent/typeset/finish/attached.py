"""The official forms themselves, attached to the byte as their authorities publish them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import pydyf

from consent import official
from consent.models.paper.bound_form import BoundForm


def attach_forms(pdf: Any, forms: Sequence[BoundForm]) -> None:
    """Attach each form as the source of its pages."""
    if not forms:
        return
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    files = names.setdefault("EmbeddedFiles", pydyf.Dictionary({"Names": pydyf.Array()}))
    listed = dict(zip(files["Names"][::2], files["Names"][1::2], strict=True))
    listed = {name.string: place for name, place in listed.items()}
    pdf.catalog.setdefault("AF", pydyf.Array())
    for form in forms:
        name = f"{form.id}.pdf"
        spec = _spec(pdf, name, form)
        listed[name] = spec.reference
        pdf.catalog["AF"].append(spec.reference)
    files["Names"] = pydyf.Array()
    for name in sorted(listed):
        files["Names"] += [pydyf.String(name), listed[name]]


def _spec(pdf: Any, name: str, form: BoundForm) -> Any:
    about = {
        "Size": len(form.content),
        "CheckSum": b"<%s>" % hashlib.md5(form.content, usedforsecurity=False).hexdigest().encode(),
    }
    if changed_on := official.changed_on(form.content):
        about["ModDate"] = pydyf.String(changed_on)
    extra = {"Type": "/EmbeddedFile", "Subtype": "/application#2Fpdf", "Params": pydyf.Dictionary(about)}
    stream = pydyf.Stream([form.content], extra, compress=True)
    pdf.add_object(stream)
    spec = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(name),
            "UF": pydyf.String(name),
            "Desc": pydyf.String("The official form, as published"),
            "AFRelationship": "/Source",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(spec)
    return spec
