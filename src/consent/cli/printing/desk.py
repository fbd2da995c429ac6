"""``consent desk``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from consent.cli.options.shared import (
    cache_option,
    find_cache,
    find_practice,
    find_register,
    practice_option,
    templates_option,
)
from consent.errors import ResourceError
from consent.resources import require_libraries

_NEEDED = {"starlette": "starlette", "uvicorn": "uvicorn", "python_multipart": "python-multipart"}
"""Modules of the extra, and the packages that bring them."""


@click.command("desk")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8600,
    show_default=True,
    help="Where it listens; 0 takes any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address it listens on. Any but this machine's own needs --tls-cert and --tls-key.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name that browsers ask for, if it is another than --host; repeat for more."
    " A request by any other name is refused.",
)
@click.option(
    "--tls-cert",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The certificate of this machine, with its chain: a PEM file.",
)
@click.option(
    "--tls-key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Its private key: a PEM file without a passphrase.",
)
@click.option(
    "--lock-after",
    type=click.IntRange(1, 240),
    default=15,
    show_default=True,
    metavar="MINUTES",
    help="Minutes without a request after which a browser is locked.",
)
@practice_option
@templates_option
@cache_option
def command(
    port: int,
    host: str,
    names: tuple[str, ...],
    tls_cert: Path | None,
    tls_key: Path | None,
    lock_after: int,
    practice: Path | None,
    templates: Path | None,
    no_cache: bool,
) -> int:
    """Open the front desk in a browser: today's list, packets to look at and print.

    It serves one practice on its own machine, and prints a link that works once: open it in the
    browser of the front desk. It is no internet service; see docs/desk.md. Needs the extra `desk`.
    End it with Ctrl-C.

    \b
    Examples:
      consent desk
      consent desk --port 9000 --lock-after 5
      consent desk --host desk.example.com --tls-cert desk.pem --tls-key desk.key
    """
    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise ResourceError(
            f"the desk needs packages that are not installed: {', '.join(missing)}",
            hint="python -m pip install './consent_packets-VERSION-py3-none-any.whl[desk]'",
        )
    _check(host, names, tls_cert, tls_key)
    require_libraries()
    from consent.desk.serve import Where, serve
    from consent.desk.settings import Settings

    file = find_practice(practice)
    settings = Settings(
        practice_file=file,
        register=find_register(file),
        overlay=templates,
        cache=find_cache(no_cache),
        lock_after=lock_after,
    )
    serve(settings, Where(host, port, names, tls_cert, tls_key), lambda line: click.echo(line, err=True))
    return 0


def _check(host: str, names: tuple[str, ...], certificate: Path | None, key: Path | None) -> None:
    from consent.desk.guard.address import is_everywhere, is_loopback

    if (certificate is None) != (key is None):
        raise click.UsageError("--tls-cert and --tls-key belong together; give both")
    if not is_loopback(host) and certificate is None:
        raise click.UsageError(
            f"--host {host}: others could read along. Give --tls-cert and --tls-key, or leave it 127.0.0.1"
        )
    if is_everywhere(host) and not names:
        raise click.UsageError(f"--host {host}: say with --name by which name browsers ask for the desk")
