"""Sections of the pages that print the same in many packets: written once for all that give them the same.

What a section reads of its packet is noted as it runs. Where a later packet has the same there, and all else
that stands around the section is the same, its words are the same too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import BuiltinFunctionType, FunctionType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro

from consent.models.paper.packet import Packet

_MOST = 512
"""Texts that one set of templates keeps."""
_PACKET = "packet"
_PLAIN = (str, int, float, bool, type(None))
_FIXED = (FunctionType, BuiltinFunctionType, type)
# Made anew for each page, from what the page and its sections read.
_OF_PAGE = (TemplateModule, Macro)

Question = tuple[str, tuple[Any, ...] | None]
"""The name of an attribute of the packet; for a method, what it was called with."""


class _UnknownError(Exception):
    """Something around the section may differ without showing it."""


@dataclass(slots=True)
class Reads:
    """What was asked of the packet, and the answers."""

    answers: dict[Question, Any] = field(default_factory=dict)

    def fit(self, packet: Packet) -> bool:
        """Whether this packet gives the same answers."""
        for (name, given), answer in self.answers.items():
            said = getattr(packet, name)
            if given is not None:
                said = said(*given)
            if said is not answer and said != answer:
                return False
        return True


class _Page(threading.local):
    """The page that is being written, one for each thread."""

    def __init__(self) -> None:
        self.whole = False
        """Whether what runs next is a page or an import, which is never written once for several."""
        self.open: list[Reads] = []
        self.imported = Reads()
        """What the imported templates have read for themselves."""
        self.plain: dict[int, Any] = {}
        """Tables that stand around every section, in a form that can be compared."""


_page = _Page()


@contextmanager
def _one_page() -> Iterator[None]:
    _page.whole, _page.open, _page.imported, _page.plain = True, [], Reads(), {}
    try:
        yield
    finally:
        _page.whole, _page.open, _page.imported, _page.plain = False, [], Reads(), {}


def note(name: str, given: tuple[Any, ...] | None, answer: Any) -> None:
    """The packet was asked for something."""
    for reads in _page.open:
        reads.answers[name, given] = answer


class KeptSections:
    """The texts of one environment."""

    def __init__(self) -> None:
        self.can_keep = True
        """False once a template does anything with a packet but ask for what it says."""
        self._texts: dict[Any, list[tuple[Reads, str]]] = {}
        self._count = 0

    def look_at(self, tree: nodes.Template) -> None:
        """Look at a template before it runs."""
        asked = {id(one.node) for one in tree.find_all(nodes.Getattr)}
        if any(one.name == _PACKET and id(one) not in asked for one in tree.find_all(nodes.Name)):
            self.can_keep = False

    def find(self, key: Any, packet: Packet) -> tuple[Reads, str] | None:
        """The text of a section for this packet, and what it hangs on."""
        known = self._texts.get(key, [])
        place = next((place for place, kept in enumerate(known) if kept[0].fit(packet)), None)
        if place is None:
            return None
        # Rows of a schedule that follow each other are often alike.
        known.insert(0, known.pop(place))
        return known[0]

    def forget(self) -> None:
        """Forget all of them: some template is not what it was."""
        self._texts.clear()
        self._count = 0

    def keep(self, key: Any, reads: Reads, text: str) -> None:
        """Keep what a section came to."""
        if not self.can_keep:
            return
        if self._count >= _MOST:
            self.forget()
        self._texts.setdefault(key, []).insert(0, (reads, text))
        self._count += 1


class SectionTemplate(jinja2.Template):
    """A template that is not run again when it is included with the same around it."""

    @classmethod
    def _from_namespace(cls, environment: Any, namespace: Any, globals: Any) -> Any:  # noqa: A002
        template: Any = super()._from_namespace(environment, namespace, globals)
        # What others have written with the one before it is out of date.
        environment.kept.forget()
        run = template.root_render_func
        template.root_render_func = lambda context: _written(template, run, context)
        return template

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page."""
        environment: Any = self.environment
        # A section that is not run again does not ask for the templates within it.
        if not all(one.is_up_to_date for one in environment.cache.values()):
            environment.kept.forget()
        with _one_page():
            return super().render(*args, **kwargs)

    def make_module(self, *args: Any, **kwargs: Any) -> TemplateModule:
        """What an import gives."""
        _page.whole = True
        return super().make_module(*args, **kwargs)


def _written(template: Any, run: Callable[[Any], Iterator[str]], context: Any) -> Iterator[str]:
    whole, _page.whole = _page.whole, False
    packet = context.parent.get(_PACKET)
    if whole or not isinstance(packet, Packet):
        reads = Reads()
        yield _noted(reads, run, context)
        # It is behind everything that follows.
        _page.imported.answers.update(reads.answers)
        return
    key = _key(template, context)
    kept = template.environment.kept
    found = kept.find(key, packet) if key else None
    if found is None:
        reads = Reads(dict(_page.imported.answers))
        found = reads, _noted(reads, run, context)
        if key:
            kept.keep(key, *found)
    else:
        for (name, given), answer in found[0].answers.items():
            note(name, given, answer)
    yield found[1]


def _noted(reads: Reads, run: Callable[[Any], Iterator[str]], context: Any) -> str:
    _page.open.append(reads)
    try:
        return "".join(run(context))
    finally:
        _page.open.pop()


def _key(template: Any, context: Any) -> tuple[Any, ...] | None:
    """What stands around a section; None when that cannot be said."""
    # With long names, the values of one person stand around it.
    if context.blocks or context.parent.get("long_names") or not template.environment.kept.can_keep:
        return None
    try:
        return template.name, _around(context)
    except _UnknownError:
        return None


def _around(context: Any) -> tuple[Any, ...]:
    """Everything a section sees besides the packet, in a form that can be compared."""
    seen = {**context.parent, **context.vars}
    return tuple(
        (name, _plain(value))
        for name, value in sorted(seen.items())
        if name != _PACKET and not isinstance(value, _OF_PAGE)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, _PLAIN):
        return type(value), value
    if isinstance(value, _FIXED):
        return value
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, frozenset):
        return value
    if type(value) is dict:
        if id(value) not in _page.plain:
            _page.plain[id(value)] = tuple((key, _plain(one)) for key, one in value.items())
        return _page.plain[id(value)]
    raise _UnknownError
