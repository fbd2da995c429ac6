"""What the page templates are given for an official form: a place for each page, held until it is drawn."""

from __future__ import annotations

import base64
import struct
import zlib

from consent.models.paper.bound_form import BoundForm, FormImage, PrintedForm


def printed(form: BoundForm) -> PrintedForm:
    """The form as the templates see it."""
    images = []
    for number, page in enumerate(form.pages, 1):
        mark = mark_of(form, number)
        images.append(FormImage(mark, number, _empty_picture(page.width, page.height, mark), bool(page.text)))
    return PrintedForm(form.id, form.authority, tuple(images))


def mark_of(form: BoundForm, number: int) -> str:
    """The name of a page, counted from 1."""
    return f"{form.id}/{number}"


def _empty_picture(width: float, height: float, name: str) -> str:
    """A white PNG, one pixel to the point. The name makes each a picture of its own to WeasyPrint."""
    across, down = max(round(width), 1), max(round(height), 1)
    row = b"\0" + b"\xff" * ((across + 7) // 8)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", across, down, 1, 0, 0, 0, 0)),
        (b"tEXt", b"Title\0" + name.encode()),
        (b"IDAT", zlib.compress(row * down, 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()
