"""The desk as people start it: its link, its answers on the wire, its end."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consent.cli import Exit
from tests.support.command import OF_PRACTICE, Command, refused
from tests.support.desk import practice_in
from tests.support.desk_program import Program, running
from tests.support.schedule import MARKER, row


def status(answer: bytes) -> int:
    """0: cut off without a word."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


def opened(desk: Program) -> str:
    """The cookie of a browser that has used the link."""
    answer = desk.get(f"/open/{desk.key()}")
    assert status(answer) == 303
    return answer.partition(b"set-cookie: ")[2].partition(b";")[0].decode()


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_the_desk_opens_answers_and_ends(tmp_path: Path) -> None:
    today = datetime.now().astimezone().date().isoformat()
    practice_in(tmp_path / "p", [row(number, scheduled_on=today) for number in range(3)])
    with running(tmp_path / "p") as desk:
        host = f"127.0.0.1:{desk.port}"
        cookie = f"Cookie: {opened(desk)}"
        page = desk.get("/", cookie)
        assert status(page) == 200
        assert page.count(MARKER.encode()) >= 3
        assert b"\r\nserver:" not in page.lower()
        last = "Connection: close\r\n\r\n"
        mine = f"Host: {host}\r\n"
        shaken = "Upgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n"
        for request, wanted in {
            f"GET / HTTP/1.1\r\nHost: attacker.example:{desk.port}\r\n{last}": (421,),
            "GET / HTTP/1.0\r\n\r\n": (421,),
            f"GET / HTTP/1.1\r\n{mine}Host: attacker.example\r\n{last}": (400, 421),
            f"GET http://attacker.example/ HTTP/1.1\r\n{mine}{last}": (303, 400, 404, 421),
            f"GET / HTTP/1.1\r\n{mine}X: {'x' * 200_000}\r\n{last}": (0, 400, 431),
            f"POST /search HTTP/1.1\r\n{mine}{cookie}\r\nContent-Length: 0\r\n{last}": (403,),
            f"GET / HTTP/1.1\r\n{mine}X-Forwarded-Host: x\r\n{shaken}{last}": (303, 400),
            "\x00\x01\x02\r\n\r\n": (400,),
        }.items():
            assert status(desk.ask(request)) in wanted, request[:60]
        # Who has been given another link is not told apart by what the first one did.
        assert status(desk.get("/", f"Cookie: {opened(desk)}")) == 200
        workers = children_of(desk.process.pid)
        assert desk.stop() == Exit.INTERRUPTED
        time.sleep(0.2)
        assert not [pid for pid in workers if alive(pid)]
        said = desk.said()
    assert "Traceback" not in said
    assert "interrupted" in said
    for word in (MARKER, "0000000", "attacker"):
        assert word not in said


def test_with_a_certificate_it_speaks_tls_and_its_cookie_is_for_tls_alone(tmp_path: Path) -> None:
    practice_in(tmp_path / "p", None)
    certificate, key = self_signed(tmp_path)
    with running(tmp_path / "p", "--tls-cert", certificate, "--tls-key", key) as desk:
        assert desk.tls
        answer = desk.get(f"/open/{desk.key()}")
        assert f"set-cookie: __Host-consent-{desk.port}=".encode() in answer
        assert b"; Secure" in answer
        assert desk.stop() == Exit.INTERRUPTED


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--host", "0.0.0.0"), ("others could read along", "--tls-cert")),
        (("--host", "192.0.2.1"), ("others could read along",)),
        (("--tls-cert", sys.executable), ("belong together",)),
        (("--host", "::", "--tls-cert", sys.executable, "--tls-key", sys.executable), ("--name",)),
        (("--tls-cert", sys.executable, "--tls-key", sys.executable), ("certificate", "PEM")),
        (("--lock-after", "0"), ("--lock-after",)),
    ],
)
def test_a_desk_that_others_could_read_along_with_is_not_opened(
    consent: Command, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    outcome = consent("desk", "--port", "0", *options, *OF_PRACTICE)
    if "PEM" in words:
        assert outcome.code == Exit.COULD_NOT_RUN
        assert all(word in outcome.stderr for word in words)
    else:
        refused(outcome, *words)


def test_without_the_extra_it_says_what_to_install(consent: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.cli.printing.desk.find_spec", lambda name: None)
    refused(consent("desk", *OF_PRACTICE), "starlette, uvicorn, python-multipart", "[desk]")


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    paths = folder / "desk.pem", folder / "desk.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
