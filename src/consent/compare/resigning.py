"""Standing consents held against what would be printed for the same record now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from consent.compare.again import Again, Reassembled
from consent.compare.compared import compare, histories_of, with_stakes
from consent.compare.office import Office
from consent.errors import ConsentError
from consent.models.library.reviewed import HistoryEntry
from consent.models.people.record import Record
from consent.models.register.change import Change
from consent.models.register.issue import OPEN, Issue
from consent.models.register.resign import Resign, Resigning
from consent.pipeline.workspace import Workspace
from consent.register import Register


def who_must_sign_again(
    office: Office, register: Register, day: date, given: Mapping[str, Record] | None
) -> Resigning:
    """Every record whose newest complete or signed consent differs in what matters from its packet of now.

    ``given`` are the records of a schedule, by id: then only theirs are looked at. Without a schedule each
    record is read again where the register says it stood.
    """
    searches: dict[str, _Search | str] = {}
    found: list[Resign] = []
    untold: list[tuple[Issue, str]] = []
    same = 0
    for issue in register.standing():
        if given is not None and issue.record_id not in given:
            continue
        language = register.version_of(issue.content)[2] or office.language
        if language not in searches:
            searches[language] = _search_in(language, office, register, day, given or {})
        search = searches[language]
        if isinstance(search, str):
            untold.append((issue, search))
            continue
        made = search.again.find(issue, register.look_of(issue.content))
        if isinstance(made, str):
            untold.append((issue, made))
            continue
        if old := search.old_words(made):
            untold.append((issue, f"its words in {language} are older than the English: {', '.join(old)}"))
            continue
        if register.is_anothers(issue.record_id, made.record.patient.mrn):
            untold.append((issue, "its record id stands for another patient now"))
            continue
        weighty = search.weighty(issue, made)
        if weighty:
            found.append(search.resign(issue, made, weighty, day))
        else:
            same += 1
    found.sort(key=lambda one: (not one.to_come, one.scheduled_on, one.issue.record_id))
    return Resigning(tuple(found), tuple(untold), same)


def _search_in(
    language: str, office: Office, register: Register, day: date, given: Mapping[str, Record]
) -> _Search | str:
    """What packets of a language are held against; or why they cannot be."""
    if language == office.language:
        library = office.library()
    else:
        try:
            library = office.library_in(language)
        except ConsentError as error:
            return f"the library cannot be read in {language} now: {error.message}"
    workspace = office.workspace(library, office.roots)
    return _Search(register, workspace, Again(workspace, office.home, day, given), histories_of(library))


@dataclass(slots=True)
class _Search:
    register: Register
    workspace: Workspace
    again: Again
    histories: Mapping[str, tuple[HistoryEntry, ...]]
    _known: dict[tuple[str, str], tuple[Change, ...]] = field(default_factory=dict)

    def old_words(self, made: Reassembled) -> tuple[str, ...]:
        """The files whose translated words in the packet are stale: nobody can say yet what they will say."""
        stale = self.workspace.library.standing.stale
        return tuple(sorted({one.owner for one in made.passages} & stale)) if stale else ()

    def weighty(self, issue: Issue, made: Reassembled) -> tuple[Change, ...]:
        """The changes that matter between what was signed and what would be."""
        key = (issue.content, made.content)
        if key not in self._known:
            changes: tuple[Change, ...] = ()
            if issue.content != made.content:
                library = self.workspace.library
                old = with_stakes(self.register.passages_of(issue.content), library)
                changes = compare(old, with_stakes(made.passages, library), self.histories)
            self._known[key] = tuple(change for change in changes if change.verdict.material)
        return self._known[key]

    def resign(self, issue: Issue, made: Reassembled, changes: tuple[Change, ...], day: date) -> Resign:
        planned = made.record.scheduled_on
        anew = next(
            (
                other.name
                for other in self.register.by_record(issue.record_id)
                if other.content == made.content and other.state in OPEN
            ),
            "",
        )
        return Resign(issue, planned.isoformat(), planned >= day, changes, made.record, anew)
