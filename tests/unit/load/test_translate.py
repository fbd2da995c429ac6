from __future__ import annotations

from pathlib import Path
from types import NoneType
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ConfigDict

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.examples import EXAMPLES, addition
from consent.load.typed.shape import dotted, known_keys, known_part
from consent.load.typed.translate import validate
from consent.models.library.clause import Clause
from consent.models.library.condition import FactTest
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.people.practice import Practice
from consent.models.people.record import Record
from consent.suggest import did_you_mean, nearest


def models_below(annotation: Any, above: frozenset[type] = frozenset()) -> set[type[BaseModel]]:
    """Every model a type mentions, itself included."""
    found: set[type[BaseModel]] = set()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in above:
        found.add(annotation)
        for field in annotation.model_fields.values():
            found |= models_below(field.annotation, above | {annotation})
    for inner in get_args(annotation):
        if inner not in (NoneType, Ellipsis) and inner is not annotation:
            found |= models_below(inner, above)
    return found


ALL_MODELS = {
    model
    for root in (Record, Practice, Procedure, SharedPart, Clause, Policy)
    for model in models_below(root)
}


@pytest.mark.parametrize("model", sorted(ALL_MODELS, key=str))
def test_every_key_that_can_be_missing_has_an_example(model: type[BaseModel]) -> None:
    needed = {name for name, field in model.model_fields.items() if field.is_required()}
    assert needed - EXAMPLES.keys() == set()


def test_a_key_that_must_be_there_even_when_empty_says_so() -> None:
    assert addition("ind_number") == 'add `ind_number: "123456"`, or `ind_number: null` when there is none'
    assert addition("mrn") == 'add `mrn: "00123456"`'


def test_known_keys_follow_lists_mappings_and_optional_models() -> None:
    assert known_keys(Record, ("procedures", 3)) == ("procedure", "body_site", "laterality", "indication")
    assert known_keys(Record, ("representative",)) == ("name", "authority", "capacity")
    assert known_keys(Practice, ("elections", "any-id"))[:2] == ("value", "decided_by")
    assert known_keys(Clause, ("applies_when", 0)) == ("fact", "includes", "excludes")
    assert known_keys(Record, ("no", "such")) == ()


def test_a_path_is_shown_only_as_far_as_its_keys_are_known() -> None:
    assert known_part(Record, ("patient", "mrn")) == ("patient", "mrn")
    assert known_part(Record, ("patient", "Jane Doe", "x")) == ("patient",)
    assert known_part(Record, ("procedures", 0, "Jane Doe")) == ("procedures", 0)
    assert dotted(("procedures", 0, "body_site")) == "procedures[0].body_site"


def test_the_nearest_word_ignores_case_spaces_and_hyphens() -> None:
    assert nearest("Knee_Joint", ["knee joint", "neck"]) == "knee joint"
    assert nearest("ultra", ["ultrasound-guidance", "gel"]) == "ultrasound-guidance"
    assert nearest("x" * 5000, ["xx"]) is None
    assert nearest("", ["gel"]) is None


def test_a_hint_never_repeats_what_was_typed() -> None:
    assert did_you_mean("jel", ["gel", "scan"]) == "did you mean `gel`? Choose one of: `gel`, `scan`"
    assert did_you_mean("zzz", ["gel"]) == "write `gel`"
    assert did_you_mean("zzz", []) == "there is none to choose from"


class Loose(BaseModel):
    """A model that would coerce if it could."""

    model_config = ConfigDict(extra="forbid")
    count: int = 0
    size: float = 0
    on: bool = False
    words: tuple[str, ...] = ()
    tests: tuple[FactTest, ...] = ()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("count: '3'", "`count` needs a whole number"),
        ("count: 3.0", "`count` needs a whole number"),
        ("count: true", "`count` needs a whole number"),
        ("size: '3'", "`size` needs a number"),
        ("on: yes", "`on` needs true or false"),
        ("on: 1", "`on` needs true or false"),
        ("words: one", "`words` needs a list"),
        ("words: {a: b}", "`words` needs a list"),
        ("words: ", "`words` is empty"),
        ("words: [1]", "`words[0]` was read as a number"),
        ("tests: [{fact: family, includes: 5}]", "`tests[0].includes` needs a text or a list of texts"),
        ("tests: [{fact: family, includes: [a, 5]}]", "`tests[0].includes[1]` was read as a number"),
        ("tests: [{fact: family, includes: ['']}]", "`tests[0].includes[0]` is empty"),
        ("tests: [a]", "`tests[0]` needs a mapping, not a single value"),
    ],
)
def test_nothing_is_coerced_and_one_mistake_is_one_complaint(
    tmp_path: Path, typed: str, message: str
) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(typed + "\n", encoding="utf-8")
    value, findings = validate(Loose, read_document(path, Kind.POLICY), Kind.POLICY)
    assert value is None
    assert [finding.message for finding in findings] == [message]


def test_a_thousand_mistakes_are_not_all_shown(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("".join(f"k{i}: 1\n" for i in range(1000)), encoding="utf-8")
    _, findings = validate(Loose, read_document(path, Kind.POLICY), Kind.POLICY)
    assert len(findings) == 201
    assert findings[-1].message == "there are more problems than are shown"
