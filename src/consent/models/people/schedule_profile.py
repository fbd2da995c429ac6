"""``templates/schedules/profiles/*.yaml``: what the exports of one system look like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from consent.models.base import Model, Text


class ScheduleProfile(Model):
    """One system's export, told by its headings."""

    system: Text
    source: Text
    """Where the headings are known from."""
    known_by: tuple[Text, ...] = Field(min_length=1)
    """Headings of which all are there in this system's exports, and hardly in another's."""
    date_format: Literal["mdy", "dmy"] | None = None
    names: Literal["given-first", "family-first"] | None = None
    """How whole names are written where there is no comma."""
    side_from: Literal["diagnosis"] | None = None
    """The export has no other place for the side."""
    columns: dict[Text, Text | None]
    """Field or role of each heading; null for one that is not meant."""
