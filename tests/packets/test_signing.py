"""A whole packet, signed on a screen: first the patient, then the practitioner."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.office import Office, record
from tests.support.signing import sign, signer, statuses
from tests.support.verapdf import verapdf


@pytest.fixture(scope="module")
def signed(office: Office) -> tuple[bytes, dict[str, object]]:
    patient, practitioner = signer("Maria Example"), signer("Ana Example")
    pdf = office.pdf(office.checked(record()))
    once = sign(pdf, "patient-signature", patient)
    twice = sign(once, "practitioner-signature", practitioner)
    return twice, statuses(twice, [patient, practitioner])


def test_the_second_signature_leaves_the_first_valid(signed: tuple[bytes, dict[str, object]]) -> None:
    _, found = signed
    assert set(found) == {"patient-signature", "practitioner-signature"}
    assert all(status.bottom_line for status in found.values())  # type: ignore[attr-defined]


def test_a_signed_packet_is_still_accessible_and_archivable(
    signed: tuple[bytes, dict[str, object]], tmp_path: Path
) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed[0])
    assert [verdict.broken for verdict in verapdf([path])] == [(), ()]
