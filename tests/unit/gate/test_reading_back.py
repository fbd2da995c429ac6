"""Packets read back by one process or by two: the same is found, and Python is left as it was."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from consent.gate.cells import VARIANTS, Cell, form_of, practice_of
from consent.gate.reading_back import Job, Readers
from consent.gate.setting import Setting
from consent.models.paper.packet import Edition
from consent.resources import template_roots
from tests.support.office import ISSUED_ON, Office


def job_of(office: Office, edition: Edition, name: str) -> Job:
    cell = Cell(("ultrasound-guidance",), ("us-fda",), edition, VARIANTS[0])
    practice = practice_of(cell, office.library, None)
    form = form_of(cell, office.library, practice, ISSUED_ON)
    return Job(name, office.packet(form, edition=edition, practice=practice), practice)


def setting_of(office: Office, roots: tuple[Path, ...], jobs: int, cache: Path | None = None) -> Setting:
    policies, procedures = ("us-fda",), ("ultrasound-guidance",)
    return Setting(office.library, None, roots, ISSUED_ON, policies, procedures, jobs=jobs, cache=cache)


def test_two_processes_find_what_one_finds(office: Office, typeset_in_this_run: Path) -> None:
    roots = template_roots(None, None)
    jobs = [job_of(office, edition, name) for edition, name in zip(Edition, ("one", "two"), strict=True)]
    groups = [(Cell(("ultrasound-guidance",), ("us-fda",), Edition.STANDARD, one),) for one in VARIANTS]
    with Readers(setting_of(office, roots, 1, typeset_in_this_run)) as readers:
        sketches = list(readers.sketches(groups))
        alone = dict(readers.reports(jobs))
    with Readers(setting_of(office, roots, 2)) as readers:
        assert list(readers.sketches(groups)) == sketches
        together = dict(readers.reports(jobs))
    assert together == alone
    assert len(sketches) == len(groups)
    assert [alone[0].findings, alone[1].findings] == [(), ()]
    assert {e.file for e in alone[0].evidence} == {"one"}
    assert {e.file for e in alone[1].evidence} == {"two"}
    # The larger one, which is begun first, is the one that is longer on paper.
    assert (jobs[1].size > jobs[0].size) == (alone[1].pages > alone[0].pages)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_that_is_told_to_end_clears_away_nothing_of_the_one_it_began_as(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It typesets nothing, so it may begin as a copy also where something was typeset before.
    monkeypatch.setattr("consent.gate.reading_back.may_fork", lambda: True)
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with Readers(setting_of(office, template_roots(None, None), 2)) as readers:
            assert readers._pool is not None
            assert readers._pool.submit(signal.getsignal, signal.SIGTERM).result() is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_stops_another_process_is_not_lost(office: Office) -> None:
    setting = setting_of(office, (), 2)
    with pytest.raises(Exception, match=r"packet\.html\.j2"), Readers(setting) as readers:
        list(readers.reports([job_of(office, Edition.STANDARD, "one")] * 2))
