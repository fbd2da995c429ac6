"""An official form that has just been bound in looks as published and breaks no standard of a packet.

Asked once for each master. The rules on the finished paper ask again, and more, of every file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from consent.models.findings.finding import Finding
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.reading.conformance import ARCHIVE, UA, broken_rules
from consent.reading.likeness import alike, on_sheet, shown
from consent.reading.page import pdfium
from consent.reading.page.objects import contents_of

_CODE = "PRA029"
_HINT = (
    "open the form in a PDF program, save it as PDF/A-2a with sRGB colors and all fonts embedded, compare the"
    " two on paper, and pin the saved file with `sha256sum FILE`"
)


def check_bound_forms(packet: Packet, master: Master, pdf: bytes) -> Iterator[Finding]:
    """Yield one finding for each page that came out otherwise, and each rule that is broken."""
    with pdfium.opened(pdf) as document:
        for form in packet.official_forms:
            for number in range(1, len(form.pages) + 1):
                pages = master.pages_of(f"form-{form.id}-{number}")
                if len(pages) != 1 or not _is_whole(document, pages[0], form, number):
                    yield _finding(form, f"its page {number} would not look as published")
    last = packet.official_forms[-1]
    for name, profile in (("PDF/UA-1", UA), ("PDF/A-3a", ARCHIVE)):
        for rule in broken_rules(pdf, profile, with_forms=True):
            yield _finding(last, f"with it the packet would break {name} {rule.id}: {rule.message}")


def _is_whole(document: object, page: int, form: BoundForm, number: int) -> bool:
    with closing(document[page - 1]) as sheet:  # type: ignore[index]  # pypdfium2 ships no types
        rooms = contents_of(sheet.raw).inserts
        height = sheet.get_height()
    if len(rooms) != 1:
        return False
    wanted = shown(form.content, number - 1, rooms[0])
    return alike(on_sheet(document, page - 1, height, rooms[0]), wanted.ink)


def _finding(form: BoundForm, what: str) -> Finding:
    return Finding(
        place=form.place,
        code=_CODE,
        message=f"the official form `{form.id}` cannot be used: {what}",
        hint=_HINT,
        field=f"official_forms.{form.id}",
    )
