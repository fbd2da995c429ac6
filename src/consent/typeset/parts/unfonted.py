"""The fonts of a part are made for the whole packet: WeasyPrint need not cut one for each part."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import pdf as writer

_LOCK = threading.Lock()


@contextmanager
def without_fonts() -> Iterator[None]:
    """While this is open, WeasyPrint names the fonts it has used and puts none into the file."""
    build = writer.build_fonts_dictionary

    # It is asked for by name, and has no option that leaves the programs out.
    with _LOCK:
        writer.build_fonts_dictionary = _named
        try:
            yield
        finally:
            writer.build_fonts_dictionary = build


def _named(pdf: Any, fonts: Mapping[Any, Any], *_: Any) -> Any:
    names = pydyf.Dictionary()
    for font in fonts.values():
        stand_in = pydyf.Dictionary({"Type": "/Font"})
        pdf.add_object(stand_in)
        names[font.hash] = stand_in.reference
    return names
