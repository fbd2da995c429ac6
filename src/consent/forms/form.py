"""What a rule on a stranger's form is given: its words, the requirements, and what was found of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from consent.forms.dictated import closest
from consent.forms.elements import RECOGNISED
from consent.forms.english import ENGLISH
from consent.forms.languages import COMMON
from consent.forms.legible import Legible, look
from consent.forms.mixed import foreign_pages
from consent.forms.own_words import own_words, with_words
from consent.forms.recognise import Match, exact, recognised
from consent.forms.signing_places import patient_signs
from consent.forms.speech import Speech, folded, speech_of, told_in
from consent.forms.subject import unnamed
from consent.forms.telling import sentences_around
from consent.forms.wanted import WantedRequirement, wanted_requirements
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import LoadedClause
from consent.models.library.element import Element
from consent.models.library.form_language import FormLanguage
from consent.models.library.policy import Placement
from consent.models.library.procedure import Procedure
from consent.models.library.prose import Paragraph, Prose
from consent.models.library.recognition import Recognition
from consent.models.place import Place
from consent.reading.sheet import Sheets
from consent.reading.text.words import Words, words_of

_LONGEST_HEADING, _LETTERS = 14, 2
WHOLE = 420
"""Letters of the longest quote of whole sentences."""


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
        """The words of the form; what clinics abbreviate is written out."""
        words, speech = words_of(self.sheets.pages), self.speech
        text = map(folded, words.text) if speech.folded else words.text
        return replace(words, text=tuple(speech.written_out.get(word, word) for word in text))

    @cached_property
    def legible(self) -> Legible:
        """Which pages can be read, and in which language they are written."""
        return look(self.sheets.pages, self._common)

    @cached_property
    def _common(self) -> Mapping[str, frozenset[str]]:
        """The most common words of each language, as its files have them where it has any."""
        taught = self.expectation.languages
        return {**COMMON, **{one.name: one.words.common_words for one in taught}}

    @cached_property
    def language(self) -> FormLanguage | None:
        """The files by which the form's language is understood; None of English."""
        named = self.legible.language
        return next((one for one in self.expectation.languages if one.name == named), None)

    @property
    def understood(self) -> bool:
        """Whether anything is known of the form's language, so that what it says can be looked for."""
        return self.legible.language == ENGLISH.name or self.language is not None

    @cached_property
    def speech(self) -> Speech:
        """What is known of the form's language; of one that nobody knows here, English."""
        return ENGLISH if self.language is None else speech_of(self.language)

    def judged(self, sought: Sought) -> bool:
        """Whether a requirement can be looked for in the language of the form."""
        return self.understood or (sought.clause is not None and sought.clause.clause.value.dictated)

    @cached_property
    def mixed(self) -> tuple[tuple[int, str], ...]:
        """Pages, counted from 1, with sentences in another language, and which; notices do not count."""
        return foreign_pages(self.own_words, self.speech.name, self._common)

    @cached_property
    def sought(self) -> tuple[Sought, ...]:
        """Every requirement, looked for."""
        known: dict[tuple[object, ...], tuple[Match | None, tuple[tuple[str, str], ...]]] = {}
        found = []
        for wanted in wanted_requirements(self.expectation):
            requirement = wanted.requirement
            clause = self.expectation.library.clauses.get(requirement.clause)
            evidence = requirement.evidence
            first = requirement.placement is Placement.FIRST_PAGE
            own = wanted.name if self.language and wanted.name in self.language.told.requirements else ""
            key = (requirement.clause, requirement.element, id(evidence) if evidence else 0, first, own)
            if key not in known:
                known[key] = self._look(wanted, clause)
            found.append(Sought(wanted, clause, *known[key]))
        return tuple(found)

    @cached_property
    def own_words(self) -> Words:
        """The words of the form without the notices of a state: those speak of other treatments too."""
        text = list(self.words.text)
        for wanted in wanted_requirements(self.expectation):
            clause = self.expectation.library.clauses.get(wanted.requirement.clause)
            if clause is None or not clause.clause.value.typography.own_page:
                continue
            match, _ = self._dictated(plain_text(clause.prose))
            if match is not None and match.sure > 0:
                text[match.start : match.end] = [""] * (match.end - match.start)
        found = tuple(text)
        return self.words if found == self.words.text else replace(self.words, text=found)

    @cached_property
    def first_page(self) -> int:
        """How many words stand on the first page."""
        return bisect_right(self.words.page, 0)

    def finding(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        sought: Sought | None = None,
        field: str = "",
        words: tuple[int, int] | None = None,
        page: int = 0,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding on this form, at some words or on a page."""
        name = field or (sought.wanted.name if sought else "")
        place = self.place_of(*words) if words is not None else Place(self.sheets.name, page=page)
        return Finding(place=place, code=code, message=message, hint=hint, severity=severity, field=name)

    def page_of(self, match: Match) -> int:
        """The page, from 1, on which a match begins."""
        return self.words.page[match.start] + 1 if match.end > match.start else 0

    def place_of(self, start: int, end: int) -> Place:
        """The page that some words begin on, and where on it their sentences stand."""
        page = self.words.page[start]
        low, high = sentences_around(self.words, start, end)
        here = [at for at in range(low, high) if self.words.page[at] == page]
        glyphs = np.unique(np.r_[tuple(slice(self.words.first[at], self.words.last[at] + 1) for at in here)])
        boxes = self.sheets.pages[page].box[glyphs]
        boxes = boxes[boxes[:, 2] > boxes[:, 0]]
        box = None
        if len(boxes):
            left, bottom = boxes[:, :2].min(axis=0).tolist()
            right, top = boxes[:, 2:].max(axis=0).tolist()
            box = (left, bottom, right, top)
        return Place(self.sheets.name, page=page + 1, box=box)

    def section_of(self, start: int) -> str:
        """The heading that a word stands under; empty where there is none, or the word is in it."""
        words = self.words
        low = bisect_left(words.part, words.part[start])
        high = bisect_right(words.sentence, words.sentence[low])
        short = high - low <= _LONGEST_HEADING
        text = words.quoted(low, high) if short and high <= start else ""
        return text if any(len(word) > _LETTERS for word in text.split()) else ""

    @cached_property
    def own_subject(self) -> bool:
        """Whether the form names the procedures it is held against; else our sentences would not fit it."""
        return bool(self._asked) and not unnamed(self.words, self._asked, self.speech)

    @cached_property
    def _asked(self) -> tuple[Procedure, ...]:
        library = self.expectation.library.procedures
        return tuple(library[id_].value for id_ in self.expectation.procedures if id_ in library)

    def sentence_of(self, match: Match) -> str:
        """The whole sentences that a match stands in, as they are printed."""
        if match.end <= match.start:
            return ""
        return self.words.quoted(*sentences_around(self.words, match.start, match.end), most=WHOLE)

    def _look(
        self, wanted: WantedRequirement, clause: LoadedClause | None
    ) -> tuple[Match | None, tuple[tuple[str, str], ...]]:
        if wanted.requirement.element is Element.SIGNATURE and not wanted.requirement.evidence:
            return patient_signs(self.words, self.speech), ()
        evidence = self._evidence(wanted, clause)
        if clause is not None and clause.clause.value.dictated:
            match, differences = self._dictated(plain_text(clause.prose))
            if evidence is None:
                return match or Match(0, 0, 0.0), differences
            if match is not None and match.sure > 0:
                return match, differences
        elif (
            clause is not None
            and "{{" not in clause.clause.value.body
            and (match := exact(self.words, plain_text(clause.prose)))
        ):
            return match, ()
        if evidence is None:
            return None, ()
        if wanted.requirement.placement is Placement.FIRST_PAGE:
            match = recognised(self.own_words, evidence, until=self.first_page, speech=self.speech)
            if match.sure > 0:
                return match, ()
        return recognised(self.own_words, evidence, speech=self.speech), ()

    def _evidence(self, wanted: WantedRequirement, clause: LoadedClause | None) -> Recognition | None:
        if self.language is not None:
            return told_in(self.language, wanted.name, wanted.requirement)
        evidence = wanted.requirement.evidence or _evidence(wanted, clause)
        return None if evidence is None else with_words(evidence, self._own_words)

    @cached_property
    def _own_words(self) -> Mapping[str, tuple[str, ...]]:
        """What the definitions of the procedures call their risks, choices and steps."""
        return own_words(self._asked)

    def _dictated(self, text: str) -> tuple[Match | None, tuple[tuple[str, str], ...]]:
        if match := exact(self.words, text):
            return match, ()
        return closest(self.words, text) or (None, ())


def _evidence(wanted: WantedRequirement, clause: LoadedClause | None) -> Recognition | None:
    if clause is not None:
        return clause.clause.value.evidence
    element = wanted.requirement.element
    return RECOGNISED.get(element) if element is not None else None


def one_of(sought: Sought) -> tuple[str, str] | None:
    """The policy and group of clauses that exclude one another, where nobody said which of them applies."""
    one_of = sought.clause.clause.value.one_of if sought.clause else None
    return (sought.wanted.policy.value.id, one_of) if one_of and not sought.wanted.sure else None


def plain_text(prose: Prose) -> str:
    """A clause's words without its layout."""
    parts = []
    for block in prose:
        for item in (block.runs,) if isinstance(block, Paragraph) else block.items:
            parts += ["".join(run.text + (" " if run.line_break else "") for run in item)]
    return " ".join(parts)
