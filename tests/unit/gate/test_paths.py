"""Files are known by what they hold, wherever they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.gate.paths import resolve, templates_of
from consent.load.library.what import What, what_is

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("templates/procedures/ha-medium.yaml", What.PROCEDURE),
        ("templates/shared/joint-injection.yaml", What.SHARED),
        ("templates/anatomy/body-sites.yaml", What.ANATOMY),
        ("templates/clauses/en/costs.md", What.CLAUSE),
        ("templates/policies/us-ca.yaml", What.POLICY),
        ("templates/words/en.yaml", What.WORDS),
        ("templates/pages/packet.html.j2", What.PAGE),
        ("examples/practice.yaml", What.PRACTICE),
        ("examples/records/r-0001.yaml", What.RECORD),
        ("examples/logo.svg", What.UNKNOWN),
    ],
)
def test_a_file_is_known_by_what_it_holds(name: str, what: What, tmp_path: Path) -> None:
    assert what_is(ROOT / name) is what
    elsewhere = tmp_path / f"draft{Path(name).suffix}"
    elsewhere.write_bytes((ROOT / name).read_bytes())
    assert what_is(elsewhere) is what


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("translations/es/clauses/costs.md", What.TRANSLATION),
        ("translations/fr-CA/procedures/prp.yaml", What.TRANSLATION),
        ("translations/es/pages.yaml", What.TRANSLATION),
        ("translations/words.yaml", What.UNKNOWN),
        ("translations/notes/todo.yaml", What.UNKNOWN),
        ("clauses/en/costs.md", What.CLAUSE),
    ],
)
def test_a_translation_of_the_practices_own_is_known_by_its_folder(
    name: str, what: What, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text("texts: []\n")
    assert what_is(file) is what


def test_a_broken_file_is_still_known_by_its_folder(tmp_path: Path) -> None:
    broken = tmp_path / "procedures" / "x.yaml"
    broken.parent.mkdir()
    broken.write_text("a: [")
    assert what_is(broken) is What.PROCEDURE


def test_a_folder_gives_what_can_be_checked_and_passes_over_the_rest(tmp_path: Path) -> None:
    for name in (
        "practice.yaml",
        "logo.svg",
        "README.md",
        ".git/x.yaml",
        "templates/clauses/en/a.md",
        "out/p.PDF",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x: y\n")
    named = resolve([tmp_path])
    assert [(path.name, what) for path, what in named.files] == [
        ("p.PDF", What.PDF), ("practice.yaml", What.PRACTICE), ("a.md", What.CLAUSE),
    ]  # fmt: skip
    assert named.findings == ()


def test_a_file_that_is_named_and_cannot_be_checked_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    named = resolve([tmp_path / "notes.txt", tmp_path / "missing.md"])
    assert [(f.code, f.message) for f in named.findings] == [
        ("CHK001", "this is nothing the check can read"),
        ("CHK001", "there is no such file"),
    ]


def test_a_folder_of_templates_is_searched_first(tmp_path: Path) -> None:
    (tmp_path / "mine" / "clauses").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    assert templates_of([tmp_path / "mine", tmp_path / "other"]) == ((tmp_path / "mine").resolve(),)


def test_an_empty_folder_is_a_mistake_unless_something_else_is_checked(tmp_path: Path) -> None:
    empty, practice = tmp_path / "templates", tmp_path / "practice.yaml"
    empty.mkdir()
    (empty / "README.md").write_text("Your own templates.", "utf-8")
    (finding,) = resolve([empty]).findings
    assert (finding.code, finding.place.file) == ("CHK001", str(empty))
    assert "nothing to check in it" in finding.message
    practice.write_text("legal_name: A clinic\njurisdiction: US-CA\n", "utf-8")
    assert resolve([empty, practice]).findings == ()
    assert resolve([]).findings == ()
