"""Findings become judged ones: fingerprints, waivers, the baseline. Nothing is dropped, only marked."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Judged, Standing
from consent.models.findings.waiver import Known, Waiver
from consent.models.place import Sourced

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def fingerprints(findings: Sequence[Finding], folders: Sequence[Path]) -> tuple[str, ...]:
    """A name for each finding that stays when lines move and numbers change.

    Made of the code, the file below the first of ``folders`` that holds it, the field and the
    message without its numbers. A second finding with the same name is told apart by its rank.
    """
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        field = re.sub(r"\[\d+\]", "[]", finding.field)
        parts = (finding.code, below(finding.place.file, folders), field, _DIGITS.sub("#", finding.message))
        name = "\0".join(parts)
        found.append(
            hashlib.sha256(f"{name}\0{seen[name]}".encode(errors="surrogateescape")).hexdigest()[:32]
        )
        seen[name] += 1
    return tuple(found)


def below(file: str, folders: Iterable[Path]) -> str:
    """A file's name below the first folder that holds it, with slashes; as it is when none does."""
    path = Path(file)
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return file


def judge(
    findings: Sequence[Finding],
    folders: Sequence[Path],
    *,
    waivers: Sequence[Sourced[Waiver]] = (),
    baseline: Collection[Known] = (),
    as_of: date,
) -> tuple[tuple[Judged, ...], frozenset[int]]:
    """Each finding with its standing, and the numbers of the waivers that covered one."""
    known = {one.fingerprint for one in baseline}
    used: set[int] = set()
    judged = []
    for finding, fingerprint in zip(findings, fingerprints(findings, folders), strict=True):
        number = next((n for n, w in enumerate(waivers) if covers(w.value, finding, folders, as_of)), None)
        if number is not None:
            used.add(number)
            judged.append(Judged(finding, fingerprint, Standing.WAIVED, _reason(waivers[number].value)))
        elif fingerprint in known:
            judged.append(Judged(finding, fingerprint, Standing.BASELINE))
        else:
            judged.append(Judged(finding, fingerprint))
    return tuple(judged), frozenset(used)


def covers(waiver: Waiver, finding: Finding, folders: Sequence[Path], as_of: date) -> bool:
    """Whether a waiver in date is about this finding."""
    if waiver.code != finding.code or waiver.until < as_of:
        return False
    file = below(finding.place.file, folders)
    id_ = Path(file).stem
    names = (file, id_, f"{id_}:{finding.field}")
    return any(name == waiver.where or fnmatchcase(name, waiver.where) for name in names)


def _reason(waiver: Waiver) -> str:
    return f"until {waiver.until}, approved by {waiver.approved_by}: {waiver.reason}"
