"""Certifies a packet: a PAdES signature in the place of the seal, and what may be changed after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from consent.errors import SealError
from consent.models.register.duties import SEAL
from consent.reading.quick_reader import QuickReader
from consent.reading.signatures import quiet
from consent.seal.certificate import look_over, short_name
from consent.seal.stamp import stamp_for

_READ_ONLY = 1
_DEEPEST = 60
_PATIENCE = 20
"""Seconds for a time stamp."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """What a seal is to carry beside the signature, from the network."""

    tsa: str = ""
    """Where time stamps are asked for; empty: none is."""
    trusted: Sequence[bytes] | None = None
    """Certificates as DER that all must lead to, the proofs kept in the file; None: not asked."""


OFFLINE = Lasting()


def seal(pdf: bytes, signer: Any, now: datetime, lasting: Lasting = OFFLINE) -> bytes:
    """The same bytes with the seal behind them. Fields with an answer can no longer be typed in.

    Raises:
        SealError: there is no place for a seal, it is taken, somebody has signed already, or the network
            does not give what is to last.
        ResourceError: the certificate cannot seal today.
    """
    certificate = signer.signing_cert
    look_over(certificate, now)
    with quiet():
        reader = QuickReader(pdf)
        place = _place(reader)
        writer = IncrementalPdfFileWriter.from_reader(reader)
        _close_what_is_filled(writer)
        work = signers.PdfSigner(
            _metadata(place, lasting),
            signer=signer,
            timestamper=HTTPTimeStamper(lasting.tsa, timeout=_PATIENCE) if lasting.tsa else None,
            stamp_style=stamp_for(short_name(certificate), now),
        )
        try:
            return bytes(work.sign_pdf(writer, existing_fields_only=True).getvalue())
        except (TimestampRequestError, PathError, OSError) as error:
            raise SealError(
                f"the seal cannot be made to last: {_first_line(error)}",
                hint="see that the network reaches the services, and that --trust names their roots",
            ) from None
        except (SigningError, PdfError, ValueError) as error:
            raise SealError(f"the packet cannot be sealed: {_first_line(error)}") from None


def _metadata(place: str, lasting: Lasting) -> signers.PdfSignatureMetadata:
    context = None
    if lasting.trusted is not None:
        roots = [x509.Certificate.load(der) for der in lasting.trusted]
        context = ValidationContext(trust_roots=roots, allow_fetching=True, revocation_mode="hard-fail")
    return signers.PdfSignatureMetadata(
        field_name=place,
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=context is not None,
        use_pades_lta=context is not None,
        validation_context=context,
        timestamp_field_name=f"{place.rpartition('.')[0]}-time-stamp" if context is not None else None,
        signer_key_usage={"digital_signature", "non_repudiation"},
    )


def _place(reader: QuickReader) -> str:
    for name, value, _ in fields.enumerate_sig_fields(reader):
        if value is not None:
            what = "is sealed already" if name.endswith(f".{SEAL}") else "is signed already"
            raise SealError(f"the packet {what}", hint="seal it as it was issued, before anybody signs")
    for name, _, _ in fields.enumerate_sig_fields(reader):
        if name.endswith(f".{SEAL}"):
            return str(name)
    raise SealError(
        "there is no place for a seal in it",
        hint="print it again with this version of consent, and seal that",
    )


def _close_what_is_filled(writer: IncrementalPdfFileWriter) -> None:
    """What is filled in before the seal is for reading; a field lock would do harm to later signers."""
    for field in _ends(writer.root["/AcroForm"]["/Fields"]):
        value = _inherited(field, "/V")
        if _inherited(field, "/FT") in ("/Tx", "/Btn") and value not in (None, "", "/Off"):
            flags = int(_inherited(field, "/Ff") or 0) | _READ_ONLY
            field["/Ff"] = generic.NumberObject(flags)
            writer.mark_update(field.container_ref)


def _ends(listed: Any) -> Iterator[Any]:
    """The fields below which there are no others."""
    waiting = [(one, _DEEPEST) for one in listed]
    while waiting:
        reference, left = waiting.pop()
        field = reference.get_object()
        if "/Kids" not in field:
            yield field
        elif left:
            waiting += [(kid, left - 1) for kid in field["/Kids"]]


def _inherited(field: Any, key: str) -> Any:
    for _ in range(_DEEPEST):
        if key in field:
            return field[key]
        if "/Parent" not in field:
            return None
        field = field["/Parent"]
    return None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
