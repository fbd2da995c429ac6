"""schema/ and what `consent init` writes: the models' own shapes, and the example files are of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.support.command import Command
from tools.console import ROOT
from tools.schemas import FOLDER, schemas

OF_EXAMPLES = [
    ("record", *(sorted((ROOT / "examples/records").glob("*.yaml")))),
    ("practice", ROOT / "examples/practice.yaml"),
    ("procedure", *sorted((ROOT / "templates/procedures").glob("*.yaml"))),
    ("shared", *sorted((ROOT / "templates/shared").glob("*.yaml"))),
    ("anatomy", *sorted((ROOT / "templates/anatomy").glob("*.yaml"))),
    ("policy", *sorted((ROOT / "templates/policies").rglob("*.yaml"))),
]
LINE = re.compile(r"\A# yaml-language-server: \$schema=(\S+)\n")


def as_json(path: Path) -> Any:
    """YAML as an editor sees it: dates are text there."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))


def test_the_schemas_are_made_from_the_models() -> None:
    there = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert there == schemas(), "run: python3 dev.py docs"


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads((FOLDER / name).read_text("utf-8")))


@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind, *paths in OF_EXAMPLES for path in paths],
    ids=lambda value: value if isinstance(value, str) else value.stem,
)
def test_what_we_ship_is_of_its_schema(kind: str, path: Path) -> None:
    schema = json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(as_json(path))


def test_init_names_the_schema_of_each_file_where_an_editor_looks(consent: Command) -> None:
    assert consent("init").code == 0
    for name, kind in (("practice.yaml", "practice"), ("records/r-0001.yaml", "record")):
        path = consent.folder / name
        found = LINE.match(path.read_text("utf-8"))
        assert found is not None, name
        schema = path.parent / found[1]
        assert schema.read_text("utf-8") == schemas()[f"{kind}.schema.json"]
        jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(as_json(path))


def test_nothing_about_a_patient_would_be_committed(consent: Command) -> None:
    assert consent("init").code == 0
    ignored = (consent.folder / ".gitignore").read_text("utf-8").splitlines()
    assert {"/output/", "/records/", "/register/", "*.pdf", "manifest.*", "schedule*.csv"} <= set(ignored)
