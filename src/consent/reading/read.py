"""Open a PDF and read all of it, or say in one sentence why that cannot be done."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any

import pikepdf
import pypdfium2

from consent.reading.file.bare import bare_copy, fades
from consent.reading.file.fonts import fonts_of
from consent.reading.file.structure import facts_of
from consent.reading.page import pdfium
from consent.reading.page.pages import read_pages
from consent.reading.safe.opened import opened_soundly
from consent.reading.sheet import Sheets
from consent.reading.unreadable import damaged

TWIN = "consent-packet.json"


def read_sheets(data: bytes, name: str, *, password: str = "", with_fonts: bool = False) -> Sheets:
    """Read every page and every fact, and on request the fonts. Raises :class:`UnreadableError`."""
    with ExitStack() as stack:
        pdf = stack.enter_context(opened_soundly(data, password))
        try:
            facts = facts_of(pdf)
            twin = _twin(facts.attachments.get(TWIN))
            fonts = fonts_of(pdf) if with_fonts else ()
            units = [float(page.obj.get("/UserUnit", 1)) for page in pdf.pages]
            document = stack.enter_context(pdfium.opened(data, password or None))
            bare = document
            if fades(pdf):
                bare = stack.enter_context(pdfium.opened(bare_copy(data, password)))
            if len(document) != len(units):
                raise damaged("its pages are counted in two ways")
            pages = tuple(read_pages(document, bare, units, both=facts.layers or facts.unprinted))
        except (
            pikepdf.PdfError,
            pypdfium2.PdfiumError,
            ValueError,
            TypeError,
            KeyError,
            RecursionError,
        ) as error:
            raise damaged("its objects do not fit together") from error
    return Sheets(name=name, data=data, pages=pages, facts=facts, twin=twin, fonts=fonts)


def _twin(data: bytes | None) -> dict[str, Any] | None:
    if data is None:
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
