"""The calendar day of a FHIR date or time, where the practice is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from consent.load.rows.dates import NoDay

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_LEAP = re.compile(r"(T\d{2}:\d{2}:)60", re.ASCII)
_PARTIAL = re.compile(r"\d{4}(-\d{2})?", re.ASCII)
_US_OFFSETS = (-10, -4)
"""Hours from UTC, Hawaii to Puerto Rico and eastern summer time."""
_ANY_OFFSETS = (-12, 14)
_ZONE_HINT = "add `time_zone:` to the file for `--fhir-map`, for example `time_zone: America/Los_Angeles`"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the practice's clock."""

    zone: tzinfo | None
    in_the_us: bool

    def day(self, typed: str) -> date | NoDay:
        """The day of a date, a date with time, or an instant. An instant in UTC is moved to the practice."""
        if match := _DATE.fullmatch(typed):
            return _real(match)
        match = _TIME.fullmatch(typed)
        if match is None:
            if _PARTIAL.fullmatch(typed):
                return NoDay("is not a full date", "give the year, the month and the day")
            return NoDay("is not a date", "FHIR writes 2026-12-01 or 2026-12-01T09:00:00-08:00")
        day = _DATE.match(typed)
        written = _real(day) if day else NoDay("is not a date", "")
        if isinstance(written, NoDay):
            return written
        try:
            # FHIR allows the sixtieth second, in which no day ever ends at a practice.
            instant = datetime.fromisoformat(_LEAP.sub(r"\g<1>59", typed))
        except ValueError:
            return NoDay("names a time that does not exist", "check the hour and the minute")
        if match.group(1) not in ("Z", "+00:00", "-00:00"):
            return self._local(instant) if match.group(1) and self.zone else written
        return self._local(instant)

    def _local(self, instant: datetime) -> date | NoDay:
        if self.zone is not None:
            return instant.astimezone(self.zone).date()
        midnight = (instant.hour, instant.minute, instant.second) == (0, 0, 0)
        first, last = _US_OFFSETS if self.in_the_us else _ANY_OFFSETS
        early, late = ((instant + timedelta(hours=hours)).date() for hours in (first, last))
        if early != late or midnight:
            return NoDay("is a time in UTC, and could be either of two days at the practice", _ZONE_HINT)
        return early


def _real(match: re.Match[str]) -> date | NoDay:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return NoDay("names a day that is not in the calendar", "check the month and the day")
