"""Search: by all that a receptionist has in hand, and never in an address."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consent.desk.visits.seek import birth_date
from consent.register import open_register
from tests.support.desk import Browser, Desk, desk_in
from tests.support.schedule import row
from tests.unit.desk.test_today import KNEE, issue, text_of

BORN = {"date_of_birth": "1961-03-09"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    home = tmp_path_factory.mktemp("desk") / "p"
    rows = [
        row(
            1,
            given_name="Maria Teresa",
            family_name="Nguyễn",
            date_of_birth="1961-03-09",
            mrn="AB 12",
            **KNEE,
        ),
        row(2, given_name="Björk", family_name="O’Connor-Levi", scheduled_on="2026-12-09"),
        row(3, given_name="Oleksandr", family_name="Шевченко"),
    ]
    desk = desk_in(home, rows)
    with open_register(home / "register") as register:
        issue(desk, "r-0001", register)
    return desk


@pytest.fixture(scope="module")
def browser(desk: Desk) -> Browser:
    return desk.browser()


@pytest.fixture(scope="module")
def packet(desk: Desk) -> str:
    with open_register(desk.home / "register") as register:
        return register.by_record("r-0001")[0].packet_id


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("nguyen", "Nguyễn"),
        ("NGUYỄN", "Nguyễn"),
        ("mar ngu", "Nguyễn"),
        ("Nguyễn, Maria", "Nguyễn"),
        ("teresa", "Nguyễn"),
        ("ab 12", "Nguyễn"),
        ("1961-03-09", "Nguyễn"),
        ("3/9/1961", "Nguyễn"),
        ("03/09/1961", "Nguyễn"),
        ("Mar 9, 1961", "Nguyễn"),
        ("march 9 1961", "Nguyễn"),
        ("oconnor", "Levi"),
        ("o'connor", "Levi"),
        ("levi", "Levi"),
        ("00000002", "Levi"),
        ("шев", "Шевченко"),
    ],
)
def test_a_visit_is_found_by_what_is_known_of_it_whatever_its_day(
    browser: Browser, typed: str, who: str
) -> None:
    text = text_of(browser.search(typed))
    assert "Found: 1 visit" in text
    assert who in text


@pytest.mark.parametrize("form", ["{}", "{}/03", "{}/12a", " {} "])
@pytest.mark.parametrize("change", [str, str.lower, lambda text: text.replace("-", "")])
def test_a_packets_id_or_the_code_of_a_page_leads_to_its_visit(
    browser: Browser, packet: str, form: str, change: type[str]
) -> None:
    text = text_of(browser.search(form.format(change(packet))))
    assert "Found: 1 visit" in text
    assert packet in text


def test_a_packet_of_nobody_on_the_schedule_is_found_in_the_register(tmp_path: Path) -> None:
    home = tmp_path / "p"
    desk = desk_in(home, [row(1, **KNEE)])
    with open_register(home / "register") as register:
        issue(desk, "r-0001", register)
        packet = register.by_record("r-0001")[0].packet_id
    (home / "schedule.csv").write_text((home / "schedule.csv").read_text("utf-8").replace("r-0001", "r-0002"))
    for typed in (packet, "00000001", "r-0001"):
        assert f"In the register {packet}" in text_of(desk.browser().search(typed))


@pytest.mark.parametrize(
    "typed", ["", " ", "x" * 190, "%", "' OR 1=1 --", "<script>alert(1)</script>", "⁠", "🦴"]
)
def test_whatever_is_typed_is_an_answer_and_comes_back_as_words_alone(browser: Browser, typed: str) -> None:
    page = browser.search(typed)
    assert "<script>alert" not in page
    assert "is known by this" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"sought": ["a", "b"]},
        {"sought": "a", "other": "b"},
        {"sought": "x" * 5000},
        {"sought": "a\x00b"},
        {"sought": "a\x1b[2J"},
        {f"field-{number}": "x" for number in range(400)},
    ],
)
def test_a_form_that_no_page_of_ours_sends_is_refused(browser: Browser, fields: dict[str, str]) -> None:
    assert browser.post("/search", fields).status_code == 400


def test_a_huge_form_is_refused_before_it_is_read(browser: Browser) -> None:
    assert browser.post("/search", {"sought": "x" * 300_000}).status_code == 413


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_what_is_no_form_is_refused(browser: Browser, kind: str) -> None:
    headers = {"Origin": "http://127.0.0.1:8600", "Content-Type": kind}
    answer = browser.client.post("/search", content=b'{"sought": "x"}', headers=headers)
    assert answer.status_code in (400, 415)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1961-3-9", date(1961, 3, 9)),
        ("12.31.1999", date(1999, 12, 31)),
        ("13/1/1999", None),
        ("1999-02-30", None),
        ("0000-01-01", None),
        ("Mai 3, 1999", None),
        ("3/9/61", None),
    ],
)
def test_a_birth_date_is_read_only_where_it_can_mean_one_day(typed: str, day: date | None) -> None:
    assert birth_date(typed) == day
