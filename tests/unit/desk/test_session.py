"""The ways in, the lock, and what a browser has waiting."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.desk.guard.opener import Opener
from consent.desk.guard.session import Sessions
from tests.support.desk import ORIGIN, Clock, Desk, desk_in


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "practice", None)


def unlock(desk: Desk, code: str) -> int:
    """Type a code into a new browser; the answer's status."""
    browser = desk.browser(opened=False)
    return browser.client.post("/unlock", data={"code": code}, headers={"Origin": ORIGIN}).status_code


def test_the_link_opens_one_browser_once(desk: Desk) -> None:
    key = desk.said[-1][0]
    first = desk.browser(opened=False)
    answer = first.get(f"/open/{key}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert first.get("/").status_code == 200
    second = desk.browser(opened=False)
    answer = second.get(f"/open/{key}")
    assert answer.status_code == 403
    assert "used already" in answer.text
    assert second.get("/").status_code == 303


def test_the_cookie_is_for_this_desk_alone_and_no_script_reads_it(tmp_path: Path) -> None:
    plain, secured = desk_in(tmp_path / "a", None), desk_in(tmp_path / "b", None, tls=True)
    answer = plain.browser(opened=False).get(f"/open/{plain.said[-1][0]}")
    cookie = answer.headers["set-cookie"].lower()
    for word in ("consent-desk-8600=", "httponly", "samesite=strict", "path=/"):
        assert word in cookie
    assert "max-age" not in cookie
    assert "expires" not in cookie
    answer = secured.browser(opened=False).get(f"/open/{secured.said[-1][0]}")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-consent-8600=")
    assert "secure" in cookie


def test_the_code_opens_once_however_it_is_typed(desk: Desk) -> None:
    code = desk.said[-1][1]
    assert unlock(desk, code.lower().replace("-", " ")) == 303
    assert unlock(desk, code) == 403


def test_after_ten_wrong_codes_no_code_is_looked_at_for_ten_minutes(desk: Desk) -> None:
    code = desk.said[-1][1]
    assert [unlock(desk, f"WRNG-{number:04d}") for number in range(10)] == [403] * 10
    assert unlock(desk, code) == 429
    # The link is too long to be guessed, so it still opens.
    desk.browser()
    desk.later(11)
    assert unlock(desk, desk.said[-1][1]) == 303


def test_letters_that_no_code_has_are_read_as_what_they_look_like() -> None:
    opener = Opener(lambda *_: None, Clock())
    opener._code = "0111-AB00"
    assert opener.takes_code("oiIl ab0O")


def test_wrong_codes_count_for_ten_minutes_each_and_until_a_right_one() -> None:
    clock, said = Clock(), [""]
    opener = Opener(lambda _, code: said.append(code), clock)
    for _ in range(9):
        assert not opener.takes_code("wrong")
    assert opener.takes_code(said[-1])
    begun = clock.seconds
    for number in range(10):
        assert not opener.is_tired
        clock.seconds = begun + 60 * number
        assert not opener.takes_code("wrong")
    clock.seconds = begun + 599
    assert opener.is_tired
    clock.seconds = begun + 600
    assert not opener.is_tired


def test_a_browser_that_nobody_uses_is_locked_and_the_code_brings_back_what_was_typed(desk: Desk) -> None:
    browser = desk.browser()
    browser.post("/search", {"sought": "Zyxomma"})
    desk.later(14)
    assert browser.get("/found").status_code == 200
    desk.later(16)
    answer = browser.get("/found")
    assert (answer.status_code, answer.headers["location"]) == (303, "/locked")
    assert "Zyxomma" not in browser.get("/locked").text
    # Asking does not unlock it.
    assert browser.get("/").status_code == 303
    before = browser.client.cookies["consent-desk-8600"]
    code = {"code": desk.said[-1][1]}
    answer = browser.client.post("/unlock", data=code, headers={"Origin": ORIGIN})
    assert answer.status_code == 303
    assert browser.client.cookies["consent-desk-8600"] != before
    assert browser.get("/found").status_code == 200


def test_what_was_good_before_the_lock_opens_nothing_after_it(desk: Desk) -> None:
    browser = desk.browser()
    cookie, token = browser.client.cookies["consent-desk-8600"], browser.token()
    desk.later(16)
    code = {"code": desk.said[-1][1]}
    assert browser.client.post("/unlock", data=code, headers={"Origin": ORIGIN}).status_code == 303
    data = {"token": token, "sought": "x"}
    assert browser.client.post("/search", data=data, headers={"Origin": ORIGIN}).status_code == 403
    assert browser.post("/search", {"sought": "x"}).status_code == 303
    other = desk.browser(opened=False)
    other.client.cookies.set("consent-desk-8600", cookie)
    assert other.get("/").status_code == 303


def test_who_types_is_there(desk: Desk) -> None:
    browser = desk.browser()
    token = browser.token()
    for _ in range(3):
        desk.later(10)
        sent = browser.client.post("/stay", data={"token": token}, headers={"Origin": ORIGIN})
        assert sent.status_code == 204
    assert browser.get("/").status_code == 200


def test_the_button_locks_at_once_and_the_page_goes_to_the_lock_without_a_script(desk: Desk) -> None:
    browser = desk.browser()
    assert (
        '<noscript><meta http-equiv="refresh" content="900;url=/locked"></noscript>' in browser.get("/").text
    )
    assert browser.post("/lock").headers["location"] == "/locked"
    assert "This desk is locked" in browser.get("/locked").text
    assert browser.get("/").status_code == 303


def test_a_session_lasts_a_working_day_at_most() -> None:
    clock = Clock()
    sessions = Sessions(900.0, clock)
    cookie, _ = sessions.open()
    for _ in range(12 * 6):
        clock.seconds += 600
        assert sessions.of(cookie) is not None
    clock.seconds += 600
    assert sessions.of(cookie) is None


def test_browsers_and_what_they_have_waiting_are_bounded() -> None:
    clock = Clock()
    sessions = Sessions(900.0, clock)
    cookies = [sessions.open()[0] for _ in range(80)]
    assert sessions.of(cookies[0]) is None
    session = sessions.of(cookies[-1])
    assert session
    keys = [session.keep(number) for number in range(100)]
    assert session.kept(keys[0]) is None
    assert session.kept(keys[-1]) == 99


def test_what_was_used_last_goes_last() -> None:
    sessions = Sessions(900.0, Clock())
    cookies = [sessions.open()[0] for _ in range(64)]
    assert sessions.of(cookies[0]) is not None
    _, session = sessions.open()
    assert sessions.of(cookies[0]) is not None
    assert sessions.of(cookies[1]) is None
    keys = [session.keep(number) for number in range(40)]
    assert session.kept(keys[0]) == 0
    session.keep("another")
    assert session.kept(keys[0]) == 0
    assert session.kept(keys[1]) is None


def test_nothing_of_a_session_is_in_its_repr() -> None:
    sessions = Sessions(900.0, Clock())
    _, session = sessions.open()
    session.sought = "Zyxomma"
    session.keep("Zyxomma")
    assert "Zyxomma" not in repr(session)
    assert session.csrf not in repr(session)


def test_a_code_has_no_letter_that_is_read_as_another() -> None:
    said: list[str] = []
    opener = Opener(lambda _key, code: said.append(code), Clock())
    for _ in range(50):
        opener.renew()
    assert not set("".join(said)) & set("ILOU")
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("ahead", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_a_browser_that_looks_ahead_does_not_use_the_link_up(desk: Desk, ahead: dict[str, str]) -> None:
    browser = desk.browser(opened=False)
    path = f"/open/{desk.said[-1][0]}"
    assert browser.get(path, **ahead).status_code == 405
    assert browser.client.head(path).status_code == 405
    assert browser.get(path).status_code == 303


def test_a_link_that_was_sent_by_mail_opens_by_a_page_of_ours(desk: Desk) -> None:
    browser = desk.browser(opened=False)
    site = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = browser.get(f"/open/{desk.said[-1][0]}", **site)
    assert answer.status_code == 200
    assert '<meta http-equiv="refresh" content="0;url=/">' in answer.text
    assert browser.get("/").status_code == 200
