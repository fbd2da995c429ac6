"""The practice's seal: a place for software on each signing sheet; nobody must fill it, no paper shows it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from consent.intake.reference import IssuedMaster
from consent.models.paper.master import FieldKind, FieldPlace
from consent.models.paper.packet import Edition, Packet
from consent.models.people.look import DocumentKind
from consent.models.people.practice import Paper
from tests.support.documents import Document
from tests.support.office import Office, blank, record
from tests.support.readers.fields import fields_in
from tests.support.render import ink, pdfium
from tests.support.signing import sign, signer, statuses
from tests.support.verapdf import assert_conforms

SEAL = "practice-seal"
BESIDE = [kind for kind in DocumentKind if kind is not DocumentKind.CONSENT]


def seal_of(document: Document) -> FieldPlace:
    (seal,) = (field for field in document.master.fields if field.kind is FieldKind.SEAL)
    return seal


def test_it_is_on_the_signing_sheet_at_the_right_of_its_heading(document: Document) -> None:
    seal = seal_of(document)
    assert seal.name == SEAL
    (heading,) = document.master.on("signing-heading")
    assert seal.page == heading.page
    assert heading.y0 - 0.01 <= seal.y0 < seal.y1 <= heading.y1 + 0.01
    assert seal.x1 == pytest.approx(heading.x1, abs=0.01)
    assert (seal.x1 - seal.x0, seal.y1 - seal.y0) >= (160, 16)


def test_it_leaves_no_mark_on_paper_and_says_what_it_is(document: Document) -> None:
    seal = seal_of(document)
    assert ink(pdfium(document.pdf, seal.page, forms=True), seal) == 0
    assert seal.tooltip.startswith(f"Seal of {document.packet.letterhead.name}")
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        (widget,) = (field for field in fields_in(pdf) if str(field.T) == SEAL)
        assert (str(widget.FT), "/V" in widget, int(pdf.Root.AcroForm.SigFlags)) == ("/Sig", False, 1)


def test_a_scan_is_not_asked_for_it(document: Document) -> None:
    page = IssuedMaster(document.master).page(seal_of(document).page)
    assert SEAL not in {place.name for place in page.places}
    assert page.places


@pytest.mark.parametrize("kind", BESIDE)
@pytest.mark.parametrize("edition", Edition)
def test_a_document_beside_the_consent_has_it_too(
    office: Office, kind: DocumentKind, edition: Edition
) -> None:
    for form in (record(), blank()):
        packet = office.packet(form, edition=edition, document=kind)
        assert [field.name for field in office.master(packet).fields if field.kind is FieldKind.SEAL] == [
            SEAL
        ]


def test_a_packet_sealed_before_it_is_signed_conforms_and_both_stay_valid(
    office: Office, tmp_path: Path
) -> None:
    packet: Packet = office.golden(record(), paper=Paper.A4)
    people = [signer("A Practice"), signer("A Patient")]
    pdf = sign(sign(office.pdf(packet), SEAL, people[0]), "patient-signature", people[1])
    found = statuses(pdf, people)
    assert {name: status.bottom_line for name, status in found.items()} == {
        SEAL: True,
        "patient-signature": True,
    }
    path = tmp_path / "sealed.pdf"
    path.write_bytes(pdf)
    assert_conforms([path])
