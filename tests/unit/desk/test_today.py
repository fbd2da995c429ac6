"""Today's list: who comes, what each one's packet has come to, and what is told when the schedule changes."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from consent import __version__
from consent.desk.uploads import forget_before
from consent.desk.visits.visit import State
from consent.models.people.look import Look
from consent.models.register.issue import Printed, Wanted
from consent.models.register.issue import State as Issued
from consent.pipeline.issued.registering import content_of
from consent.pipeline.preparing import assembler
from consent.register import Register, open_register
from tests.support.desk import TODAY, Desk, desk_in
from tests.support.schedule import MARKER, row, write_csv

KNEE = {
    "procedures": "ha-medium;ultrasound-guidance",
    "body_site": "knee joint",
    "laterality": "left",
    "indication": "knee osteoarthritis",
}


@pytest.fixture(autouse=True)
def shared_cache(typeset_in_this_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test reads of the library, the others find."""
    monkeypatch.setenv("CONSENT_CACHE", str(typeset_in_this_run))


def text_of(page: str) -> str:
    """The words of a page."""
    body = page.partition("<main")[2].partition(">")[2]
    inline = re.sub(r"</?(?:span|strong|bdi|code)\b[^>]*>", "", body)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def issue(desk: Desk, record_id: str, register: Register) -> None:
    """What printing a visit's packet leaves in the register; nothing is typeset."""
    visit = next(
        one
        for one in desk.services.reception.schedule().visits
        if one.record and one.record.value.record_id == record_id
    )
    assert visit.record
    record = visit.record.value
    workspace = desk.services.reception.opened().workspace
    look = Look(TODAY.date(), paper=workspace.practice.value.paper)
    packet = assembler(workspace, look)(record)
    register.add_content(content_of(packet))
    mrn, day = record.patient.mrn, record.scheduled_on
    wanted = Wanted(packet.packet_id, record_id, mrn, packet.content_hash, TODAY.date(), day, packet.slots)
    (mark,) = register.begin([wanted])
    register.complete([Printed(packet.packet_id, mark or "", "0" * 64, 1, 12, "", "x.pdf")])


def states(desk: Desk) -> list[State]:
    """Of today's visits, in the order of the schedule."""
    reception = desk.services.reception
    visits = reception.schedule().visits
    found = reception.standings(visits)
    return [found[visit.key].state for visit in visits]


def test_the_list_names_each_visit_with_birth_date_number_procedure_and_side(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "p", [row(1, given_name="Ana", **KNEE)])
    text = text_of(desk.browser().get("/").text)
    for word in (
        "Today, Tuesday, December 1, 2026",
        f"{MARKER}-Bović, Ana",
        "Feb 11, 1941",
        "00000001",
        "Hyaluronic acid (HA) injection",
        "knee joint, left",
        "not printed",
    ):
        assert word in text


def test_every_state_of_the_register_is_an_icon_and_a_word(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "p", [row(number, **KNEE) for number in range(1, 8)])
    with open_register(tmp_path / "p" / "register") as register:
        for number in range(2, 8):
            issue(desk, f"r-{number:04d}", register)
        for number, state in {
            3: Issued.SIGNED,
            4: Issued.REFUSED,
            5: Issued.WITHDRAWN,
            6: Issued.INCOMPLETE,
            7: Issued.COMPLETE,
        }.items():
            register.note(register.by_record(f"r-{number:04d}")[0], state)
    assert states(desk) == [
        State.NOT_PRINTED,
        State.PRINTED,
        State.FILED,
        State.REFUSED,
        State.WITHDRAWN,
        State.INCOMPLETE,
        State.FILED,
    ]
    page = desk.browser().get("/").text
    for word in set(states(desk)):
        shown = rf'<span class="state[^"]*">\s*<svg[^\0]*?</svg>\s*<span class="word">{word}</span>'
        assert re.search(shown, page), word
    assert f"version {__version__}-" in page


