"""Each code has words of its own: why it matters, what to do, who can do it."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from itertools import combinations

import pytest
import yaml

from consent.gate.catalogue import catalogue
from consent.gate.explaining import told
from consent.models.findings.rule import Persona

RULES = catalogue()
TOLD = {
    str(code): words
    for name in ("files.yaml", "records.yaml", "translations.yaml", "every_kind.yaml")
    for code, words in yaml.load(
        (files("consent.gate") / "told" / name).read_text("utf-8"), yaml.CSafeLoader
    ).items()
}
WORD = re.compile(r"[a-z]{4,}")


@pytest.mark.parametrize("code", RULES)
def test_a_code_says_why_it_matters_and_what_to_do(code: str) -> None:
    rule = RULES[code]
    why = rule.explanation.partition("Bad::")[0].casefold()
    new = set(WORD.findall(why)) - set(WORD.findall(f"{rule.title} {rule.summary}".casefold()))
    assert len(new) >= 3, "the explanation repeats the title"
    assert rule.remedy or ("Bad::" in rule.explanation and "Good::" in rule.explanation)


def test_no_words_are_left_over_and_none_are_used_twice() -> None:
    codes = {code for code in TOLD if not code.isdigit()}
    assert codes - set(RULES) == set()
    numbers = {int(code[3:]) for code in RULES if code[3] == "0" and code not in codes}
    assert {int(code) for code in TOLD if code.isdigit()} == numbers
    for part in ("why", "do"):
        told_twice = [
            text for text, count in Counter(words[part] for words in TOLD.values()).items() if count > 1
        ]
        assert set(told_twice) <= {
            "Compare the count with the schedule; there is nothing to mend if it is right."
        }


def test_every_key_is_read_by_the_program() -> None:
    """YAML reads an unquoted colon or a leading backquote in its own way."""
    for code, words in TOLD.items():
        assert set(words) <= {"why", "do", "reference"}, code
        assert all(isinstance(value, str) and value.strip() == value for value in words.values()), code
        assert words["why"].endswith((".", ";")), code


def test_a_code_that_nobody_wrote_words_for_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        told("REC999")


@pytest.mark.parametrize(
    ("code", "persona"),
    [
        ("REC020", Persona.FRONT_DESK),
        ("PRA023", Persona.PRACTICE),
        ("POL101", Persona.COUNSEL),
        ("PAP307", Persona.COUNSEL),
        ("PAP219", Persona.DESIGNER),
        ("CLS117", Persona.WRITER),
    ],
)
def test_a_code_is_for_who_can_mend_it(code: str, persona: Persona) -> None:
    assert RULES[code].persona is persona


def test_places_that_belong_together_name_each_other() -> None:
    assert any(rule.related for rule in RULES.values())
    for one, other in combinations(RULES.values(), 2):
        assert (one.code in other.related) == (other.code in one.related)
