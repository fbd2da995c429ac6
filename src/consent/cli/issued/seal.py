"""``consent seal``."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from consent.cli.options.passphrase import passphrase_option, read_passphrase
from consent.cli.options.shared import practice_option, quiet_option, register_option


@click.command("seal")
@click.argument(
    "packets",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PACKET...",
)
@click.option(
    "--pkcs12",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The key and certificate of the practice: a PKCS#12 file (.p12, .pfx).",
)
@click.option(
    "--pkcs11",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="LIBRARY",
    help="In place of a file: the driver of a token. Needs the extra `seal`, --token and --label.",
)
@click.option("--token", metavar="NAME", default="", help="Which token, by its label.")
@click.option("--label", metavar="NAME", default="", help="Which key and certificate on the token.")
@passphrase_option
@click.option(
    "--tsa",
    metavar="URL",
    default="",
    help="Ask this service for a time stamp (PAdES B-T). Without it nothing goes over the network.",
)
@click.option(
    "--ltv",
    is_flag=True,
    help="Also keep in the file what is needed to judge it years later (PAdES B-LTA): it asks the services"
    " that the certificates name. Needs --tsa and --trust.",
)
@click.option(
    "--trust",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="With --ltv: the root certificates, as files or folders; repeat for more.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file to write, or a folder for several. By default beside each packet, as NAME-sealed.pdf.",
)
@register_option
@practice_option
@quiet_option
def command(
    packets: tuple[Path, ...],
    pkcs12: Path | None,
    pkcs11: Path | None,
    token: str,
    label: str,
    passphrase_file: Path | None,
    tsa: str,
    ltv: bool,
    trust: tuple[Path, ...],
    output: Path | None,
    no_register: bool,
    practice: Path | None,
    quiet: bool,
) -> int:
    """Certify packets with the practice's key, in a new file beside each.

    A packet must be as it was issued, or filled since and not signed. After the seal its fields
    may be filled and signed, and any other change breaks it. What was filled before the seal can
    no longer be typed over. A seal says that the holder of the key let this file go out as it
    stands; it says nothing of who signs it.

    The passphrase, or a token's PIN, is asked for, or read from the environment variable
    CONSENT_SEAL_PASSPHRASE or a file; never from the command line.

    A file that is there is never overwritten. The register notes each seal.

    \b
    Examples:
      consent seal out/7K3M9-QPX2D.pdf --pkcs12 practice.p12
      consent seal out/*.pdf --pkcs12 practice.p12 --tsa https://tsa.example.org -o sealed/
      consent seal packet.pdf --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token office --label seal
    """
    from consent.seal.sealing import Sealing, seal_files, targets
    from consent.verify.trust import trusted_by

    _agree(pkcs12, pkcs11, token, label, tsa, ltv, trust)
    plan = targets(packets, output)
    with ExitStack() as stack:
        register = None if no_register else stack.enter_context(_register(practice))
        secret = read_passphrase(passphrase_file, "PIN of the token" if pkcs11 else f"Passphrase of {pkcs12}")
        signer = _signer(stack, pkcs12, pkcs11, token, label, secret)
        sealing = Sealing(signer, datetime.now(UTC), tsa, trusted_by(trust) if ltv else None, register)
        for written in seal_files(plan, sealing):
            if not quiet:
                click.echo(str(written))
    return 0


def _agree(
    pkcs12: Path | None,
    pkcs11: Path | None,
    token: str,
    label: str,
    tsa: str,
    ltv: bool,
    trust: tuple[Path, ...],
) -> None:
    if (pkcs12 is None) == (pkcs11 is None):
        raise click.UsageError("name the key: with --pkcs12 FILE, or with --pkcs11 LIBRARY")
    if bool(pkcs11) != bool(token and label):
        raise click.UsageError("--pkcs11, --token and --label go together")
    if ltv and not (tsa and trust):
        raise click.UsageError("--ltv needs --tsa URL for the time, and --trust for the roots")
    if trust and not ltv:
        raise click.UsageError("--trust goes with --ltv; `consent verify --trust` says what is trusted")
    if tsa and not tsa.startswith(("https://", "http://")):
        raise click.UsageError("--tsa is an address that begins with https:// or http://")


def _register(practice: Path | None) -> Any:
    from consent.cli.options.register import opened

    return opened(practice)[0]


def _signer(
    stack: ExitStack, pkcs12: Path | None, pkcs11: Path | None, token: str, label: str, secret: str
) -> Any:
    from consent.seal.keyholder import from_pkcs11, from_pkcs12

    if pkcs11 is not None:
        return stack.enter_context(from_pkcs11(pkcs11, token, label, secret))
    return from_pkcs12(pkcs12 or Path(), secret)
