from __future__ import annotations

from pathlib import Path

import pytest

from consent.desk.batches.words import Section, learn, unknown_words
from consent.errors import InputError
from consent.load.rows.options import SourceOptions
from consent.load.source.open import open_source
from consent.load.table.columns.columns_file import read_columns
from tests.support.office import ISSUED_ON, Office
from tests.support.schedule import row, write_csv

ODD = {
    "procedures": "odd jab",
    "body_site": "knee joint",
    "laterality": "left",
    "indication": "knee osteoarthritis",
}


def rows_of(office: Office, path: Path) -> list[object]:
    workspace = office.workspace
    with open_source(
        [path], library=workspace.library, practice=workspace.practice, issued_on=ISSUED_ON
    ) as source:
        return list(source.rows)


def unknown_in(office: Office, path: Path) -> list[tuple[Section, str, int]]:
    workspace = office.workspace
    found = unknown_words(rows_of(office, path), workspace.library, workspace.practice.value)  # type: ignore[arg-type]
    return [(one.section, one.word, one.rows) for one in found]


def test_unknown_words_of_refused_rows_are_found_and_learned_one_by_one(
    office: Office, tmp_path: Path
) -> None:
    rows = [
        row(1),
        row(2, **ODD),
        row(3, **ODD),
        row(4, **{**ODD, "procedures": "ha-medium", "body_site": "kn"}),
        row(5, **{**ODD, "procedures": "ha-medium", "indication": "wear"}),
        row(6, practitioner="Doc R"),
    ]
    path = write_csv(tmp_path / "tomorrow.csv", rows)
    assert unknown_in(office, path) == [
        (Section.PROCEDURES, "odd jab", 2),
        (Section.BODY_SITES, "kn", 1),
        (Section.INDICATIONS, "wear", 1),
        (Section.PRACTITIONERS, "Doc R", 1),
    ]
    columns = tmp_path / "columns.yaml"
    for section, word, ids in (
        (Section.PROCEDURES, "odd jab", ["ha-medium", "ultrasound-guidance"]),
        (Section.BODY_SITES, "kn", ["knee joint"]),
        (Section.INDICATIONS, "wear", ["knee osteoarthritis"]),
        (Section.PRACTITIONERS, "Doc R", ["p-01"]),
    ):
        learn(columns, section, word, ids)
    assert unknown_in(office, path) == []
    assert all(one.record for one in rows_of(office, path))  # type: ignore[attr-defined]


def test_the_likeliest_meaning_comes_first(office: Office, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [row(1, **{**ODD, "procedures": "ha-medum"})])
    workspace = office.workspace
    (only,) = unknown_words(rows_of(office, path), workspace.library, workspace.practice.value)  # type: ignore[arg-type]
    assert only.meanings[0].id == "ha-medium"
    assert {"msc-exosomes", "ultrasound-guidance"} < {one.id for one in only.meanings}


_OURS = "# ours\ncolumns:\n  DOB: date_of_birth  # theirs\n"
_PEOPLE = "  # people\n  practitioners:\n    Doc: p-01\n"
_NEW = "  procedures:\n    odd jab: ha-medium\n"
FILES: tuple[tuple[str, str | None], ...] = (
    ("", f"columns: {{}}\nmeanings:\n{_NEW}"),
    ("DOB: date_of_birth\n", None),
    (_OURS, f"{_OURS}meanings:\n{_NEW}"),
    (f"columns: {{}}\nmeanings:\n{_PEOPLE}", f"columns: {{}}\nmeanings:\n{_NEW}{_PEOPLE}"),
    (
        f"columns: {{}}\nmeanings:\n{_NEW.replace('odd', 'one')}",
        f"columns: {{}}\nmeanings:\n{_NEW}    one jab: ha-medium\n",
    ),
    ("columns: {}\nmeanings: {procedures: {exo: msc-exosomes}}\n", None),
)


@pytest.mark.parametrize(("before", "after"), FILES)
def test_a_word_is_added_to_the_file_and_what_stands_there_stays(
    tmp_path: Path, before: str, after: str | None
) -> None:
    path = tmp_path / "columns.yaml"
    if before:
        path.write_text(before, "utf-8")
        earlier = read_columns(path)
    learn(path, Section.PROCEDURES, "odd jab", ["ha-medium"])
    if after is not None:
        assert path.read_text("utf-8") == after
    now = read_columns(path)
    assert now.meanings is not None
    assert isinstance(now.meanings.data, dict)
    procedures = now.meanings.data["procedures"]
    assert isinstance(procedures, dict)
    assert procedures["odd jab"] == "ha-medium"
    if before:
        assert now.columns == earlier.columns


def test_a_word_learned_again_takes_its_new_meaning(tmp_path: Path) -> None:
    path = tmp_path / "columns.yaml"
    for id_ in ("ha-medium", "prp"):
        learn(path, Section.PROCEDURES, "odd: jab #2", [id_])
    now = read_columns(path).meanings
    assert now is not None
    assert now.data == {"procedures": {"odd: jab #2": "prp"}}


def test_a_columns_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "columns.yaml"
    path.write_text("columns: [\n", "utf-8")
    with pytest.raises(InputError):
        learn(path, Section.PROCEDURES, "odd jab", ["ha-medium"])
    assert path.read_text("utf-8") == "columns: [\n"


def test_options_name_another_file(office: Office, tmp_path: Path) -> None:
    """What is learned in one file is asked for by name, as ``consent batch --columns`` does."""
    path = write_csv(tmp_path / "x.csv", [row(1, **ODD)])
    columns = tmp_path / "words.yaml"
    learn(columns, Section.PROCEDURES, "odd jab", ["ha-medium"])
    workspace = office.workspace
    with open_source(
        [path],
        library=workspace.library,
        practice=workspace.practice,
        issued_on=ISSUED_ON,
        options=SourceOptions(columns=columns),
    ) as source:
        assert [one.refused for one in source.rows] == [False]
