"""The desk is killed while it prints: nothing half-written stands there, and the register tells the truth."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from consent.models.register.issue import State
from consent.register import Register, open_register, register
from consent.write import packet_file
from tests.support.desk import Browser, Desk, desk_in
from tests.support.schedule import row

WALK_IN = {
    "family_name": "Walker",
    "given_name": "Wanda",
    "date_of_birth": "1970-05-06",
    "mrn": "00777",
    "practitioner": "p-01",
    "scheduled_on": "2026-12-01",
    "procedures-0": "ultrasound-guidance",
    "do": "show",
}


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody comes here")


def half_of(beginning: bytes) -> Callable[[], None]:
    """Die when half of a file that begins like this is on the disk."""

    def arm() -> None:
        whole = packet_file._write_all

        def write(handle: int, data: bytes) -> None:
            if not data.startswith(beginning):
                whole(handle, data)
                return
            whole(handle, data[: len(data) // 2])
            os.fsync(handle)
            die()

        packet_file._write_all = write

    return arm


def before_it_has_its_name() -> None:
    named = os.replace

    def replace(old: str, new: str) -> None:
        if str(new).endswith(".pdf"):
            die()
        named(old, new)

    os.replace = replace  # type: ignore[assignment]


def after(name: str, of: object = Register) -> Callable[[], None]:
    """Die when this part of the register has done its work, whoever commits it or not."""

    def arm() -> None:
        work = getattr(of, name)

        def done(*args: object) -> None:
            work(*args)
            die()

        setattr(of, name, done)

    return arm


def before_it_is_noted() -> None:
    Register.complete = lambda *_: die()  # type: ignore[method-assign]


MOMENTS: dict[str, tuple[Callable[[], None], State | None, bool]] = {
    "begun": (after("begin"), State.BEGUN, False),
    "half written": (half_of(b"%PDF"), State.BEGUN, False),
    "without its name": (before_it_has_its_name, State.BEGUN, False),
    "not noted": (before_it_is_noted, State.BEGUN, True),
    "noted and not committed": (after("complete", register), State.BEGUN, True),
    "noted": (after("complete"), State.ISSUED, True),
}
"""When the desk is killed; what the register says then, and whether the packet stands there, whole."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, typeset_in_this_run: Path) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
        return desk_in(tmp_path_factory.mktemp("desk"), [row(number) for number in range(len(MOMENTS))])


def killed(arm: Callable[[], None], browser: Browser, draft: str) -> bool:
    """Print in a copy of this process that dies at that moment; whether it did."""
    with warnings.catch_warnings():
        # The other threads of the test run have no part in what the copy does.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            signal.alarm(60)
            arm()
            browser.post(f"{draft}/print", {})
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_desk_that_is_killed_while_it_prints_leaves_whole_packets_or_none(desk: Desk, moment: str) -> None:
    arm, state, is_there = MOMENTS[moment]
    number = list(MOMENTS).index(moment)
    visit = desk.services.reception.schedule().visits[number]
    assert visit.record
    browser = desk.browser()
    draft = browser.post("/packet/row", {"visit": visit.key}).headers["location"]
    before = set(desk.home.glob("packets/*.pdf"))
    assert killed(arm, browser, draft)

    left = set(desk.home.glob("packets/*.pdf")) - before
    assert len(left) == is_there
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in left}
    record_id = visit.record.value.record_id
    with open_register(desk.home / "register") as register:
        (issue,) = register.by_record(record_id)
    assert issue.state is state
    assert {file.sha256 for file in issue.files} == (digests if state is State.ISSUED else set())
    standing = desk.services.reception.standings([visit])[visit.key]
    assert standing.state.value == ("printed" if state is State.ISSUED else "printing was not finished")

    # Printed again it is the same packet, and whatever was there is part of it.
    paper = browser.get(browser.post(f"{draft}/print", {}).headers["location"]).content
    digest = hashlib.sha256(paper).hexdigest()
    assert digests <= {digest}
    (file,) = set(desk.home.glob("packets/*.pdf")) - before
    assert file.read_bytes() == paper
    with open_register(desk.home / "register") as register:
        (issue,) = register.by_record(record_id)
    assert (issue.state, issue.files[-1].sha256) == (State.ISSUED, digest)


def test_a_walk_in_whose_record_is_half_written_is_not_printed(desk: Desk) -> None:
    browser = desk.browser()
    draft = browser.post("/packet", WALK_IN).headers["location"]
    assert re.fullmatch(r"/draft/[\w-]+", draft)
    before = set(desk.home.glob("packets/*.pdf"))
    assert killed(half_of(b"record_id"), browser, draft)
    assert list(desk.home.glob("records/*.yaml")) == []
    assert set(desk.home.glob("packets/*.pdf")) == before
    browser.post(f"{draft}/print", {})
    (record,) = desk.home.glob("records/*.yaml")
    assert yaml.safe_load(record.read_text("utf-8"))["record_id"] == record.stem
    with open_register(desk.home / "register") as register:
        (issue,) = register.by_record(record.stem)
    assert issue.state is State.ISSUED
