"""What was found of files held against what was issued, as text and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from consent.models.register.verified import Role, SignatureSeen, Trust, Verified
from consent.report.tame import tame


def verify_lines(found: Sequence[Verified]) -> list[str]:
    """Some lines for each file."""
    return [tame(line) for one in found for line in _lines(one)]


def verify_values(found: Sequence[Verified]) -> list[dict[str, Any]]:
    """One object for each file."""
    return [_values(one) for one in found]


def _lines(one: Verified) -> Iterator[str]:
    packet = f", packet {f'{one.packet_id} {one.mark}'.rstrip()}" if one.packet_id else ""
    state = f" (in the register: {one.state})" if one.state else ""
    yield f"{one.file}: {one.standing.value}{packet}{state}"
    yield from (f"  {detail}" for detail in one.details)
    if one.filled:
        yield f"  filled since: {', '.join(one.filled)}"
    for signature in one.signatures:
        yield from _about(signature)
    if one.places:
        yield from _empty(one)


def _about(one: SignatureSeen) -> Iterator[str]:
    what = one.role.value
    holds = "holds" if one.holds else f"does not hold: {one.fault}"
    yield f"  {what} in {one.field.rpartition('.')[2]}: {holds}; after it came {one.later}"
    if one.certificate:
        yield f"    certificate of {one.certificate.subject}, by {one.certificate.issuer}"
        until = f"good {one.certificate.valid_from[:10]} to {one.certificate.valid_until[:10]}"
        yield f"    {_TRUST[one.trust]}{f' ({one.why})' if one.why else ''}; {until}"
    if one.stamped_at and one.role is not Role.TIME_STAMP:
        yield f"    time stamp of {one.stamped_at}, {_TRUST[one.stamp_trust]}"
    elif one.stamped_at or one.said_at:
        said = "" if one.stamped_at else ", as the signer's computer says"
        yield f"    at {one.stamped_at or one.said_at}{said}"
    if one.role is Role.SEAL:
        yield f"    {'noted' if one.in_register else 'not noted'} in the register"


_TRUST = {
    Trust.TRUSTED: "trusted",
    Trust.NOT_TRUSTED: "not trusted",
    Trust.NOT_ASKED: "trust not asked for: --trust names whom you trust",
}


def _empty(one: Verified) -> Iterator[str]:
    required = [place for place in one.places if place.duty == "required"]
    if not one.missing:
        yield f"  all {len(required)} required places are filled"
    elif len(one.missing) == len(required):
        yield f"  none of {len(required)} required places is filled"
    else:
        yield f"  {len(one.missing)} of {len(required)} required places are empty:"
        yield from (f"    page {place.page}: {place.name}" for place in one.missing)
    for place in one.refused:
        yield f"  page {place.page}: something stands in {place.name}, where one refuses or withdraws"


def _values(one: Verified) -> dict[str, Any]:
    return {
        "file": one.file,
        "standing": one.standing.value,
        "true": one.is_true,
        "complete": one.is_complete,
        "details": list(one.details),
        "packet_id": one.packet_id,
        "mark": one.mark,
        "state": one.state,
        "issued_sha256": one.issued_sha256,
        "filled": list(one.filled),
        "signed": list(one.signed),
        "missing": [{"name": place.name, "page": place.page} for place in one.missing],
        "refused": [{"name": place.name, "page": place.page} for place in one.refused],
        "signatures": [_signature(signature) for signature in one.signatures],
    }


def _signature(one: SignatureSeen) -> dict[str, Any]:
    return {
        "field": one.field,
        "role": one.role.value,
        "holds": one.holds,
        "fault": one.fault,
        "later": one.later,
        "trust": one.trust.value,
        "why": one.why,
        "certificate": asdict(one.certificate) if one.certificate else None,
        "said_at": one.said_at,
        "stamped_at": one.stamped_at,
        "stamp_trust": one.stamp_trust.value,
        "in_register": one.in_register,
    }
