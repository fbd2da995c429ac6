"""Every edition on every paper, blank and filled: what must be true of each finished file."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product as every
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pytest

from consent.models.library import Signer
from consent.models.master import FieldKind, FieldPlace, Master
from consent.models.packet import Edition, Packet
from consent.models.practice import Paper
from consent.models.record import BlankForm, Record
from tests.support.conformance import failures
from tests.support.office import GOLDEN_ID, Office, assisted, blank, record
from tests.support.pages import POINTS_PER_MM, Letter, letters, picture, sheets, squeezed, texts
from tests.support.verapdf import assert_conforms

FORMS: dict[str, Record | BlankForm] = {"filled": record(), "assisted": assisted(), "blank": blank()}
SMALLEST = {Edition.STANDARD: 10.0, Edition.LARGE_PRINT: 18.0}
ROUNDING = 0.02
IDENTITY = ("patient", "date of birth", "mrn")


@dataclass(frozen=True)
class Document:
    """One finished file and what it was made from."""

    name: str
    packet: Packet
    master: Master
    pdf: bytes

    def __repr__(self) -> str:
        return self.name


CASES = list(every(FORMS, Edition, Paper))


@pytest.fixture(params=CASES, ids=lambda case: "-".join(map(str, case)), scope="module")
def document(request: pytest.FixtureRequest, office: Office) -> Document:
    form, edition, paper = request.param
    packet = office.golden(FORMS[form], edition=edition, paper=paper)
    return Document(f"{form}-{edition}-{paper}", packet, office.master(packet), office.pdf(packet))


@pytest.fixture
def opened(document: Document) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        yield pdf


@lru_cache(maxsize=4)
def grey(pdf: bytes, page: int) -> npt.NDArray[np.uint8]:
    return np.asarray(picture(pdf, page, 100))


# --- the file ------------------------------------------------------------------------------------


def test_it_is_pdf_ua_1_and_pdf_a_3a_at_once(document: Document) -> None:
    assert failures(document.pdf) == []


def test_verapdf_agrees_about_all_of_them(office: Office, tmp_path: Path) -> None:
    paths = []
    for form, edition, paper in CASES:
        path = tmp_path / f"{form}-{edition}-{paper}.pdf"
        path.write_bytes(office.pdf(office.golden(FORMS[form], edition=edition, paper=paper)))
        paths.append(path)
    assert_conforms(paths)


def test_it_has_a_title_a_language_and_bookmarks(document: Document, opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo["/Title"]) == document.packet.title
    assert str(opened.Root.Lang) == "en"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_outline() as outline:
        marked = [item.title for top in outline.root for item in (top, *top.children)]
    for procedure in document.packet.procedures:
        assert procedure.title in marked


def test_nothing_in_it_can_run_or_call_out(opened: pikepdf.Pdf) -> None:
    for each in opened.objects:
        if isinstance(each, pikepdf.Dictionary):
            assert each.get("/S") not in ("/JavaScript", "/URI", "/Launch", "/SubmitForm", "/GoToR")
            assert "/JS" not in each


def test_every_font_is_embedded(opened: pikepdf.Pdf) -> None:
    fonts = [f for f in opened.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_twin_says_what_the_packet_says_and_nothing_of_the_patient(
    document: Document, opened: pikepdf.Pdf
) -> None:
    (name,) = opened.attachments
    data = opened.attachments[name].get_file().read_bytes().decode()
    twin = json.loads(data)
    assert name == "consent-packet.json"
    assert twin["packet_id"] == GOLDEN_ID
    assert twin["edition"] == document.packet.edition
    assert twin["paper"] == document.packet.paper
    assert [clause["id"] for clause in twin["clauses"]] == [clause.id for clause in document.packet.clauses]
    for value in ("Maria", "Nguyễn", "00123456", "1961", "Ångström"):
        assert value not in data
    if not document.packet.blank:
        assert "Nguyễn" in texts(document.pdf)[0]


def test_the_document_s_properties_name_no_patient(opened: pikepdf.Pdf) -> None:
    said = " ".join(str(value) for value in opened.docinfo.values())
    said += bytes(opened.Root.Metadata.read_bytes()).decode()
    for value in ("Maria", "Nguyễn", "00123456", "1961", "Ångström"):
        assert value not in said


# --- every page ----------------------------------------------------------------------------------


def test_every_page_says_whose_it_is_and_which(document: Document) -> None:
    pages = sheets(document.pdf)
    for sheet in pages:
        words = squeezed(sheet.text)
        assert f"Packet {GOLDEN_ID}" in words
        assert f"Template {document.packet.template_version}" in words
        assert f"Page {sheet.number} of {len(pages)}" in words
        for label, value in (("Patient", "Maria Nguyễn"), ("Date of birth", "Mar 9, 1961"), ("MRN", "00123456")):
            expected = label if document.packet.blank else f"{label} {value}"
            assert expected in words, f"page {sheet.number} lacks {expected}"


def test_every_page_s_code_reads(document: Document) -> None:
    pages = sheets(document.pdf)
    assert [sheet.codes for sheet in pages] == [(f"{GOLDEN_ID}/{n:02}",) for n in range(1, len(pages) + 1)]


def test_nothing_is_too_small_to_read(document: Document) -> None:
    least = SMALLEST[document.packet.edition]
    small = Counter(
        (number, round(letter.size, 2))
        for number, letter in letters(document.pdf)
        if letter.size < least - ROUNDING
    )
    assert small == Counter()


def test_every_letter_is_where_a_printer_can_reach(document: Document) -> None:
    width, height = document.master.page_size
    margin = 5 * POINTS_PER_MM
    outside = {
        (number, letter.char)
        for number, letter in letters(document.pdf)
        if letter.left < margin or letter.right > width - margin or letter.bottom < margin or letter.top > height - margin
    }
    assert outside == set()


def test_the_paper_is_the_one_asked_for(document: Document, opened: pikepdf.Pdf) -> None:
    size = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.28, 841.89)}[document.packet.paper]
    for page in opened.pages:
        _, _, width, height = (float(value) for value in page.mediabox)
        assert (width, height) == pytest.approx(size, abs=0.01)


def test_no_heading_ends_a_page(document: Document, opened: pikepdf.Pdf) -> None:
    """The last thing a page says is no heading: the next block of the tree is on the same page."""
    pages = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
    blocks = list(_blocks(opened.Root.StructTreeRoot.K, None, pages))
    headings = 0
    for (role, page), (_, next_page) in zip(blocks, blocks[1:], strict=False):
        if role in {"H1", "H2", "H3", "H4"}:
            headings += 1
            assert page == next_page, f"a heading ends page {page}"
    assert headings > 20


def test_no_table_row_splits(document: Document, opened: pikepdf.Pdf) -> None:
    pages = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
    rows = [_pages_of(row, pages) for row in _elements(opened.Root.StructTreeRoot.K, "/TR")]
    assert len(rows) > 20
    assert all(len(found) == 1 for found in rows)


def _blocks(kids: Any, page: int | None, pages: dict[Any, int]) -> Iterator[tuple[str, int]]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        own = pages[kid.Pg.objgen] if "/Pg" in kid else page
        role = str(kid.S)[1:]
        if role in {"H1", "H2", "H3", "H4", "P", "LI", "TR", "Form", "Figure"}:
            found = sorted(_pages_of(kid, pages)) or ([own] if own else [])
            if found:
                yield role, found[0]
        elif "/K" in kid:
            yield from _blocks(kid.K, own, pages)


def _pages_of(element: Any, pages: dict[Any, int], own: Any = None) -> set[int]:
    own = element.get("/Pg", own)
    kids = element.get("/K")
    found: set[int] = set()
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found |= _pages_of(kid, pages, own)
        elif kid is not None and own is not None:
            found.add(pages[own.objgen])
    return found


def _elements(kids: Any, role: str) -> Iterator[Any]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == role:
                yield kid
            elif "/K" in kid:
                yield from _elements(kid.K, role)


# --- the notice of section 684 -------------------------------------------------------------------


def notice_letters(document: Document) -> list[Letter]:
    (page,) = document.master.pages_of("ca-684-notice")
    (box,) = document.master.on("ca-684-notice")
    return [
        letter
        for number, letter in letters(document.pdf)
        if number == page and letter.bottom >= box.y0 - 1 and letter.top <= box.y1 + 1
    ]


def test_the_notice_stands_alone_in_forty_points(document: Document) -> None:
    inside = notice_letters(document)
    (page,) = document.master.pages_of("ca-684-notice")
    said = squeezed(texts(document.pdf)[page - 1])
    assert len(inside) > 200
    assert min(letter.size for letter in inside) >= 40 - ROUNDING
    others = {
        clause.anchor for clause in document.packet.clauses if page in document.master.pages_of(clause.anchor)
    }
    assert others == {"ca-684-notice"}
    assert said.startswith("THIS NOTICE MUST BE PROVIDED TO YOU UNDER CALIFORNIA LAW. This health care")
    assert "prior to undergoing a stem cell therapy. Patient" in said


def test_the_notice_stands_before_the_signatures(document: Document) -> None:
    (page,) = document.master.pages_of("ca-684-notice")
    assert page < document.master.pages_of("section-consent")[0]


def test_the_medical_board_s_notice_is_in_fourteen_points_above_the_line(document: Document) -> None:
    (box,) = document.master.on("ca-1355-4-notice")
    inside = [
        letter
        for number, letter in letters(document.pdf)
        if number == box.page and letter.bottom >= box.y0 and letter.top <= box.y1
    ]
    assert len(inside) > 150
    assert min(letter.size for letter in inside) >= 14 - ROUNDING
    first = document.packet.signatures[0]
    line = document.master.field(f"{first.anchor}-signature")
    assert line is not None
    assert line.page == box.page
    between = [
        c.anchor
        for c in document.packet.clauses
        for region in document.master.on(c.anchor)
        if region.page == box.page and line.y1 < region.y1 <= box.y0
    ]
    assert between == []
    assert box.y0 > line.y0


# --- places for a pen ----------------------------------------------------------------------------


def test_a_statement_and_its_signature_are_on_one_page(document: Document) -> None:
    blocks = [*document.packet.signatures, *document.packet.refusal_signatures]
    assert len(blocks) >= 3
    for block in blocks:
        pages = {page for c in block.statements for page in document.master.pages_of(c.anchor)}
        pages |= set(document.master.pages_of(f"sign-{block.anchor}"))
        line = document.master.field(f"{block.anchor}-signature")
        assert line is not None
        assert pages == {line.page}


def test_everybody_who_signs_writes_name_date_and_time(document: Document) -> None:
    blank_names = {Signer.INTERPRETER, Signer.WITNESS}
    for block in [*document.packet.signatures, *document.packet.refusal_signatures]:
        for name, kind in (("signature", FieldKind.SIG), ("date", FieldKind.DATE), ("time", FieldKind.TIME)):
            place = document.master.field(f"{block.anchor}-{name}")
            assert place is not None, f"{block.anchor} has no {name}"
            assert place.kind is kind
        printed = document.master.field(f"{block.anchor}-printed-name")
        unknown = block.signer in blank_names or (document.packet.blank and block.signer is not Signer.PRACTITIONER)
        assert (printed is not None) == unknown


def mm(place: FieldPlace) -> tuple[float, float]:
    return (place.x1 - place.x0) / POINTS_PER_MM, (place.y1 - place.y0) / POINTS_PER_MM


def test_there_is_room_for_a_pen(document: Document) -> None:
    kinds = Counter(place.kind for place in document.master.fields)
    for place in document.master.fields:
        width, height = mm(place)
        if place.kind is FieldKind.INITIALS:
            assert width >= 12, place.name
            assert height >= 8, place.name
        elif place.kind is FieldKind.SIG:
            assert width >= 70, place.name
            assert height >= 10, place.name
        elif place.kind is not FieldKind.CHECK:
            assert height >= 6, place.name
            assert width >= 15, place.name
    assert kinds[FieldKind.INITIALS] >= len(document.packet.procedures)


def test_every_signature_and_every_initial_has_its_ink(document: Document) -> None:
    for place in document.master.fields:
        if place.kind not in {FieldKind.SIG, FieldKind.INITIALS}:
            continue
        dark = grey(document.pdf, place.page) < 200
        scale, height = 100 / 72, dark.shape[0]
        left, right = round(place.x0 * scale) + 2, round(place.x1 * scale) - 2
        bottom = round(height - place.y0 * scale)
        line = dark[bottom - 3 : bottom + 3, left:right].any(axis=0)
        assert line.mean() > 0.98, f"nothing is ruled under {place.name}"
        inside = dark[round(height - place.y1 * scale) + 4 : bottom - 4, left + 2 : right - 2]
        assert not inside.any(), f"something is printed where {place.name} is written"


def test_every_field_says_what_it_is_for(document: Document) -> None:
    names = [place.name for place in document.master.fields]
    assert len(set(names)) == len(names)
    assert all(place.tooltip.strip() for place in document.master.fields)
    signatures = [p.tooltip for p in document.master.fields if p.kind is FieldKind.SIG]
    assert len(set(signatures)) == len(signatures), "two signature fields sound the same"


def test_no_two_fields_overlap(document: Document) -> None:
    places = document.master.fields
    for index, one in enumerate(places):
        for other in places[index + 1 :]:
            apart = (
                one.page != other.page
                or one.x1 <= other.x0
                or other.x1 <= one.x0
                or one.y1 <= other.y0
                or other.y1 <= one.y0
            )
            assert apart, f"{one.name} and {other.name} overlap"


def test_every_acknowledged_clause_has_its_box_beside_it(document: Document) -> None:
    wanted = [c for c in document.packet.clauses if c.acknowledgement == "initials"]
    assert wanted
    for clause in wanted:
        place = document.master.field(f"initials-{clause.anchor}")
        assert place is not None, clause.anchor
        assert place.page in document.master.pages_of(clause.anchor)


# --- the first page ------------------------------------------------------------------------------


def test_in_the_standard_edition_key_information_is_page_one_alone(document: Document) -> None:
    pages = document.master.pages_of("key-information")
    if document.packet.edition is Edition.STANDARD:
        assert pages == (1,)
    else:
        assert pages[0] == 1


def test_a_blank_packet_has_a_box_for_the_label_and_lines_for_the_rest(document: Document) -> None:
    words = squeezed(texts(document.pdf)[0])
    assert ("Place patient label here" in words) == document.packet.blank
    assert (document.master.field("body-site") is not None) == document.packet.blank
