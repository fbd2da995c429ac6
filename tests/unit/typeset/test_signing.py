"""A packet can be signed twice, and stays what it was."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pyhanko.sign.diff_analysis import ModificationLevel

from consent.models.paper.master import FieldKind
from tests.support.render import ink, pdfium
from tests.support.sample import sample_master, sample_packet
from tests.support.signing import sign, signer, statuses
from tests.support.verapdf import assert_conforms


@cache
def signed() -> tuple[bytes, list[Any]]:
    people = [signer("A Patient"), signer("A Practitioner")]
    pdf = sample_packet()
    names = [field.name for field in sample_master().fields if field.kind is FieldKind.SIG]
    for name, who in zip(names, people, strict=True):
        pdf = sign(pdf, name, who)
    return pdf, people


def test_the_second_signature_leaves_the_first_valid() -> None:
    pdf, people = signed()
    found = statuses(pdf, people)
    assert list(found) == ["patient-signature", "practitioner-signature"]
    assert [status.bottom_line for status in found.values()] == [True, True]
    assert found["patient-signature"].modification_level is ModificationLevel.FORM_FILLING


def test_a_changed_byte_is_noticed() -> None:
    pdf, people = signed()
    middle = sample_packet().index(b"/Type /Metadata")
    broken = pdf[:middle] + b"/type" + pdf[middle + 5 :]
    assert not statuses(broken, people)["patient-signature"].intact


def test_the_signed_file_conforms(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed()[0])
    assert_conforms([path])


def test_the_signature_shows() -> None:
    for field in sample_master().fields:
        if field.kind is FieldKind.SIG:
            assert ink(pdfium(signed()[0], field.page, forms=True), field) > 200
