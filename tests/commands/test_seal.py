"""From the command line: a packet is printed, sealed, signed and verified; a time stamp; a token."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.timestamps import DummyTimeStamper

from consent.cli import Exit
from tests.support.altered import behind, noted, typed
from tests.support.command import OF_PRACTICE, Command, Outcome, as_program, refused
from tests.support.issued import IssuedPacket, issue
from tests.support.keys import PASSPHRASE, Holder, holder
from tests.support.office import Office, record
from tests.support.signing import sign

AUTHORITY = holder("Example Authority", authority=True)
CLINIC = holder("Example Joint Clinic", AUTHORITY)
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
TYPED = "others-taking-part-names"


@pytest.fixture(scope="module")
def made(office: Office, tmp_path_factory: pytest.TempPathFactory) -> IssuedPacket:
    return issue(office, tmp_path_factory.mktemp("issued"), record())


@pytest.fixture
def packet(made: IssuedPacket, consent: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packet in the working folder, its register, and a key file with its passphrase."""
    shutil.copytree(made.register, consent.folder.parent / "its-register")
    monkeypatch.setenv("CONSENT_REGISTER", str(consent.folder.parent / "its-register"))
    monkeypatch.setenv("CONSENT_SEAL_PASSPHRASE", PASSPHRASE)
    (consent.folder / "seal.p12").write_bytes(CLINIC.pkcs12())
    (consent.folder / "root.pem").write_bytes(AUTHORITY.pem)
    path = consent.folder / "packet.pdf"
    path.write_bytes(made.pdf)
    return path


def sealed_by(consent: Command, packet: Path, *more: str) -> Path:
    outcome = consent("seal", packet, "--pkcs12", "seal.p12", *OF_PRACTICE, *more)
    assert outcome.code == Exit.DONE, outcome
    assert len(outcome.pdfs) == 1
    return consent.folder / outcome.pdfs[0]


def verified(consent: Command, path: Path, *more: str) -> tuple[int, dict[str, Any]]:
    outcome = consent("verify", path, "--format", "json", *OF_PRACTICE, *more)
    assert not outcome.files
    (found,) = json.loads(outcome.stdout)
    return outcome.code, found


def test_a_packet_is_sealed_beside_itself_and_the_register_knows_the_seal(
    consent: Command, packet: Path, made: IssuedPacket
) -> None:
    sealed = sealed_by(consent, packet)
    assert sealed.name == "packet-sealed.pdf"
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert packet.read_bytes() == made.pdf
    code, found = verified(consent, sealed, "--trust", "root.pem", "--allow-empty")
    assert code == Exit.DONE, found
    assert (found["standing"], found["true"], found["complete"]) == ("filled or signed since", True, False)
    (signature,) = found["signatures"]
    assert (signature["role"], signature["trust"], signature["in_register"]) == ("seal", "trusted", True)
    told = consent("history", made.packet_id, *OF_PRACTICE).stdout
    assert "sealed with the certificate of Example Joint Clinic: packet-sealed.pdf, SHA-256" in told


def test_a_file_that_is_there_is_never_overwritten(consent: Command, packet: Path) -> None:
    sealed_by(consent, packet)
    again = consent("seal", packet, "--pkcs12", "seal.p12", *OF_PRACTICE)
    refused(again, "packet-sealed.pdf: there already")
    refused(consent("seal", packet, "--pkcs12", "seal.p12", "-o", packet, *OF_PRACTICE), "there already")


def test_several_packets_go_into_a_folder(consent: Command, packet: Path) -> None:
    other = packet.with_name("other.pdf")
    other.write_bytes(behind(typed(TYPED, "Ana Example, nurse"))(packet.read_bytes()))
    outcome = consent("seal", packet, other, "--pkcs12", "seal.p12", "-o", "sealed", *OF_PRACTICE)
    assert outcome.code == Exit.DONE, outcome
    assert [path.as_posix() for path in outcome.pdfs] == [
        "sealed/other-sealed.pdf",
        "sealed/packet-sealed.pdf",
    ]


