"""A sealed packet: it stays accessible and archivable, may be filled and signed, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from consent.errors import ResourceError, SealError
from consent.models.register.verified import Role, SignatureSeen, Standing, Trust, Verified
from consent.register import Register, open_register
from consent.seal.keyholder import from_pkcs12
from consent.seal.seal import seal
from consent.verify.verify import Against, verify
from tests.support import altered
from tests.support.altered import behind, typed
from tests.support.issued import IssuedPacket, issue
from tests.support.keys import PASSPHRASE, Holder, holder
from tests.support.office import Office, blank, record
from tests.support.readers.fields import fields_in
from tests.support.render import ink, pdfium
from tests.support.signing import sign
from tests.support.verapdf import assert_conforms

NOW = datetime.now(UTC)
AUTHORITY = holder("Example Authority", authority=True)
CLINIC = holder("Example Joint Clinic", AUTHORITY)
PATIENT, PRACTITIONER = holder("Maria Example"), holder("Ana Example")
TYPED = "others-taking-part-names"


@pytest.fixture(scope="module")
def packet(office: Office, tmp_path_factory: pytest.TempPathFactory) -> IssuedPacket:
    return issue(office, tmp_path_factory.mktemp("issued"), record())


@pytest.fixture(scope="module")
def sealed(packet: IssuedPacket) -> bytes:
    return seal(packet.pdf, CLINIC.signer, NOW)


@pytest.fixture(scope="module")
def signed(sealed: bytes) -> bytes:
    """Sealed, then signed by two people."""
    once = sign(sealed, "patient-signature", PATIENT.signer)
    return sign(once, "practitioner-signature", PRACTITIONER.signer)


@pytest.fixture
def register(packet: IssuedPacket) -> Iterator[Register]:
    with open_register(packet.register) as found:
        yield found


def said_of(data: bytes, register: Register, folder: Path, *trusted: Holder) -> Verified:
    path = folder / "file.pdf"
    path.write_bytes(data)
    return verify(path, Against(register, trusted=[one.der for one in trusted] or None))


def the_seal(said: Verified) -> SignatureSeen:
    (found,) = (one for one in said.signatures if one.role is Role.SEAL)
    return found


def test_the_bytes_that_were_issued_stand_before_the_seal(packet: IssuedPacket, sealed: bytes) -> None:
    assert sealed.startswith(packet.pdf)
    assert len(sealed) > len(packet.pdf)


def test_a_sealed_packet_and_one_that_two_people_signed_are_accessible_and_archivable(
    sealed: bytes, signed: bytes, tmp_path: Path
) -> None:
    for name, data in (("sealed", sealed), ("signed", signed)):
        (tmp_path / f"{name}.pdf").write_bytes(data)
    assert_conforms(sorted(tmp_path.iterdir()))


def test_the_seal_shows_at_its_place(office: Office, sealed: bytes) -> None:
    place = office.master(office.checked(record())).field("practice-seal")
    assert place is not None
    assert ink(pdfium(sealed, place.page, forms=True), place) > 200


def test_two_people_sign_behind_the_seal_and_all_three_hold(
    signed: bytes, register: Register, tmp_path: Path
) -> None:
    said = said_of(signed, register, tmp_path, AUTHORITY, PATIENT)
    assert said.standing is Standing.ADDED_TO
    assert [(one.role, one.holds, one.later) for one in said.signatures] == [
        (Role.SEAL, True, "filling and signing"),
        (Role.SIGNATURE, True, "filling and signing"),
        (Role.SIGNATURE, True, "nothing"),
    ]
    assert [one.trust for one in said.signatures] == [Trust.TRUSTED, Trust.TRUSTED, Trust.NOT_TRUSTED]
    assert said.signatures[2].why == "its certificate leads to none of those that --trust names"
    assert set(said.signed) == {"patient-signature", "practitioner-signature", "practice-seal"}
    assert not said.is_true


def test_trust_has_three_states(sealed: bytes, register: Register, tmp_path: Path) -> None:
    asked = {
        Trust.NOT_ASKED: (),
        Trust.TRUSTED: (AUTHORITY,),
        Trust.NOT_TRUSTED: (PATIENT,),
    }
    for state, trusted in asked.items():
        said = said_of(sealed, register, tmp_path, *trusted)
        assert (the_seal(said).trust, the_seal(said).holds) == (state, True)
        assert said.is_true == (state is not Trust.NOT_TRUSTED)


def test_what_a_certificate_says_is_repeated_and_no_more(
    sealed: bytes, register: Register, tmp_path: Path
) -> None:
    certificate = the_seal(said_of(sealed, register, tmp_path)).certificate
    assert certificate is not None
    assert (certificate.subject, certificate.issuer) == (
        "Common Name: Example Joint Clinic",
        "Common Name: Example Authority",
    )
    assert (certificate.valid_from, certificate.valid_until) == (
        "2020-01-01T00:00:00Z",
        "2060-01-01T00:00:00Z",
    )


AFTER_THE_SEAL = (
    ("an answer", behind(typed(TYPED, "Ana Example, nurse")), Standing.ADDED_TO, True),
    ("a note over words", behind(altered.noted), Standing.CHANGED, False),
    ("a white box", behind(altered.painted_over), Standing.CHANGED, False),
    ("a place moved", behind(altered.moved), Standing.CHANGED, False),
    ("places taken away", behind(altered.taken_away), Standing.CHANGED, False),
)


@pytest.mark.parametrize(
    ("change", "standing", "holds"),
    [row[1:] for row in AFTER_THE_SEAL],
    ids=[row[0] for row in AFTER_THE_SEAL],
)
def test_after_the_seal_fields_may_be_filled_and_nothing_else(
    change: altered.Change, standing: Standing, holds: bool, sealed: bytes, register: Register, tmp_path: Path
) -> None:
    said = said_of(change(sealed), register, tmp_path)
    assert (said.standing, the_seal(said).holds) == (standing, holds), said


def test_a_byte_of_what_was_sealed_breaks_the_seal_and_the_packet(
    sealed: bytes, packet: IssuedPacket, register: Register, tmp_path: Path
) -> None:
    (tmp_path / "file.pdf").write_bytes(altered.flipped(b"<dc:title>", 60)(sealed))
    said = verify(tmp_path / "file.pdf", Against(register, remake=lambda _: packet.pdf))
    assert said.standing is Standing.ALTERED
    assert the_seal(said).fault == "the bytes it covers are no longer those that were signed"


def test_a_byte_of_the_signature_itself_breaks_it(sealed: bytes, register: Register, tmp_path: Path) -> None:
    start = sealed.index(b"/Contents <", len(sealed) - 40_000) + 400
    other = b"0" if sealed[start : start + 1] != b"0" else b"1"
    said = said_of(sealed[:start] + other + sealed[start + 1 :], register, tmp_path)
    assert not the_seal(said).holds
    assert not said.is_true


def test_what_was_filled_before_the_seal_is_for_reading_and_no_field_locks_another(
    packet: IssuedPacket, register: Register, tmp_path: Path
) -> None:
    filled = seal(behind(typed(TYPED, "Ana Example, nurse"))(packet.pdf), CLINIC.signer, NOW)
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        closed = {str(field.T) for field in fields_in(pdf) if int(field.get("/Ff", 0)) & 1}
        assert closed == {TYPED}
        assert all("/Lock" not in field for field in fields_in(pdf))
    said = said_of(sign(filled, "patient-signature", PATIENT.signer), register, tmp_path)
    assert (said.standing, said.filled) == (Standing.ADDED_TO, (TYPED,))
    assert all(one.holds for one in said.signatures)


def test_a_packet_is_sealed_once_and_first(packet: IssuedPacket, sealed: bytes) -> None:
    with pytest.raises(SealError, match="is sealed already"):
        seal(sealed, CLINIC.signer, NOW)
    with pytest.raises(SealError, match="is signed already"):
        seal(sign(packet.pdf, "patient-signature", PATIENT.signer), CLINIC.signer, NOW)


def test_a_file_without_a_place_for_it_is_not_sealed(office: Office) -> None:
    pdf = office.pdf(office.checked(record()))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for field in fields_in(opened):
            if str(field.T) == "practice-seal":
                field.T = pikepdf.String("stamp")
        opened.save(out := io.BytesIO())
    with pytest.raises(SealError, match="no place for a seal"):
        seal(out.getvalue(), CLINIC.signer, NOW)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (holder("Was", ends=datetime(2021, 1, 1, tzinfo=UTC)), "cannot seal today"),
        (holder("Will be", begins=datetime(2059, 1, 1, tzinfo=UTC)), "cannot seal today"),
        (holder("Encrypts", signs=False), "not for signing"),
    ],
    ids=["expired", "not yet valid", "another use"],
)
def test_a_certificate_that_nobody_would_accept_seals_nothing(
    who: Holder, words: str, packet: IssuedPacket
) -> None:
    with pytest.raises(ResourceError, match=words):
        seal(packet.pdf, who.signer, NOW)


def test_a_blank_packet_is_sealed_too(office: Office, tmp_path: Path) -> None:
    pdf = office.pdf(office.checked(blank("ha-medium")))
    path = tmp_path / "blank.pdf"
    path.write_bytes(seal(pdf, CLINIC.signer, NOW))
    assert_conforms([path])


def test_a_key_file_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "seal.p12"
    path.write_bytes(CLINIC.pkcs12())
    assert from_pkcs12(path, PASSPHRASE).signing_cert.dump() == CLINIC.der
    for passphrase in ("", "wrong"):
        with pytest.raises(ResourceError, match="cannot be opened"):
            from_pkcs12(path, passphrase)
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(ResourceError, match="cannot be opened"):
        from_pkcs12(path, PASSPHRASE)
