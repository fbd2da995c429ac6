"""Search: a name, a medical record number, a birth date, a packet's id, or a page's code from a scanner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from consent.assemble.identity import long_date
from consent.desk.visits.alike import folded
from consent.desk.visits.visit import Visit
from consent.load.rows.dates import read_day
from consent.load.rows.options import DateFormat
from consent.models.register.issue import Issue, issue_mark
from consent.register import Register

_CODE = re.compile(
    r"([0-9A-HJKMNP-TV-Z]{5})-?([0-9A-HJKMNP-TV-Z]{5})(?:/([0-9]{2,3})([A-Za-z]?))?", re.IGNORECASE
)
_DIGIT = re.compile(r"\b\d\b", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_APOSTROPHE = re.compile("['’ʼ`´-]")
_MOST = 100
"""Visits that a search shows."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    asked: str = field(repr=False)
    visits: tuple[Visit, ...] = field(default=(), repr=False)
    """On the schedule, whatever their day."""
    issues: tuple[Issue, ...] = ()
    """In the register, and of nobody on the schedule: their names are not known."""
    page: int = 0
    """Of a scanned code."""
    more: int = 0
    """Visits that are not shown."""


def seek(asked: str, visits: Sequence[Visit], register: Register) -> Found:
    """Whom and what these words mean. Nothing found is an answer."""
    text = " ".join(asked.split())
    if not text:
        return Found(asked)
    if match := _CODE.fullmatch(text):
        found = _by_code(asked, match, visits, register)
        if found is not None:
            return found
    digest = register.key.of_mrn(text)
    issues = (*register.by_mrn_digest(digest), *register.by_record(text)) if digest else ()
    hits = [one for one in visits if _is_meant(one, text)]
    return _found(asked, hits, issues)


def _by_code(asked: str, match: re.Match[str], visits: Sequence[Visit], register: Register) -> Found | None:
    issues = register.by_packet(f"{match[1]}-{match[2]}".upper())
    if match[4]:
        mark, _ = issue_mark(match[4])
        issues = tuple(one for one in issues if one.mark == mark)
    if not issues:
        return None
    records = {one.record_id for one in issues if one.record_id}
    hits = [
        one
        for one in visits
        if one.record
        and one.record.value.record_id in records
        and any(register.is_of(issue, one.mrn) for issue in issues)
    ]
    return _found(asked, hits, issues, int(match[3] or 0))


def _found(asked: str, hits: Sequence[Visit], issues: Sequence[Issue], page: int = 0) -> Found:
    records = {one.record.value.record_id for one in hits if one.record}
    others = tuple({one.number: one for one in issues if one.record_id not in records}.values())
    return Found(asked, tuple(hits[:_MOST]), others, page, max(0, len(hits) - _MOST))


def _is_meant(visit: Visit, text: str) -> bool:
    if visit.mrn and text.casefold() == visit.mrn.strip().casefold():
        return True
    if (day := birth_date(text)) is not None:
        return visit.born == long_date(day)
    # Each word begins a word of the name, in any order: "ngu mar" is Maria Nguyễn.
    words = folded(text).split()
    whole = f"{visit.given_name} {visit.family_name}"
    # Whom the schedule calls O'Connor many people type as oconnor.
    names = {*folded(whole).split(), *folded(_APOSTROPHE.sub("", whole)).split()}
    return bool(words) and all(any(name.startswith(word) for name in names) for word in words)


def birth_date(text: str) -> date | None:
    """A date as people here type one: ``1961-03-09``, ``3/9/1961``, ``Mar 9, 1961``."""
    if not _YEAR.search(text):
        return None
    day = read_day(_DIGIT.sub(r"0\g<0>", text), DateFormat.MDY)
    return day if isinstance(day, date) else None
