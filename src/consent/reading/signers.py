"""What each digital signature of a file says: whether it holds, whose certificate it has, who trusts that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto import pem, x509

from consent.errors import ResourceError
from consent.models.register.verified import Certificate, Role, SignatureSeen, Trust

_LATER = ("nothing", "filling and signing", "other changes")
_RANGE = b"/ByteRange"
"""A signature stands in the file as it is, never packed: it must be found before it is filled in."""
_NO_SIGNER = "the signature cannot be read"


def certificates_in(data: bytes, name: str) -> tuple[bytes, ...]:
    """Every certificate of a PEM or DER file, as DER. Raises :class:`ResourceError` for a file of none."""
    try:
        if pem.detect(data):
            found = [der for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
        else:
            found = [data]
        for der in found:
            x509.Certificate.load(der, strict=True).subject.human_friendly  # noqa: B018 - it parses
    except (ValueError, TypeError):
        found = []
    if not found:
        raise ResourceError(
            f"{name} holds no certificate", hint="give certificates as PEM or DER files, or a folder of them"
        )
    return tuple(found)


def signers_of(data: bytes, trusted: Sequence[bytes] | None) -> tuple[SignatureSeen, ...]:
    """Every signature, the oldest first. ``trusted``: certificates as DER; None when nobody asks."""
    if _RANGE not in data:
        return ()
    from consent.reading.quick_reader import QuickReader
    from consent.reading.signatures import quiet

    with quiet():
        reader = QuickReader(data)
        return tuple(_seen(embedded, trusted) for embedded in reader.embedded_signatures)


def _seen(embedded: Any, trusted: Sequence[bytes] | None) -> SignatureSeen:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    role = _role(embedded)
    end = sum(int(number) for number in list(embedded.byte_range)[2:4])
    name = str(embedded.field_name)
    try:
        status = _status(embedded, role, trusted, None)
        stamp = getattr(status, "timestamp_validity", None)
        moment = stamp.timestamp if stamp is not None and stamp.trusted else None
        if moment is not None and not status.trusted:
            # A certificate that has expired since was good when the time was stamped.
            status = _status(embedded, role, trusted, moment)
    except (PdfError, SigningError, ValueError, TypeError, KeyError) as error:
        return SignatureSeen(
            name, role, f"{_NO_SIGNER} ({type(error).__name__})", _LATER[2], end, Trust.NOT_ASKED
        )
    level = status.modification_level
    later = _LATER[0 if status.coverage.name == "ENTIRE_FILE" else 1 if _is_allowed(status) else 2]
    return SignatureSeen(
        field=name,
        role=role,
        fault=next(_faults(status), ""),
        later=later if level is not None else _LATER[2],
        end=end,
        trust=_trust(status, trusted),
        why=_why(status) if trusted is not None and not status.trusted else "",
        certificate=_certificate(status.signing_cert),
        said_at=_utc(getattr(status, "signer_reported_dt", None)),
        stamped_at=_utc(status.timestamp if role is Role.TIME_STAMP else stamp.timestamp if stamp else None),
        stamp_trust=_trust(stamp, trusted) if stamp else Trust.NOT_ASKED,
    )


def _role(embedded: Any) -> Role:
    if embedded.sig_object_type == "/DocTimeStamp":
        return Role.TIME_STAMP
    return Role.SEAL if embedded.docmdp_level is not None else Role.SIGNATURE


def _status(embedded: Any, role: Role, trusted: Sequence[bytes] | None, moment: datetime | None) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    from consent.reading.later_changes import after_signing

    roots = [x509.Certificate.load(der) for der in trusted or ()]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
    if role is Role.TIME_STAMP:
        return validate_pdf_timestamp(embedded, validation_context=context, diff_policy=after_signing())
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return validate_pdf_signature(
        embedded,
        signer_validation_context=context,
        ts_validation_context=ValidationContext(trust_roots=roots, allow_fetching=False),
        key_usage_settings=usage,
        diff_policy=after_signing(),
    )


def _is_allowed(status: Any) -> bool:
    from pyhanko.sign.diff_analysis import ModificationLevel

    return status.modification_level is not ModificationLevel.OTHER and status.docmdp_ok is not False


def _faults(status: Any) -> Iterator[str]:
    if not status.intact:
        yield "the bytes it covers are no longer those that were signed"
    if not status.valid:
        yield "it was not made with the key of its certificate"
    if status.coverage.name not in ("ENTIRE_FILE", "ENTIRE_REVISION"):
        yield "it does not cover the whole file as it was when it was signed"
    if not _is_allowed(status):
        yield "it is followed by changes that it does not allow"


def _trust(status: Any, trusted: Sequence[bytes] | None) -> Trust:
    if trusted is None:
        return Trust.NOT_ASKED
    return Trust.TRUSTED if status.trusted else Trust.NOT_TRUSTED


def _why(status: Any) -> str:
    if status.revoked:
        return "its certificate was withdrawn by whoever issued it"
    now = datetime.now(UTC)
    validity = status.signing_cert["tbs_certificate"]["validity"]
    if validity["not_after"].native < now:
        return "its certificate has expired, and no trusted time stamp says that it was good then"
    if validity["not_before"].native > now:
        return "its certificate is not valid yet"
    if status.validation_path is None:
        return "its certificate leads to none of those that --trust names"
    return "its certificate is not meant for signing, or a rule of those who issued it is broken"


def _certificate(found: Any) -> Certificate:
    validity = found["tbs_certificate"]["validity"]
    return Certificate(
        subject=found.subject.human_friendly,
        issuer=found.issuer.human_friendly,
        serial=f"{found.serial_number:x}",
        valid_from=_utc(validity["not_before"].native),
        valid_until=_utc(validity["not_after"].native),
    )


def _utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
