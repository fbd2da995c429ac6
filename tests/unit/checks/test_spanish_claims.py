"""What no Spanish sentence of a consent may say, and what a true one may."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from consent.checks.forbidden import forbidden_in
from consent.checks.source.clauses import cls111_no_promise, cls112_true_fda_status
from consent.checks.source.clauses import cls117_true_in_any_company as cls117
from consent.checks.source.facts.claims import found_in
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.wording import Wording, wording_of
from consent.checks.source.procedures import rsk102_percentage_with_frequency as rsk102
from consent.checks.source.procedures import rsk103_no_ratio_without_base as rsk103
from consent.load.library.words import load_words
from consent.models.library.collection import Library
from consent.models.library.sources import PageFile
from tests.support.spanish import spanish_library

ROOT = Path(__file__).parents[3]
CASES = yaml.load((ROOT / "tests/cases/words/es.yaml").read_text("utf-8"), yaml.CSafeLoader)
FAILS = [(code, text) for code, cases in CASES.items() for text in cases["fails"]]
PASSES = [(code, text) for code, cases in CASES.items() for text in cases["passes"]]


@cache
def spanish() -> Wording:
    words, complaints = load_words([ROOT / "templates"], "es")
    assert complaints == ()
    return wording_of(words.claims)


def broken_by(sentence: str) -> set[str]:
    """The rules that one sentence of our own breaks, as the source rules would look for it."""
    wording = spanish()
    found = set()
    for code in CASES:
        for one in found_in(sentence, wording.of(code, own=True), denial=wording.denial):
            about = cls112_true_fda_status.is_about_exosomes(
                sentence, around=False, products=wording.products
            )
            if code != "CLS112" or about:
                found.add(code)
            assert one.words
    return found


@pytest.mark.parametrize(("code", "sentence"), FAILS)
def test_a_false_sentence_is_named(code: str, sentence: str) -> None:
    assert code in broken_by(sentence)


@pytest.mark.parametrize(("code", "sentence"), PASSES)
def test_a_true_sentence_passes(code: str, sentence: str) -> None:
    # What a label says is true of a product alone: that depends on where it stands.
    assert broken_by(sentence) <= {"CLS117"} - {code}
    assert list(forbidden_in(sentence, of_exosomes=False, wording=spanish())) == []


@pytest.mark.parametrize(
    ("sentence", "forbidden"),
    [
        ("Renuncio a mi derecho a demandar.", True),
        ("Los exosomas curan la artritis.", True),
        ("Son exosomas aprobados por la FDA.", True),
        ("La Sra. Gómez vino a la clínica.", True),
        ("Estimada Sra. Gómez:", False),
        ("El ejercicio ha sido demostrado por muchos estudios.", False),
        ("Sin garantía", False),
    ],
)
def test_a_strangers_sentence_is_held_to_the_same(sentence: str, forbidden: bool) -> None:
    found = list(forbidden_in(sentence, of_exosomes=False, wording=spanish()))
    assert bool(found) is forbidden


@pytest.mark.parametrize(
    ("rule", "sentence", "named"),
    [
        (rsk102, "Le pasa al 2 % de las personas.", True),
        (rsk102, "Le pasa a unas 2 de cada 100 personas (2 %).", False),
        (rsk103, "El riesgo es el doble de frecuente: 37 de cada 1,000.", True),
        (rsk103, "De 25 de cada 1,000 a 37 de cada 1,000: es una vez y media más.", False),
        (cls117, "Su uso está indicado en la etiqueta.", True),
        (cls117, "Por sí solo, su uso está indicado en la etiqueta.", False),
    ],
)
def test_beside_a_count_or_of_a_product_alone_it_may_stand(
    rule: ModuleType, sentence: str, named: bool
) -> None:
    words, _ = load_words([ROOT / "templates"], "es")
    tongue = spanish_library().translation.language
    context = SourceContext(
        library=Library("es", {}, {}, {}, {}, tongue=tongue),
        as_of=date(2026, 11, 24),
        pages=(PageFile("page", "page.html.j2", f"<p>{sentence}</p>"),),
        words=words,
    )
    assert bool(list(rule.check(context))) is named


def test_of_exercise_a_proof_may_be_told() -> None:
    (found,) = found_in(
        "El ejercicio es una terapia comprobada.", spanish().of("CLS111", own=True), denial=spanish().denial
    )
    assert cls111_no_promise.is_about_other_care(found, spanish().care)
