"""Whether a form can stand in a packet, and what its pages are and say."""

from __future__ import annotations

import unicodedata

import pypdfium2

from consent.models.paper.bound_form import FormPage
from consent.official.carry import carried
from consent.official.opened import opened, size_of
from consent.official.parts import ASK_AGAIN, UnusableFormError

_MOST_LETTERS = 12_000
"""PDF/A-3 has a limit for one text; a page of paper has a lower one."""
_HYPHENS = {"\x02": "-", "\ufffe": "-"}


def pages_of(content: bytes) -> tuple[FormPage, ...]:
    """The pages of a form that can be bound in. Raises :class:`UnusableFormError`."""
    carried(content)
    with opened(content) as pdf:
        sizes = [size_of(page) for page in pdf.pages]
    texts = _texts(content)
    if len(texts) != len(sizes):
        raise UnusableFormError("it is damaged: its pages are counted in two ways", hint=ASK_AGAIN)
    return tuple(
        FormPage(round(wide, 3), round(tall, 3), text)
        for (wide, tall), text in zip(sizes, texts, strict=True)
    )


def _texts(content: bytes) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise UnusableFormError("it is damaged: it cannot be drawn", hint=ASK_AGAIN) from None
    try:
        found = []
        for page in document:
            words = page.get_textpage()
            found.append(_plain(words.get_text_range()))
            words.close()
            page.close()
        return found
    finally:
        document.close()


def _plain(text: str) -> str:
    text = "".join(_HYPHENS.get(character, character) for character in text)
    kept = (c if unicodedata.category(c)[0] != "C" or c.isspace() else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())[:_MOST_LETTERS]