def test_a_visit_that_changed_since_it_was_printed_is_told_even_when_a_copy_is_signed(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1, **KNEE), row(2, **KNEE), row(3, **KNEE), row(4, **KNEE)])
    with open_register(home / "register") as register:
        for number in (1, 2, 3, 4):
            issue(desk, f"r-{number:04d}", register)
        register.note(register.by_record("r-0001")[0], Issued.SIGNED)
    changed = [
        row(1, **{**KNEE, "laterality": "right"}),
        row(2, **{**KNEE, "family_name": "Other"}),
        row(
            3,
            **{
                **KNEE,
                "procedures": "ultrasound-guidance",
                "body_site": "",
                "laterality": "",
                "indication": "",
            },
        ),
        row(4, **KNEE),
    ]
    write_csv(home / "schedule.csv", changed)
    assert states(desk) == [State.CHANGED, State.CHANGED, State.CHANGED, State.PRINTED]


def test_newer_wording_asks_for_a_new_print_and_of_who_signed_only_if_it_matters(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1, **KNEE), row(2, **KNEE)])
    with open_register(home / "register") as register:
        issue(desk, "r-0001", register)
        issue(desk, "r-0002", register)
        register.note(register.by_record("r-0002")[0], Issued.SIGNED)
    practice = home / "practice.yaml"
    text = practice.read_text("utf-8")
    practice.write_text(text.replace("(831) 555-0199", "(831) 555-0123"), "utf-8")
    desk.services.reception._current._looked_at = float("-inf")
    assert states(desk) == [State.NEWER_WORDING, State.FILED]


def test_a_row_that_fails_says_why_in_the_words_of_the_form(tmp_path: Path) -> None:
    rows = [
        row(1, **{**KNEE, "laterality": "leftish"}),
        row(2, given_name="", family_name="", mrn=""),
        row(3, given_name="\U00013000", **KNEE),
    ]
    desk = desk_in(tmp_path / "p", rows)
    assert set(states(desk)) == {State.CANNOT}
    text = text_of(desk.browser().get("/").text)
    for word in ("cannot be printed", "Side", "Bović", "No name could be read", "row 2", "REC"):
        assert word in text
    assert "None" not in text
    assert "`" not in text
    assert "laterality" not in text


def test_two_people_of_one_name_stand_together_with_what_tells_them_apart(tmp_path: Path) -> None:
    rows = [
        row(1, given_name="Maria", family_name="Nguyễn", date_of_birth="1961-03-09"),
        row(2, given_name="Ana", family_name="Ortiz"),
        row(3, given_name="Maria T.", family_name="Nguyen", date_of_birth="1984-10-02"),
        row(4, given_name="Ana", family_name="Ortiz", mrn="00000002", date_of_birth=row(2)["date_of_birth"]),
    ]
    desk = desk_in(tmp_path / "p", rows)
    page = desk.browser().get("/").text
    text = text_of(page)
    assert "2 people have the name Maria Nguyễn. They differ in date of birth and MRN. Ask for it." in text
    assert text.index("Nguyễn, Maria") < text.index("Nguyen, Maria T.") < text.index("Ortiz")
    # One person who comes twice is no other person.
    assert "have the name Ana Ortiz" not in text
    assert page.count('class="differs"') == 4


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        ({"mrn": "00000009"}, "MRN"),
        ({"date_of_birth": "1984-10-02"}, "date of birth"),
    ],
)
def test_only_what_tells_two_people_apart_is_named(
    tmp_path: Path, other: dict[str, str], differs: str
) -> None:
    maria = row(1, given_name="Maria", family_name="Ortiz")
    page = desk_in(tmp_path / "p", [maria, {**maria, "record_id": "r-9", **other}]).browser().get("/").text
    assert f"2 people have the name Maria Ortiz. They differ in {differs}. Ask for it." in text_of(page)
    assert page.count('class="differs"') == 2


