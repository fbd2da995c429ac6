"""The same document with nothing that fades or switches off its text: what there would be to see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

_FADING = ("/ca", "/CA", "/SMask", "/BM")


def fades(pdf: pikepdf.Pdf) -> bool:
    """Whether anything in the file may be transparent, or on a layer."""
    return "/OCProperties" in pdf.Root or any(_weakens(state) for state in _states(pdf))


def bare_copy(data: bytes, password: str) -> bytes:
    """The file without layers and transparency."""
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        if "/OCProperties" in pdf.Root:
            del pdf.Root["/OCProperties"]
        for state in _states(pdf):
            for key in _FADING:
                if key in state:
                    del state[key]
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and "/OC" in item:
                del item["/OC"]
        out = io.BytesIO()
        pdf.save(out, encryption=False)
        return out.getvalue()


def _states(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every graphics state that a page or a form draws with."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            resources: Any = item.get("/Resources", item)
            if isinstance(resources, pikepdf.Dictionary) and "/ExtGState" in resources:
                yield from (s for s in _values(resources["/ExtGState"]) if isinstance(s, pikepdf.Dictionary))


def _values(dictionary: Any) -> list[Any]:
    return [dictionary[str(key)] for key in dictionary] if isinstance(dictionary, pikepdf.Dictionary) else []


def _weakens(state: Any) -> bool:
    for key in ("/ca", "/CA"):
        if key in state and float(state[key]) < 1:
            return True
    mask, blend = state.get("/SMask", "/None"), state.get("/BM", "/Normal")
    return str(mask) != "/None" or str(blend) not in ("/Normal", "/Compatible")
