"""Two sides held against each other, whatever they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consent.compare.again import Again
from consent.compare.compared import compare, histories_of, with_stakes
from consent.compare.office import Office
from consent.compare.paper import Sheet, assembled_like, words_of
from consent.compare.side import Day, Side, Templates
from consent.errors import ResourceError
from consent.models.library.collection import Library
from consent.models.library.passage import Passage
from consent.models.register.change import Change, Comparison
from consent.models.register.issue import Issue
from consent.passages import passages_of_library
from consent.register import Register

Told = tuple[tuple[Passage, ...], tuple[Passage, ...], str]
"""Old and new passages, and in which kind of packet they stand."""


def hold(old: Side, new: Side, office: Office) -> Comparison:
    """What changed from one side to the other.

    Raises:
        ResourceError: the two cannot be compared.
    """
    library = new.library if isinstance(new, Templates) else office.library()
    left_out: list[str] = []
    pairs = _pairs(old, new, office, library, left_out)
    histories = histories_of(library)
    found: dict[object, Change] = {}
    for before, after, packet in pairs:
        for change in compare(with_stakes(before, library), with_stakes(after, library), histories):
            key = (change.passage.key, change.old and change.old.words, change.new and change.new.words)
            known = found.get(key, replace(change, packets=()))
            packets = (*known.packets, packet) if packet else ()
            found[key] = replace(known, packets=packets)
    changes = sorted(found.values(), key=lambda change: not change.verdict.material)
    return Comparison(_label(old), _label(new), tuple(changes), tuple(dict.fromkeys(left_out)))


def _label(side: Side) -> str:
    return str(side.path) if isinstance(side, Sheet) else side.label


def _pairs(old: Side, new: Side, office: Office, library: Library, left_out: list[str]) -> Sequence[Told]:
    match old, new:
        case Templates(), Templates():
            return [(passages_of_library(old.library), passages_of_library(new.library), "")]
        case Sheet(), Sheet():
            return [(_said(old, office, library, left_out), _said(new, office, library, left_out), "")]
        case Sheet(), Templates():
            return [(_said(old, office, library, left_out), _made(old, new, office), "")]
        case Templates(), Sheet():
            return [(_made(new, old, office), _said(new, office, library, left_out), "")]
        case Day(), Day():
            return _days(old, new, office, left_out)
        case Day(), Templates():
            return _day(old, new, office, left_out)
        case Templates(), Day():
            return [(before, after, kind) for after, before, kind in _day(new, old, office, left_out)]
    raise ResourceError(
        "a packet cannot be compared with a day of the register",
        hint="compare it with another packet, or with templates: a folder, a git revision, or now",
    )


def _said(sheet: Sheet, office: Office, library: Library, left_out: list[str]) -> tuple[Passage, ...]:
    passages, note = words_of(sheet, office, library)
    left_out += [note] if note else []
    return passages


def _made(sheet: Sheet, templates: Templates, office: Office) -> tuple[Passage, ...]:
    made = assembled_like(sheet, office.workspace(templates.library, templates.roots))
    if made is None:
        raise ResourceError(
            f"{templates.label} cannot make the like of {sheet.path}",
            hint="it has no such procedure any more, or practice.yaml does not fit it",
        )
    return made[1]


def _register(office: Office) -> Register:
    if office.register is None:
        raise ResourceError("there is no register")
    return office.register


def _days(old: Day, new: Day, office: Office, left_out: list[str]) -> list[Told]:
    register = _register(office)
    before = {kind: content for kind, content, _, _ in register.contents_of_day(old.day)}
    after = {kind: content for kind, content, _, _ in register.contents_of_day(new.day)}
    left_out += [f"{kind}: printed on only one side" for kind in sorted(before.keys() ^ after.keys())]
    return [
        (register.passages_of(before[kind]), register.passages_of(after[kind]), kind)
        for kind in before
        if kind in after and before[kind] != after[kind]
    ]


def _day(day: Day, templates: Templates, office: Office, left_out: list[str]) -> list[Told]:
    """Each kind of packet as printed on the day, beside what the templates make of its record."""
    register = _register(office)
    again = Again(office.workspace(templates.library, templates.roots), office.home, office.today)
    found = []
    for kind, content, _, record in register.contents_of_day(day.day):
        issue = _issue_of(register, record, content)
        made = again.find(issue, register.look_of(content)) if issue else "it was printed blank only"
        if isinstance(made, str):
            left_out.append(f"{kind}: {made}")
        elif made.content != content:
            found.append((register.passages_of(content), made.passages, kind))
    return found


def _issue_of(register: Register, record: str, content: str) -> Issue | None:
    issues = register.by_record(record) if record else ()
    return next((issue for issue in issues if issue.content == content), None)
