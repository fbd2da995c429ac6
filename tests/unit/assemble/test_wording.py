"""Sentences: rows for the body site, numbered sources, placeholders filled as plain text."""

from __future__ import annotations

import pytest

from consent.assemble.guidance import Scope, guidance_text
from consent.assemble.references import References
from consent.assemble.wording import fill, sentence_list
from consent.models.packet import ProcedureText, SharedText
from consent.models.place import Place, Source, Sourced
from consent.models.procedure import SharedPart
from consent.models.prose import Listing, Paragraph, Placeholder, Run
from consent.models.reviewed import Reference
from consent.models.rows import Risk
from tests.support.office import KNEE, Office, blank, plan, record

HERE = Place("here.md", 1, 1)
NAMES = {"knee joint": "knee joint", "glenohumeral joint": "shoulder joint"}


def source(id_: str) -> Reference:
    return Reference.model_validate({"id": id_, "citation": f"Paper {id_}", "confidence": "V1"})


def risk(id_: str, *sites: str, severity: str = "minor", sources: tuple[str, ...] = ()) -> Risk:
    return Risk.model_validate(
        {
            "id": id_,
            "name": id_.capitalize(),
            "what_it_means": "It hurts.",
            "severity": severity,
            "likelihood": "Not known",
            "body_sites": sites,
            "sources": sources,
        }
    )


def part(*risks: Risk) -> Sourced[SharedPart]:
    value = SharedPart.model_validate(
        {
            "id": "needle",
            "version": "1.0.0",
            "title": "The needle",
            "owner": "Somebody",
            "reviewed_on": "2026-01-01",
            "review_by": "2027-01-01",
            "introduction": "A needle goes in.",
            "sources": [source("a"), source("b"), source("c")],
            "risks": risks,
        }
    )
    return Sourced(value, Source("needle.yaml"))


def rows(*risks: Risk, sites: set[str]) -> list[str]:
    text = guidance_text(part(*risks), Scope(frozenset(sites), frozenset()), NAMES, References())
    return [row.name.text for row in text.risks]


# --- rows for the body site ----------------------------------------------------------------------

KNEE_ONLY = risk("stiffness", "knee joint")
SHOULDER_ONLY = risk("numbness", "glenohumeral joint")
ANYWHERE = risk("pain")


def test_a_row_about_another_site_is_left_out() -> None:
    assert rows(KNEE_ONLY, SHOULDER_ONLY, ANYWHERE, sites={"knee joint"}) == ["Stiffness", "Pain"]


def test_with_several_sites_a_row_says_which_it_is_about() -> None:
    assert rows(KNEE_ONLY, SHOULDER_ONLY, sites={"knee joint", "glenohumeral joint"}) == [
        "Stiffness (knee joint)",
        "Numbness (shoulder joint)",
    ]


def test_with_no_known_site_every_row_stands_and_says_which() -> None:
    assert rows(KNEE_ONLY, SHOULDER_ONLY, ANYWHERE, sites=set()) == [
        "Stiffness (knee joint)",
        "Numbness (shoulder joint)",
        "Pain",
    ]


def test_risks_stand_worst_first_and_otherwise_as_written() -> None:
    listed = [
        risk("itch"),
        risk("fever", severity="serious"),
        risk("death", severity="life-threatening"),
        risk("swelling", severity="moderate"),
        risk("bruise"),
    ]
    assert rows(*listed, sites=set()) == ["Death", "Fever", "Swelling", "Itch", "Bruise"]


def test_a_blank_packet_keeps_every_risk_a_filled_one_drops(office: Office) -> None:
    (for_knee,) = (p for p in office.packet(record(procedures=plan("msc-exosomes", where=KNEE))).procedures)
    (for_any,) = (p for p in office.packet(blank("msc-exosomes")).procedures)
    assert len(for_knee.benefits) < len(for_any.benefits)


# --- sources -------------------------------------------------------------------------------------


def test_sources_are_numbered_as_a_reader_meets_them() -> None:
    references = References()
    sources = (source("a"), source("b"), source("c"))
    assert references.number(["c"], sources) == (1,)
    assert references.number(["a", "c"], sources) == (1, 2)
    assert references.number([], sources) == ()
    assert [(r.number, r.citation) for r in references.listed()] == [(1, "Paper c"), (2, "Paper a")]


def test_one_citation_in_two_files_has_one_number() -> None:
    references = References()
    twin = source("a").model_copy(update={"id": "z"})
    assert references.number(["a"], (source("a"),)) == references.number(["z"], (twin,)) == (1,)


def test_every_number_in_a_packet_is_in_its_list(office: Office) -> None:
    packet = office.packet(blank())
    parts: list[ProcedureText | SharedText] = [*packet.procedures, *packet.shared]
    used = {n for p in packet.procedures for b in p.benefits for n in b.benefit.references}
    for one in parts:
        used |= {n for row in one.guidance.risks for n in row.name.references}
        used |= {n for row in one.guidance.precautions for n in row.situation.references}
        used |= {n for row in one.guidance.alternatives for n in row.name.references}
    assert [r.number for r in packet.references] == list(range(1, len(packet.references) + 1))
    assert used == {r.number for r in packet.references}


# --- placeholders --------------------------------------------------------------------------------

HOSTILE = [
    "{{ practice.phone }}",
    "<b>Bold</b> & Co.",
    "**Strong** Clinic",
    "{% raw %}",
    "# Heading",
    "%s {0}",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_value_is_plain_text(name: str) -> None:
    run = Run("", strong=True, placeholder=Placeholder.PRACTICE_NAME)
    prose = (
        Paragraph((Run("Ask "), run), HERE),
        Listing(((run,), (Run("Nobody"),)), ordered=False, place=HERE),
    )
    filled = Run(name, strong=True)
    assert fill(prose, {Placeholder.PRACTICE_NAME: name}) == (
        Paragraph((Run("Ask "), filled), HERE),
        Listing(((filled,), (Run("Nobody"),)), ordered=False, place=HERE),
    )


def test_a_placeholder_without_a_value_stops_the_packet() -> None:
    prose = (Paragraph((Run("", placeholder=Placeholder.IND_NUMBER),), HERE),)
    with pytest.raises(KeyError):
        fill(prose, {})


def test_no_placeholder_is_left_in_any_packet(office: Office) -> None:
    for form in (record(), blank()):
        for clause in office.packet(form).clauses:
            for block in clause.prose:
                for runs in (block.runs,) if isinstance(block, Paragraph) else block.items:
                    assert all(run.placeholder is None for run in runs)
                    assert not any("{{" in run.text for run in runs)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c")],
)
def test_a_list_in_a_sentence(words: list[str], sentence: str) -> None:
    assert sentence_list(words) == sentence