def test_what_was_changed_or_never_issued_is_not_sealed(consent: Command, packet: Path) -> None:
    data = packet.read_bytes()
    packet.write_bytes(data[:-9] + b"x" + data[-8:])
    refused(consent("seal", packet, "--pkcs12", "seal.p12", *OF_PRACTICE), "does not begin like anything")
    packet.write_bytes(behind(noted)(data))
    refused(consent("seal", packet, "--pkcs12", "seal.p12", *OF_PRACTICE), "changed since it was issued")
    packet.write_bytes(data)
    assert sealed_by(consent, packet, "--no-register").is_file()


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), "name the key"),
    (("--pkcs12", "seal.p12", "--pkcs11", "root.pem"), "name the key"),
    (("--pkcs11", "root.pem", "--token", "a"), "go together"),
    (("--pkcs12", "seal.p12", "--ltv"), "--ltv needs --tsa"),
    (("--pkcs12", "seal.p12", "--trust", "root.pem"), "--trust goes with --ltv"),
    (("--pkcs12", "seal.p12", "--tsa", "tsa.example.org"), "begins with https://"),
    (("--pkcs12", "root.pem"), "cannot be opened"),
    (("--pkcs12", "seal.p12", "--tsa", "http://127.0.0.1:9/"), "cannot be made to last"),
)


@pytest.mark.parametrize(("options", "words"), WRONG)
def test_what_cannot_seal_says_why(
    options: tuple[str, ...], words: str, consent: Command, packet: Path
) -> None:
    refused(consent("seal", packet, *options, *OF_PRACTICE), words)


def test_the_passphrase_comes_from_a_file_or_the_environment_and_is_never_said(
    consent: Command, packet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONSENT_SEAL_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    arguments = ("seal", packet, "--pkcs12", "seal.p12", *OF_PRACTICE)
    refused(consent(*arguments), "nobody is there to ask")
    (consent.folder / "secret").write_text("wrong horse\n")
    outcome = consent(*arguments, "--passphrase-file", "secret")
    refused(outcome, "the passphrase is wrong")
    assert "wrong horse" not in outcome.stderr
    (consent.folder / "secret").write_text(PASSPHRASE + "\n")
    assert consent(*arguments, "--passphrase-file", "secret").code == Exit.DONE


def test_a_signed_packet_says_who_is_trusted_and_which_places_are_empty(
    consent: Command, packet: Path
) -> None:
    sealed = sealed_by(consent, packet)
    patient = holder("Maria Example")
    signed = packet.with_name("signed.pdf")
    signed.write_bytes(sign(sealed.read_bytes(), "patient-signature", patient.signer))
    code, found = verified(consent, signed, "--trust", "root.pem")
    assert code == Exit.FOUND
    assert [one["trust"] for one in found["signatures"]] == ["trusted", "not trusted"]
    missing = {place["name"] for place in found["missing"]}
    assert "practitioner-signature" in missing
    assert not {"patient-signature", "practice-seal", "refusal-patient-signature"} & missing
    text = consent("verify", signed, *OF_PRACTICE).stdout
    assert "signature in patient-signature: holds; after it came nothing" in text
    assert "certificate of Common Name: Maria Example" in text
    assert "trust not asked for" in text


def test_a_refusal_that_is_signed_is_said(consent: Command, packet: Path) -> None:
    packet.write_bytes(sign(packet.read_bytes(), "refusal-patient-signature", holder("Maria Example").signer))
    code, found = verified(consent, packet, "--allow-empty")
    assert code == Exit.FOUND
    assert [place["name"] for place in found["refused"]] == ["refusal-patient-signature"]


def test_answers_are_never_shown(consent: Command, packet: Path) -> None:
    packet.write_bytes(behind(typed(TYPED, "Quetzalcoatl"))(packet.read_bytes()))
    for form in ("text", "json"):
        outcome = consent("verify", packet, "--format", form, *OF_PRACTICE)
        assert TYPED in outcome.stdout
        assert "Quetzalcoatl" not in outcome.stdout + outcome.stderr


def test_a_file_is_compared_with_another_where_there_is_no_register(
    consent: Command, packet: Path, made: IssuedPacket
) -> None:
    copy = packet.with_name("copy.pdf")
    copy.write_bytes(made.pdf)
    assert verified(consent, copy, "--issued", str(packet))[1]["standing"] == "as issued"
    copy.write_bytes(made.pdf[:-9] + b"x" + made.pdf[-8:])
    assert verified(consent, copy, "--issued", str(packet))[1]["standing"] == "altered"


# --- time stamps ---------------------------------------------------------------------------------


class _Authority(BaseHTTPRequestHandler):
    """Answers time stamp requests, and tells what was revoked."""

    stamper: DummyTimeStamper
    revoked: bytes

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(self.stamper.request_tsa_response(asked).dump(), "application/timestamp-reply")

    def do_GET(self) -> None:
        self._answer(self.revoked, "application/pkix-crl")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        pass


@pytest.fixture
def service() -> Iterator[tuple[str, Holder]]:
    """Where a time stamping authority answers, and a clinic whose certificate says where to ask about it."""
    server = HTTPServer(("127.0.0.1", 0), _Authority)
    address = f"http://127.0.0.1:{server.server_port}/"
    stamps = holder("Example Time", AUTHORITY, stamps=True, revocation=address)
    _Authority.stamper = DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(stamps.der), tsa_key=keys.PrivateKeyInfo.load(stamps.key_der)
    )
    _Authority.revoked = _nothing_revoked()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address, holder("Example Joint Clinic", AUTHORITY, revocation=address)
    server.shutdown()
    server.server_close()
    thread.join()


