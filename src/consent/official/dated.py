"""When an authority's form was last changed, by its own account."""

from __future__ import annotations

import io
import re

import pikepdf

_MOMENT = re.compile(r"D:\d{4}(?:\d\d){0,5}(?:Z|[+-]\d\d(?:'\d\d)?'?)?")


def changed_on(content: bytes) -> str:
    """The moment as PDF writes it, for example ``D:20250131``; empty when the form does not say."""
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        about = pdf.trailer.get("/Info")
        if not isinstance(about, pikepdf.Dictionary):
            return ""
        found = [about.get(key) for key in ("/ModDate", "/CreationDate")]
        said = [str(one) for one in found if isinstance(one, pikepdf.String)]
    return next((one for one in said if _MOMENT.fullmatch(one)), "")
