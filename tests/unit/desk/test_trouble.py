"""A full disk, a slow browser, our own bugs, twenty desks at once: each is an answer, and nothing is left."""

from __future__ import annotations

import asyncio
import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.desk import ORIGIN, Desk, desk_in
from tests.support.schedule import MARKER, row, rows


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typeset_in_this_run: Path) -> Desk:
    monkeypatch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
    return desk_in(tmp_path / "p", rows(3))


def test_on_a_full_disk_a_schedule_is_not_kept_and_the_list_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = desk.browser()

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("consent.write.packet_file.os.write", full)
        answer = browser.post("/schedule", files={"schedule": ("a.csv", b"record_id\n1\n", "text/csv")})
    assert answer.status_code == 507
    assert "No space left on device" in answer.text
    assert list((desk.home / "desk" / "2026-12-01").iterdir()) == []
    assert MARKER in browser.get("/").text


def test_a_bug_of_ours_is_a_short_page_and_a_place_in_the_terminal_without_its_message(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = desk.browser()

    def broken() -> None:
        raise ZeroDivisionError(MARKER)

    monkeypatch.setattr(desk.services.reception, "schedule", broken)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "A bug in consent" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "ZeroDivisionError" in "\n".join(desk.log)
    assert MARKER not in answer.text + "\n".join(desk.log)


def test_a_form_that_does_not_arrive_is_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.desk.web.form._PATIENCE", 0.05)
    browser = desk.browser()
    cookie = "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())
    said = asyncio.run(_slowly(browser.client.app, cookie))
    assert said == 408


async def _slowly(app: object, cookie: str) -> int:
    status: list[int] = []

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.2)
        return {"type": "http.request", "body": b"s", "more_body": True}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            status.append(int(str(message["status"])))

    headers = {
        "host": "127.0.0.1:8600",
        "origin": ORIGIN,
        "cookie": cookie,
        "content-type": "application/x-www-form-urlencoded",
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/search",
        "raw_path": b"/search",
        "query_string": b"",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await app(scope, receive, send)  # type: ignore[operator]
    return status[0]


def test_an_upload_larger_than_the_desk_takes_is_refused_while_it_arrives(desk: Desk) -> None:
    browser = desk.browser()
    headers = {"Origin": ORIGIN, "Content-Type": "multipart/form-data; boundary=x"}
    told = browser.client.post("/schedule", content=b"x" * 34_000_000, headers=headers)
    assert told.status_code == 413
    untold = browser.client.post("/schedule", content=iter([b"x" * 1_000_000] * 40), headers=headers)
    assert untold.status_code in (400, 413)
    # A form that is right in all but its size.
    head = b'--x\r\nContent-Disposition: form-data; name="schedule"; filename="a.csv"\r\n\r\n'
    parts = [head, *[b"x" * 1_000_000] * 40, b"\r\n--x--\r\n"]
    assert browser.client.post("/schedule", content=iter(parts), headers=headers).status_code == 413
    assert not (desk.home / "desk").exists()


@pytest.mark.parametrize("path", ["/search", "/schedule", "/lock", "/packet"])
def test_a_file_that_no_form_asked_for_is_refused(desk: Desk, path: str) -> None:
    file = ("a.csv", b"record_id\n1\n", "text/csv")
    assert desk.browser().post(path, files={"other": file}).status_code == 400
    assert not (desk.home / "desk").exists()


def test_a_file_that_is_sent_touches_no_disk_before_it_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spooled(self: object) -> None:
        raise AssertionError("a schedule lies in a temporary file")

    browser = desk.browser()
    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", spooled)
    file = ("a.csv", b"%PDF" + b"x" * 3_000_000, "text/csv")
    answer = browser.post("/schedule", files={"schedule": file})
    assert (answer.status_code, "This is a PDF file" in answer.text) == (422, True)


def test_twenty_desks_at_once_are_all_answered_with_their_own(desk: Desk) -> None:
    browsers = [desk.browser() for _ in range(20)]

    def works(number: int) -> tuple[int, bool, str]:
        browser = browsers[number]
        seen = browser.get("/")
        found = browser.search(row(number % 3)["mrn"])
        return seen.status_code, "Found: 1 visit" in found, found

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(works, range(20)))
    assert [(status, one) for status, one, _ in answers] == [(200, True)] * 20
    assert all(row(number % 3)["mrn"] in found for number, (_, _, found) in enumerate(answers))
