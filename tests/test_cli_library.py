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
    assert (consent.folder / "practice.yaml").read_text() == PRACTICE_FILE.read_text()
    assert (consent.folder / "records" / "r-0001.yaml").read_text() == RECORD_FILE.read_text()


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


@pytest.mark.parametrize(
    ("id_", "head", "said"),
    [
        ("ca-684-notice", "# clause ca-684-notice, from ", "THIS NOTICE MUST BE PROVIDED"),
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
    assert Path(outcome.stdout.splitlines()[0].partition(", from ")[2]).is_file()


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
    schema = json.loads(consent("schema", "clause").stdout)
    for loaded in office.library.clauses.values():
        jsonschema.validate(loaded.clause.value.model_dump(mode="json", exclude_none=True), schema)


def test_a_schema_refuses_an_unknown_key(consent: Command) -> None:
    schema = json.loads(consent("schema", "record").stdout)
    data = read_document(RECORD_FILE, Kind.RECORD).data
    assert isinstance(data, dict)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "record-id": "r-1"}, schema)


def test_a_schema_explains_its_fields(consent: Command) -> None:
    schema = json.loads(consent("schema", "practice").stdout)
    assert schema["properties"]["jurisdiction"]["description"].startswith("ISO 3166-2")
