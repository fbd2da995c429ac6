"""What is known while page templates are followed, and what was found wrong so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import jinja2
from jinja2 import nodes

from consent.checks.source.jinja.types import TypeOf
from consent.models.library.sources import PageFile
from consent.models.place import Place

Scope = dict[str, TypeOf]
_LINES_AHEAD = 4
"""A tag may run over several lines, and Jinja only says where it begins."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a template asks for that is not there."""

    kind: str
    """``syntax``, ``name`` or ``default``."""
    place: Place
    message: str
    choices: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro, and the names around it."""

    page: PageFile
    node: nodes.Macro
    scope: Mapping[str, TypeOf]


@dataclass(frozen=True, slots=True)
class Module:
    """What ``{% import %}`` gives."""

    names: Mapping[str, TypeOf]


@dataclass(slots=True)
class Walk:
    """One walk through all templates."""

    pages: Mapping[str, PageFile]
    environment: jinja2.Environment
    run_macro: Callable[[Walk, Macro, Sequence[TypeOf]], None]
    """Follows a macro with arguments of these types."""
    problems: dict[Problem, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    trees: dict[str, nodes.Template | None] = field(default_factory=dict)

    def report(
        self, kind: str, place: Place, message: str, choices: Sequence[str] = (), typed: str = ""
    ) -> None:
        """Note a problem, once."""
        self.problems.setdefault(Problem(kind, place, message, tuple(choices), typed))

    def no_name(
        self, page: PageFile, node: nodes.Node, name: str, message: str, choices: Sequence[str]
    ) -> None:
        """Note that a name is not there, where it was typed."""
        self.report("name", place_of(page, node, name), message, choices, name)


def place_of(page: PageFile, node: nodes.Node, name: str = "") -> Place:
    """The line of a node, and the column of a name on it or on one of the next lines."""
    lines = page.text.split("\n")
    for number in range(node.lineno, min(node.lineno + _LINES_AHEAD, len(lines) + 1)):
        line = lines[number - 1]
        column = _column(line, name) if name else len(line) - len(line.lstrip())
        if column >= 0:
            return Place(page.file, number, column + 1)
    return Place(page.file, node.lineno, 1)


def _column(line: str, name: str) -> int:
    """Where a whole word stands in a line, after a dot rather than elsewhere; -1 when it does not."""
    for pattern in (rf"(?<=\.){re.escape(name)}(?!\w)", rf"(?<!\w){re.escape(name)}(?!\w)"):
        match = re.search(pattern, line)
        if match:
            return match.start()
    return -1
