"""The desk as a program: its socket, its workers, what it says in the terminal, its end."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.config import create_ssl_context

from consent.desk.aftermath import clear_away, told
from consent.desk.app import app
from consent.desk.bench import Bench
from consent.desk.crew import Processes
from consent.desk.guard.address import Address, address_of
from consent.desk.guard.opener import Opener
from consent.desk.guard.session import Sessions
from consent.desk.packets.ahead import Ahead
from consent.desk.reception import Reception
from consent.desk.services import Services
from consent.desk.settings import Settings
from consent.desk.uploads import forget_before
from consent.errors import ResourceError

_BACKLOG = 128
_CONNECTIONS = 256
_LAST_WORDS = 10
"""Seconds in which an answer that is under way may be finished when the desk ends."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the desk listens."""

    host: str
    port: int
    """0: any that is free."""
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None


def serve(settings: Settings, where: Where, log: Callable[[str], None]) -> None:
    """Serve until somebody ends it; ``log`` says a line in the terminal.

    Raises:
        ConsentError: the practice has errors, the register cannot be kept, the port is taken, the certificate
            cannot be used.
        KeyboardInterrupt: it was ended.
    """
    tls = _tls(where)
    reception = Reception(settings)
    # What is wrong with the practice or the register is said before anybody waits in front of a page.
    reception.opened()
    with reception.register() as register:
        for line in told(register, reception.today()):
            log(line)
    forget_before(settings.home, reception.today())
    clear_away(settings.home, reception.today())
    with closing(_listening(where)) as listening:
        address = address_of(where.host, listening.getsockname()[1], where.names, tls=bool(where.certificate))
        crew = Processes(Bench(settings), _width())
        try:
            sessions, opener = Sessions(settings.lock_after * 60.0), Opener(_announcer(address, log))
            desk = Services(reception, crew, sessions, opener, log, ahead=Ahead(crew))
            try:
                _run(desk, address, tls, listening)
            finally:
                desk.batches.close()
        finally:
            crew.close()
            clear_away(settings.home, reception.today())


def _announcer(address: Address, log: Callable[[str], None]) -> Callable[[str, str], None]:
    def say(key: str, code: str) -> None:
        log(f"Open the desk with this link, once:  {address.origin}/open/{key}")
        log(f"Or, in a browser that is locked, type this code, once:  {code}")

    return say


def _run(desk: Services, address: Address, tls: Any, listening: socket.socket) -> None:
    config = uvicorn.Config(
        app(desk, address),
        # What it would log are addresses and messages; the desk has its own lines.
        log_config=None,
        log_level="critical",
        access_log=False,
        # Who asks is not believed when it names somebody else.
        proxy_headers=False,
        server_header=False,
        date_header=False,
        ws="none",
        lifespan="off",
        http="h11",
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_WORDS,
        ssl_context_factory=(lambda _config, _usual: tls) if tls else None,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _tls(where: Where) -> Any:
    """What TLS is spoken with; None where it is not. Its key's passphrase is asked for in the terminal."""
    if where.certificate is None:
        return None
    settings = uvicorn.Config("", log_config=None)
    try:
        return create_ssl_context(
            where.certificate, where.key, None, settings.ssl_version, settings.ssl_cert_reqs, None, None
        )
    except (OSError, ValueError):
        # The text of an SSL error names a routine; what to do is the same for all of them.
        raise ResourceError(
            "the certificate and its key cannot be used: one is no PEM file, or they do not belong together",
            hint="--tls-cert and --tls-key name PEM files; the chain stands in the first",
        ) from None


def _listening(where: Where) -> socket.socket:
    try:
        family = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ResourceError(
            f"--host {where.host}: {error.strerror}", hint="name this machine, or one of its addresses"
        ) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((where.host, where.port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise ResourceError(
            f"the desk cannot listen on {where.host}, port {where.port}: {error.strerror}",
            hint="another desk may be open there; name another --port",
        ) from None
    return listening


def _width() -> int:
    """One worker for each processor, but four at most: each holds the library and the fonts."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, count)
