"""Some pages of a packet, for paper."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pikepdf

from consent.errors import ResourceError

_RANGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")
_OF_THE_WHOLE = ("/StructTreeRoot", "/MarkInfo", "/AcroForm", "/Outlines", "/Names", "/AF", "/Metadata")


def page_numbers(text: str, count: int) -> tuple[int, ...]:
    """The pages in ``3,5-7``, in the order typed.

    Raises:
        ResourceError: it is not written so, or the packet has no such page.
    """
    found: list[int] = []
    for piece in text.split(","):
        match = _RANGE.fullmatch(piece.strip())
        if not match:
            raise ResourceError(f"--pages {text}: these are no pages", hint="write them as 3,5-7")
        first = int(match[1])
        found += range(first, int(match[2] or first) + 1)
    if not found or any(not 1 <= number <= count for number in found):
        raise ResourceError(f"--pages {text}: the packet has pages 1 to {count}")
    return tuple(dict.fromkeys(found))


def only_pages(pdf: bytes, numbers: Sequence[int]) -> bytes:
    """A file of these pages, counted from 1. What is true only of the whole packet is left out."""
    with pikepdf.open(io.BytesIO(pdf)) as whole, pikepdf.new() as some:
        for number in numbers:
            some.pages.append(whole.pages[number - 1])
        for page in some.pages:
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]
        for key in _OF_THE_WHOLE:
            if key in some.Root:
                del some.Root[key]
        out = io.BytesIO()
        some.save(out, deterministic_id=True)
    return out.getvalue()
