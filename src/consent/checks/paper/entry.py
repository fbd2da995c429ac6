"""Check one finished PDF: one of our packets, or anyone's form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from consent.checks.forms.stranger import forbidden_in_own, judge_stranger
from consent.checks.paper.facts.claims import Claims, claims_of
from consent.models.findings.evidence import PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding
from consent.models.place import Place
from consent.reading.read import read_sheets
from consent.reading.safe.guard import StoppedError, guarded
from consent.reading.safe.regular import bytes_of
from consent.reading.unreadable import UnreadableError, too_costly

_SECONDS_FOR_CLAIMS = 10.0

__all__ = [
    "Claims",
    "check_pdf",
    "check_pdf_bytes",
    "check_pdf_in_place",
    "claims_in_place",
    "read_claims",
]


def check_pdf(path: Path, *, expectation: Expectation) -> PaperReport:
    """Check a file from anywhere. Whatever is wrong with the PDF is a finding, never an exception."""
    return _checked(path, expectation, _guarded)


def check_pdf_in_place(path: Path, *, expectation: Expectation) -> PaperReport:
    """The same in this process, which must have limits of its own; what confuses the reader is raised."""
    return _checked(path, expectation, partial(check_pdf_bytes, from_anywhere=True))


def _checked(path: Path, expectation: Expectation, check: Callable[..., PaperReport]) -> PaperReport:
    try:
        data = bytes_of(path)
    except UnreadableError as error:
        return _unreadable(str(path), error)
    return check(data, str(path), expectation=expectation)


def check_pdf_bytes(
    data: bytes, name: str, *, expectation: Expectation, from_anywhere: bool = False
) -> PaperReport:
    """Check a file that was just made; in place, without a guard.

    Args:
        data: the file.
        name: what it is called in findings.
        expectation: what must stand in it.
        from_anywhere: it was found, not made here. A packet of ours is then also searched for what no consent
            may say; the library that a packet is made from has been.

    """
    try:
        sheets = read_sheets(data, name, with_fonts=expectation.packet is not None)
    except UnreadableError as error:
        return _unreadable(name, error)
    if not any(page.runs for page in sheets.pages):
        return _unreadable(name, _NO_TEXT, pages=len(sheets.pages))
    if expectation.packet is not None:
        from consent.checks.paper.own import judge_own

        report = judge_own(sheets, expectation, expectation.packet)
        forbidden = forbidden_in_own(sheets, expectation) if from_anywhere else ()
        return replace(report, findings=(*report.findings, *forbidden))
    if sheets.twin is not None and not expectation.policies:
        return _unreadable(name, _UNKNOWN, pages=len(sheets.pages))
    return judge_stranger(sheets, expectation)


def read_claims(source: Path | bytes) -> Claims | None:
    """What a PDF says it is; None when it is not one of ours, or cannot be read."""
    try:
        data = source if isinstance(source, bytes) else bytes_of(source)
        return guarded(partial(claims_of, data), seconds=_SECONDS_FOR_CLAIMS)
    except Exception:  # noqa: BLE001 - whatever it is, the check itself will say it
        return None


def claims_in_place(path: Path) -> Claims | None:
    """The same in this process, which must have limits of its own."""
    try:
        return claims_of(bytes_of(path))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the check itself will say it
        return None


def _guarded(data: bytes, name: str, *, expectation: Expectation) -> PaperReport:
    if expectation.packet is not None:
        # Here, and not once for each file in the child that judges it.
        import consent.checks.paper.own  # noqa: F401
    try:
        work = partial(check_pdf_bytes, data, name, expectation=expectation, from_anywhere=True)
        return guarded(work)
    except StoppedError as error:
        return _unreadable(name, too_costly(f"reading the file {error}, and was stopped"))
    except Exception as error:  # noqa: BLE001 - a stranger's file may stop its own check, not that of the others
        return _unreadable(name, _confusing(error))


def _confusing(error: Exception) -> UnreadableError:
    what = f"the file confuses its reader ({type(error).__name__})"
    return UnreadableError(
        "PAP002", what, "make or download the PDF again; if it opens elsewhere, report this"
    )


_NO_TEXT = UnreadableError(
    "PAP005",
    "there is no text in the file, only pictures: nothing can be proved",
    "give the PDF that the form was printed from; a scan says nothing that a program can check",
)


_UNKNOWN = UnreadableError(
    "PAP008",
    "this packet cannot be assembled again: its procedures are not in this library, or no practice is given",
    "check it where practice.yaml and the templates are that it was printed from, or give --practice",
)


def _unreadable(name: str, error: UnreadableError, *, pages: int = 0) -> PaperReport:
    finding = Finding(place=Place(name), code=error.code, message=error.message, hint=error.hint)
    return PaperReport((finding,), (), pages)
