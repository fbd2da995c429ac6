"""A desk as a program of its own, with a socket."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.support.command import environment
from tests.support.processes.signals import signals_of_a_terminal

_LINK = re.compile(r"(https?)://(127\.0\.0\.1):(\d+)/open/([\w-]+)")
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_PATIENCE = 120


@dataclass
class Program:
    """A running desk."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int
    tls: bool

    def said(self) -> str:
        """What it has said in the terminal so far."""
        return self.log.read_text("utf-8")

    def key(self) -> str:
        """Of the newest link."""
        return str(_LINK.findall(self.said())[-1][3])

    def ask(self, request: str | bytes) -> bytes:
        """The whole answer to some bytes."""
        data = request.encode() if isinstance(request, str) else request
        with socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE) as plain:
            line = _unchecked().wrap_socket(plain) if self.tls else plain
            with line:
                line.sendall(data)
                found = b""
                # Who sends more than is read may be cut off.
                with suppress(ConnectionResetError):
                    while part := line.recv(65536):
                        found += part
                return found

    def get(self, path: str, *headers: str) -> bytes:
        """A page, as bytes of the wire."""
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close", *headers]
        return self.ask("\r\n".join(lines) + "\r\n\r\n")

    def post(self, path: str, cookie: str, **fields: str) -> bytes:
        """The answer to a form, sent as from a page of the desk."""
        page = self.get("/", f"Cookie: {cookie}").decode()
        (token, *_) = _TOKEN.findall(page)
        body = urlencode({"token": token, **fields})
        authority = f"127.0.0.1:{self.port}"
        lines = [
            f"POST {path} HTTP/1.1",
            f"Host: {authority}",
            f"Origin: {'https' if self.tls else 'http'}://{authority}",
            f"Cookie: {cookie}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        return self.ask("\r\n".join(lines) + f"\r\n\r\n{body}")

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it as a terminal does; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def running(folder: Path, *options: str | Path) -> Iterator[Program]:
    """A desk of the practice in this folder, on a port that was free."""
    log = folder / "said.txt"
    command = [sys.executable, "-m", "consent", "desk", "--port", "0", *map(str, options)]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(CONSENT_REGISTER=str(folder / "register")),
            stderr=file,
            preexec_fn=signals_of_a_terminal(),
        )
    try:
        end = time.monotonic() + _PATIENCE
        while not (found := _LINK.search(log.read_text("utf-8"))):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end, "the desk has not opened"
            time.sleep(0.05)
        yield Program(process, log, int(found[3]), found[1] == "https")
    finally:
        process.kill()
        process.wait()


def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
