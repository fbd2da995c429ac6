"""A Spanish packet is assembled again from what it prints, and holds against that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consent.checks.paper.entry import check_pdf, check_pdf_bytes, read_claims
from consent.checks.paper.facts.equivalent import equivalent_packet
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind, Edition, Look
from consent.models.people.record import BlankForm, Record
from tests.support.office import ISSUED_ON, Office, plan, record
from tests.support.spanish import expected, spanish_library

GUIDANCE = record(procedures=plan("ultrasound-guidance"))
KINDS = [
    ("the example", record(), Edition.STANDARD, DocumentKind.CONSENT),
    ("large print", GUIDANCE, Edition.LARGE_PRINT, DocumentKind.CONSENT),
    ("a refusal", record(), Edition.STANDARD, DocumentKind.REFUSAL),
    ("an authorization", record(), Edition.STANDARD, DocumentKind.AUTHORIZATION),
]


@pytest.mark.parametrize(
    ("form", "edition", "document"), [one[1:] for one in KINDS], ids=[o[0] for o in KINDS]
)
def test_a_spanish_document_is_assembled_again_from_what_it_prints(
    office: Office, tmp_path: Path, form: Record, edition: Edition, document: DocumentKind
) -> None:
    library = spanish_library().library

    def again(form: Record | BlankForm, look: Look) -> Packet:
        return office.packet(
            form,
            library=library,
            edition=look.edition,
            paper=look.paper,
            issued_on=look.issued_on,
            document=look.document,
        )

    printed = again(form, Look(ISSUED_ON, edition, document=document))
    path = tmp_path / "packet.pdf"
    path.write_bytes(office.pdf(printed))
    claims = read_claims(path)
    assert claims is not None
    assert claims.language == "es"
    packet = equivalent_packet(claims, library=library, practice=office.workspace.practice, assemble=again)
    assert packet is not None
    for slot in (Slot.PATIENT_NAME, Slot.DATE_OF_BIRTH, Slot.MRN):
        assert packet.slots[slot] == printed.slots[slot]
    found = check_pdf(
        path, expectation=expected(packet, library, office.workspace.practice, office.roots)
    ).findings
    assert [(one.code, one.message) for one in found] == []


WRONG = {
    "Reasons you might not": ("PAP226", "Por qué podría quererlo"),
    "The worst come first.": ("PAP225", "Lo siguiente no es cierto."),
    "In your own words": ("PAP225", "Está garantizado que se curará."),
    "Please answer in your own words. This is not a test of you. "
    "Your answers show us what to explain better.": ("PAP225", "Please answer these in your own words."),
}


def test_a_spanish_page_may_promise_nothing_take_nothing_back_and_say_nothing_in_english(
    office: Office,
) -> None:
    library = spanish_library().library
    texts = library.catalogue.texts
    assert WRONG.keys() <= texts.keys()
    said = {**texts, **{english: spanish for english, (_, spanish) in WRONG.items()}}
    library = replace(library, catalogue=replace(library.catalogue, texts=said))
    packet = office.packet(GUIDANCE, library=library)
    report = check_pdf_bytes(
        office.pdf(packet),
        "p.pdf",
        expectation=expected(packet, library, office.workspace.practice, office.roots),
    )
    for code, spanish in WRONG.values():
        assert [one for one in report.findings if one.code == code and one.field.startswith(spanish[:60])]
    assert {one.code for one in report.findings} == {"PAP225", "PAP226"}
