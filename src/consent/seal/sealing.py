"""Files in, sealed files out: each is known to be as issued before it is sealed, and none is overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from consent.errors import SealError
from consent.reading.safe.regular import bytes_of
from consent.reading.unreadable import UnreadableError
from consent.register import Register
from consent.seal.certificate import short_name
from consent.seal.seal import Lasting, seal
from consent.verify.known import known_issue
from consent.write import write_packet


@dataclass(frozen=True)
class Sealing:
    """With what, and when."""

    signer: Any
    now: datetime
    tsa: str = ""
    trusted: Sequence[bytes] | None = None
    register: Register | None = None
    """None: files are sealed of which nobody knows whether they were issued."""


def targets(packets: Sequence[Path], output: Path | None) -> dict[Path, Path]:
    """Where each sealed file goes.

    Raises:
        SealError: a file is there already, two would have one name, or several would be one.
    """
    into = output is not None and (len(packets) > 1 or output.is_dir() or output.suffix.lower() != ".pdf")
    if output is not None and len(packets) > 1 and output.suffix.lower() == ".pdf":
        raise SealError(f"{len(packets)} packets do not go into one file", hint="name a folder with -o")
    plan: dict[Path, Path] = {}
    for packet in packets:
        beside = packet.with_name(f"{packet.stem}-sealed.pdf")
        plan[packet] = beside if output is None else output / beside.name if into else output
    there = sorted({str(target) for target in plan.values() if target.exists()})
    if there:
        raise SealError(
            f"{', '.join(there)}: there already", hint="move it away, or name another place with -o"
        )
    if len(set(plan.values())) < len(plan):
        raise SealError("two of the packets have the same name", hint="seal them into different folders")
    return plan


def seal_files(plan: Mapping[Path, Path], sealing: Sealing) -> Iterator[Path]:
    """Seal one after another; each file is written when it is done, and noted in the register.

    Raises:
        SealError: a file is not as issued, or cannot be sealed; what was sealed before it stands.
    """
    for packet, target in plan.items():
        try:
            data = bytes_of(packet)
            issue = known_issue(packet, data, sealing.register)
            sealed = seal(data, sealing.signer, sealing.now, Lasting(sealing.tsa, sealing.trusted))
        except UnreadableError as error:
            raise SealError(f"{packet}: {error.message}", hint=error.hint) from None
        except SealError as error:
            raise SealError(f"{packet}: {error.message}", hint=error.hint) from None
        write_packet(target, sealed)
        if sealing.register is not None and issue is not None:
            sealing.register.tell(issue, _note(sealed, target, sealing.signer))
        yield target


def _note(sealed: bytes, target: Path, signer: Any) -> str:
    name = short_name(signer.signing_cert) or "a certificate with a long name"
    return (
        f"sealed with the certificate of {name}: {target.name}, SHA-256 {hashlib.sha256(sealed).hexdigest()}"
    )
