"""Tomorrow's schedule through the pages: dropped, a word learned, made, stopped, made whole."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest

from consent.desk.batches.run import Run, Stage
from consent.register import open_register
from tests.support.desk import Browser, Desk, desk_in
from tests.support.pages import texts
from tests.support.schedule import MARKER, manifest, row, write_csv

ODD = {"procedures": "odd jab"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, typeset_in_this_run: Path) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
        return desk_in(tmp_path_factory.mktemp("desk"), [])


@pytest.fixture
def seat(desk: Desk) -> Browser:
    return desk.browser()


def drop(seat: Browser, folder: Path, rows: list[dict[str, str]], name: str = f"{MARKER}.csv") -> str:
    """Drop a schedule; the address of its page."""
    data = write_csv(folder / "dropped.csv", rows).read_bytes()
    answer = seat.post("/batch", {}, files={"schedule": (name, data)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def run_of(desk: Desk) -> Run:
    run = desk.services.batches._run
    assert run is not None
    run.join(120)
    return run


def test_tomorrow_is_dropped_its_word_learned_and_its_print_run_opened(
    desk: Desk, seat: Browser, tmp_path: Path
) -> None:
    page = drop(seat, tmp_path, [row(1), row(2, **ODD), row(3, date_of_birth="soon")])
    assert MARKER not in page
    shown = seat.get(page).text
    assert "<strong>1</strong> of 3 rows can be printed" in shown
    assert "What does “<bdi>odd jab</bdi>” mean?" in shown
    said = {"section": "procedures", "word": "odd jab", "means": "ultrasound-guidance"}
    assert seat.post(f"{page}/word", said).headers["location"] == page
    assert "odd jab: ultrasound-guidance" in (desk.home / "schedules" / "columns.yaml").read_text("utf-8")
    shown = seat.get(page).text
    assert "<strong>2</strong> of 3 rows can be printed" in shown
    assert "odd jab" not in shown
    assert seat.post(f"{page}/word", said).status_code == 410
    assert seat.get(f"{page}/print-run.pdf").status_code == 410
    wish = {"both": "yes", "edition": "large-print", "order": "name"}
    assert seat.post(f"{page}/start", wish).headers["location"] == page
    run = run_of(desk)
    assert (run.progress().stage, run.progress().made, run.progress().message) == (Stage.DONE, 2, "")
    shown = seat.get(page).text
    assert "Done: 2 packets" in shown
    assert "1 row has no packet" in shown
    pdf = seat.get(f"{page}/print-run.pdf")
    with pikepdf.open(io.BytesIO(pdf.content)) as whole:
        assert len(whole.pages) == run.progress().pages
    lines = manifest(run.kept.batch)
    assert sorted(line["status"] for line in lines) == ["made", "made", "refused"]
    assert {line["edition"] for line in lines if line["status"] == "made"} == {"large-print"}
    for choice in (
        'value="large-print" selected',
        'value="name" selected',
        'name="both" value="yes" checked',
    ):
        assert choice in shown
    with open_register(desk.home / "register") as register:
        assert register.by_record("r-0002")
    assert MARKER not in pdf.headers["content-disposition"]


def test_a_batch_that_is_stopped_leaves_whole_packets_and_goes_on_later(
    desk: Desk, seat: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drop(seat, tmp_path, [row(number) for number in range(10, 50)])
    begin = Run.start

    def stopped_at_once(self: Run) -> None:
        self._stop.set()
        begin(self)

    monkeypatch.setattr(Run, "start", stopped_at_once)
    seat.post(f"{page}/start", {})
    run = run_of(desk)
    assert run.progress().stage is Stage.STOPPED
    assert run.progress().done < 40
    assert not run.kept.print_run.exists()
    assert not list(run.kept.batch.rglob("*.part"))
    for path in run.kept.batch.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert pdf.pages
    assert "Stopped. What was made is whole" in seat.get(page).text
    # The next desk remembers no run; the folder says how far it came.
    desk.services.batches._run = None
    shown = seat.get(page).text
    assert "These packets were begun and not finished" in shown
    assert "<button>Make the rest</button>" in shown
    assert "not finished" in seat.get("/batch").text
    monkeypatch.undo()
    seat.post(f"{page}/start", {})
    again = run_of(desk)
    assert (again.progress().stage, again.progress().made) == (Stage.DONE, 40)
    assert again.progress().unchanged >= run.progress().made
    assert again.kept.print_run.is_file()
    assert "begun and not finished" not in seat.get(page).text
    # Of a print run that is being made anew the old one is not opened.
    (again.kept.batch / "manifest.jsonl").unlink()
    assert seat.get(f"{page}/print-run.pdf").status_code == 410
    assert "Open the print run" not in seat.get(page).text


def test_of_several_days_one_is_made_and_the_order_is_the_chosen_one(
    desk: Desk, seat: Browser, tmp_path: Path
) -> None:
    days = {90: "2026-12-02", 91: "2026-12-03", 92: "2026-12-02", 93: "2026-12-03"}
    names = {90: "Zed", 91: "Bee", 92: "Abe", 93: "Cee"}
    rows = [row(n, scheduled_on=day, family_name=names[n]) for n, day in days.items()]
    page = drop(seat, tmp_path, [*rows, row(94, procedures="a jab")])
    shown = seat.get(page).text
    assert '<option value="2026-12-02">Wed, Dec 2: 2</option>' in shown
    assert seat.post(f"{page}/start", {"day": "2026-12-09"}).status_code == 422
    seat.post(f"{page}/start", {"day": "2026-12-02", "order": "name", "one_sided": "yes"})
    run = run_of(desk)
    progress = run.progress()
    assert (progress.stage, progress.made, progress.done, progress.rows) == (Stage.DONE, 2, 3, 3)
    made = {line["record_id"]: line for line in manifest(run.kept.batch) if line["status"] == "made"}
    assert sorted(made) == ["r-0090", "r-0092"]
    # No back is left empty, and Abe comes before Zed.
    pages = texts(run.kept.print_run.read_bytes())
    whose = [made["r-0092"]["packet_id"] in page for page in pages]
    assert whose == [True] * made["r-0092"]["pages"] + [False] * made["r-0090"]["pages"]


@pytest.mark.parametrize(
    "wish", [{"edition": "huge"}, {"order": "mrn"}, {"day": "tomorrow"}, {"day": "2026-13-01"}]
)
def test_a_choice_that_the_page_does_not_offer_starts_nothing(
    desk: Desk, seat: Browser, tmp_path: Path, wish: dict[str, str]
) -> None:
    page = drop(seat, tmp_path, [row(95)])
    before = desk.services.batches._run
    assert seat.post(f"{page}/start", wish).status_code == 400
    assert desk.services.batches._run is before


def test_a_row_that_is_wrong_opens_as_a_form(seat: Browser, tmp_path: Path) -> None:
    page = drop(
        seat, tmp_path, [row(60), row(61, laterality="up", procedures="ha-medium", body_site="knee joint")]
    )
    (key,) = re.findall(r'name="visit" value="([^"]+)"', seat.get(page).text)
    answer = seat.post(f"{page}/row", {"visit": key})
    assert answer.headers["location"].startswith("/packet/")


def test_a_file_that_is_no_schedule_says_so(seat: Browser, tmp_path: Path) -> None:
    answer = seat.post("/batch", {}, files={"schedule": ("x.csv", b"%PDF-1.7 nothing")})
    page = seat.get(answer.headers["location"])
    assert "This file cannot be read as a schedule" in page.text
    assert seat.post(f"{answer.headers['location']}/start", {}).status_code == 422


def test_a_meaning_that_the_page_does_not_offer_is_not_learned(
    desk: Desk, seat: Browser, tmp_path: Path
) -> None:
    page = drop(seat, tmp_path, [row(70, procedures="other jab"), row(71)])
    columns = desk.home / "schedules" / "columns.yaml"
    before = columns.read_bytes() if columns.exists() else b""
    said = {"section": "procedures", "word": "other jab"}
    for means in ({}, {"means": "cupping"}, {"means": ["prp", "cupping"]}, {"means": ["prp", "prp"]}):
        assert seat.post(f"{page}/word", {**said, **means}).status_code == 422
    for odd in ({"word": "r-0071"}, {"section": "mrn"}, {"section": "columns"}):
        assert seat.post(f"{page}/word", {**said, **odd, "means": "prp"}).status_code == 410
    assert (columns.read_bytes() if columns.exists() else b"") == before


def test_one_batch_at_a_time(
    desk: Desk, seat: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (drop(seat, tmp_path, [row(number)]) for number in (80, 81))
    monkeypatch.setattr(Run, "start", lambda self: None)
    assert seat.post(f"{one}/start", {}).status_code == 303
    shown = seat.get(one).text
    assert 'data-again="2"' in shown
    assert MARKER not in shown
    assert seat.post(f"{one}/start", {}).status_code == 303
    assert seat.post(f"{other}/start", {}).status_code == 409
    assert seat.post(f"{one}/stop", {}).status_code == 303
    assert "Stopping after the packets" in seat.get(one).text
    desk.services.batches._run = None
