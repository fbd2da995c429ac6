"""The desk as people start it: its link, its answers on the wire, its end."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consent.cli import Exit
from consent.models.register.issue import State
from consent.register import open_register
from tests.support.command import OF_PRACTICE, Command, refused
from tests.support.desk import practice_in
from tests.support.processes.desk_program import Program, running
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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice whose schedule is of today."""
    today = datetime.now().astimezone().date().isoformat()
    home = tmp_path_factory.mktemp("desk") / "p"
    practice_in(home, [row(number, scheduled_on=today) for number in range(3)])
    return home


def killed_in_print(desk: Program, home: Path) -> None:
    """Print, and kill the desk as soon as the register knows of it."""
    cookie = opened(desk)
    visit = re.findall(rb'name="visit" value="([^"]+)"', desk.get("/", f"Cookie: {cookie}"))[0].decode()
    answer = desk.post("/packet/row", cookie, visit=visit)
    draft = answer.partition(b"location: ")[2].partition(b"\r\n")[0].decode()
    assert draft.startswith("/draft/"), answer
    workers = children_of(desk.process.pid)

    def ask() -> None:
        with suppress(OSError, ssl.SSLError):
            desk.post(f"{draft}/print", cookie, both="yes")

    asked = threading.Thread(target=ask)
    asked.start()
    end = time.monotonic() + 60
    while not issues(home):
        assert time.monotonic() < end, "nothing was begun"
    desk.process.kill()
    asked.join()
    while any(alive(pid) for pid in workers):
        assert time.monotonic() < end, "a worker is left behind"
        time.sleep(0.02)


def issues(home: Path) -> list[tuple[str, str]]:
    """Packet id and state of everything in the register."""
    path = home / "register" / "register.sqlite"
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute("SELECT packet_id, state FROM issue").fetchall()


def test_a_desk_that_is_killed_in_mid_print_leaves_nothing_half_and_the_next_says_what_to_do(
    home: Path, typeset_in_this_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
    # This one speaks TLS, so that one start less is needed to see it.
    certificate, key = self_signed(home.parent)
    with running(home, "--tls-cert", certificate, "--tls-key", key) as desk:
        assert desk.tls
        answer = desk.get(f"/open/{desk.key()}")
        assert f"set-cookie: __Host-consent-{desk.port}=".encode() in answer
        assert b"; Secure" in answer
        killed_in_print(desk, home)
    ((name, state),) = issues(home)
    packets = list((home / "packets").glob("*.pdf")) if (home / "packets").exists() else []
    assert [path.stem for path in packets] in ([], [name])
    for path in packets:
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) > 1
    with open_register(home / "register") as register:
        files = {file.sha256 for issue in register.by_packet(name) for file in issue.files}
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in packets}
    assert files == (digests if state == State.ISSUED else set())
    with running(home) as desk:
        said = desk.said()
        assert (f"Printing was not finished: {name}. Print again from the list" in said) == (
            state == State.BEGUN
        )
        word = b"printing was not finished" if state == State.BEGUN else b"printed"
        assert b'<span class="word">' + word in desk.get("/", f"Cookie: {opened(desk)}")
        answers_and_ends(desk)


def answers_and_ends(desk: Program) -> None:
    """What a desk answers on the wire, how it ends, and what it has said until then."""
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
