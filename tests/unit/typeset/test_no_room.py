"""A disk that is full while fonts are unpacked is the user's to mend, not our bug."""

from __future__ import annotations

import errno

import pytest

from consent.errors import WriteError
from consent.typeset import engine


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, WriteError), (errno.EFBIG, WriteError), (errno.EIO, OSError)]
)
def test_no_room_for_temporary_files(
    monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    def full(**_: object) -> None:
        raise OSError(number, "No room")

    monkeypatch.setattr(engine.weasyprint, "CSS", full)
    with pytest.raises(kind) as caught:
        engine.read_styles(("p {}",), roots=())
    assert "TMPDIR" in getattr(caught.value, "hint", "TMPDIR")
