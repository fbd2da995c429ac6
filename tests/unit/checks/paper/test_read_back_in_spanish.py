"""A Spanish packet is assembled again from what it prints, and holds against that."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.checks.paper.entry import check_pdf, equivalent_packet, read_claims
from consent.gate.on_paper import page_of
from consent.load.library.words import load_words
from consent.models.findings.expectation import Expectation
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind, Edition, Look
from consent.models.people.record import BlankForm, Record
from tests.support.office import ISSUED_ON, Office, plan, record
from tests.support.spanish import spanish_library

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
    expectation = Expectation(
        library=library,
        practice=office.workspace.practice,
        policies=(),
        procedures=(),
        as_of=ISSUED_ON,
        packet=packet,
        words=load_words(office.roots, "es")[0],
        roots=tuple(office.roots),
        page=page_of(packet, office.roots),
    )
    assert [(one.code, one.message) for one in check_pdf(path, expectation=expectation).findings] == []
