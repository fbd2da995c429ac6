"""A policy in a lawyer's words, and the table of what meets each requirement where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from consent.models.library.condition import Fact, FactTest
from consent.models.library.element import Element
from consent.report.condition_words import condition_words
from consent.report.coverage import coverage_rows, coverage_text
from consent.report.policy_text import ELEMENT_WORDS, policy_text
from tests.support.office import PRACTICE_FILE, Office, record
from tests.support.tear import without_clause

if TYPE_CHECKING:
    from tests.support.command import Command


def shown(office: Office, policy: str) -> str:
    return policy_text(office.library.policies[policy].value, office.library)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_lawyer_reads_every_requirement(office: Office) -> None:
    for id_, policy in office.library.policies.items():
        text = in_one_line(shown(office, id_))
        for requirement in policy.value.requirements:
            for words in (
                requirement.summary,
                requirement.citation,
                requirement.note,
                requirement.wording or "",
            ):
                assert in_one_line(words.replace("\n", " / ")) in text, (id_, requirement.id)
        for words in (*policy.value.not_covered, *(e.question for e in policy.value.elections)):
            assert in_one_line(words) in text
        assert not {"{", "}", "None"} & set(text.split()), id_


def test_no_line_is_wider_than_a_page(office: Office) -> None:
    for id_ in office.library.policies:
        assert max(map(len, shown(office, id_).splitlines())) <= 100, id_


def test_what_is_missing_comes_first(office: Office) -> None:
    assert shown(office, "us-vt").index("CANNOT BE USED") < shown(office, "us-vt").index("SOURCES")
    washington = in_one_line(shown(office, "us-wa"))
    assert "THE PRACTICE MUST SUPPLY clause wa-18-130-420-notice: the notice of RCW 18.130.420" in washington
    assert "clause wa-18-130-420-notice, which the practice must supply" in washington
    assert "official form tx-171-2-form" in in_one_line(shown(office, "us-tx"))
    assert "when counsel has answered no to “posts-board-notice”" in in_one_line(shown(office, "us-ca"))
    assert "MUST SUPPLY" not in shown(office, "us-ut")


def test_the_wording_of_the_law_stands_as_it_is(office: Office) -> None:
    notice = office.library.clauses["ca-684-notice"].clause.value.body
    assert notice in in_one_line(shown(office, "us-ca"))


def test_every_element_has_words() -> None:
    assert set(ELEMENT_WORDS) == set(Element)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (FactTest(fact=Fact.IND, includes="no"), "a product that would need an IND has none"),
        (FactTest(fact=Fact.IND, includes=("yes", "no")), "a product would need an IND"),
        (FactTest(fact=Fact.ELECTION, includes="a"), "counsel has answered yes to “a”"),
        (FactTest(fact=Fact.ELECTION, excludes="a"), "counsel has answered no to “a”"),
        (FactTest(fact=Fact.FAMILY, excludes="none"), "it is not so that a product's family is “none”"),
        (
            FactTest(fact=Fact.STATUS, includes=("on-label", "off-label", "investigational")),
            "a product's FDA status is “on-label”, “off-label” or “investigational”",
        ),
    ],
)
def test_a_condition_in_words(test: FactTest, words: str) -> None:
    assert condition_words((test,)) == words


def test_conditions_are_joined() -> None:
    tests = (FactTest(fact=Fact.COPY, includes="blank"), FactTest(fact=Fact.DONOR, includes="yes"))
    assert condition_words(tests) == "the packet is blank; and a product comes from a donor"
    assert condition_words(()) == "always"


def test_every_fact_has_words() -> None:
    for fact in Fact:
        assert condition_words((FactTest(fact=fact, includes="x"),)).endswith("“x”") or fact in (
            Fact.IND,
            Fact.DONOR,
        )


# --- coverage ------------------------------------------------------------------------------------


def test_coverage_says_where_each_requirement_is_met(office: Office) -> None:
    packet = office.checked(record())
    master = office.master(packet)
    rows = coverage_rows(packet, master)
    assert {(row.policy, row.requirement) for row in rows} == {
        (one.policy, one.requirement.id) for one in packet.requirements
    }
    assert all(row.pages for row in rows)
    by_procedure = {row.procedure: row for row in rows if row.requirement == "product-identity"}
    assert set(by_procedure) == {"msc-exosomes", "ha-medium"}
    assert by_procedure["ha-medium"].pages == master.pages_of("msc-exosomes-product-identity")[:1]
    (notice,) = (row for row in rows if row.requirement == "stem-cell-notice")
    assert (notice.procedure, notice.met_by) == ("", "clause ca-684-notice")
    told = [row for row in rows if row.requirement == "conventional-treatment-by-procedure"]
    assert [row.procedure for row in told] == ["msc-exosomes", "ha-medium", "ultrasound-guidance"]
    assert {row.met_by for row in told} == {"element alternatives"}


def test_coverage_shows_what_is_missing(office: Office) -> None:
    packet = office.checked(record())
    torn = without_clause(packet, "ca-684-notice")
    (row,) = (r for r in coverage_rows(torn, office.master(packet)) if r.requirement == "stem-cell-notice")
    assert (row.met_by, row.pages) == ("missing", ())
    assert "us-ca/stem-cell-notice  (packet)   missing  -     Cal. Bus. & Prof. Code 684" in coverage_text(
        [row]
    )


def test_show_prints_the_table(consent: Command) -> None:
    outcome = consent("show", "us-ca", "--coverage", "--practice", PRACTICE_FILE, "--issued-on", "2026-11-24")
    assert outcome.code == 0
    assert "blank packet msc-exosomes\n" in outcome.stdout
    assert "clause ca-684-notice" in outcome.stdout
    assert "us-fda/" not in outcome.stdout
    assert outcome.files == {}


@pytest.mark.parametrize(
    ("id_", "said"),
    [("us-ne", "is not in force for"), ("ca-684-notice", "--coverage is for a policy")],
)
def test_show_refuses_a_table_it_cannot_make(consent: Command, id_: str, said: str) -> None:
    outcome = consent("show", id_, "--coverage", "--practice", PRACTICE_FILE)
    assert outcome.code == 2
    assert said in outcome.stderr
