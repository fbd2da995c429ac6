"""One outcome with a finding of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding, Severity
from consent.models.findings.outcome import Coverage, Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.models.place import Place

BELOW = Path("/home/me/practice")
RULES = {
    "CLS111": Rule(
        "CLS111",
        "no promise",
        Severity.ERROR,
        "Nothing promises that the treatment works.",
        "Why it matters.\n\nBad::\n\n    It cures.\n\nGood::\n\n    It may help.",
        reference="21 CFR 312.7(a)",
    ),
    "REV103": Rule("REV103", "approver named", Severity.WARNING, "Somebody has approved the wording."),
}


@pytest.fixture
def outcome() -> Outcome:
    """An error with odd letters, a warning, a waived one, a known one, one on a page, one about no file."""
    clause = str(BELOW / "templates/clauses/en/costs.md")
    return Outcome(
        judged=(
            Judged(
                Finding(
                    Place(clause, 7, 12),
                    "CLS111",
                    "“cure” promises\na 100% cure <b>, : ",
                    "say & mean it",
                    field="body",
                ),
                "a" * 32,
            ),
            Judged(
                Finding(
                    Place(clause, 3, 1),
                    "REV103",
                    "nobody has approved it",
                    "let it be read",
                    Severity.WARNING,
                ),
                "b" * 32,
            ),
            Judged(
                Finding(Place(clause, 4, 1), "REV103", "nor this", severity=Severity.WARNING),
                "c" * 32,
                Standing.WAIVED,
                "until 2026-12-31, approved by J. Counsel: a draft",
            ),
            Judged(
                Finding(Place("/elsewhere/form one.pdf", page=3), "PAP201", "the clause is cut"), "d" * 32
            ),
            Judged(Finding(Place("packet a + b (us-ca)"), "POL101", "not met"), "e" * 32, Standing.BASELINE),
        ),
        coverage=Coverage(
            files=4, rules=2, cells=1, typeset=1, pages=12, cached=1, policies=("us-ca",), note="all."
        ),
        evidence=(
            Evidence("us-ca", "notice", "ca-684-notice", "/elsewhere/form one.pdf", 2, "THIS NOTICE", 1.0),
            Evidence("us-ca", "experience", "practitioner-experience", "/elsewhere/form one.pdf", 0, "", 0.0),
        ),
        as_of=date(2026, 11, 23),
        program="consent 0.1.0",
    )


@pytest.fixture
def clean() -> Outcome:
    """Nothing found."""
    return Outcome((), Coverage(files=1, rules=2), (), date(2026, 11, 23), "consent 0.1.0")
