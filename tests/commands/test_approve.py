"""Approving wording: noted in the practice's own layer, for the file as it reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consent.cli import Exit
from consent.load.library.survey import load_library
from consent.models.library.reviewed import Reviewed
from consent.resources import built_in_templates
from tests.support.command import Command

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture
def practice(consent: Command) -> Path:
    shutil.copytree(TINY, consent.folder / "clinic")
    return consent.folder / "clinic" / "practice.yaml"


def approver(practice: Path, id_: str) -> str | None:
    library = load_library([practice.parent / "templates", built_in_templates()])
    values: dict[str, Reviewed] = {name: one.value for name, one in library.procedures.items()}
    values |= {name: loaded.clause.value for name, loaded in library.clauses.items()}
    return values[id_].approved_by


def test_several_files_are_approved_and_listed_and_none_is_touched(consent: Command, practice: Path) -> None:
    before = {path: path.read_bytes() for path in practice.parent.rglob("*") if path.is_file()}
    outcome = consent(
        *("approve", "gel", "no-guarantee", "--by", "Dr. Example", "--on", "2026-11-29"),
        *("--practice", practice),
    )
    assert outcome.code == Exit.DONE, outcome
    listed = [line.split("  ") for line in outcome.stdout.splitlines()]
    assert [line[0] for line in listed] == ["gel", "no-guarantee"]
    assert "2 approved by Dr. Example on 2026-11-29" in outcome.stderr
    assert approver(practice, "gel") == approver(practice, "no-guarantee") == "Dr. Example"
    assert approver(practice, "scan") is None
    after = {path: path.read_bytes() for path in practice.parent.rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() - before.keys()} == {"approvals.yaml"}
    assert all(after[path] == data for path, data in before.items())


def test_a_word_that_changes_is_to_be_approved_again(consent: Command, practice: Path) -> None:
    consent("approve", "gel", "scan", "--by", "Dr. Example", "--practice", practice)
    gel = practice.parent / "templates" / "procedures" / "gel.yaml"
    gel.write_text(gel.read_text("utf-8").replace("A clear gel.", "A very clear gel."), "utf-8")
    assert approver(practice, "gel") is None
    assert approver(practice, "scan") == "Dr. Example"
    consent("approve", "gel", "--by", "Dr. Other", "--practice", practice)
    assert (approver(practice, "gel"), approver(practice, "scan")) == ("Dr. Other", "Dr. Example")


def test_everything_that_nobody_has_approved(consent: Command, practice: Path) -> None:
    consent("approve", "gel", "--by", "Dr. Example", "--practice", practice)
    outcome = consent("approve", "--all", "--by", "J. Counsel", "--practice", practice)
    assert "gel" not in [line.split("  ")[0] for line in outcome.stdout.splitlines()]
    assert (approver(practice, "gel"), approver(practice, "scan")) == ("Dr. Example", "J. Counsel")
    again = consent("approve", "--all", "--by", "J. Counsel", "--practice", practice)
    assert again.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gell",), "did you mean 'gel'"),
        (("gel", "nothing-like-it"), "nothing was approved"),
        ((), "name what is approved"),
        (("gel", "--all"), "name what is approved"),
    ],
)
def test_what_cannot_be_approved(
    consent: Command, practice: Path, arguments: tuple[str, ...], said: str
) -> None:
    outcome = consent("approve", *arguments, "--by", "Dr. Example", "--practice", practice)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert said in outcome.stderr
    assert not (practice.parent / "templates" / "approvals.yaml").exists()


def test_approvals_that_cannot_be_read_are_complained_about_and_kept(
    consent: Command, practice: Path
) -> None:
    broken = practice.parent / "templates" / "approvals.yaml"
    broken.write_text("approvals: [{id: gel}]\n", "utf-8")
    outcome = consent("approve", "gel", "--by", "Dr. Example", "--practice", practice)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "approvals.yaml:1:13" in outcome.stderr
    assert broken.read_text("utf-8") == "approvals: [{id: gel}]\n"
