"""Who comes today without a row in the schedule, and whose row was corrected at the desk."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from consent.desk.visits.visit import Standing, State, Visit
from consent.register import open_register
from tests.support.desk import TODAY, Browser, Desk, desk_in
from tests.support.schedule import MARKER, row, write_csv

WALK_IN = {
    "family_name": "Walker",
    "given_name": "Wanda",
    "date_of_birth": "1970-05-06",
    "mrn": "00778",
    "practitioner": "p-01",
    "scheduled_on": "2026-12-01",
    "procedures-0": "ultrasound-guidance",
}
RECORD = f"""\
record_id: walk-in-00000000
patient: {{given_name: Ana, family_name: {MARKER}, date_of_birth: "1961-03-09", mrn: "9"}}
procedures:
- procedure: ultrasound-guidance
practitioner: p-01
scheduled_on: "2026-12-01"
"""
ROWS = [row(1), row(2, family_name="Odd", procedures="odd jab"), row(3, family_name="Typo")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typeset_in_this_run: Path) -> Desk:
    monkeypatch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
    return desk_in(tmp_path / "p", ROWS)


def today(desk: Desk) -> dict[str, tuple[Visit, Standing]]:
    """Who is on the list, by family name, as long as no two have one."""
    reception = desk.services.reception
    visits = [one for one in reception.visits(TODAY.date()) if one.day in (TODAY.date(), None)]
    found = reception.standings(visits)
    assert len({one.family_name for one in visits}) == len(visits)
    return {one.family_name: (one, found[one.key]) for one in visits}


def said(desk: Desk) -> dict[str, tuple[str, State]]:
    return {name: (visit.origin, standing.state) for name, (visit, standing) in today(desk).items()}


def printed(browser: Browser, fields: dict[str, str], path: str = "/packet") -> str:
    """Type into a form and print; the packet's id."""
    draft = browser.post(path, fields).headers["location"]
    assert draft.startswith("/draft/"), browser.get(draft).text
    return str(browser.post(f"{draft}/print", {}).headers["location"].rpartition("/")[2].removesuffix(".pdf"))


def corrected(browser: Browser, visit: Visit, **changes: str) -> str:
    """Open a visit, change something in its form, and print; the packet's id."""
    place = browser.post("/packet/row", {"visit": visit.key}).headers["location"]
    patient = {
        "family_name": visit.family_name,
        "given_name": visit.given_name,
        "date_of_birth": visit.row.typed.get("date_of_birth", "1970-01-01"),
        "mrn": visit.mrn,
    }
    form = {**WALK_IN, **patient, **changes, "draft": place.rpartition("/")[2]}
    return printed(browser, {name: str(value) for name, value in form.items()})


def test_a_walk_in_is_on_todays_list_with_its_state_and_prints_again_as_the_same_packet(desk: Desk) -> None:
    browser = desk.browser()
    name = printed(browser, WALK_IN)
    visit, standing = today(desk)["Walker"]
    assert (visit.origin, standing.state) == ("not on the schedule", State.PRINTED)
    page = browser.get("/").text
    assert re.search(r'Walker</span>, Wanda</bdi>\s*<span class="detail">not on the schedule</span>', page)
    assert name in page
    assert "not on the schedule" in browser.search("walk")
    assert printed(browser, {"visit": visit.key}, "/packet/row") == name
    assert len(list(desk.home.glob("packets/*.pdf"))) == 1
    # Of another day it is not.
    assert "Walker" not in browser.get("/?day=2026-12-02").text
    # What its file says now is another visit than the one on the screen.
    (record,) = desk.home.glob("records/walk-in-*.yaml")
    record.write_text(record.read_text("utf-8").replace("Wanda", "Wilma"), "utf-8")
    assert browser.post("/packet/row", {"visit": visit.key}).status_code == 410


def test_a_walk_in_is_there_without_a_schedule(desk: Desk) -> None:
    (desk.home / "schedule.csv").unlink()
    practice = desk.home / "practice.yaml"
    practice.write_text(practice.read_text("utf-8").replace("schedule: schedule.csv", ""), "utf-8")
    (desk.home / "records").mkdir()
    (desk.home / "records" / "walk-in-00000000.yaml").write_text(RECORD, "utf-8")
    stamp = TODAY.timestamp()
    os.utime(desk.home / "records" / "walk-in-00000000.yaml", (stamp, stamp))
    page = desk.browser().get("/").text
    assert "There is no schedule yet" in page
    assert MARKER in page


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (RECORD, State.NOT_PRINTED),
        (RECORD.replace('mrn: "9"', "mrn: 9"), State.CANNOT),
        ("record_id: [", State.CANNOT),
        (RECORD.replace("2026-12-01", "2026-12-02"), None),
        (RECORD.replace("walk-in-00000000", "walk-in-00000001"), None),
    ],
)
def test_a_walk_in_that_was_typed_and_not_printed_waits_on_its_day(
    desk: Desk, text: str, state: State | None
) -> None:
    path = desk.home / "records" / "walk-in-00000000.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    os.utime(path, (TODAY.timestamp(), TODAY.timestamp()))
    others = {"Odd", "Typo", row(1)["family_name"]}
    found = {state for name, (_, state) in said(desk).items() if name not in others}
    assert found == ({state} if state else set())
    # A record that nobody typed at the desk, and nothing was printed of, is a file and no visit.
    path.rename(path.with_name("r-9999.yaml"))
    assert set(said(desk)) == others


def test_a_row_that_was_corrected_at_the_desk_shows_what_was_printed_until_it_changes(desk: Desk) -> None:
    browser = desk.browser()
    assert said(desk)["Odd"] == ("", State.CANNOT)
    visit, _ = today(desk)["Odd"]
    corrected(browser, visit)
    visit, _ = today(desk)["Typo"]
    name = corrected(browser, visit, family_name="Mended")
    assert said(desk) == {
        row(1)["family_name"]: ("", State.NOT_PRINTED),
        "Odd": ("corrected at the desk", State.PRINTED),
        "Mended": ("corrected at the desk", State.PRINTED),
    }
    # Corrected once more, it still stands for the row.
    visit, _ = today(desk)["Mended"]
    assert corrected(browser, visit, family_name="Twice") != ""
    assert said(desk)["Twice"] == ("corrected at the desk", State.PRINTED)
    assert "Mended" not in said(desk)
    # The order of the rows is nothing; another row is another visit, and its paper is not what it says.
    write_csv(desk.home / "schedule.csv", reversed(ROWS))
    assert said(desk)["Twice"] == ("corrected at the desk", State.PRINTED)
    write_csv(desk.home / "schedule.csv", [*ROWS[:2], {**ROWS[2], "given_name": "Eva"}])
    assert said(desk)["Typo"] == ("", State.CHANGED)
    assert "Twice" not in said(desk)
    write_csv(desk.home / "schedule.csv", [ROWS[0], {**ROWS[1], "procedures": "odder jab"}, ROWS[2]])
    assert said(desk)["Odd"] == ("", State.CANNOT)
    with open_register(desk.home / "register") as register:
        assert {one.record_id for one in register.by_packet(name)} == {"r-0003"}
