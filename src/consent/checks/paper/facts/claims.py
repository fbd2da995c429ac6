"""What one of our own PDFs says it is: its twin, and the words it prints. Nothing of it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from consent.models.paper.slots import Slot
from consent.reading.page import pdfium
from consent.reading.page.objects import contents_of
from consent.reading.read import TWIN
from consent.reading.safe.bounded import content_of
from consent.reading.safe.opened import opened_soundly
from consent.reading.text.flow import squeezed
from consent.reading.unreadable import UnreadableError

_MOST_PAGES = 120
_MOST_TWIN = 2_000_000
_HEADING = re.compile(r"[\r\n]+Patient\b")
_HEAD = re.compile(
    r"Patient\s+(.{1,300}?)\s+Date of birth\s+(.{1,40}?)\s+MRN\s+(\S[^\r\n]*?)\s*(?:\r|\n|$)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Claims:
    """The twin, the words of all pages without spaces, and the identity values of the first page."""

    twin: Mapping[str, Any] = field(repr=False)
    words: str = field(repr=False)
    identity: Mapping[Slot, str] = field(repr=False)


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
    identity = {slot: _spoken(value, said) for slot, value in _identity(texts[0] if texts else "").items()}
    return Claims(twin, squeezed(" ".join(texts)), identity)


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


def _identity(text: str) -> dict[Slot, str]:
    match = _HEAD.search(text)
    if match is None:
        return {}
    whole, *others = match.groups()
    # On a page with signatures a heading of the same word comes before it.
    name, born, mrn = (" ".join(part.split()) for part in (_HEADING.split(whole)[-1], *others))
    return {Slot.PATIENT_NAME: name, Slot.DATE_OF_BIRTH: born, Slot.MRN: mrn}