def _nothing_revoked() -> bytes:
    made = x509.CertificateRevocationListBuilder().issuer_name(AUTHORITY.certificate.subject)
    made = made.last_update(datetime(2020, 1, 1, tzinfo=UTC)).next_update(datetime(2060, 1, 1, tzinfo=UTC))
    vouching = x509.AuthorityKeyIdentifier.from_issuer_public_key(AUTHORITY.key.public_key())
    made = made.add_extension(vouching, critical=False).add_extension(x509.CRLNumber(1), critical=False)
    from cryptography.hazmat.primitives.serialization import Encoding

    return made.sign(AUTHORITY.key, hashes.SHA256()).public_bytes(Encoding.DER)


@pytest.mark.parametrize("lasts", [False, True], ids=["B-T", "B-LTA"])
def test_a_seal_carries_a_time_stamp_and_on_request_what_it_takes_to_last(
    lasts: bool, consent: Command, packet: Path, service: tuple[str, Holder], tmp_path: Path
) -> None:
    from tests.support.verapdf import assert_conforms

    address, clinic = service
    (consent.folder / "seal.p12").write_bytes(clinic.pkcs12())
    more = ("--ltv", "--trust", "root.pem") if lasts else ()
    done = as_program(
        consent.folder, "seal", packet, "--pkcs12", "seal.p12", *OF_PRACTICE, "--tsa", address, *more
    )
    assert done.returncode == Exit.DONE, done.stderr
    sealed = packet.with_name("packet-sealed.pdf")
    code, found = verified(consent, sealed, "--trust", "root.pem", "--allow-empty")
    assert code == Exit.DONE, found
    assert found["standing"] == "filled or signed since"
    roles = [one["role"] for one in found["signatures"]]
    assert roles == (["seal", "time stamp"] if lasts else ["seal"])
    seal = found["signatures"][0]
    assert (seal["holds"], seal["trust"], seal["stamp_trust"]) == (True, "trusted", "trusted")
    assert seal["stamped_at"]
    assert (b"/DSS" in sealed.read_bytes()) == lasts
    assert_conforms([sealed])


# --- a token -------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not SOFTHSM.exists() or not shutil.which("pkcs11-tool"), reason="SoftHSM is not installed"
)
def test_a_key_on_a_token_seals(
    consent: Command, packet: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tokens = tmp_path / "tokens"
    tokens.mkdir()
    (tmp_path / "hsm.conf").write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "hsm.conf"))
    (tmp_path / "key.der").write_bytes(CLINIC.key_der)
    (tmp_path / "cert.der").write_bytes(CLINIC.der)
    tool = ["pkcs11-tool", "--module", str(SOFTHSM)]
    run = [*tool, "--token-label", "office", "--login", "--pin", "1234", "--label", "seal", "--id", "01"]
    for command in (
        [*tool, "--init-token", "--slot-index", "0", "--label", "office", "--so-pin", "5678"],
        [
            *tool,
            "--token-label",
            "office",
            "--login",
            "--login-type",
            "so",
            "--so-pin",
            "5678",
            "--init-pin",
            "--pin",
            "1234",
        ],
        [*run, "--write-object", str(tmp_path / "key.der"), "--type", "privkey", "--usage-sign"],
        [*run, "--write-object", str(tmp_path / "cert.der"), "--type", "cert"],
    ):
        subprocess.run(command, check=True, capture_output=True)

    def seal(pin: str, label: str = "seal") -> Outcome:
        # In a process of its own: the driver reads its settings once.
        (tmp_path / "pin").write_text(pin)
        done = as_program(
            consent.folder,
            *("seal", packet, "--pkcs11", SOFTHSM, "--token", "office", "--label", label),
            *("--passphrase-file", tmp_path / "pin", *OF_PRACTICE),
        )
        return Outcome(done.returncode, done.stdout, done.stderr, {})

    refused(seal("9999"), "cannot be opened")
    refused(seal("1234", "no-such-key"), "no-such-key")
    assert seal("1234").code == Exit.DONE
    code, found = verified(
        consent, packet.with_name("packet-sealed.pdf"), "--trust", "root.pem", "--allow-empty"
    )
    assert (code, found["signatures"][0]["trust"]) == (Exit.DONE, "trusted")
