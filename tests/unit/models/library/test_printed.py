"""Which fields of the library print: every text is translated, or named here as one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from consent.models.base import Model
from consent.models.library.anatomy import BodySite, Indication
from consent.models.library.clause import Clause
from consent.models.library.language import Joiner, Joiners, Language
from consent.models.library.policy import Policy
from consent.models.library.printed import PRINTED, english_hash, units_of, with_words
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.recognition import Recognition
from consent.models.library.rows import Alternative, Chance, Guidance, Reason, Risk, RiskSeverity
from consent.models.spoken import spoken_as

NOT_TRANSLATED = {
    # who answers for it, and sources
    "id", "version", "owner", "approved_by", "citation", "url", "note", "by", "reason",
    # names by which rows and conditions find one another
    "body_sites", "indications", "beside", "made_from", "sources", "shares", "offered_as", "procedure",
    "approved_body_sites", "approved_indications", "also_called", "snomed", "icd10cm", "code", "display",
    "family", "kind", "words", "includes", "excludes", "is_not", "plus",
    # for lawyers, and an authority's own words
    "summary", "clause", "form", "wording", "what", "because", "obtain", "question", "not_covered",
    "jurisdiction", "disabled_because", "qr",
}  # fmt: skip


def models_below(model: type[Model]) -> Iterator[type[Model]]:
    yield model
    for field in model.model_fields.values():
        for inner in _kinds(field.annotation):
            if isinstance(inner, type) and issubclass(inner, Model) and inner is not model:
                yield from models_below(inner)


def _kinds(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for one in inner:
        yield from _kinds(one)


ROOTS = (Procedure, SharedPart, Clause, Policy, BodySite, Indication)
MODELS = sorted({one for root in ROOTS for one in models_below(root)}, key=lambda one: one.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__name__)
def test_every_text_of_a_model_is_translated_or_known_not_to_print(model: type[Model]) -> None:
    texts = {name for name, one in model.model_fields.items() if str in set(_kinds(one.annotation))}
    printed = set(PRINTED.get(model, ()))
    assert printed <= texts
    # What records call a site is a name; so are the words by which strangers' forms are recognised.
    names = {BodySite: {"name"}, Indication: {"name"}, Policy: {"title"}}.get(model, set())
    if model.__module__ != Recognition.__module__:
        assert texts - printed - NOT_TRANSLATED - names == set()


def test_words_go_back_to_where_they_were_found() -> None:
    risk = Risk(
        id="infection", name="Infection", what_it_means="Germs.", severity=RiskSeverity.SERIOUS,
        chance=Chance(low=1, per=1000), counted_in="one study", sources=("a",),
    )  # fmt: skip
    units = list(units_of(risk))
    assert [unit.at for unit in units] == ["name", "what_it_means", "counted_in"]
    said = with_words(risk, {unit.path: unit.words.upper() for unit in units})
    assert (said.name, said.what_it_means, said.counted_in) == ("INFECTION", "GERMS.", "ONE STUDY")
    assert (said.chance, said.severity, said.id) == (risk.chance, risk.severity, "infection")


def test_rows_of_one_id_are_told_apart() -> None:
    one = Alternative(id="rest", name="Rest", benefit="a", risk="b")
    named = [unit.at for unit in units_of(Guidance(alternatives=(one, one))) if unit.at.endswith("name")]
    assert named == ["alternatives.rest.name", "alternatives.rest(2).name"]


def test_a_hash_is_of_words_and_not_of_how_lines_are_broken() -> None:
    assert english_hash("one two\n three") == english_hash("one  two three")
    assert english_hash("one two") != english_hash("one two.")
    assert english_hash("a", "b") != english_hash("a b")
    assert next(units_of(Reason(text="one  two"))).english == english_hash("one two")


@pytest.mark.parametrize(
    ("tag", "known", "language"),
    [
        ("es-US", ("en", "es"), "es"),
        ("pt-BR", ("en", "pt", "pt-BR"), "pt-BR"),
        ("pt-PT", ("en", "pt", "pt-BR"), "pt"),
        ("pt", ("en", "pt-BR"), None),
    ],
)
def test_a_dialect_is_a_way_to_speak_a_language(
    tag: str, known: tuple[str, ...], language: str | None
) -> None:
    assert spoken_as(tag, known) == language


@pytest.mark.parametrize(
    ("words", "either", "said"),
    [
        ([], False, ""),
        (["rodilla"], False, "rodilla"),
        (["rodilla", "hombro"], False, "rodilla y hombro"),
        (["aguja", "Inyección"], False, "aguja e Inyección"),
        (["agua", "hielo"], False, "agua y hielo"),
        (["uno", "dos", "tres"], False, "uno, dos y tres"),
        (["siete", "ocho"], True, "siete u ocho"),
        (["uno", "dos"], True, "uno o dos"),
    ],
)
def test_a_list_ends_as_its_language_wants(words: list[str], either: bool, said: str) -> None:
    spanish = Language(
        id="es", name="español", english_name="Spanish", tag="es-US", locale="es_US",
        joiners=Joiners.model_validate(
            {"and": (Joiner(word="e", before="h?[ií](?![eé])"), Joiner(word="y")),
             "or": (Joiner(word="u", before="h?[oó]"), Joiner(word="o")), "comma_before": False}
        ),
    )  # fmt: skip
    assert spanish.joined(words, either=either) == said
