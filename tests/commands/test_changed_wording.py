"""`consent diff` and `consent reconsent`: from templates, git, packets and days to who signs again."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from consent.cli import Exit
from tests.support.command import OF_PRACTICE, ON, Command, refused
from tests.support.conformance import failures
from tests.support.office import PRACTICE_FILE, ROOT
from tests.support.records import record_text, write
from tests.support.verapdf import verapdf

NAMES = ("Quetzalcoatl", "Xochipilli")
COSTS = "clauses/en/costs.md"
QUESTIONS = "clauses/en/questions.md"
HISTORY = (
    "history:\n  - {version: 9.0.0, changed_on: 2026-11-25, by: Dr. Made Up, material: no, reason: A word.}\n"
)
SOON = ("--as-of", "2026-11-25")


def raised(templates: Path, name: str, old: str, new: str, *, history: bool = False) -> Path:
    """The clause in the overlay with other words and a version of its own."""
    text = (ROOT / "templates" / name).read_text("utf-8")
    assert old in text
    head, body = text.replace(old, new).split("\n---\n", 1)
    lines = ["version: 9.0.0" if line.startswith("version:") else line for line in head.split("\n")]
    path = templates / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n" + (HISTORY if history else "") + "---\n" + body, "utf-8")
    return templates


@pytest.fixture
def dearer(consent: Command) -> Path:
    return raised(consent.folder / "dearer", COSTS, "full price", "double price")


@pytest.fixture
def reworded(consent: Command) -> Path:
    return raised(consent.folder / "reworded", QUESTIONS, "bring someone", "take someone", history=True)


def signed(consent: Command, **changes: str) -> Path:
    """A packet that was printed and signed."""
    outcome = consent("render", consent.record(**changes), *OF_PRACTICE, *ON, "-o", "out")
    assert outcome.code == Exit.DONE, outcome
    path = consent.folder / outcome.stdout.strip()
    assert consent("note", path.stem, "signed", *OF_PRACTICE).code == Exit.DONE
    return path


def told(consent: Command, *arguments: str | Path) -> list[dict[str, Any]]:
    outcome = consent(*arguments, "--format", "json", *OF_PRACTICE)
    assert outcome.code in (Exit.DONE, Exit.FOUND), outcome
    value = json.loads(outcome.stdout)
    found: list[dict[str, Any]] = value.get("changes", value.get("sign_again"))
    assert bool(found) == (outcome.code == Exit.FOUND)
    return found


def test_two_folders_of_templates(consent: Command, dearer: Path) -> None:
    changes = told(consent, "diff", ROOT / "templates", dearer)
    assert [(one["id"], one["material"], one["by"]) for one in changes] == [("clauses/costs", True, "rule")]
    assert ["deleted", "full"] in changes[0]["edits"]
    assert ["inserted", "double"] in changes[0]["edits"]
    assert told(consent, "diff", dearer, dearer) == []


def test_in_text_what_was_deleted_and_inserted_is_marked(consent: Command, dearer: Path) -> None:
    outcome = consent("diff", "now", dearer, *OF_PRACTICE)
    assert "You may have to pay the [-full-]{+double+} price" in outcome.stdout
    assert "material: yes. what it costs is told otherwise (rule)" in outcome.stdout
    assert "1 change from the templates now to" in outcome.stdout


def test_a_git_revision_of_the_practices_own_templates(consent: Command) -> None:
    office = consent.folder
    shutil.copytree(ROOT / "examples", office, dirs_exist_ok=True)
    raised(office / "templates", COSTS, "the full price", "the full price here")
    git(office, "init", "-q")
    git(office, "add", "templates")
    git(office, "-c", "user.name=Nobody", "-c", "user.email=no@example.org", "commit", "-q", "-m", "first")
    raised(office / "templates", COSTS, "the full price", "the full price there")
    changes = json.loads(consent("diff", "HEAD", "--format", "json").stdout)["changes"]
    assert [(one["id"], one["edits"][1:3]) for one in changes] == [
        ("clauses/costs", [["deleted", "here"], ["inserted", "there"]])
    ]
    assert consent("diff", "HEAD:templates", "HEAD").code == Exit.DONE
    refused(consent("diff", "no-such-tag"), "git cannot give that revision", "REVISION:FOLDER")
    refused(consent("diff", "HEAD:nowhere"), "git cannot give that revision")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def test_a_packet_is_held_against_templates_by_the_words_it_printed(consent: Command, dearer: Path) -> None:
    path = signed(consent)
    assert told(consent, "diff", path) == []
    changes = told(consent, "diff", path, dearer)
    assert [(one["id"], one["material"]) for one in changes] == [("clauses/costs", True)]


def test_a_packet_that_the_register_does_not_know_is_told_by_its_twin(consent: Command, dearer: Path) -> None:
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON, "--templates", dearer, "--no-register")
    path = consent.folder / outcome.stdout.strip()
    assert told(consent, "diff", path, "--templates", dearer) == []
    changes = told(consent, "diff", path, "now")
    assert [(one["id"], one["old"]) for one in changes] == [
        ("clauses/costs", "(its words are not known here)")
    ]


def test_two_packets(consent: Command, dearer: Path) -> None:
    first = signed(consent)
    again = consent("render", consent.record(), *OF_PRACTICE, *ON, "--templates", dearer, "-o", "new")
    assert [one["id"] for one in told(consent, "diff", first, again.stdout.strip())] == ["clauses/costs"]


def test_a_day_of_the_register(consent: Command, dearer: Path) -> None:
    signed(consent)
    changes = told(consent, "diff", "2026-11-24", dearer)
    assert [one["id"] for one in changes] == ["clauses/costs"]
    assert changes[0]["packets"] == ["ultrasound-guidance, any site, en"]
    later = ("--issued-on", "2026-11-30")
    assert consent("render", consent.record(), *OF_PRACTICE, *later, "--templates", dearer).code == Exit.DONE
    assert [one["id"] for one in told(consent, "diff", "2026-11-24", "2026-11-30")] == ["clauses/costs"]
    assert told(consent, "diff", "2026-11-01", "2026-11-23") == []


def test_what_a_practice_says_of_itself_is_no_reason_to_sign_again(consent: Command) -> None:
    path = signed(consent)
    moved = consent.folder / "practice.yaml"
    text = PRACTICE_FILE.read_text("utf-8")
    moved.write_text(text.replace("(831) 555-0142", "(831) 555-0199"), "utf-8")
    shutil.copy(PRACTICE_FILE.with_name("logo.svg"), consent.folder)
    outcome = consent("diff", path, "now", "--format", "json", "--practice", moved)
    changes = json.loads(outcome.stdout)["changes"]
    assert "practice contact phone" in {one["id"] for one in changes}
    assert [one["id"] for one in changes if one["material"]] == []


def test_only_what_is_material_on_request(consent: Command, dearer: Path, reworded: Path) -> None:
    both = shutil.copytree(reworded, dearer, dirs_exist_ok=True)
    assert [(one["id"], one["material"]) for one in told(consent, "diff", "now", both)] == [
        ("clauses/costs", True),
        ("clauses/questions", False),
    ]
    assert [one["id"] for one in told(consent, "diff", "now", both, "--material")] == ["clauses/costs"]


def test_side_by_side_on_paper_and_on_screen(consent: Command, dearer: Path) -> None:
    outcome = consent("diff", "now", dearer, "-o", "a.pdf", "-o", "a.html", *OF_PRACTICE, *ON)
    assert outcome.stderr == "written: a.pdf, a.html\n"
    html = outcome.files[Path("a.html")].decode()
    assert "<del>full</del>" in html
    assert "<ins>double</ins>" in html
    assert failures(outcome.files[Path("a.pdf")]) == []
    again = consent("diff", "now", dearer, "-o", "b.pdf", *OF_PRACTICE, *ON)
    assert again.files[Path("b.pdf")] == outcome.files[Path("a.pdf")]
    judged = verapdf([consent.folder / "a.pdf"])
    assert [one.broken for one in judged if not one.passed] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2026-11-24",), "there is no register"),
        (("2026-02-30",), "no such day in the calendar"),
        (("missing.pdf",), "there is no file missing.pdf"),
        (("empty",), "is no folder of templates"),
        (("note.txt",), "is no packet of this program"),
        (("now", "now", "-o", "a.docx"), "ending in .pdf or .html"),
    ],
)
def test_what_cannot_be_compared_is_said(consent: Command, arguments: tuple[str, ...], said: str) -> None:
    (consent.folder / "empty").mkdir()
    (consent.folder / "note.txt").write_text("A note.")
    refused(consent("diff", *arguments, *OF_PRACTICE), said)


def test_who_signed_what_changed_must_sign_again(consent: Command, dearer: Path, reworded: Path) -> None:
    path = signed(consent)
    assert told(consent, "reconsent", *SOON) == []
    assert told(consent, "reconsent", *SOON, "--templates", reworded) == []
    again = told(consent, "reconsent", *SOON, "--templates", dearer)
    assert [(one["record_id"], one["packet_id"], one["to_come"]) for one in again] == [
        ("r-1", path.stem, True)
    ]
    assert [change["id"] for change in again[0]["changes"]] == ["clauses/costs"]


def test_a_packet_in_another_language_is_held_against_that_language(consent: Command, dearer: Path) -> None:
    outcome = consent("render", consent.record(), "--language", "es", *OF_PRACTICE, *ON, "-o", "out")
    assert outcome.code == Exit.DONE, outcome
    path = consent.folder / outcome.stdout.strip()
    assert consent("note", path.stem, "signed", *OF_PRACTICE).code == Exit.DONE
    assert told(consent, "reconsent", *SOON) == []
    # The English has changed, and nobody has translated it: what a patient must be told is not known yet.
    stale = consent("reconsent", *SOON, "--templates", dearer, *OF_PRACTICE)
    assert stale.code == Exit.FOUND
    assert f"not compared: {path.stem}" in stale.stdout
    assert "words in es are older than the English: clauses/costs" in stale.stdout


def test_visits_to_come_are_first_and_those_that_are_over_apart(consent: Command, dearer: Path) -> None:
    for name, day in (("r-1", "2026-12-24"), ("r-2", "2026-11-24"), ("r-3", "2026-12-01")):
        outcome = consent(
            "render",
            record(consent, name, day),
            *OF_PRACTICE,
            *ON,
            "-o",
            "out",
        )
        assert outcome.code == Exit.DONE, outcome
        assert consent("note", Path(outcome.stdout.strip()).stem, "signed", *OF_PRACTICE).code == Exit.DONE
    again = told(consent, "reconsent", *SOON, "--templates", dearer)
    assert [one["record_id"] for one in again] == ["r-3", "r-1", "r-2"]
    assert [one["to_come"] for one in again] == [True, True, False]
    text = consent("reconsent", *SOON, "--templates", dearer, *OF_PRACTICE).stdout
    assert text.index("Visits to come:") < text.index("r-1") < text.index("Visits that are over:")


def record(consent: Command, name: str, day: str) -> Path:
    return write(consent.folder / f"{name}.yaml", record_text(name, scheduled_on=day))


def test_the_batch_file_prints_them_anew_and_then_they_wait_for_nothing(
    consent: Command, dearer: Path
) -> None:
    path = signed(consent)
    outcome = consent("reconsent", *SOON, "--templates", dearer, "-o", "again.jsonl", *OF_PRACTICE)
    assert outcome.stderr == "1 record in again.jsonl\n"
    assert (consent.folder / "again.jsonl").stat().st_mode & 0o777 == 0o600
    made = consent("batch", "again.jsonl", "-o", "new", "--templates", dearer, *OF_PRACTICE, *ON)
    assert made.code == Exit.DONE, made
    assert len(made.pdfs) == 1
    again = told(consent, "reconsent", *SOON, "--templates", dearer)
    assert again[0]["packet_id"] == path.stem
    assert again[0]["printed_anew"] == made.pdfs[0].stem
    assert consent("note", made.pdfs[0].stem, "signed", *OF_PRACTICE).code == Exit.DONE
    assert told(consent, "reconsent", *SOON, "--templates", dearer) == []


def test_a_schedule_says_who_is_looked_at(consent: Command, dearer: Path) -> None:
    signed(consent)
    other = record(consent, "r-9", "2026-12-02")
    assert told(consent, "reconsent", other, *SOON, "--templates", dearer) == []
    assert len(told(consent, "reconsent", consent.folder / "r-1.yaml", *SOON, "--templates", dearer)) == 1


def test_a_record_that_is_gone_is_said_and_nobody_is_named(consent: Command, dearer: Path) -> None:
    path = signed(consent, given_name=NAMES[0], family_name=NAMES[1])
    (consent.folder / "r-1.yaml").unlink()
    outcome = consent("reconsent", *SOON, "--templates", dearer, *OF_PRACTICE)
    assert outcome.code == Exit.FOUND
    assert f"not compared: {path.stem}  record r-1:" in outcome.stdout
    assert "is gone" in outcome.stdout
    for name in NAMES:
        assert name not in outcome.stdout + outcome.stderr
