"""A packet on its way to paper, as one browser has it: typed, drawn, printed. In memory alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from consent.assemble.identity import long_date
from consent.desk.packets.asking import Answer, Complaint, ask, ask_blank, beside, names_in, plan_of
from consent.desk.packets.records import new_record_id
from consent.desk.packets.tasks import Asked, Drawn, Issued, Trouble
from consent.desk.packets.typed import Typed, typed_from
from consent.desk.refusal import Refused
from consent.desk.settings import Settings
from consent.desk.visits.reading import digest_of
from consent.desk.visits.visit import Visit
from consent.load.record.checks import Surroundings
from consent.models.people.look import DocumentKind, Edition
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.pipeline.remembered.memory import Wish

MOST_BLANKS = 100
"""Blank packets that are printed in one go."""
_E = TypeVar("_E", bound=StrEnum)


@dataclass(slots=True)
class Draft:
    """One packet, or so many blank ones."""

    typed: Typed = field(default_factory=Typed, repr=False)
    record_id: str = field(default_factory=new_record_id)
    before: Mapping[str, Any] | None = field(default=None, repr=False)
    """The row it was filled from, in the shape of a record file."""
    row: Sourced[Record] | None = field(default=None, repr=False)
    """The same where it is a whole record: printed unchanged, it is the schedule's own packet."""
    in_place_of: str = ""
    """The digest of that row, as of ``Visit``."""
    is_blank: bool = False
    count: int = 1
    """Of a blank packet: how many."""
    complaints: Mapping[str, tuple[Complaint, ...]] = field(default_factory=dict)
    trouble: str = ""
    """What is wrong besides."""
    hint: str = ""
    asked: Asked | None = field(default=None, repr=False)
    drawn: Drawn | None = field(default=None, repr=False)
    issued: Issued | None = field(default=None, repr=False)
    may_pass: bool = False
    """Whether its record id is another patient's, which somebody may confirm."""

    def take(self, typed: Typed, around: Surroundings, settings: Settings) -> bool:
        """Take in what was typed; whether it can be drawn. What was drawn before counts no more."""
        self.typed = typed
        self.drawn = self.issued = self.asked = None
        self.trouble, self.hint, self.may_pass = "", "", False
        wish = wish_of(typed, settings, around.issued_on)
        answer = self._answer(around)
        self.complaints = answer.complaints
        if answer.is_good:
            self.asked = Asked(wish, self._own(answer.record), answer.blank, self.in_place_of)
        return answer.is_good

    def suffer(self, trouble: Trouble, around: Surroundings) -> None:
        """It could not be drawn or printed: say why beside the fields."""
        plan = plan_of(self.typed, around.library, self.before)
        self.complaints = beside(trouble.findings, plan.spots, names_in(around.library))
        self.trouble, self.hint = trouble.message, trouble.hint
        self.may_pass = any(one.code == "REC091" for one in trouble.findings)
        self.drawn = None

    def succeed(self, issued: Issued) -> None:
        """It is on paper; what stood in its way before is over."""
        self.issued = issued
        self.trouble, self.hint, self.may_pass = "", "", False

    def warnings(self) -> tuple[Complaint, ...]:
        """What to look at again before it is printed."""
        return tuple(one for some in self.complaints.values() for one in some if one.is_warning)

    def day(self, name: str) -> str:
        """A date of the form as it prints; as typed where it is none."""
        try:
            return long_date(date.fromisoformat(self.typed.value(name)))
        except ValueError:
            return self.typed.value(name)

    def _answer(self, around: Surroundings) -> Answer:
        if self.is_blank:
            return ask_blank(self.typed, around)
        return ask(self.typed, self.record_id, around, self.before)

    def _own(self, record: Sourced[Record] | None) -> Sourced[Record] | None:
        return self.row if self.row and record and self.row.value == record.value else record


def draft_of(visit: Visit) -> Draft:
    """A draft filled from a visit: of a schedule, of a batch, of the desk; good or refused."""
    record, row = visit.record, visit.row
    data = record.value.model_dump(mode="json", exclude_none=True) if record else row.typed
    stands_for = visit.in_place_of or (digest_of(row) if row.record_id and not visit.origin else "")
    return Draft(typed_from(data), row.record_id or new_record_id(), data, record, stands_for)


def wish_of(typed: Typed, settings: Settings, day: date) -> Wish:
    """How it is to be printed.

    Raises:
        Refused: 400, there is no such choice; no page of ours sends one.
    """
    return Wish(
        practice=settings.practice_file,
        templates=settings.overlay,
        language=typed.value("language") or None,
        issued_on=day,
        edition=_choice(Edition, typed.value("edition"), Edition.STANDARD),
        paper=None,
        sources=typed.value("sources") == "yes",
        document=_choice(DocumentKind, typed.value("document"), DocumentKind.CONSENT),
    )


def _choice(kind: type[_E], text: str, usual: _E) -> _E:
    if not text:
        return usual
    try:
        return kind(text)
    except ValueError:
        raise Refused(400, "There is no such choice.", "Go back, and choose again.") from None
