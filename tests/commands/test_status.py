"""What binds a practice and what is still to fill in; what a state without a policy is told."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from consent.cli import Exit
from tests.support.command import ON, Command, refused
from tests.support.official_forms import two_pages

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture
def practice(consent: Command) -> Path:
    shutil.copytree(TINY, consent.folder / "clinic")
    return consent.folder / "clinic" / "practice.yaml"


def told(consent: Command, practice: Path) -> str:
    outcome = consent("status", "--practice", practice, "--as-of", "2026-11-29")
    assert outcome.code == Exit.DONE, outcome
    return outcome.stdout


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "Example Clinic, US-CA:",
        "  gives-vesicles: no, by Counsel on 2026-01-31",
        "  usual.use: each record has to say it",
        "  usual.visits: each record has to say it, or it is left to the pen",
        "  products.vesicles: name the product, or this procedure cannot be planned",
    ],
)
def test_it_says_what_binds_what_was_decided_and_what_is_open(
    consent: Command, practice: Path, line: str
) -> None:
    _settle(consent, practice)
    assert line in told(consent, practice).splitlines()


def _settle(consent: Command, practice: Path) -> None:
    """Answer with no whatever the built-in policies ask besides."""
    for _ in range(8):
        outcome = consent("status", "--practice", practice)
        missing = [
            part.split("`")[0] for part in outcome.stderr.split("`elections.")[1:] if "is missing" in part
        ]
        if not missing:
            return
        rows = "".join(
            f"  {name}: {{value: false, decided_by: Counsel, decided_on: 2026-01-31, reason: No.}}\n"
            for name in dict.fromkeys(missing)
        )
        edit(practice, "elections:\n", f"elections:\n{rows}")


def test_a_state_without_a_policy_is_told_so_in_every_place(consent: Command, practice: Path) -> None:
    edit(practice, "jurisdiction: US-CA", "jurisdiction: US-OR")
    _settle(consent, practice)
    assert "! no policy is about US-OR" in told(consent, practice)
    printed = consent(
        *(
            "render",
            "--blank",
            "--procedure",
            "scan",
            "--practice",
            practice,
            *ON,
            "-o",
            "out",
            "--no-register",
        )
    )
    assert "warning POL120: no policy is about US-OR" in printed.stderr
    assert "POL120" in consent("check", practice, "--practice", practice).stdout


def test_a_form_that_is_to_be_pinned_has_its_digest_said(consent: Command, practice: Path) -> None:
    edit(practice, "jurisdiction: US-CA", "jurisdiction: US-TX")
    _settle(consent, practice)
    refused(consent("status", "--practice", practice), "sha256: …", "it says the digest of the file")
    form = two_pages()
    (practice.parent / "tmb.pdf").write_bytes(form)
    digest = hashlib.sha256(form).hexdigest()
    refused(consent("status", "--practice", practice), f"{{file: tmb.pdf, sha256: {digest}}}")
