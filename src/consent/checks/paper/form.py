"""What a rule on a stranger's form is given: its words, the requirements, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from consent.checks.paper.elements import RECOGNISED
from consent.checks.paper.recognise import Match, closest, exact, recognised
from consent.checks.paper.wanted import WantedRequirement, wanted_requirements
from consent.checks.reading.sheet import Sheets
from consent.checks.reading.words import Words, words_of
from consent.models.collection import LoadedClause
from consent.models.expectation import Expectation
from consent.models.finding import Finding, Severity
from consent.models.library import Recognition
from consent.models.place import Place
from consent.models.prose import Paragraph, Prose


@dataclass(frozen=True, slots=True)
class Sought:
    """One requirement and what the form says of it."""

    wanted: WantedRequirement
    clause: LoadedClause | None
    match: Match | None
    """None: nothing could be looked for, because the clause states no evidence."""
    differences: tuple[tuple[str, str], ...] = ()
    """For dictated wording that is nearly there: (dictated, printed)."""

    @property
    def found(self) -> bool:
        """Whether the form says it, if only doubtfully."""
        return self.match is not None and self.match.sure > 0


@dataclass(frozen=True)
class FormContext:
    """One PDF that somebody else made, and what it must say."""

    sheets: Sheets
    expectation: Expectation

    @cached_property
    def words(self) -> Words:
        """The words of the form."""
        return words_of(self.sheets.pages)

    @cached_property
    def sought(self) -> tuple[Sought, ...]:
        """Every requirement, looked for."""
        known: dict[str, tuple[Match | None, tuple[tuple[str, str], ...]]] = {}
        found = []
        for wanted in wanted_requirements(self.expectation):
            requirement = wanted.requirement
            clause = self.expectation.library.clauses.get(requirement.clause)
            key = requirement.clause or str(requirement.element)
            if key not in known:
                known[key] = self._look(wanted, clause)
            found.append(Sought(wanted, clause, *known[key]))
        return tuple(found)

    def finding(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        sought: Sought | None = None,
        page: int = 0,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding on this form."""
        name = sought.wanted.name if sought else ""
        place = Place(self.sheets.name, page=page)
        return Finding(place=place, code=code, message=message, hint=hint, severity=severity, field=name)

    def page_of(self, match: Match) -> int:
        """The page, from 1, on which a match begins."""
        return self.words.page[match.start] + 1 if match.end > match.start else 0

    def _look(
        self, wanted: WantedRequirement, clause: LoadedClause | None
    ) -> tuple[Match | None, tuple[tuple[str, str], ...]]:
        if clause is None:
            element = wanted.requirement.element
            known = RECOGNISED.get(element) if element else None
            return (recognised(self.words, known) if known else None), ()
        text = plain_text(clause.prose)
        if "{{" not in clause.clause.value.body and (match := exact(self.words, text)):
            return match, ()
        if clause.clause.value.dictated:
            near = closest(self.words, text)
            return near if near is not None else (Match(0, 0, 0.0), ())
        evidence: Recognition | None = clause.clause.value.evidence
        return (recognised(self.words, evidence) if evidence is not None else None), ()


def plain_text(prose: Prose) -> str:
    """A clause's words without its layout."""
    parts = []
    for block in prose:
        for item in (block.runs,) if isinstance(block, Paragraph) else block.items:
            parts += ["".join(run.text + (" " if run.line_break else "") for run in item)]
    return " ".join(parts)
