"""Exports as practice systems lay them out, with people and rows of our own, and `consent columns`.

Of twenty-five layouts twenty-two need nothing more; no wrong packet is made of a row without a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from consent.load.library.profiles import load_profiles
from consent.load.rows.options import SourceOptions
from consent.load.source.columns import look_at
from consent.load.table.columns.propose import Proposal, propose
from consent.models.people.record import Record
from tests.support.sources import ROOT, Desk, codes

LEFT, RIGHT, BOTH = "left", "right", "bilateral"


@dataclass(frozen=True)
class Layout:
    """An export in tests/data/layouts, and the packets it must give."""

    name: str
    system: str
    packets: tuple[tuple[str, str], ...] = ()
    """Side and family name of each row that is on; none where the export lacks what a packet needs."""

    @property
    def text(self) -> str:
        return (ROOT / "tests" / "data" / "layouts" / f"{self.name}.csv").read_text(encoding="utf-8")


LAYOUTS = (
    Layout("epic-appointments", "Epic (department appointments report)", ((LEFT, "Vale"), (RIGHT, "Moss"))),
    Layout("epic-optime", "Epic (OpTime case list)", ((LEFT, "Vale"),)),
    Layout("athenahealth", "athenahealth", ((LEFT, "Vale"),)),
    Layout("eclinicalworks", "eClinicalWorks", ((RIGHT, "Vale"),)),
    Layout("openemr", "OpenEMR", ((BOTH, "Vale"),)),
    Layout("drchrono", "DrChrono", ((RIGHT, "Vale"),)),
    Layout("nextgen", "NextGen", ()),
    Layout("advancedmd", "AdvancedMD", ((LEFT, "VALE"),)),
    Layout("jane", "Jane", ((RIGHT, "Vale"),)),
    Layout("cliniko", "Cliniko", ((LEFT, "Vale"),)),
    Layout("simplepractice", "SimplePractice", ()),
    Layout("open-dental", "Open Dental", ((RIGHT, "Vale"),)),
    Layout("front-desk", "", ((LEFT, "Vale"),)),
    Layout("hospital", "", ((LEFT, "VALE"),)),
    Layout("billing", "", ((LEFT, "Vale"),)),
    Layout("clinic", "", ((RIGHT, "Vale"),)),
    Layout("hl7-like-names", "", ((LEFT, "VALE"), (LEFT, "MOSS"))),
    Layout("no-side", "", ()),
    Layout("modmed", "", ((LEFT, "Vale"),)),
    Layout("greenway", "", ((LEFT, "VALE"),)),
    Layout("tebra", "", ((RIGHT, "Vale"),)),
    Layout("allscripts", "", ((LEFT, "VALE"), (RIGHT, "MOSS"))),
    Layout("cerner-cases", "", ((LEFT, "VALE"),)),
    Layout("meditech", "", ((LEFT, "VALE"),)),
    Layout("durolane", "", ((RIGHT, "Vale"), (LEFT, "Moss"))),
)
SUPPOSED = {"REC066", "REC080"}
"""Warnings of what only a diagnosis or the columns file says."""


def proposal_for(desk: Desk, path: Path) -> Proposal:
    profiles, findings = load_profiles([ROOT / "templates"])
    assert findings == ()
    look = look_at(path, SourceOptions())
    return propose(
        look.headings, look.rows, profiles=profiles, library=desk.library, practice=desk.practice.value
    )


def printed(desk: Desk, layout: Layout, number: int) -> list[tuple[Record, set[str]]]:
    """The records of an export with the columns file that was written for it, each with its warnings."""
    path = desk.write(layout.text, f"layout-{number}.csv")
    proposal = proposal_for(desk, path)
    assert (proposal.profile.system if proposal.profile else "") == layout.system
    desk.write(proposal.text(), f"layout-{number}.columns.yaml")
    if any("there is no column" in one for one in proposal.questions):
        return []
    with desk.open(path) as source:
        assert len(source.notes) == 1
        return [(one.record.value, set(codes(one.findings))) for one in source.rows if one.record]


def test_layouts_that_need_no_more_than_a_columns_file(desk: Desk) -> None:
    ready = 0
    for number, layout in enumerate(LAYOUTS):
        found = printed(desk, layout, number)
        told = [(one.procedures[0].laterality, one.patient.family_name) for one, _ in found]
        assert told == list(layout.packets), layout.text
        ready += bool(layout.packets)
    assert (len(LAYOUTS), ready) == (25, 22)


def test_no_wrong_packet_without_a_warning(desk: Desk) -> None:
    wrong = 0
    for number, layout in enumerate(LAYOUTS):
        for made, warnings in printed(desk, layout, number):
            (knee, *_) = made.procedures
            is_right = (knee.procedure, knee.body_site, knee.indication) == (
                "ha-medium",
                "knee joint",
                "knee osteoarthritis",
            )
            wrong += not is_right and not warnings & SUPPOSED
    assert wrong == 0


@pytest.mark.parametrize("number", range(len(LAYOUTS)))
def test_a_columns_file_holds_nothing_of_a_patient(desk: Desk, number: int) -> None:
    path = desk.write(LAYOUTS[number].text, "export.csv")
    text = proposal_for(desk, path).text()
    assert not any(word in text for word in ("Vale", "VALE", "Moss", "1949", "0077", "05/06", "E0077"))


def test_a_visit_number_is_made_and_stays_the_same(desk: Desk) -> None:
    jane = next(layout for layout in LAYOUTS if layout.system == "Jane")
    (first, _), *_ = printed(desk, jane, 1)
    (again, _), *_ = printed(desk, jane, 2)
    assert first.record_id == again.record_id
    assert first.record_id.startswith("v-")


def test_a_row_that_no_profile_reads_is_asked_for(desk: Desk) -> None:
    simple = next(layout for layout in LAYOUTS if layout.system == "SimplePractice")
    questions = " ".join(proposal_for(desk, desk.write(simple.text)).questions)
    assert "`date_of_birth`" in questions
    assert "20610" in questions
    assert "side" in questions
