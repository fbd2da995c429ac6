"""What a packet may say of each product: in every subset, at every place, on paper and blank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

import pytest

from consent.checks import check_packet
from consent.models.findings.finding import Severity
from consent.models.library.procedure import Status
from consent.models.library.prose import Paragraph
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText
from consent.models.people.practice import Practice
from tests.support.office import EVERY_PROCEDURE, KNEE, SHOULDER, Office, blank, plan, record

SUBSETS = tuple(chain.from_iterable(combinations(EVERY_PROCEDURE, size) for size in range(1, 5)))
EXOSOMES = {"msc-exosomes", "amniotic-exosomes"}
OFF_LABEL = ("off-label", "off label")


def words(clause: ClauseText) -> str:
    parts = [clause.title, clause.attribution]
    for block in clause.prose:
        for runs in (block.runs,) if isinstance(block, Paragraph) else block.items:
            parts += ["".join(run.text for run in runs)]
    return " ".join(parts)


def all_words(packet: Packet) -> str:
    key = packet.key_information
    sentences = (*key.what, *key.reasons_for, *key.reasons_against)
    return " ".join([*(s.text for s in sentences), *(words(c) for c in packet.clauses)])


def own_words(packet: Packet, anchor: str) -> str:
    """What the packet says of one procedure."""
    (procedure,) = (p for p in packet.procedures if p.anchor == anchor)
    text = packet.guidance
    said = [s.text for s in (*procedure.nature, *packet.durations)]
    said += [row.step.text for row in packet.steps if anchor in row.procedures]
    said += [f"{b.benefit.text} {b.likelihood} {b.evidence}" for b in text.benefits if anchor in b.procedures]
    said += [f"{r.name.text} {r.what_it_means}" for r in text.risks if anchor in r.procedures]
    said += [f"{a.name.text} {a.benefit} {a.risk}" for a in text.alternatives if anchor in a.procedures]
    said += [words(clause) for clause in packet.clauses if anchor in clause.procedures]
    return " ".join(said).lower()


def practices(office: Office) -> Iterator[Practice]:
    """With and without IND and PMA."""
    yield office.practice
    yield office.with_product("msc-exosomes", ind_number="123456")
    yield office.with_product("ha-medium", pma_number=None)


def packets(office: Office, procedures: tuple[str, ...]) -> Iterator[Packet]:
    for practice in practices(office):
        yield office.packet(blank(*procedures), practice=practice)
        for where in (KNEE, SHOULDER):
            form = record(procedures=plan(*procedures, where=where))
            yield office.packet(form, practice=practice)


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_every_subset_passes_every_packet_rule(office: Office, procedures: tuple[str, ...]) -> None:
    for packet in packets(office, procedures):
        assert [f for f in check_packet(packet) if f.severity is Severity.ERROR] == []
        assert {p.id for p in packet.procedures} == set(procedures)


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_off_label_is_said_of_no_exosome(office: Office, procedures: tuple[str, ...]) -> None:
    for packet in packets(office, procedures):
        for procedure in packet.procedures:
            if procedure.id in EXOSOMES:
                assert not any(term in own_words(packet, procedure.anchor) for term in OFF_LABEL)
                assert procedure.product is not None
                assert procedure.product.status in (Status.UNAPPROVED_BIOLOGIC, Status.INVESTIGATIONAL)
        if "ha-medium" not in procedures:
            assert not any(term in all_words(packet).lower() for term in OFF_LABEL)


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_no_product_is_said_to_be_cleared(office: Office, procedures: tuple[str, ...]) -> None:
    for packet in packets(office, procedures):
        assert "fda-cleared" not in all_words(packet).lower()
        assert "fda cleared" not in all_words(packet).lower()


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_the_first_page_tells_the_status_of_each_product(office: Office, procedures: tuple[str, ...]) -> None:
    for packet in packets(office, procedures):
        first = {clause.id for clause in packet.key_information.status}
        assert ("key-exosome-status" in first) == bool(EXOSOMES & set(procedures))
        about_gel = {id_ for id_ in first if id_.startswith("key-ha-")}
        assert len(about_gel) == ("ha-medium" in procedures)
        about_ind = {id_ for id_ in first if id_.startswith("key-ind-")}
        assert len(about_ind) == bool(EXOSOMES & set(procedures))


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_a_combination_is_named_when_there_is_one(office: Office, procedures: tuple[str, ...]) -> None:
    exosomes = EXOSOMES & set(procedures)
    for packet in packets(office, procedures):
        present = {clause.id for clause in packet.clauses}
        assert ("combination-exosome-ha" in present) == (bool(exosomes) and "ha-medium" in procedures)
        assert ("combination-several-exosomes" in present) == (len(exosomes) == 2)


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_every_procedure_offers_doing_nothing_and_a_trial(
    office: Office, procedures: tuple[str, ...]
) -> None:
    for packet in packets(office, procedures):
        for procedure in packet.procedures:
            rows = packet.guidance.alternatives
            ids = {row.id for row in rows if procedure.anchor in row.procedures}
            assert {"no-treatment", "clinical-trial"} <= ids


def test_ind_yes_and_no_exclude_each_other(office: Office) -> None:
    practice = office.with_product("msc-exosomes", ind_number="123456")
    packet = office.packet(record(procedures=plan(*EVERY_PROCEDURE)), practice=practice)
    said = {
        p.id: [c.id for c in packet.clauses if c.one_of == "ind" and p.anchor in c.procedures]
        for p in packet.procedures
    }
    assert said == {
        "msc-exosomes": ["ind-yes"],
        "amniotic-exosomes": ["ind-no"],
        "ha-medium": [],
        "ultrasound-guidance": [],
    }
    first = [c.id for c in packet.key_information.status if c.id.startswith("key-ind")]
    assert first == ["key-ind-mixed"]
    assert "123456" in all_words(packet)


@pytest.mark.parametrize(
    ("where", "pma", "status"),
    [
        (KNEE, "P000000", Status.ON_LABEL),
        (SHOULDER, "P000000", Status.OFF_LABEL),
        (KNEE, None, Status.UNAPPROVED_DEVICE),
        (None, "P000000", Status.LABEL_USE_UNKNOWN),
    ],
)
def test_the_gel_is_said_to_be_one_thing(
    office: Office, where: dict[str, str] | None, pma: str | None, status: Status
) -> None:
    practice = office.with_product("ha-medium", pma_number=pma)
    form = record(procedures=plan("ha-medium", where=where)) if where else blank("ha-medium")
    packet = office.packet(form, practice=practice)
    (procedure,) = packet.procedures
    assert procedure.product is not None
    assert procedure.product.status is status
    assert [c.id for c in packet.clauses if c.one_of == "label-status"] == [
        {
            Status.ON_LABEL: "ha-on-label",
            Status.OFF_LABEL: "ha-off-label",
            Status.UNAPPROVED_DEVICE: "ha-unapproved",
            Status.LABEL_USE_UNKNOWN: "ha-use-not-marked",
        }[status]
    ]
