"""What no Spanish sentence of a consent may say, and what a true one may."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from consent.checks.forbidden import forbidden_in
from consent.checks.source.clauses import cls111_no_promise, cls112_true_fda_status
from consent.checks.source.facts.claims import found_in
from consent.checks.source.facts.wording import Wording, wording_of
from consent.load.library.words import load_words

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests/cases/words/es.yaml").read_text("utf-8"))
FAILS = [(code, text) for code, cases in CASES.items() for text in cases["fails"]]
PASSES = [text for cases in CASES.values() for text in cases["passes"]]


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


@pytest.mark.parametrize("sentence", PASSES)
def test_a_true_sentence_passes(sentence: str) -> None:
    assert broken_by(sentence) == set()
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


def test_of_exercise_a_proof_may_be_told() -> None:
    (found,) = found_in(
        "El ejercicio es una terapia comprobada.", spanish().of("CLS111", own=True), denial=spanish().denial
    )
    assert cls111_no_promise.is_about_other_care(found, spanish().care)
