"""Small questions about WeasyPrint's PDF objects before they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


def by_reference(pdf: Any) -> dict[bytes, Any]:
    """Every object under its reference, ``b"12 0 R"``."""
    return {item.reference: item for item in pdf.objects[1:]}


def of_type(pdf: Any, name: str) -> Iterator[Any]:
    """The dictionaries whose /Type is this."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == name:
            yield item


def structure_root(pdf: Any) -> Any:
    """The root of the tag tree."""
    return next(of_type(pdf, "/StructTreeRoot"))


def live_elements(pdf: Any) -> set[bytes]:
    """References of the tags that hang on the tree."""
    objects = by_reference(pdf)
    live: set[bytes] = set()
    waiting: list[Any] = list(structure_root(pdf)["K"])
    while waiting:
        reference = waiting.pop()
        if not isinstance(reference, bytes) or reference in live:
            continue
        item = objects[reference]
        if not isinstance(item, pydyf.Dictionary):
            continue
        live.add(reference)
        kids = item.get("K")
        waiting.extend(kids if isinstance(kids, list) else [kids])
    return live


def new_dictionary(pdf: Any, values: dict[str, Any]) -> Any:
    """A dictionary that the file holds."""
    made = pydyf.Dictionary(values)
    pdf.add_object(made)
    return made


def new_stream(pdf: Any, data: bytes, extra: dict[str, Any]) -> Any:
    """A stream that the file holds, packed."""
    made = pydyf.Stream([data], extra, compress=True)
    pdf.add_object(made)
    return made
