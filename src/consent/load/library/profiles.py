"""Profiles of schedule exports; one of an earlier templates folder replaces its namesake."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.people.schedule_profile import ScheduleProfile

_BELOW = ("schedules", "profiles")


def load_profiles(roots: Sequence[Path]) -> tuple[tuple[ScheduleProfile, ...], tuple[Finding, ...]]:
    """Every profile, by the name of its file, and what is wrong with the files."""
    paths: dict[str, Path] = {}
    for root in roots:
        for path in sorted(root.joinpath(*_BELOW).glob("*.yaml")):
            paths.setdefault(path.stem, path)
    found: list[ScheduleProfile] = []
    findings: list[Finding] = []
    for stem in sorted(paths):
        profile, complaints = validate(ScheduleProfile, read_document(paths[stem], Kind.WORDS), Kind.WORDS)
        findings.extend(complaints)
        if profile is not None:
            found.append(profile)
    return tuple(found), tuple(findings)
