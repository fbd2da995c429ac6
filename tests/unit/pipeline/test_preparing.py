"""Records become checked packets: every row that is shipped, and what one product is given for another."""

from __future__ import annotations

import pytest

from consent.load.record.together import check_together
from consent.load.source.open import open_source
from consent.models.people.look import Look
from consent.models.people.record import PlannedProcedure
from consent.models.place import Source, Sourced
from consent.pipeline.preparing import prepare
from consent.pipeline.workspace import open_workspace
from tests.support.office import ISSUED_ON, KNEE, PRACTICE_FILE, ROOT, Office, plan, record

SHIPPED = ("examples/schedule.csv", "src/consent/starter/schedule.csv")
MEDIUM = {**KNEE, "indication": "medium for exosomes"}
MEDIUMS = ("ha-medium", "prp", "prfm")


@pytest.mark.parametrize("shipped", SHIPPED)
def test_every_row_of_a_shipped_schedule_becomes_a_packet_however_it_is_typed(shipped: str) -> None:
    workspace = open_workspace(PRACTICE_FILE, None)
    with open_source(
        [ROOT / shipped], library=workspace.library, practice=workspace.practice, issued_on=ISSUED_ON
    ) as source:
        rows = list(source.rows)
    records = [row.record for row in rows if row.record is not None]
    assert len(records) == len(rows) > 0
    assert len(prepare(records, workspace, Look(ISSUED_ON))) == len(records)


@pytest.mark.parametrize("medium", MEDIUMS)
def test_what_carries_exosomes_tells_the_risks_and_choices_of_the_knee_and_hopes_for_itself_only(
    office: Office, medium: str
) -> None:
    procedures = [*plan("msc-exosomes", where=KNEE), *plan(medium, where=MEDIUM)]
    (packet,) = prepare(
        [Sourced(record(procedures=procedures, use="mixed"), Source("r.yaml"))],
        office.workspace,
        Look(ISSUED_ON),
    )
    of_it = packet.guidance
    assert any(medium in row.procedures for row in of_it.alternatives if row.id == "steroid")
    if medium == "ha-medium":
        assert any(medium in row.procedures for row in of_it.risks if row.id == "ha-serious-events")
    hopes = [line.text for line in packet.key_information.reasons_for]
    assert any("carry the other product" in text for text in hopes)
    assert not any("eas" in text and ("HA" in text or "platelets" in text) for text in hopes)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ((), ["REC078"]),
        (("ultrasound-guidance",), ["REC078"]),
        (("prp",), ["REC078"]),
        (("msc-exosomes",), []),
        (("amniotic-exosomes", "ultrasound-guidance"), []),
    ],
    ids=str,
)
def test_a_medium_needs_what_it_carries(office: Office, others: tuple[str, ...], found: list[str]) -> None:
    plans = [*plan("ha-medium", where=MEDIUM), *plan(*others, where=KNEE)]
    findings = check_together(
        [PlannedProcedure.model_validate(one) for one in plans],
        None,
        library=office.library,
        practice=office.workspace.practice,
        source=Source("--procedure"),
        blank=True,
    )
    wrong = list(findings)
    assert [one.code for one in wrong] == found
    # Of the diagnoses only those that can be at this site: no carrier, no hip.
    assert [one.hint for one in wrong] == [
        "plan that product too; or give the diagnosis: write `knee osteoarthritis`" for _ in found
    ]
