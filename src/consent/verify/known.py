"""The issue of a file that is about to be sealed or handed over: only what was issued goes out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from consent.errors import SealError
from consent.models.register.issue import Issue
from consent.reading.safe.guard import StoppedError, guarded
from consent.register import Register
from consent.verify.examine import Examined, examine
from consent.verify.issued import base_of


def known_issue(packet: Path, data: bytes, register: Register | None) -> Issue | None:
    """The issue, only filled since; None where there is no register to ask.

    Raises:
        SealError: nothing that was issued begins so, or it was changed since.
        UnreadableError: it cannot be read.
    """
    if register is None:
        return None
    base = base_of(data, register, None)
    if base is None or base.issue is None:
        raise SealError(
            "it does not begin like anything that was issued here",
            hint=f"see what it is with: consent verify {packet}; --no-register takes it all the same",
        )
    try:
        found: Examined = guarded(partial(examine, data, base.size, None))
    except StoppedError as error:
        raise SealError(f"reading it {error}") from None
    if found.details:
        raise SealError(
            f"it was changed since it was issued: {found.details[0]}",
            hint=f"see what it is with: consent verify {packet}",
        )
    return base.issue
