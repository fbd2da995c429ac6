"""Whether somebody else may decide for the patient here: a decision of counsel, not of whoever types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consent.models.findings.finding import Finding
from consent.models.place import Source

if TYPE_CHECKING:
    from consent.models.library.collection import Library
    from consent.models.people.practice import Practice

MAY_SIGN = "representative-may-sign"
"""The election that lets a representative decide."""


def check_deciding(
    *, represented: bool, source: Source, library: Library, practice: Practice
) -> Iterator[Finding]:
    """A representative where counsel has not said that one may sign. Asked only where a policy asks it."""
    answer = practice.elections.get(MAY_SIGN)
    if not represented or (answer is not None and answer.value):
        return
    # It reads the library's model, which the quick road does without.
    from consent.models.library.activation import chosen_policies

    policies = chosen_policies(practice.jurisdiction, practice.policies, library)
    asked = [e.id for policy in policies if policy.value.enabled for e in policy.value.elections]
    if MAY_SIGN in asked:
        yield Finding(
            source.at("representative"),
            "REC085",
            "the practice lets nobody but the patient agree to an elective, unproven procedure",
            f"if counsel decides otherwise, write `{MAY_SIGN}:` with `value: true` under `elections:`"
            " in practice.yaml",
            field="representative",
        )