def test_a_visit_whose_day_cannot_be_read_is_on_every_list(tmp_path: Path) -> None:
    browser = desk_in(tmp_path / "p", [row(1), row(2, scheduled_on="soon")]).browser()
    for path in ("/", "/?day=2026-12-03"):
        assert "00000002" in text_of(browser.get(path).text)


def test_other_days_are_one_link_away_and_a_day_without_visits_says_so(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "p", [row(1), row(2, scheduled_on="2026-12-02")])
    browser = desk.browser()
    assert 'href="/?day=2026-12-02"' in browser.get("/").text
    text = text_of(browser.get("/?day=2026-12-02").text)
    assert "Visits, Wednesday, December 2, 2026" in text
    assert "00000002" in text
    assert "00000001" not in text
    assert "Nobody on the schedule for this day" in text_of(browser.get("/?day=2026-12-03").text)


def test_a_schedule_that_was_swapped_while_the_list_was_open_is_told_and_never_mixed(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1), row(2)])
    browser = desk.browser()
    assert "has changed" not in browser.get("/").text
    first, second = (visit.key for visit in desk.services.reception.schedule().visits)
    write_csv(home / "schedule.csv", [row(1), row(2, laterality="left", mrn="9"), row(3)])
    page = browser.get("/").text
    assert "The schedule has changed since you last looked" in page
    assert "has changed since" not in browser.get("/").text
    reception = desk.services.reception
    # What did not change keeps its address; what did is never somebody else's.
    assert reception.visit(first).mrn == "00000001"
    with pytest.raises(Exception, match="has changed in the schedule"):
        reception.visit(second)


def test_a_schedule_that_cannot_be_read_says_why_and_the_list_of_before_stays(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1)])
    browser = desk.browser()
    browser.get("/")
    (home / "schedule.csv").write_bytes(b"%PDF-1.7 no schedule")
    text = text_of(browser.get("/").text)
    assert "The schedule cannot be read" in text
    assert "This is a PDF file" in text
    assert "00000001" in text
    (home / "schedule.csv").unlink()
    text = text_of(browser.get("/").text)
    assert "There is no such file" in text
    write_csv(home / "schedule.csv", [row(2)])
    text = text_of(browser.get("/").text)
    assert "cannot be read" not in text
    assert "00000002" in text


def test_a_practice_with_an_error_is_a_page_that_says_what_to_type(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1)])
    browser = desk.browser()
    browser.get("/")
    practice = home / "practice.yaml"
    practice.write_text(
        practice.read_text("utf-8").replace("jurisdiction: US-CA", "jurisdiction: California")
    )
    desk.services.reception._current._looked_at = float("-inf")
    answer = browser.get("/")
    assert answer.status_code == 422
    assert "jurisdiction" in answer.text
    assert "Traceback" not in answer.text


def test_without_a_schedule_the_list_says_how_to_give_one(tmp_path: Path) -> None:
    text = desk_in(tmp_path / "p", None).browser().get("/").text
    assert "There is no schedule yet" in text
    assert "schedule: today.csv" in text


def test_no_address_title_or_log_line_names_anybody(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "p", [row(1, **KNEE), row(2, family_name="Ortiz")])
    browser = desk.browser()
    for path in ("/", "/found", "/schedule"):
        page = browser.get(path).text
        assert "<title>Consent desk</title>" in page
        for address in re.findall(r'(?:href|action|src)="([^"]*)"', page):
            assert MARKER not in address
            assert "0000000" not in address
    browser.search(f"{MARKER} Ortiz")
    assert browser.get("/found").request.url.query == b""
    log = "\n".join(desk.log)
    assert re.fullmatch(
        r"(\d\d:\d\d:\d\d (no desk|desk \d+): (GET|POST) [\w.-]+ \d{3} \d+\.\d\d s\n?)+", log
    ), log
    for word in (MARKER, "Ortiz", "0000", "/found", desk.said[0][0]):
        assert word not in log


