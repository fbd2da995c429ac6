"""The certificate that goes into a seal: what it is called, and whether it can seal today."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from consent.errors import ResourceError

_LONGEST = 60


def look_over(certificate: Any, now: datetime) -> None:
    """Refuse a certificate that nobody would accept of this seal. Raises :class:`ResourceError`."""
    validity = certificate["tbs_certificate"]["validity"]
    begins, ends = validity["not_before"].native, validity["not_after"].native
    if not begins <= now <= ends:
        when = f"it is good from {begins.astimezone(UTC).date()} to {ends.astimezone(UTC).date()}"
        raise ResourceError(f"the certificate cannot seal today: {when}", hint="have it renewed")
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise ResourceError(
            "the certificate is not for signing: it has neither digitalSignature nor nonRepudiation",
            hint="ask for a certificate to sign documents with",
        )


def short_name(certificate: Any) -> str:
    """What the certificate calls its owner, for people; empty when it is too long to print."""
    told = certificate.subject.native
    name = told.get("common_name") or told.get("organization_name") or ""
    name = name if isinstance(name, str) else name[0]
    return name if len(name) <= _LONGEST else ""
