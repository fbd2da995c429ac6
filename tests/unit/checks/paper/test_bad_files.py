"""Files that cannot be checked: one finding each, soon, and nothing that stops the next file."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from consent.checks.paper.entry import check_pdf, read_claims
from consent.checks.paper.rules import OTHER_CODES
from tests.mutants.bad_files import BAD_FILES, BadFile
from tests.mutants.mutant import expectation_of

_SECONDS = 60


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_one_finding_and_no_exception(bad: BadFile, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(bad.make())
    started = time.monotonic()
    report = check_pdf(path, expectation=expectation_of(None, "us-fda", procedures=("msc-exosomes",)))
    assert [finding.code for finding in report.findings] == [bad.code]
    assert bad.code in OTHER_CODES
    assert report.findings[0].hint
    assert time.monotonic() - started < _SECONDS


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    report = check_pdf(tmp_path / "none.pdf", expectation=expectation_of(None))
    assert [finding.code for finding in report.findings] == ["PAP001"]


def test_nothing_to_hold_a_form_against_is_a_finding(tmp_path: Path) -> None:
    from tests.mutants.form_mutants import good_form

    path = tmp_path / "form.pdf"
    path.write_bytes(good_form())
    report = check_pdf(path, expectation=expectation_of(None))
    assert [finding.code for finding in report.findings] == ["PAP007"]


def test_what_cannot_be_opened_claims_nothing() -> None:
    opened = {"a wrong table"}  # it can be mended, and is refused all the same
    bad = [one for one in BAD_FILES[:9] if one.name not in opened]
    assert [one.name for one in bad if read_claims(one.make()) is not None] == []


def test_reading_does_not_import_the_renderer() -> None:
    code = (
        "import sys, consent.checks.paper.entry, consent.load\n"
        "print([name for name in ('weasyprint', 'jinja2', 'consent.typeset') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
