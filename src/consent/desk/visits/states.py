"""How far each visit's packet is: from the register, and from what would print now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from consent.assemble import slot_values
from consent.checks import check_glyphs
from consent.desk.current import Opened
from consent.desk.visits.visit import Standing, State, Visit
from consent.desk.visits.wording import Difference, Print, Wording, Wordings
from consent.errors import ConsentError
from consent.models.findings.finding import Finding, Severity
from consent.models.people.look import Edition
from consent.models.people.record import Record
from consent.models.register.issue import STANDING, Issue
from consent.models.register.issue import State as Issued
from consent.models.spoken import SOURCE
from consent.pipeline.issued.registering import ANOTHERS, ANOTHERS_HINT, ANOTHERS_MESSAGE
from consent.register import Register

_STATES: Mapping[Issued, State] = MappingProxyType(
    {
        Issued.BEGUN: State.UNFINISHED,
        Issued.ISSUED: State.PRINTED,
        Issued.INCOMPLETE: State.INCOMPLETE,
        Issued.COMPLETE: State.FILED,
        Issued.SIGNED: State.FILED,
        Issued.REFUSED: State.REFUSED,
        Issued.WITHDRAWN: State.WITHDRAWN,
    }
)
_MAY_AGE = frozenset({State.PRINTED, State.INCOMPLETE, State.FILED})
"""States in which it counts what would print now."""


class Judge:
    """Knows how far packets are; what it assembled for that it remembers."""

    def __init__(self) -> None:
        self._wordings = Wordings()

    def __call__(
        self,
        visits: Sequence[Visit],
        register: Register,
        current: Callable[[str | None], Opened],
        day: date,
    ) -> dict[str, Standing]:
        """How far the packet of each visit is, by the visit's key; ``current`` gives the library of now."""
        look = _Look(self._wordings, register, current, day)
        return {visit.key: look.standing(visit) for visit in visits}


@dataclass(frozen=True, slots=True)
class _Look:
    wordings: Wordings
    register: Register
    current: Callable[[str | None], Opened]
    day: date

    def standing(self, visit: Visit) -> Standing:
        if visit.record is None:
            return Standing(State.CANNOT, findings=_errors(visit.row.findings))
        record = visit.record.value
        if self.register.is_anothers(record.record_id, record.patient.mrn):
            taken = Finding(visit.row.place, ANOTHERS, ANOTHERS_MESSAGE, ANOTHERS_HINT, field="record_id")
            return Standing(State.CANNOT, findings=(taken,))
        issue = self._issue(record)
        return self._of_issue(record, issue) if issue else self._unprinted(visit)

    def _unprinted(self, visit: Visit) -> Standing:
        if visit.record is None:
            raise ValueError("only a record can be printed")
        findings = _errors(check_glyphs(visit.record))
        findings = findings or self._now(visit.record.value, self._look()).findings
        return Standing(State.CANNOT, findings=findings) if findings else Standing(State.NOT_PRINTED)

    def _issue(self, record: Record) -> Issue | None:
        """The paper that counts: a signed one before all others, then the one of which was heard last."""
        found = [
            issue
            for issue in self.register.by_record(record.record_id)
            if issue.state is not Issued.SUPERSEDED and self.register.is_of(issue, record.patient.mrn)
        ]
        return max(found, key=lambda one: (one.state in STANDING, one.state_at, one.number), default=None)

    def _of_issue(self, record: Record, issue: Issue) -> Standing:
        version, edition, language, _ = self.register.version_of(issue.content)
        state = _STATES[issue.state]
        if state in _MAY_AGE:
            look = Print(edition or Edition.STANDARD, self.register.paper_of(issue.content), language or None)
            state = self._aged(record, issue, look) or state
        return Standing(state, issue, version)

    def _aged(self, record: Record, issue: Issue, look: Print) -> State | None:
        """What has overtaken a paper, if anything has."""
        try:
            now = self._now(record, look)
        except ConsentError:
            # A language that nothing can be printed in any more; what was printed in it stands.
            return None
        if now.content is None:
            return None
        catalogue = self.current(look.language).workspace.catalogue_in(look.language or SOURCE)
        values = slot_values(record, issue.packet_id, date.fromisoformat(issue.issued_on), catalogue)
        if not self.register.was_made_from(issue, values):
            return State.CHANGED
        if now.content.sha256 == issue.content:
            return None
        before = self.register.proposed_of(issue.content)
        if before[0] and before != (now.content.proposed, now.content.subject):
            return State.CHANGED
        difference = self.wordings.difference(
            issue.content, now.content, self.register, self.current(look.language)
        )
        if difference is Difference.NONE:
            # Of what an earlier version noted, nobody knows for which side it was.
            return None if before[0] else State.CHANGED
        asks = difference is Difference.MATTERS or issue.state not in STANDING
        return State.NEWER_WORDING if asks else None

    def _look(self) -> Print:
        paper = self.current(None).workspace.practice.value.paper
        return Print(Edition.STANDARD, paper, None)

    def _now(self, record: Record, look: Print) -> Wording:
        return self.wordings.of(record, look, self.current(look.language), self.day)


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.severity is Severity.ERROR)
