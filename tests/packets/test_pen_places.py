"""Notices and places for a pen, on every edition and paper: in their size, where they belong, with room."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from consent.models.library.clause import Signer
from consent.models.paper.master import FieldKind, FieldPlace
from tests.support.documents import Document
from tests.support.pages import POINTS_PER_MM, Letter, letters, picture, squeezed, texts

ROUNDING = 0.02


@lru_cache(maxsize=4)
def grey(pdf: bytes, page: int) -> npt.NDArray[np.uint8]:
    return np.asarray(picture(pdf, page, 100))


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
    assert "prior to undergoing a stem cell therapy." in said


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
        unknown = block.signer in blank_names or (
            document.packet.blank and block.signer is not Signer.PRACTITIONER
        )
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
        elif place.kind not in {FieldKind.CHECK, FieldKind.SEAL}:
            assert height >= 6, place.name
            assert width >= 15, place.name
    assert 2 <= kinds[FieldKind.INITIALS] <= 5


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
