"""Builds plain data from what a YAML or JSON reader meets, and remembers where each value was typed.

Refuses what both forbid: duplicate keys, too much nesting, too many values, unprintable characters.
Never looks at what the data means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consent.load.codes import Common, Kind, code
from consent.load.typed.text import UNPRINTABLE, refuse
from consent.models.findings.finding import Finding
from consent.models.place import Path, Place, Source

DEPTH_LIMIT = 20
COUNT_LIMIT = 50_000
_MOST_SHOWN = 20

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of a file, and where everything in it was typed."""

    data: Plain = field(repr=False)
    source: Source = field(repr=False)
    keys: Mapping[Path, Place] = field(repr=False)
    """Where each key was typed; ``source`` says where its value was."""
    findings: tuple[Finding, ...] = ()
    """What the reader refused."""
    spoiled: frozenset[Path] = field(default=frozenset(), repr=False)
    """Values the reader had to leave out; further complaints about them would only confuse."""
    readable: bool = True
    """False when nothing could be read, so ``data`` means nothing."""

    def is_spoiled(self, path: Path) -> bool:
        """Whether the value at a path, or something around it, was left out."""
        return bool(self.spoiled) and any(path[:length] in self.spoiled for length in range(len(path) + 1))


@dataclass(slots=True)
class _Frame:
    container: list[Plain] | dict[str, Plain]
    path: Path
    kept: bool
    """False below a key that was refused."""
    key: str = ""
    key_place: Place | None = None
    key_kept: bool = True


class TreeBuilder:
    """Collects values in the order they stand in the file."""

    def __init__(self, file: str, kind: Kind) -> None:
        self._file = file
        self.kind = kind
        self._stack: list[_Frame] = []
        self._root: Plain = None
        self._count = 0
        self._marks: dict[Path, Place] = {}
        self._keys: dict[Path, Place] = {}
        self._spoiled: set[Path] = set()
        self.findings: list[Finding] = []

    @property
    def wants_key(self) -> bool:
        """Whether the next thing is a key of a mapping."""
        return (
            bool(self._stack)
            and isinstance(self._stack[-1].container, dict)
            and self._stack[-1].key_place is None
        )

    def report(self, place: Place, number: Common, message: str, hint: str) -> None:
        """Note a problem and read on; after many, stop."""
        if len(self.findings) == _MOST_SHOWN:
            hint = "mend the first ones and try again"
            raise refuse(place, self.kind, number, "there are more problems of this sort from here on", hint)
        self.findings.append(Finding(place, code(self.kind, number), message, hint))

    def key(self, text: str, place: Place) -> None:
        """A key of the innermost mapping; its value comes next."""
        frame = self._stack[-1]
        frame.key, frame.key_place, frame.key_kept = text, place, True
        if UNPRINTABLE.search(text):
            self.report(
                place, Common.CHARACTER, "a key holds a character that cannot be printed", "type the key anew"
            )
            frame.key_kept = False
        elif text in frame.container:
            first = self._keys.get((*frame.path, text))
            where = f" (first on line {first.line})" if first else ""
            self.report(
                place, Common.DUPLICATE_KEY, f"this key is written twice{where}", "remove one of the two"
            )
            frame.key_kept = False

    def refuse_key(self, place: Place) -> None:
        """A key already complained about; its value is left out, and so are complaints about the mapping."""
        frame = self._stack[-1]
        frame.key, frame.key_place, frame.key_kept = "", place, False
        self._spoiled.add(frame.path)

    def scalar(self, value: bool | float | str | None, place: Place) -> None:
        """A single value."""
        spoiled = isinstance(value, str) and UNPRINTABLE.search(value) is not None
        if spoiled:
            self.report(place, Common.CHARACTER, "a character that cannot be printed", "delete the character")
            value = "?"
        path = self._add(value, place, scalar=True)
        if spoiled and path is not None:
            self._spoiled.add(path)

    def spoil(self, place: Place) -> None:
        """A value the reader already complained about."""
        path = self._add(None, place, scalar=True)
        if path is not None:
            self._spoiled.add(path)

    def open(self, container: list[Plain] | dict[str, Plain], place: Place) -> None:
        """A list or mapping begins."""
        if len(self._stack) >= DEPTH_LIMIT:
            message = f"more than {DEPTH_LIMIT} levels of nesting"
            raise refuse(place, self.kind, Common.REFUSED_YAML, message, "write it flatter")
        path = self._add(container, place, scalar=False)
        self._stack.append(_Frame(container, path or (), kept=path is not None))

    def close(self) -> None:
        """The innermost list or mapping ends."""
        self._stack.pop()

    def document(self) -> Document:
        """Everything collected."""
        return Document(
            self._root,
            Source(self._file, self._marks),
            self._keys,
            tuple(self.findings),
            frozenset(self._spoiled),
        )

    def _add(self, value: Plain, place: Place, *, scalar: bool) -> Path | None:
        """Put a value where it belongs; its path, or None when it was left out."""
        self._count += 1
        if self._count > COUNT_LIMIT:
            message = f"more than {COUNT_LIMIT} values in one file"
            raise refuse(place, self.kind, Common.REFUSED_YAML, message, "split it into several files")
        if not self._stack:
            self._root = value
            self._marks[()] = place
            return ()
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            path: Path = (*frame.path, len(frame.container))
            if not frame.kept:
                return None
            frame.container.append(value)
            self._marks[path] = place
            return path
        key_place, frame.key_place = frame.key_place, None
        if not (frame.kept and frame.key_kept and key_place):
            return None
        path = (*frame.path, frame.key)
        frame.container[frame.key] = value
        self._keys[path] = key_place
        self._marks[path] = place if scalar else key_place
        return path
