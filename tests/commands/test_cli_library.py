"""``consent init``, ``list``, ``show`` and ``schema``."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from tests.support.command import ON, RENDER, Command, refused
from tests.support.office import PRACTICE_FILE, RECORD_FILE, ROOT, Office
from tests.support.pages import all_text
from tests.support.records import write

# --- init ----------------------------------------------------------------------------------------


def test_a_new_practice_prints_its_first_packet(consent: Command) -> None:
    made = consent("init", "my-practice")
    assert made.code == 0
    assert set(made.stdout.split()) == {str(path) for path in made.files}
    consent.folder /= "my-practice"
    outcome = consent("render", "records/r-0001.yaml", *ON)
    (path,) = outcome.pdfs
    assert outcome.code == 0
    assert path.parent == Path("output")
    assert "Maria Nguyễn" in all_text(outcome.files[path])
    # The starter is the example practice, so both print the same.
    assert [outcome.files[path]] == [*consent(*RENDER, "-o", "again").files.values()]


def test_what_comes_with_init_is_the_example(consent: Command) -> None:
    consent("init")
    ours, record = (
        # The first line names the schema, which the examples do not have beside them.
        (consent.folder / name).read_text().partition("\n")[2]
        for name in ("practice.yaml", "records/r-0001.yaml")
    )
    example = PRACTICE_FILE.read_text()
    # Nobody signs for a patient until counsel of the practice itself has allowed it.
    asked = "  representative-may-sign:\n    value: "
    assert asked + "false" in ours
    assert ours.partition(asked)[0] == example.partition(asked)[0]
    assert record == RECORD_FILE.read_text()


def test_init_overwrites_nothing(consent: Command) -> None:
    mine = write(consent.folder / "mine" / "practice.yaml", "mine")
    refused(consent("init", "mine"), "practice.yaml already there")
    assert mine.read_text() == "mine"
    assert sorted(path.name for path in (consent.folder / "mine").iterdir()) == ["practice.yaml"]


def test_init_where_nobody_may_write(consent: Command) -> None:
    write(consent.folder / "taken", "a file")
    refused(consent("init", "taken/here"), "cannot write")


# --- list, show, schema --------------------------------------------------------------------------


def test_list_names_everything_in_the_library(consent: Command, office: Office) -> None:
    for what, known in (
        ("procedures", office.library.procedures),
        ("clauses", office.library.clauses),
        ("policies", office.library.policies),
    ):
        outcome = consent("list", what)
        head, *rows = outcome.stdout.splitlines()
        assert outcome.code == 0
        assert head.split() == ["id", "version", "reviewed", "due", "title"]
        assert [row.split()[0] for row in rows] == sorted(known)
    assert "disabled" in consent("list", "policies").stdout


def test_list_of_what_is_refused(consent: Command) -> None:
    refused(consent("list", "patients"), "procedures")


def test_list_accepts_nothing_that_check_refuses(consent: Command, tmp_path: Path) -> None:
    own = tmp_path / "procedures" / "our-gel.yaml"
    own.parent.mkdir()
    own.write_text(consent("show", "ha-medium").stdout, "utf-8")
    outcome = consent("list", "procedures", "--templates", str(tmp_path))
    assert outcome.code == 2
    assert "our-gel" in outcome.stdout
    assert "PRO012" in outcome.stderr
    own.write_text(own.read_text("utf-8").replace("id: ha-medium", "id: our-gel", 1), "utf-8")
    read = consent("list", "procedures", "--templates", str(tmp_path))
    # Nothing is read twice that was found whole, and what is changed after that is read.
    recalled = consent("list", "procedures", "--templates", str(tmp_path))
    assert (read.code, recalled.code, recalled.stdout) == (0, 0, read.stdout)
    own.write_text(own.read_text("utf-8").replace("id: our-gel", "id: another", 1), "utf-8")
    assert "PRO012" in consent("list", "procedures", "--templates", str(tmp_path)).stderr


def test_a_procedure_made_as_the_docs_say_lists_checks_and_prints(consent: Command) -> None:
    consent("init")
    own = consent.folder / "templates" / "procedures" / "our-cortisone.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text((ROOT / "tests/data/own/procedures/our-cortisone.yaml").read_text("utf-8"), "utf-8")
    practice = consent.folder / "practice.yaml"
    product = (
        "  our-cortisone: {name: Example Drug, manufacturer: Example, source_material: a laboratory,"
        " ind_number: null, pma_number: null, approval_number: ANDA 000000}\n"
    )
    practice.write_text(
        practice.read_text("utf-8").replace("products:\n", f"products:\n{product}", 1), "utf-8"
    )
    assert consent("list", "procedures").code == 0
    assert consent("check", "templates/procedures/our-cortisone.yaml").code == 0
    assert consent("render", "--blank", "--procedure", "our-cortisone", "-o", "blank.pdf").code == 0
    own.write_text(own.read_text("utf-8").replace("offered_as: [steroid]\n", ""), "utf-8")
    refused_by = consent("check", "templates/procedures/our-cortisone.yaml")
    assert (refused_by.code, "PRO102" in refused_by.stdout) == (1, True)


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("ha-medium", "procedures/our-gel.yaml"),
        ("ha-medium", "procedures/ha-medium.yaml"),
        ("costs", "clauses/en/costs.md"),
    ],
)
def test_show_begins_an_own_file_though_the_shell_has_emptied_it(
    consent: Command, tmp_path: Path, id_: str, name: str
) -> None:
    own = tmp_path / name
    own.parent.mkdir(parents=True)
    own.touch()
    shown = consent("show", id_, "--templates", str(tmp_path))
    assert shown.code == 0
    own.write_text(shown.stdout.replace(f"id: {id_}", f"id: {own.stem}", 1), "utf-8")
    assert consent("list", "procedures", "--templates", str(tmp_path)).code == 0
    written = [line for line in shown.stdout.splitlines() if not line.startswith(f"# {name.split('s/')[0]}")]
    folder = "clauses/en" if name.endswith(".md") else "procedures"
    built_in = ROOT / "templates" / folder / f"{id_}{own.suffix}"
    assert written == built_in.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("id_", "head", "said"),
    [
        ("ca-684-notice", "---\n# clause ca-684-notice, from ", "THIS NOTICE MUST BE PROVIDED"),
        ("ha-medium", "# procedure ha-medium, from ", "regulation: premarket-approval"),
        ("us-ca", "# policy us-ca, from ", "performs-hctp-therapy"),
        ("donor-exosomes", "# shared part donor-exosomes, from ", "introduction:"),
    ],
)
def test_show_names_the_file_and_its_words(consent: Command, id_: str, head: str, said: str) -> None:
    outcome = consent("show", id_)
    assert outcome.code == 0
    assert outcome.stdout.startswith(head)
    assert said in outcome.stdout
    named = next(line for line in outcome.stdout.splitlines() if ", from " in line)
    assert Path(named.partition(", from ")[2]).is_file()


@pytest.mark.parametrize("id_", ["us-ca", "us-fda", "cfr-46-116"])
def test_show_begins_an_own_policy_as_it_was_written(consent: Command, tmp_path: Path, id_: str) -> None:
    own = tmp_path / "policies" / f"{id_}.yaml"
    own.parent.mkdir()
    own.touch()
    shown = consent("show", id_, "--as-written", "--templates", str(tmp_path))
    assert shown.code == 0
    own.write_text(shown.stdout, "utf-8")
    head, *written = shown.stdout.splitlines()
    assert head.startswith(f"# policy {id_}, from ")
    assert written == (ROOT / "templates" / "policies" / own.name).read_text("utf-8").splitlines()
    assert consent("list", "policies", "--templates", str(tmp_path)).code == 0


def test_show_suggests_the_nearest(consent: Command) -> None:
    refused(consent("show", "ca-648-notice"), "did you mean 'ca-684-notice'?")


EXAMPLES = [
    ("record", Kind.RECORD, RECORD_FILE),
    ("practice", Kind.PRACTICE, PRACTICE_FILE),
    *(("procedure", Kind.PROCEDURE, path) for path in sorted((ROOT / "templates/procedures").iterdir())),
    *(("shared", Kind.PROCEDURE, path) for path in sorted((ROOT / "templates/shared").iterdir())),
    *(("policy", Kind.POLICY, path) for path in sorted((ROOT / "templates/policies").iterdir())),
]


@pytest.mark.parametrize(("what", "kind", "path"), EXAMPLES, ids=lambda value: getattr(value, "stem", None))
def test_a_schema_accepts_the_files_that_ship(consent: Command, what: str, kind: Kind, path: Path) -> None:
    schema = json.loads(consent("schema", what).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read_document(path, kind).data, schema)


def test_the_clause_schema_accepts_every_clause(consent: Command, office: Office) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(consent("schema", "clause").stdout))
    for loaded in office.library.clauses.values():
        validator.validate(loaded.clause.value.model_dump(mode="json", exclude_none=True))


def test_a_schema_refuses_an_unknown_key(consent: Command) -> None:
    schema = json.loads(consent("schema", "record").stdout)
    data = read_document(RECORD_FILE, Kind.RECORD).data
    assert isinstance(data, dict)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "record-id": "r-1"}, schema)


def test_a_schema_explains_its_fields(consent: Command) -> None:
    schema = json.loads(consent("schema", "practice").stdout)
    assert schema["properties"]["jurisdiction"]["description"].startswith("ISO 3166-2")
