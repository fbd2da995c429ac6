"""What a file says of itself: its title and the like, not who wrote it when."""

from __future__ import annotations

import re

import pikepdf

from consent.reading.safe.bounded import content_of

_INFORMATION = ("/Title", "/Author", "/Subject", "/Keywords")
_MOST = 1_000_000
_ELEMENT = re.compile(rb"<dc:(title|creator|description|subject)\b[^>]*>(.*?)</dc:\1>", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")


def told_of(pdf: pikepdf.Pdf) -> dict[str, str | bytes]:
    """Title, author, subject and keywords, by where they stand. Compared, never shown: a title names people.

    Programs that fill or sign write a date and their own name; these are left out.
    """
    found: dict[str, str | bytes] = {}
    information = pdf.trailer.get("/Info")
    if isinstance(information, pikepdf.Dictionary):
        found.update({key: str(information[key]) for key in _INFORMATION if key in information})
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        for name, inside in _ELEMENT.findall(content_of(metadata, _MOST) or b""):
            found[name.decode()] = b" ".join(_TAG.sub(b" ", inside).split())
    return found
