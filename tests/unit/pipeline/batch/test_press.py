"""When the workers of a batch begin."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from consent.load.rows.row import Row
from consent.pipeline.batch import press
from consent.pipeline.batch.press import begun


def rows(plans: str) -> Iterator[Row]:
    """A row for each letter, which is its plan; a dash is a row without a record."""
    return (
        cast("Row", SimpleNamespace(record=None if one == "-" else SimpleNamespace(value=one)))
        for one in plans
    )


@pytest.mark.parametrize(
    ("plans", "jobs", "read", "workers"),
    [
        ("abcdefgh", 2, 2, 2),
        ("aaab" + "c" * 9, 2, 4, 2),
        ("--ab", 2, 4, 2),
        ("aaaa", 2, 4, 1),
        ("----", 2, 4, 1),
        ("", 2, 0, 1),
        ("ab", 4, 2, 2),
        ("a" * 300, 2, 256, 2),
        ("a" * 300, 4, 300, 3),
        ("abc", 1, 1, 1),
    ],
)
def test_no_more_is_read_than_tells_how_many_workers_have_work(
    plans: str, jobs: int, read: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "plan_key", lambda record: record)
    source: Any = rows(plans)
    first, found = begun(source, jobs)
    assert (len(first), found) == (read, workers)
    assert len(first) + len(list(source)) == len(plans)
