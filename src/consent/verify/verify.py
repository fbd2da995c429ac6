"""One file: how it stands to what was issued, what was filled, who signed, what is still empty."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from consent.models.register.issue import Issue
from consent.models.register.verified import SignatureSeen, Standing, Verified
from consent.reading.compared.claims import Claims, claims_of, named_in, outline_of
from consent.reading.safe.guard import StoppedError, guarded
from consent.reading.safe.regular import bytes_of
from consent.reading.unreadable import UnreadableError
from consent.register import Register
from consent.verify.examine import Examined, examine
from consent.verify.issued import Base, base_of
from consent.verify.likeness import Likeness, by_bytes, by_claims, compared, is_mostly, told_by_claims

_TAIL = 2048
_NOBODY_KNOWS = (
    "there is no register to hold it against; --practice or --issued names what to compare it with"
)
_GONE = "the file as it was issued is gone and cannot be made again here, so its words were not compared"


@dataclass(frozen=True)
class Against:
    """What files are held against."""

    register: Register | None = None
    original: bytes | None = None
    """A file as it was issued, in place of the register."""
    remake: Callable[[Issue], bytes | None] = lambda _: None
    """The bytes of an issue, if they can be had."""
    trusted: Sequence[bytes] | None = None
    """Certificates as DER; None when nobody asks."""


def verify(path: Path, against: Against) -> Verified:
    """All there is to say of a file. It raises nothing for what is wrong with it."""
    try:
        data = bytes_of(path)
        base = base_of(data, against.register, against.original)
        if base is not None:
            return _of_ours(str(path), data, base, against)
        return _of_others(str(path), data, against)
    except UnreadableError as error:
        return Verified(str(path), Standing.UNREADABLE, (error.message,))
    except StoppedError as error:
        return Verified(str(path), Standing.UNREADABLE, (f"reading it {error}",))


def _of_ours(name: str, data: bytes, base: Base, against: Against) -> Verified:
    found: Examined = guarded(partial(examine, data, base.size, against.trusted))
    said = _known(
        Verified(name, Standing.AS_ISSUED, issued_sha256=base.sha256, places=found.places), base.issue
    )
    if found.details:
        said = replace(said, standing=Standing.CHANGED, details=found.details)
    if found.differences is None:
        cut = found.details and b"startxref" not in data[-_TAIL:]
        return replace(said, standing=Standing.SHORTENED) if cut else said
    return replace(
        said,
        standing=Standing.CHANGED if found.details else Standing.ADDED_TO,
        filled=tuple(one.rpartition(".")[2] for one in found.differences.filled),
        signed=tuple(one.rpartition(".")[2] for one in found.differences.signed),
        signatures=_noted(found.signatures, data, base.issue, against.register),
    )


def _of_others(name: str, data: bytes, against: Against) -> Verified:
    try:
        claims: Claims = guarded(partial(claims_of, data))
    except UnreadableError as error:
        return _unopened(name, data, error, against)
    issue = _issue(claims.packets, against.register)
    original = against.original or (against.remake(issue) if issue else None)
    pages = issue.files[-1].pages if issue and issue.files else 0
    if original is not None:
        pages, fields, packets = guarded(partial(outline_of, original))
        if not packets & set(claims.packets):
            # Another packet than the one it is to be held against.
            original = None
    else:
        fields = _fields(issue, against.register)
    named = by_claims(claims, pages, fields)
    said = _known(Verified(name, named or Standing.UNKNOWN), issue)
    if not issue and not said.packet_id:
        said = replace(said, packet_id=claims.packets[0] if claims.packets else "")
    if named in (Standing.MERGED, Standing.FOREIGN, Standing.PAGES_MISSING, Standing.PICTURES):
        return replace(said, details=told_by_claims(claims, pages, named))
    if original is None:
        return _without_original(said, data, issue, against, named)
    found: Likeness = guarded(partial(compared, data, original, named, against.trusted))
    return replace(
        said,
        standing=found.standing,
        details=(*_order(claims), *found.details),
        places=found.places,
        signatures=found.signatures,
        filled=found.filled,
    )


def _order(claims: Claims) -> tuple[str, ...]:
    numbers = [code.partition("/")[2][:2] for code in claims.codes]
    return ("its pages stand in another order",) if numbers != sorted(numbers) else ()


def _without_original(
    said: Verified, data: bytes, issue: Issue | None, against: Against, named: Standing | None
) -> Verified:
    if issue is None:
        known = against.register is not None or against.original is not None
        why = "nothing with this packet id was issued here" if known else _NOBODY_KNOWS
        return replace(said, standing=Standing.UNKNOWN, details=(why,))
    prefix = _prefix(issue, against.register)
    standing = named or (Standing.ALTERED if prefix and is_mostly(data, prefix) else Standing.RESAVED)
    return replace(said, standing=standing, details=(_GONE,))


def _unopened(name: str, data: bytes, error: UnreadableError, against: Against) -> Verified:
    issue = _issue(named_in(data), against.register)
    original = against.original or (against.remake(issue) if issue else None)
    standing, details = Standing.UNREADABLE, [error.message]
    if error.code == "PAP002":
        told = by_bytes(data, original) if original is not None else None
        if told:
            standing = told[0]
            details.append(told[1])
        elif b"startxref" not in data[-_TAIL:]:
            standing = Standing.SHORTENED
        elif original is not None and is_mostly(data, original):
            standing = Standing.ALTERED
    return _known(Verified(name, standing, tuple(details)), issue)


def _issue(packets: Sequence[str], register: Register | None) -> Issue | None:
    """The newest paper of the first packet that the register knows."""
    if register is None:
        return None
    return next((found[0] for packet in packets if (found := register.by_packet(packet))), None)


def _fields(issue: Issue | None, register: Register | None) -> int:
    if issue is None or register is None or not issue.files or not issue.files[-1].master:
        return 0
    return len(register.masters.read(issue.files[-1].master).fields)


def _prefix(issue: Issue, register: Register | None) -> bytes:
    if register is None or not issue.files or not issue.files[-1].master:
        return b""
    return register.masters.read(issue.files[-1].master).prefix


def _known(said: Verified, issue: Issue | None) -> Verified:
    if issue is None:
        return said
    return replace(said, packet_id=issue.packet_id, mark=issue.mark, state=issue.state.value)


def _noted(
    signatures: Sequence[SignatureSeen], data: bytes, issue: Issue | None, register: Register | None
) -> tuple[SignatureSeen, ...]:
    """The same, each seal that the register has noted marked as such."""
    if issue is None or register is None:
        return tuple(signatures)
    notes = " ".join(event.note for event in register.history(issue))
    return tuple(
        replace(one, in_register=hashlib.sha256(data[: one.end]).hexdigest() in notes) for one in signatures
    )
