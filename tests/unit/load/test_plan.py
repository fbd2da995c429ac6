from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from consent.load.record.plan import check_plan
from consent.models.people.record import Laterality, PlannedProcedure
from consent.models.place import Place, Source

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

LEFT, RIGHT, BOTH = Laterality.LEFT, Laterality.RIGHT, Laterality.BILATERAL


def gel(
    site: str | None = None, side: Laterality | None = None, indication: str | None = None
) -> PlannedProcedure:
    return PlannedProcedure(procedure="gel", body_site=site, laterality=side, indication=indication)


SCAN = PlannedProcedure(procedure="scan")


def codes(clinic: Clinic, *plan: PlannedProcedure | None, blank: bool) -> list[str]:
    source = Source("--procedure")
    findings = check_plan(plan, library=clinic.library, practice=clinic.practice, source=source, blank=blank)
    assert all(finding.place == Place("--procedure") for finding in findings)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("plan", "for_blank", "for_patient"),
    [
        ((gel(),), [], ["REC023", "REC027"]),
        ((gel("knee joint"),), [], ["REC025", "REC027"]),
        ((gel("neck", None, "neck pain"),), [], []),
        ((gel(None, LEFT, "knee wear"),), [], ["REC023"]),
        ((gel("neck", LEFT, "neck pain"),), ["REC026"], ["REC026"]),
        ((gel("hip", LEFT, "hip pain"),), ["REC022", "REC028"], ["REC022", "REC028"]),
        ((SCAN,), [], []),
        ((PlannedProcedure(procedure="scan", laterality=LEFT),), ["REC026"], ["REC026"]),
        ((PlannedProcedure(procedure="scan", body_site="neck"),), ["REC024"], ["REC024"]),
        ((PlannedProcedure(procedure="nothing"),), ["REC020"], ["REC020"]),
        ((PlannedProcedure(procedure="vesicles"),), ["REC031"], ["REC031", "REC023"]),
        ((SCAN, SCAN), ["REC030"], ["REC030"]),
        ((gel("knee joint", LEFT, "knee wear"), gel("knee joint", RIGHT, "knee wear")), [], []),
        (
            (gel("knee joint", LEFT, "knee wear"), gel("knee joint", BOTH, "knee wear")),
            ["REC030"],
            ["REC030"],
        ),
        ((gel("knee joint", LEFT, "knee wear"), gel("neck", None, "neck pain")), [], []),
        ((None, SCAN, None), [], []),
        ((), [], []),
    ],
)
def test_a_blank_packet_may_leave_open_what_a_patients_may_not(
    clinic: Clinic, plan: tuple[PlannedProcedure | None, ...], for_blank: list[str], for_patient: list[str]
) -> None:
    assert codes(clinic, *plan, blank=True) == for_blank
    assert codes(clinic, *plan, blank=False) == for_patient


def test_what_was_typed_is_not_repeated(clinic: Clinic) -> None:
    typed = PlannedProcedure(procedure="gel", body_site="Doe, Jane", indication="1961-03-09")
    findings = check_plan([typed], library=clinic.library, practice=clinic.practice, source=Source("record"))
    assert len(findings) == 2
    assert not any(secret in str(findings) for secret in ("Doe", "1961"))
