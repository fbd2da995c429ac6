"""Digital signatures: what the byte ranges tell, then what pyHanko finds."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from consent.reading.sheet import Signature

_END = b"%%EOF"
_AGAIN = "sign the packet again; change nothing after the first signature"


@dataclass(frozen=True, slots=True)
class Judged:
    """One signature and what is wrong with it, if anything."""

    field: str
    problem: str = ""
    hint: str = _AGAIN


def judge_signatures(data: bytes, signatures: Sequence[Signature]) -> tuple[Judged, ...]:
    """Whether each signature still matches the bytes it covers, and covers all of them."""
    ranges = tuple(judged for one in signatures if (judged := _by_range(data, one)) is not None)
    if ranges:
        return ranges
    return _by_pyhanko(data)


def _by_range(data: bytes, signature: Signature) -> Judged | None:
    start, first, second, last = signature.covers
    gap = data[first:second].strip()
    if start != 0 or second + last > len(data) or not (gap.startswith(b"<") and gap.endswith(b">")):
        return Judged(signature.field, "does not cover the file from its first byte on")
    return None


def _by_pyhanko(data: bytes) -> tuple[Judged, ...]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from consent.reading.later_changes import after_signing
    from consent.reading.quick_reader import QuickReader

    judged = []
    with quiet():
        reader = QuickReader(data)
        for embedded in reader.embedded_signatures:
            name = str(embedded.field_name)
            try:
                context = ValidationContext(trust_roots=[], allow_fetching=False)
                status = validate_pdf_signature(
                    embedded, signer_validation_context=context, diff_policy=after_signing()
                )
            except (PdfError, SigningError, ValueError) as error:
                judged.append(Judged(name, f"cannot be read ({type(error).__name__})"))
                continue
            covered = status.coverage in (
                SignatureCoverageLevel.ENTIRE_FILE,
                SignatureCoverageLevel.ENTIRE_REVISION,
            )
            checks = (
                (not status.intact, "no longer matches the file: something was changed"),
                (not status.valid, "is not a valid signature"),
                (not covered, "does not cover the whole file as it was signed"),
                (
                    status.modification_level is ModificationLevel.OTHER or status.docmdp_ok is False,
                    "is followed by changes that signing does not allow",
                ),
            )
            judged.append(Judged(name, next((message for wrong, message in checks if wrong), "")))
    return tuple(judged)


@contextmanager
def quiet() -> Iterator[None]:
    """PyHanko logs whole tracebacks for what it also returns."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def before_signing(data: bytes) -> bytes:
    """The file as it was before anybody signed it; what signing adds is for the signature's own rules."""
    end = data.find(_END)
    return data[: end + len(_END)] + b"\n" if end >= 0 else data
