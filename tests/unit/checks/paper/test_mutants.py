"""A gate that can fail: each rule catches what it is for, and there is something that only it catches.

All mutants are run by ``python -m benchmarks.mutants``.
"""

from __future__ import annotations

from collections import Counter

import pytest

from consent.checks.forms import FORM_RULES
from consent.checks.paper.rules import PACKET_RULES
from tests.mutants import form_mutants
from tests.mutants.every import MUTANTS, one_for_each_rule
from tests.mutants.form_mutants import FormMutant, found_in, good_form
from tests.mutants.mutant import VALIDATORS, Mutant, caught_by


@pytest.mark.parametrize("mutant", one_for_each_rule(), ids=lambda m: f"{m.code} {m.name}")
def test_a_rule_alone_catches_its_mutant(mutant: Mutant) -> None:
    assert caught_by(mutant) - (VALIDATORS - {mutant.code}) == {mutant.code}


def test_no_rule_is_without_a_mutant_that_it_alone_catches() -> None:
    assert {rule.CODE for rule in PACKET_RULES} == {mutant.code for mutant in one_for_each_rule()}
    assert {rule.CODE for rule in FORM_RULES} == {mutant.code for mutant in form_mutants.MUTANTS}


def test_every_rule_can_be_broken_in_several_ways() -> None:
    ways = Counter(mutant.code for mutant in MUTANTS)
    assert [code for code, count in ways.items() if count < 2] == []


def test_a_strangers_form_that_says_everything_passes() -> None:
    assert found_in(good_form()) == set()
    # Without a practice nobody knows whether these apply: each is a warning that says on what it depends.
    assert {(code, severity) for code, severity, _ in found_in(good_form(), with_practice=False)} <= {
        ("PAP301", "warning")
    }


@pytest.mark.parametrize("mutant", form_mutants.MUTANTS, ids=lambda m: f"{m.code} {m.name}")
def test_what_a_strangers_form_lacks_is_named(mutant: FormMutant) -> None:
    found = found_in(mutant.make())
    assert {code for code, _, _ in found} == {mutant.code}
    assert mutant.about in {about for _, _, about in found}
