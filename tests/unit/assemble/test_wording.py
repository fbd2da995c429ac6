"""Sentences: rows for the body site and the diagnosis, sources by part, placeholders filled as plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent.assemble.chances import denominator, likelihood
from consent.assemble.chapters import Chapter
from consent.assemble.guidance import Merger
from consent.assemble.references import References
from consent.assemble.scope import Scope
from consent.assemble.wording import fill
from consent.models.library.collection import Library
from consent.models.library.procedure import SharedPart
from consent.models.library.prose import Listing, Paragraph, Placeholder, Run
from consent.models.library.reviewed import Reference
from consent.models.library.rows import Alternative, Chance, Phase, Risk
from consent.models.place import Place, Source, Sourced
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


def rows(*risks: Risk, sites: set[str], for_: set[str] | None = None) -> list[str]:
    scope = Scope(frozenset(sites), frozenset(for_ or ()))
    chapters = Chapter(part(*risks), "shot", scope)
    return [row.name.text for row in Merger((), (chapters,), scope, NAMES, References()).guidance().risks]


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


def test_a_risk_that_comes_first_stands_above_the_gravest() -> None:
    first = risk("nothing", severity="moderate").model_copy(update={"first": True})
    assert rows(risk("death", severity="life-threatening"), first, sites=set()) == ["Nothing", "Death"]


def test_a_row_about_another_diagnosis_is_left_out() -> None:
    arthritis = risk("wear").model_copy(update={"indications": ("knee osteoarthritis",)})
    assert rows(arthritis, ANYWHERE, sites=set(), for_={"knee osteoarthritis"}) == ["Wear", "Pain"]
    assert rows(arthritis, ANYWHERE, sites=set(), for_={"rotator cuff tendinopathy"}) == ["Pain"]
    assert rows(arthritis, ANYWHERE, sites=set()) == ["Wear (knee osteoarthritis)", "Pain"]


def test_one_risk_in_two_files_prints_once() -> None:
    chapters = tuple(
        Chapter(part(risk("fever", severity=severity)), anchor, Scope(frozenset(), frozenset()))
        for anchor, severity in (("gel", "minor"), ("bubbles", "serious"))
    )
    (row,) = Merger((), chapters, Scope(frozenset(), frozenset()), NAMES, References()).guidance().risks
    assert (row.severity, set(row.procedures)) == ("serious", {"gel", "bubbles"})


def test_a_blank_packet_keeps_every_row_a_filled_one_drops(office: Office) -> None:
    for_knee = office.packet(record(procedures=plan("msc-exosomes", where=KNEE))).guidance
    for_any = office.packet(blank("msc-exosomes")).guidance
    assert len(for_knee.benefits) < len(for_any.benefits)


def test_nothing_is_said_twice_of_several_procedures(office: Office) -> None:
    packet = office.packet(blank())
    for texts in (
        [row.step.text for row in packet.steps],
        [row.name.text for row in packet.guidance.risks],
        [(row.name.text, row.benefit) for row in packet.guidance.alternatives],
        [row.situation.text for row in packet.guidance.precautions],
        [row.sign.text for row in packet.guidance.warning_signs],
        [row.when for row in packet.guidance.recovery],
        [line.text for line in packet.guidance.aftercare],
    ):
        assert texts
        assert len(set(texts)) == len(texts)


def test_steps_come_in_the_order_of_the_visit(office: Office) -> None:
    packet = office.packet(blank())
    phases = {
        step.text: list(Phase).index(step.phase)
        for one in office.library.procedures.values()
        for step in one.value.steps
    }
    order = [phases[row.step.text] for row in packet.steps]
    assert order == sorted(order)


def test_doing_nothing_is_the_first_choice_and_a_trial_the_last(office: Office) -> None:
    ids = [row.id for row in office.packet(record()).guidance.alternatives]
    assert (ids[0], ids[-1]) == ("no-treatment", "clinical-trial")


def test_a_procedure_is_no_alternative_to_itself(office: Office) -> None:
    offered = risk_free_choice("ha-medium")
    packet = office.packet(record(procedures=plan("msc-exosomes")), library=with_choice(office, offered))
    assert offered.id in {row.id for row in packet.guidance.alternatives}
    both = record(procedures=plan("msc-exosomes", "ha-medium"))
    packet = office.packet(both, library=with_choice(office, offered))
    assert offered.id not in {row.id for row in packet.guidance.alternatives}


def risk_free_choice(procedure: str) -> Alternative:
    return Alternative(id="the-gel", name="Gel", benefit="Less pain.", risk="Sore.", procedure=procedure)


def with_choice(office: Office, choice: Alternative) -> Library:
    shared = office.library.shared["joint-injection"]
    value = shared.value.model_copy(update={"alternatives": (*shared.value.alternatives, choice)})
    return replace(
        office.library, shared={**office.library.shared, "joint-injection": replace(shared, value=value)}
    )


# --- sources -------------------------------------------------------------------------------------


def test_sources_are_numbered_in_each_part_as_a_reader_meets_them() -> None:
    references = References()
    sources = (source("a"), source("b"), source("c"))
    assert references.keys("R", ["c"], sources) == ("R1",)
    assert references.keys("R", ["a", "c"], sources) == ("R1", "R2")
    assert references.keys("E", ["a"], sources) == ("E1",)
    assert references.keys("R", [], sources) == ()
    assert [(r.key, r.citation) for r in references.listed()] == [
        ("R1", "Paper c"),
        ("R2", "Paper a"),
        ("E1", "Paper a"),
    ]


def test_one_citation_in_two_files_has_one_key() -> None:
    references = References()
    twin = source("a").model_copy(update={"id": "z"})
    assert references.keys("R", ["a"], (source("a"),)) == references.keys("R", ["z"], (twin,)) == ("R1",)


def test_every_key_in_a_packet_is_in_its_list(office: Office) -> None:
    packet = office.packet(blank())
    text = packet.guidance
    sentences = [row.benefit for row in text.benefits] + [row.name for row in text.risks]
    sentences += [row.situation for row in text.precautions] + [row.name for row in text.alternatives]
    used = {key for sentence in sentences for key in sentence.references}
    assert used == {reference.key for reference in packet.references}
    for letter in "ERC":
        keys = [r.key for r in packet.references if r.key.startswith(letter)]
        assert keys == [f"{letter}{number}" for number in range(1, len(keys) + 1)]


# --- how likely ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chance", "per", "words"),
    [
        ({"low": 2, "per": 100}, 100, "About 2 in 100"),
        ({"low": 2, "per": 100}, 1000, "About 20 in 1,000"),
        ({"low": 2, "high": 15, "per": 1000}, 1000, "About 2 to 15 in 1,000"),
        ({"low": 0.4, "high": 0.9, "per": 1000}, 1000, "Fewer than 1 in 1,000"),
        ({"low": 0.4, "high": 3, "per": 1000}, 1000, "Up to 3 in 1,000"),
        ({"low": 0, "high": 3, "per": 1000}, 1000, "Up to 3 in 1,000"),
    ],
)
def test_a_chance_is_chapters_with_the_packet_s_denominator(
    chance: dict[str, float], per: int, words: str
) -> None:
    counted = risk("fever", sources=("a",)).model_copy(
        update={"chance": Chance.model_validate(chance), "likelihood": None}
    )
    assert likelihood(counted, per) == words


def test_a_packet_counts_in_hundreds_unless_something_is_rarer() -> None:
    common = Chance(low=2, per=100)
    assert denominator([]) == denominator([common]) == 100
    assert denominator([common, Chance(low=0.4, per=1000)]) == 1000


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("About 120 in 1,000 got better.", 1000),
        ("4 out of every 1000 people", 1000),
        ("About 12 in 100 got better.", 100),
        ("1 in 1,000,000 people", 100),
    ],
)
def test_a_packet_counts_in_thousands_where_a_sentence_does(sentence: str, per: int) -> None:
    assert denominator([Chance(low=2, per=100)], ["No cost.", sentence]) == per


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
