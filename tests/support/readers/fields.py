"""The form of a finished packet: every field hangs on one that is named by the packet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pypdf


def fields_in(pdf: pikepdf.Pdf) -> Any:
    """The fields themselves, in the order of the form; an array that can be changed."""
    (tree,) = pdf.Root.AcroForm.Fields
    return tree.Kids


def prefix_of(pdf: bytes) -> str:
    """What every field's whole name begins with, its full stop included."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (tree,) = opened.Root.AcroForm.Fields
        return f"{tree.T}."


def filled(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    """The form with answers typed in, as pypdf draws them; whole names of the fields."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(answers), auto_regenerate=False)
    writer.write(out := io.BytesIO())
    return out.getvalue()
