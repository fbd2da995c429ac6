"""What the validator says, and where it is not believed."""

from __future__ import annotations

import io

import page
import pikepdf
import pytest

from consent.reading.conformance import ARCHIVE, broken_rules

LENGTH = "STREAM-LENGTH"


def with_content(content: bytes) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    written = io.BytesIO()
    pdf.save(written, compress_streams=False, static_id=True)
    return written.getvalue()


def about_lengths(pdf: bytes) -> list[str]:
    return [rule.id for rule in broken_rules(pdf, ARCHIVE) if LENGTH in rule.id]


@pytest.mark.parametrize("ending", [b"n", b"\n", b"\r", b"\r\n"])
def test_a_true_length_is_true_whatever_byte_the_content_ends_in(ending: bytes) -> None:
    assert about_lengths(with_content(b"q Q " + ending)) == []


def test_the_validator_by_itself_doubts_one_of_them() -> None:
    """When this fails, the validator has been mended, and `_lengths_are_true` can go."""
    report = page.validate_pdf_bytes(with_content(b"q Q \r"), profile=ARCHIVE)
    assert any(LENGTH in failure.rule_id for failure in report.failures)


@pytest.mark.parametrize("ending", [b"n", b"\r"])
def test_a_false_length_is_found(ending: bytes) -> None:
    good = with_content(b"q Q q Q " + ending)
    assert good.count(b"/Length 9") == 1
    assert about_lengths(good.replace(b"/Length 9", b"/Length 5")) != []
