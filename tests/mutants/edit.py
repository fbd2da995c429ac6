"""Ways to spoil a page before it is typeset, and a PDF afterwards."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf

_DIV = re.compile(r"<(/?)(div|section|tr|li|p)\b")

PdfEdit = Callable[[pikepdf.Pdf], None]


def element(html: str, opening: str) -> tuple[int, int]:
    """Where the element stands whose opening tag holds these words."""
    inside = html.index(opening)
    start = html.rindex("<", 0, inside)
    name = re.match(r"<(\w+)", html[start:])
    assert name is not None
    depth = 0
    for tag in re.finditer(rf"<(/?){name[1]}\b", html[start:]):
        depth += -1 if tag[1] else 1
        if not depth:
            return start, html.index(">", start + tag.start()) + 1
    raise ValueError(opening)


def without(opening: str) -> Callable[[str], str]:
    """Take the element out."""

    def edit(html: str) -> str:
        start, end = element(html, opening)
        return html[:start] + html[end:]

    return edit


def moved(opening: str, before: str) -> Callable[[str], str]:
    """Move the element in front of another."""

    def edit(html: str) -> str:
        start, end = element(html, opening)
        piece, rest = html[start:end], html[:start] + html[end:]
        place, _ = element(rest, before)
        return rest[:place] + piece + rest[place:]

    return edit


def swapped(old: str, new: str) -> Callable[[str], str]:
    """Put other words in place of these, once."""

    def edit(html: str) -> str:
        assert old in html, old
        return html.replace(old, new, 1)

    return edit


def into(opening: str, what: str) -> Callable[[str], str]:
    """Put something at the end of an element."""

    def edit(html: str) -> str:
        _, end = element(html, opening)
        close = html.rindex("</", 0, end)
        return html[:close] + what + html[close:]

    return edit


def edited(pdf: bytes, edit: PdfEdit) -> bytes:
    """The file with its objects changed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        edit(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def drawn_over(page: int, operators: str, *, resources: dict[str, Any] | None = None) -> PdfEdit:
    """Draw something on top of a page, counted from 1, as decoration."""

    def edit(pdf: pikepdf.Pdf) -> None:
        sheet = pdf.pages[page - 1]
        before = pdf.make_stream(b"q")
        marked = f"Q /Artifact <</Type /Pagination>> BDC q {operators} Q EMC"
        after = pdf.make_stream(marked.encode())
        contents = sheet.obj.Contents
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        sheet.obj.Contents = pikepdf.Array([before, *streams, after])
        for name, value in (resources or {}).items():
            sheet.obj.Resources[name] = value

    return edit


def wrapped(page: int, before: str, after: str = "") -> PdfEdit:
    """Put operators around everything on a page."""

    def edit(pdf: pikepdf.Pdf) -> None:
        sheet = pdf.pages[page - 1]
        contents = sheet.obj.Contents
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        first, last = pdf.make_stream(before.encode()), pdf.make_stream(f"\n{after}".encode())
        sheet.obj.Contents = pikepdf.Array([first, *streams, last])

    return edit


def rewritten(page: int, change: Callable[[list[Any]], list[Any]]) -> PdfEdit:
    """Change the operators of a page one list of instructions at a time."""

    def edit(pdf: pikepdf.Pdf) -> None:
        sheet = pdf.pages[page - 1]
        instructions = list(pikepdf.parse_content_stream(sheet))
        data = pikepdf.unparse_content_stream(change(instructions))
        sheet.obj.Contents = pdf.make_stream(data)

    return edit
