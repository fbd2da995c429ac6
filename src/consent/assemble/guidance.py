"""What all procedures of a packet, and the parts they share, have to say: each thing once, in one order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consent.assemble.chances import denominator, likelihood, picture
from consent.assemble.chapters import Chapter
from consent.assemble.references import References
from consent.assemble.scope import Scope
from consent.assemble.sentences import named, once
from consent.made_once import MadeOnce
from consent.models.base import fixed
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.library.procedure import Procedure
from consent.models.library.rows import Action, Alternative, EvidenceLevel, Phase, Risk, RiskSeverity, Row
from consent.models.paper.packet import NumberedReference
from consent.models.paper.packet_rows import (
    AlternativeRow,
    BenefitRow,
    GuidanceText,
    PrecautionRow,
    RiskRow,
    Sentence,
    StageRow,
    StepRow,
    WarningRow,
)

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORST_FIRST = tuple(reversed(RiskSeverity))
_URGENT_FIRST = tuple(Action)
_PHASES = tuple(Phase)
_EVIDENCE, _RISKS, _CHOICES = "E", "R", "C"
_NO_TREATMENT, _TRIAL = "no-treatment", "clinical-trial"
_LEVELS = {
    EvidenceLevel.NONE: fixed("No studies"),
    EvidenceLevel.LABORATORY: fixed("Laboratory studies only"),
    EvidenceLevel.ANIMAL: fixed("Animal studies only"),
    EvidenceLevel.UNCONTROLLED: fixed("Studies in people without a comparison group"),
    EvidenceLevel.GUIDELINE: fixed("Guideline"),
    EvidenceLevel.RANDOMIZED: fixed("Randomized trial in people"),
    EvidenceLevel.REVIEW_OF_TRIALS: fixed("Review of studies in people"),
}


@dataclass(frozen=True, slots=True)
class Merger:
    """Merges the files of a packet into one table of each kind."""

    own: Sequence[Chapter]
    """Each procedure for itself, in the order they print."""
    shared: Sequence[Chapter]
    scope: Scope
    plain_names: Mapping[str, str]
    """What each body site and each indication is called on paper."""
    references: References
    given: frozenset[str] = frozenset()
    """Procedures that the packet has or has the like of, and ids of choices that are one: none is offered."""
    catalogue: Catalogue = ENGLISH

    def steps(self) -> tuple[StepRow, ...]:
        """The steps of the visit in the order of their phases; equal ones once."""
        found: dict[str, StepRow] = {}
        phases: dict[str, int] = {}
        for chapter in self.own:
            value = chapter.part.value
            for index, step in chapter.scope.choose(value.steps if isinstance(value, Procedure) else ()):
                if _is_new(found, step.text, chapter):
                    sentence = Sentence(step.text, chapter.part.at("steps", index))
                    found[step.text] = StepRow(sentence, (chapter.anchor,))
                phases.setdefault(step.text, _PHASES.index(step.phase))
        return tuple(sorted(found.values(), key=lambda row: phases[row.step.text]))

    def durations(self) -> tuple[Sentence, ...]:
        """How long it takes: the sentences of all procedures, each once."""
        return once(
            Sentence(said, chapter.part.at("duration"))
            for chapter in self.own
            if isinstance(value := chapter.part.value, Procedure)
            for said in _SENTENCE_END.split(value.duration.strip())
        )

    def guidance(self, follow_up: str | None = None) -> GuidanceText:
        """Everything else. ``follow_up`` is what the practice says of it, in place of the library."""
        return GuidanceText(
            introductions=self._introductions(with_risks=True),
            choice_introductions=self._introductions(with_risks=False),
            benefits=tuple(self._benefits()),
            risks=tuple(self._risks()),
            precautions=tuple(self._precautions()),
            alternatives=tuple(self._alternatives()),
            recovery=tuple(self._recovery()),
            aftercare=once(
                Sentence(line.text, chapter.part.at("aftercare", index))
                for chapter in (*self.shared, *self.own)
                for index, line in chapter.scope.choose(chapter.part.value.aftercare)
            ),
            warning_signs=tuple(self._warnings()),
            follow_up=once(
                Sentence(follow_up or chapter.part.value.follow_up, chapter.part.at("follow_up"))
                for chapter in (*self.shared, *self.own)
                if chapter.part.value.follow_up
            ),
        )

    def _introductions(self, *, with_risks: bool) -> tuple[Sentence, ...]:
        """What shared parts say first: above the risks if they have any, otherwise above the choices."""
        return once(
            Sentence(part.introduction, chapter.part.at("introduction"))
            for chapter in self.shared
            if not isinstance(part := chapter.part.value, Procedure)
            and part.introduction
            and bool(part.risks) == with_risks
        )

    def _benefits(self) -> Iterator[BenefitRow]:
        found: dict[object, BenefitRow] = {}
        for chapter, index, row in self._rows("benefits", hoped=True):
            level, reviewed = self.catalogue.say(_LEVELS[row.level]), self.catalogue.day(row.reviewed_on)
            key = (row.benefit, row.evidence)
            if not _is_new(found, key, chapter):
                continue
            found[key] = BenefitRow(
                self._sentence(
                    self._named(row.benefit, row), _EVIDENCE, chapter, "benefits", index, row.sources
                ),
                row.likelihood,
                row.evidence,
                f"{level}; {reviewed}",
                (chapter.anchor,),
            )
        yield from found.values()

    def _risks(self) -> list[RiskRow]:
        per = denominator(
            (row.chance for _, _, row in self._rows("risks") if row.chance is not None),
            (said for _, _, row in self._offered() for said in (row.benefit, row.risk)),
            self.catalogue,
        )
        found: dict[object, RiskRow] = {}
        for chapter, index, row in sorted(self._rows("risks"), key=lambda one: _rank(one[2])):
            if not _is_new(found, _about(row), chapter):
                continue
            found[_about(row)] = RiskRow(
                row.id,
                self._sentence(self._named(row.name, row), _RISKS, chapter, "risks", index, row.sources),
                row.what_it_means,
                row.severity,
                row.first,
                likelihood(row, per, self.catalogue),
                row.counted_in or "",
                picture(row.chance, per) if row.chance is not None else None,
                (chapter.anchor,),
            )
        return list(found.values())

    def _precautions(self) -> list[PrecautionRow]:
        found: dict[object, PrecautionRow] = {}
        for chapter, index, row in sorted(self._rows("precautions"), key=lambda one: not one[2].avoid):
            if _is_new(found, row.situation, chapter):
                situation = self._sentence(row.situation, _RISKS, chapter, "precautions", index, row.sources)
                found[row.situation] = PrecautionRow(situation, row.action, row.avoid, (chapter.anchor,))
        return list(found.values())

    def _alternatives(self) -> list[AlternativeRow]:
        found: dict[object, AlternativeRow] = {}
        for chapter, index, row in sorted(self._offered(), key=lambda one: _turn(one[2])):
            if not _is_new(found, _about(row), chapter):
                continue
            found[_about(row)] = AlternativeRow(
                row.id,
                self._sentence(
                    self._named(row.name, row), _CHOICES, chapter, "alternatives", index, row.sources
                ),
                row.benefit,
                row.risk,
                (chapter.anchor,),
            )
        return list(found.values())

    def _offered(self) -> Iterator[tuple[Chapter, int, Any]]:
        """The rows of choices that the packet does not have already."""
        for one in self._rows("alternatives"):
            row = one[2]
            if self.given.isdisjoint((row.id, row.procedure)) and (self.scope.placed or not row.is_special):
                yield one

    def _recovery(self) -> Iterator[StageRow]:
        found: dict[str, StageRow] = {}
        for chapter, index, row in self._rows("recovery"):
            sentence = Sentence(row.what, chapter.part.at("recovery", index))
            before = found.get(row.when)
            if before is None:
                found[row.when] = StageRow(row.when, (sentence,), (chapter.anchor,))
                continue
            known = {one.text for one in before.what}
            what = before.what if sentence.text in known else (*before.what, sentence)
            procedures = tuple(dict.fromkeys((*before.procedures, chapter.anchor)))
            found[row.when] = StageRow(row.when, what, procedures)
        yield from found.values()

    def _warnings(self) -> list[WarningRow]:
        found: dict[object, WarningRow] = {}
        for chapter, index, row in self._rows("warning_signs"):
            sign = Sentence(row.sign, chapter.part.at("warning_signs", index))
            if _is_new(found, row.sign, chapter):
                found[row.sign] = WarningRow(sign, row.when, row.action, (chapter.anchor,))
        return sorted(found.values(), key=lambda row: _URGENT_FIRST.index(row.action))

    def _rows(self, key: str, *, hoped: bool = False) -> Iterator[tuple[Chapter, int, Any]]:
        """The rows of one kind that fit, those of shared parts first."""
        for chapter in (*self.shared, *self.own):
            scope = chapter.scope.hoped() if hoped else chapter.scope
            for index, row in scope.choose(getattr(chapter.part.value, key, ())):
                yield chapter, index, row

    def _sentence(
        self, text: str, letter: str, chapter: Chapter, key: str, index: int, sources: Sequence[str]
    ) -> Sentence:
        keys = self.references.keys(letter, sources, chapter.part.value.sources)
        return Sentence(text, chapter.part.at(key, index), keys)

    def _named(self, name: str, row: Row) -> str:
        return named(name, row, self.scope, self.plain_names)


@dataclass(frozen=True, slots=True)
class Merged:
    """What all files of a packet say together, and the sources of it."""

    steps: tuple[StepRow, ...]
    durations: tuple[Sentence, ...]
    guidance: GuidanceText
    references: tuple[NumberedReference, ...]


_MERGED: MadeOnce[Merged] = MadeOnce(512)


def merged(merger: Merger, follow_up: str | None = None) -> Merged:
    """Merge all there is; the same objects for the same files, sites, diagnoses and products."""
    chapters = (*merger.own, *merger.shared)
    said = tuple((chapter.anchor, chapter.scope) for chapter in chapters)
    about = len(merger.own), said, merger.scope, merger.given, tuple(merger.plain_names.items()), follow_up
    parts = (*(chapter.part for chapter in chapters), merger.catalogue)
    return _MERGED.made(parts, about, lambda: _merged(merger, follow_up))


def _merged(merger: Merger, follow_up: str | None) -> Merged:
    # The sources are numbered as they are met.
    steps, durations, guidance = merger.steps(), merger.durations(), merger.guidance(follow_up)
    return Merged(steps, durations, guidance, merger.references.listed())


def _about(row: Risk | Alternative) -> tuple[object, ...]:
    # Rows of one id are one row, but for those that are each about sites or diagnoses of their own.
    return row.id, row.body_sites, row.indications


def _rank(risk: Risk) -> tuple[bool, int, bool]:
    return not risk.first, _WORST_FIRST.index(risk.severity), risk.chance is None


def _turn(choice: Alternative) -> int:
    return {_NO_TREATMENT: 0, _TRIAL: 2}.get(choice.id, 1)


def _is_new(found: dict[Any, Any], key: object, chapter: Chapter) -> bool:
    """Whether nothing has been told under this key; if something has, it is told of this procedure too."""
    before = found.get(key)
    if before is not None:
        procedures = tuple(dict.fromkeys((*before.procedures, chapter.anchor)))
        found[key] = replace(before, procedures=procedures)
    return before is None
