from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consent.errors import InputError, ResourceError
from consent.load.library.survey import load_library
from consent.models.library.prose import Paragraph, Run

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

BUILT_IN = Path(__file__).parents[3] / "templates"


def test_the_library_is_in_a_fixed_order(clinic: Clinic) -> None:
    library = clinic.library
    assert list(library.procedures) == ["vesicles", "gel", "scan"]
    assert list(library.shared) == ["needle"]
    assert list(library.clauses) == ["product-facts", "no-promise", "state-notice"]
    assert list(library.policies) == ["us-ca", "us-ut", "us-wa"]


def test_every_value_knows_its_file_and_line(clinic: Clinic) -> None:
    gel = clinic.library.procedures["gel"]
    place = gel.at("body_sites", 1)
    assert (Path(place.file), place.line, place.column) == (clinic.templates / "procedures/gel.yaml", 21, 5)


def test_the_wording_knows_its_line_in_the_file(clinic: Clinic) -> None:
    clause = clinic.library.clauses["no-promise"]
    assert clause.clause.at("body").line == 13
    assert [block.place.line for block in clause.prose] == [13, 16]
    assert clause.clause.value.body.startswith("Nobody at {{ practice.name }}")
    assert clause.clause.value.body.endswith("- You may ask.")


def test_dictated_lines_are_kept(clinic: Clinic) -> None:
    notice = clinic.library.clauses["state-notice"]
    assert notice.prose == (
        Paragraph((Run("NOTICE TO PATIENTS", line_break=True), Run("Read this.")), notice.prose[0].place),
    )


def test_an_overlay_file_replaces_its_namesake_and_adds_new_ones(clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "clauses" / "en"
    folder.mkdir(parents=True)
    built_in = (clinic.templates / "clauses/en/no-promise.md").read_text(encoding="utf-8")
    (folder / "no-promise.md").write_text(built_in.replace("Nobody", "No one"), encoding="utf-8")
    (folder / "extra.md").write_text(built_in.replace("id: no-promise", "id: extra"), encoding="utf-8")
    library = load_library([tmp_path, clinic.templates])
    assert library.clauses["no-promise"].clause.value.body.startswith("No one")
    assert set(library.clauses) == {"extra", "no-promise", "product-facts", "state-notice"}
    assert set(library.procedures) == set(clinic.library.procedures)


def test_the_overlay_hides_a_broken_file_below_it(clinic: Clinic, tmp_path: Path) -> None:
    below = clinic.copy(tmp_path) / "templates"
    clinic.edit(below / "procedures/gel.yaml", "order: 20", "order: twenty")
    with pytest.raises(InputError):
        load_library([below])
    assert load_library([clinic.templates, below]).procedures["gel"].value.order == 20


def test_hidden_files_and_back_ups_are_not_read(clinic: Clinic, tmp_path: Path) -> None:
    below = clinic.copy(tmp_path) / "templates"
    for name in (".gel.yaml", "gel.yaml~", ".DS_Store"):
        (below / "procedures" / name).write_text("not a procedure", encoding="utf-8")
    assert set(load_library([below]).procedures) == {"gel", "scan", "vesicles"}


def test_clauses_of_another_language_say_where_translations_go(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "clauses" / "es").mkdir(parents=True)
    with pytest.raises(InputError) as caught:
        load_library([tmp_path, clinic.templates])
    (finding,) = caught.value.findings
    assert finding.code == "CLS012"
    assert "`translations/es/clauses/`" in finding.hint


def test_a_missing_templates_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        load_library([tmp_path / "none"])
    assert caught.value.message == f"there is no templates folder {tmp_path / 'none'}"


def test_words_of_a_broken_procedure_are_not_called_unknown(clinic: Clinic, tmp_path: Path) -> None:
    below = clinic.copy(tmp_path) / "templates"
    clinic.edit(below / "procedures/vesicles.yaml", "duration:", "durration:")
    clinic.edit(below / "clauses/en/product-facts.md", "excludes: none", "includes: vesicle")
    with pytest.raises(InputError) as caught:
        load_library([below])
    assert {Path(finding.place.file).name for finding in caught.value.findings} == {"vesicles.yaml"}


def test_the_built_in_library_has_nothing_wrong() -> None:
    library = load_library([BUILT_IN])
    assert {"msc-exosomes", "amniotic-exosomes", "ha-medium", "ultrasound-guidance"} <= set(
        library.procedures
    )
    assert {"us-fda", "us-ca"} <= set(library.policies)
