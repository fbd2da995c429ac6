"""Pydantic's complaints as findings in plain words, each with the place where it was typed.

Never repeats what stands in a record: its values, and keys nobody knows, stay out of every message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from consent.load.codes import Common, Kind, code
from consent.load.typed.examples import addition
from consent.load.typed.shape import dotted, known_keys
from consent.load.typed.tree import Document
from consent.load.typed.wording import Wording, word
from consent.models.findings.finding import Finding
from consent.models.place import Path
from consent.suggest import did_you_mean

M = TypeVar("M", bound=BaseModel)

_MOST_SHOWN = 200
_QUOTED = re.compile(r"`(\w+)`")


@dataclass(frozen=True, slots=True)
class _Problem:
    """One of pydantic's errors, at a path that exists in the file."""

    type: str
    path: Path
    context: dict[str, Any]
    key: str = ""
    """The missing key."""
    union_at: Path | None = None
    """Where one of several forms was expected."""


def validate(model: type[M], document: Document, kind: Kind) -> tuple[M | None, tuple[Finding, ...]]:
    """The model a document describes, or None and everything wrong with it."""
    if not document.readable:
        return None, document.findings
    if not isinstance(document.data, dict):
        if document.is_spoiled(()):
            return None, document.findings
        return None, (*document.findings, _no_mapping(document, kind))
    value = None
    errors: Sequence[Any] = ()
    try:
        # JSON mode takes dates and enums from text; strict refuses `order: "3"` and `dictated: yes`.
        value = model.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
    findings = [*document.findings, *_translate(model, document, kind, errors)]
    return (None if findings else value), tuple(findings)


def _no_mapping(document: Document, kind: Kind) -> Finding:
    empty = document.data is None
    message = "the file holds nothing" if empty else "the file must hold `key: value` lines"
    hint = "begin with a line such as `key: value`, with a space after the colon"
    number = Common.UNREADABLE if empty else Common.WRONG_TYPE
    return Finding(document.source.at(), code(kind, number), message, hint)


def _translate(
    model: type[BaseModel], document: Document, kind: Kind, errors: Sequence[Any]
) -> Iterator[Finding]:
    # An item that was refused is not counted by pydantic, so a list may seem shorter than it is.
    problems = [p for p in (_locate(document.data, e) for e in errors) if not _seems_short(document.data, p)]
    for count, problem in enumerate(_one_per_union(problems)):
        if document.is_spoiled(problem.path):
            continue
        if count == _MOST_SHOWN:
            place = document.source.at()
            yield Finding(
                place,
                code(kind, Common.MALFORMED),
                "there are more problems than are shown",
                "mend these first",
            )
            return
        yield _finding(model, document, kind, problem)


def _locate(data: Any, error: Any) -> _Problem:
    """Follow pydantic's location through the data, skipping the names it gives to the members of a union."""
    location = list(error["loc"])
    key = str(location.pop()) if error["type"] == "missing" else ""
    node, path, union_at = data, [], None
    for part in location:
        inside = (isinstance(node, dict) and part in node) or (
            isinstance(node, list) and isinstance(part, int) and part < len(node)
        )
        if inside:
            node = node[part]
            path.append(part)
        elif part != "[key]" and union_at is None:
            union_at = tuple(path)
    kind_of_error = "key_form" if location and location[-1] == "[key]" else error["type"]
    return _Problem(kind_of_error, tuple(path), error.get("ctx", {}), key, union_at)


def _one_per_union(problems: Sequence[_Problem]) -> Iterator[_Problem]:
    """Of the complaints of a union's members, the deepest ones, or a single one about the whole."""
    deep = {
        problem.union_at
        for problem in problems
        if problem.union_at is not None and problem.path != problem.union_at
    }
    seen: set[Path] = set()
    for problem in problems:
        if problem.union_at is None:
            yield problem
        elif problem.union_at in deep:
            if problem.path != problem.union_at:
                yield problem
        elif problem.union_at not in seen:
            seen.add(problem.union_at)
            yield _Problem("several_forms", problem.path, problem.context, union_at=problem.union_at)


def _finding(model: type[BaseModel], document: Document, kind: Kind, problem: _Problem) -> Finding:
    path = problem.path
    if problem.type == "missing":
        name = dotted((*path, problem.key))
        message, hint = f"`{name}` is missing", addition(problem.key)
        return Finding(document.source.at(*path), code(kind, Common.MISSING_KEY), message, hint, field=name)
    if problem.type == "json_invalid":
        # All that Python's own JSON can hold and pydantic's cannot.
        message = "a text holds half of a character"
        return Finding(document.source.at(), code(kind, Common.CHARACTER), message, "type the text anew")
    if problem.type in ("extra_forbidden", "key_form"):
        return _bad_key(model, document, kind, problem)
    wording = word(
        problem.type, path, _value_at(document.data, path), problem.context, quote=kind is not Kind.RECORD
    )
    place = document.source.at(*_culprit(document, path, wording))
    return Finding(place, code(kind, wording.number), wording.message, wording.hint, field=dotted(path))


def _bad_key(model: type[BaseModel], document: Document, kind: Kind, problem: _Problem) -> Finding:
    parent, key = problem.path[:-1], str(problem.path[-1])
    where = f" in `{dotted(parent)}`" if parent else ""
    place = document.keys.get(problem.path, document.source.at(*problem.path))
    quotes = kind is not Kind.RECORD
    field = dotted(problem.path if quotes else parent)
    shown = f" `{key}`" if quotes else ""
    if problem.type == "key_form":
        hint = "use lower-case letters and digits joined by hyphens, for example `some-id`"
        return Finding(
            place, code(kind, Common.MALFORMED), f"the key{shown}{where} is not an id", hint, field=field
        )
    hint = did_you_mean(key, known_keys(model, parent))
    return Finding(place, code(kind, Common.UNKNOWN_KEY), f"unknown key{shown}{where}", hint, field=field)


def _culprit(document: Document, path: Path, wording: Wording) -> Path:
    """For a contradiction, the first key its sentence names; otherwise the value itself."""
    if wording.number is Common.CONTRADICTION:
        for key in _QUOTED.findall(wording.message):
            if (*path, key) in document.source.marks:
                return (*path, key)
    return path


def _seems_short(data: Any, problem: _Problem) -> bool:
    return problem.type == "too_short" and len(_value_at(data, problem.path)) >= problem.context["min_length"]


def _value_at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data
