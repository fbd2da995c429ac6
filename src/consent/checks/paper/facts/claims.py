"""What one of our own PDFs says it is: its twin, and the words it prints. Nothing of it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from consent.models.library.catalogue import Catalogue
from consent.models.paper.slots import Slot
from consent.models.spoken import SOURCE
from consent.reading.page import pdfium
from consent.reading.page.objects import contents_of
from consent.reading.read import TWIN
from consent.reading.safe.bounded import content_of
from consent.reading.safe.opened import opened_soundly
from consent.reading.text.flow import squeezed
from consent.reading.unreadable import UnreadableError

_MOST_PAGES = 120
_MOST_TWIN = 2_000_000
_MARKS = ("DRAFT", "OUTDATED TRANSLATION")
"""What may stand behind the name at the head of a translated page."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The twin, the words of all pages without spaces, and the pages as they are read."""

    twin: Mapping[str, Any] = field(repr=False)
    words: str = field(repr=False)
    pages: tuple[str, ...] = field(repr=False)
    said: tuple[str, ...] = field(repr=False)
    """What a program is told to read on the first page instead of the glyphs."""

    @property
    def language(self) -> str:
        """The language that it says it is in."""
        return str(self.twin.get("language", SOURCE))

    def identity(self, catalogue: Catalogue) -> dict[Slot, str]:
        """Name, date of birth and record number at the head of the first page in this language."""
        found = next(filter(None, (_identity(text, catalogue) for text in self.pages)), {})
        return {slot: _spoken(value, self.said) for slot, value in found.items()}


def claims_of(data: bytes) -> Claims | None:
    """Read the claims of a PDF; None when it is not one of ours, or cannot be read."""
    try:
        with opened_soundly(data) as pdf:
            twin = _twin(pdf)
        if twin is None:
            return None
        with pdfium.opened(data) as document:
            texts = [
                document[index].get_textpage().get_text_range()
                for index in range(min(len(document), _MOST_PAGES))
            ]
            said = said_on(document[0]) if texts else ()
    except (UnreadableError, pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError):
        return None
    return Claims(twin, squeezed(" ".join(texts)), tuple(texts), said)


def said_on(page: Any) -> tuple[str, ...]:
    """What a program is told to read on a page instead of the glyphs."""
    texts = contents_of(page.raw).texts.values()
    return tuple(dict.fromkeys(found.marks.said for found in texts if found.marks.said))


def _spoken(value: str, said: Sequence[str]) -> str:
    """A value as it is to be read; the reader may give letters from the right in the order they are drawn."""
    letters = sorted(squeezed(value))
    return next((one for one in said if sorted(squeezed(one)) == letters), value)


def _twin(pdf: pikepdf.Pdf) -> dict[str, Any] | None:
    if TWIN not in pdf.attachments:
        return None
    stream = pdf.attachments[TWIN].get_file().obj
    data = content_of(stream, _MOST_TWIN) if isinstance(stream, pikepdf.Stream) else None
    value = json.loads(data) if data is not None else {}
    return value if isinstance(value, dict) else {}


def _identity(text: str, catalogue: Catalogue) -> dict[Slot, str]:
    words = {key: _either(catalogue, key, f"{key}|short") for key in ("Patient", "Date of birth", "MRN")}
    head = re.compile(
        rf"{words['Patient']}\s+(.{{1,300}}?)\s+{words['Date of birth']}\s+(.{{1,40}}?)"
        rf"\s+{words['MRN']}\s+(\S[^\r\n]*?)\s*(?:\r|\n|$)",
        re.DOTALL,
    )
    match = head.search(text)
    if match is None:
        return {}
    whole, *others = match.groups()
    # On a page with signatures a heading of the same word comes before it.
    name = re.split(rf"[\r\n]+{words['Patient']}\b", whole)[-1]
    name = re.sub(rf"\s+{_either(catalogue, *_MARKS)}\s*$", "", name)
    name, born, mrn = (" ".join(part.split()) for part in (name, *others))
    return {Slot.PATIENT_NAME: name, Slot.DATE_OF_BIRTH: born, Slot.MRN: mrn}


def _either(catalogue: Catalogue, *english: str) -> str:
    """A pattern for any of these words in a language."""
    said = dict.fromkeys(catalogue.texts.get(key, key.partition("|")[0]) for key in english)
    return rf"(?:{'|'.join(map(re.escape, said))})"