def test_an_upload_takes_the_place_of_the_schedule_for_every_browser(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1)])
    first, second = desk.browser(), desk.browser()
    first.get("/")
    second.get("/")
    sent = write_csv(tmp_path / "Zyxomma Ana.csv", [row(5)]).read_bytes()
    answer = first.post("/schedule", files={"schedule": ("C:\\x\\Zyxomma Ana.csv", sent, "text/csv")})
    assert answer.headers["location"] == "/"
    for browser in (first, second):
        text = text_of(browser.get("/").text)
        assert "00000005" in text
        assert "00000001" not in text
        assert "The schedule has changed since you last looked" in text
    (kept,) = (home / "desk" / "2026-12-01").iterdir()
    assert MARKER not in kept.name
    assert "the file that was sent here" in text_of(first.get("/schedule").text)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (home / "desk").stat().st_mode & 0o777 == 0o700
    assert (home / "desk" / ".gitignore").read_text() == "*\n"
    desk.later(1)
    # Sent by mistake, it is taken back, and the list is that of before.
    again = first.post("/schedule", files={"schedule": ("x.csv", sent.replace(b"00000005", b"00000006"))})
    assert again.status_code == 303
    assert "00000006" in text_of(second.get("/").text)
    assert second.post("/schedule/back").headers["location"] == "/schedule"
    assert "00000005" in text_of(first.get("/").text)
    # Tomorrow it is yesterday's.
    desk.later(24 * 60)
    assert desk.services.reception.schedule().name == "schedule.csv"
    forget_before(home, TODAY.date())
    assert kept.exists()
    forget_before(home, desk.services.reception.today())
    assert not kept.parent.exists()
    # What practice.yaml names is nobody's to take back.
    first = desk.browser()
    assert "Take this file back" not in first.get("/schedule").text
    first.post("/schedule/back")
    assert (home / "schedule.csv").exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "This is a PDF file"),
        ("a.xlsx", b"PK\x03\x04broken", "The workbook is damaged"),
        ("a.csv", b"\x00\x01\x02\x03" * 50, "cannot be read"),
        ("a.ics", b"BEGIN:VCALENDAR", "This is a calendar"),
        ("a.csv", b"Name,DOB,Chart\nAna,3/9/1961,12\n", "There is no column for First name"),
    ],
)
def test_an_upload_that_is_no_schedule_is_told_by_what_it_is(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1)])
    browser = desk.browser()
    answer = browser.post("/schedule", files={"schedule": (name, data, "text/csv")})
    assert answer.status_code == 422
    said = text_of(answer.text)
    assert words in said
    assert "--" not in said
    assert str(home) not in said
    # Nobody loses the list by it.
    assert "00000001" in text_of(browser.get("/").text)
    assert list((home / "desk" / "2026-12-01").iterdir()) == []


def test_a_record_file_that_is_sent_takes_no_other_files_place(tmp_path: Path) -> None:
    home = tmp_path / "p"
    browser = desk_in(home, None).browser()
    before = (home / "practice.yaml").read_bytes()
    browser.post("/schedule", files={"schedule": ("../../../practice.yaml", b"name: x", "text/yaml")})
    assert "cannot be printed" in text_of(browser.get("/").text)
    assert (home / "practice.yaml").read_bytes() == before


def test_a_word_that_was_learned_for_tomorrow_is_known_on_its_day(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1, procedures="odd jab")])
    assert states(desk) == [State.CANNOT]
    (home / "schedules").mkdir()
    learned = "columns: {}\nmeanings:\n  procedures:\n    odd jab: ultrasound-guidance\n"
    (home / "schedules" / "columns.yaml").write_text(learned, "utf-8")
    assert states(desk) == [State.NOT_PRINTED]
    # A schedule with a columns file of its own is read by that alone, as `consent batch` reads it.
    (home / "schedule.columns.yaml").write_text("columns: {}\n", "utf-8")
    assert states(desk) == [State.CANNOT]
