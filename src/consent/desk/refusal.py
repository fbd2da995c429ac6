"""What a page says when something cannot be done."""

from __future__ import annotations

from collections.abc import Sequence

from consent.models.findings.finding import Finding


class Refused(Exception):  # noqa: N818 - what the page says, not a mistake of the program
    """It cannot be done, and why; becomes a page with this status. Never quotes what was sent."""

    def __init__(
        self, status: int, message: str, hint: str = "", *, findings: Sequence[Finding] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint
        self.findings = tuple(findings)
