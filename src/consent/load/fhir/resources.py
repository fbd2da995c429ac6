"""The resources of Bundles, bulk exports and single files, one at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO, cast

import ijson

from consent.load.codes import Common, Kind, code
from consent.load.fhir.json_shape import text_of
from consent.load.fhir.pages import links_at_the_ends, links_of, matches_of
from consent.load.fhir.parse import parsed
from consent.load.rows.byte_source import HEAD, ByteSource
from consent.load.rows.codes import CUT_OFF, FHIR_SHAPE, TOO_LARGE
from consent.load.rows.row import Unit
from consent.load.typed.text import RefusalError
from consent.models.findings.finding import Finding
from consent.models.place import Place

WHOLE_LIMIT = 16_000_000
"""Bytes; a larger Bundle is read piece by piece."""
LINE_LIMIT = 8_000_000
"""Bytes of one resource of a bulk export; photographs make some large."""
TEXT_LIMIT = 16_000_000
BUNDLE_TYPES = ("collection", "searchset", "transaction", "batch", "document")
_ANSWERS = ("batch-response",)
"""Read too: Bundles of search results in a Bundle."""
_OTHER_TYPES = ("history", "message", "transaction-response", "subscription-notification")
"""FHIR's own, which hold what was, or what was said of it, and not what is."""
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One resource and where it is."""

    number: int
    unit: Unit
    place: Place
    full_url: str = field(repr=False)
    resource: dict[str, Any] = field(repr=False)
    finding: Finding | None = None
    """Why there is none."""


class FhirFile:
    """A file that can be read several times; what comes from standard input is put aside."""

    def __init__(self, source: ByteSource) -> None:
        self.name = source.name
        self._source = source
        self._aside = _put_aside(source) if source.path is None else None
        self.is_lines = _is_lines(source)
        self.links: set[tuple[str, str]] = set()
        """``self`` and ``next`` of the search results in it."""
        self.matches: tuple[int, int] | None = None

    def close(self) -> None:
        """Let go of what was put aside."""
        if self._aside is not None:
            self._aside.close()

    def resources(self) -> Iterator[Found]:
        """Every resource, those of a Bundle one by one.

        Raises:
            RefusalError: what is there is not FHIR in JSON.
        """
        with self._open() as file:
            if self.is_lines:
                yield from self._lines(file)
            else:
                yield from self._bundle(file)

    def _open(self) -> AbstractContextManager[BinaryIO]:
        if self._aside is None:
            return self._source.open()
        self._aside.seek(0)
        return nullcontext(self._aside)

    def _lines(self, file: BinaryIO) -> Iterator[Found]:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            place = Place(self.name, number)
            if len(line) > LINE_LIMIT:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LINE_LIMIT)
                message = f"the line is longer than {LINE_LIMIT // 1_000_000} MB"
                yield self._broken(
                    number, place, TOO_LARGE, message, "leave pictures and documents out of the export"
                )
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                resource, trouble = parsed(line)
                if trouble:
                    yield self._broken(number, place, trouble.code, trouble.message, trouble.hint)
                elif isinstance(resource, dict) and "resourceType" in resource:
                    self.links.update(links_of(resource))
                    yield from _unpacked(resource, number, Unit.LINE, place, "")
                else:
                    syntax = code(Kind.RECORD, Common.SYNTAX)
                    hint = "an NDJSON file has one whole resource on each line"
                    yield self._broken(number, place, syntax, "the line is no FHIR resource", hint)

    def _broken(self, number: int, place: Place, number_of: str, message: str, hint: str) -> Found:
        return Found(number, Unit.LINE, place, "", {}, Finding(place, number_of, message, hint))

    def _bundle(self, file: BinaryIO) -> Iterator[Found]:
        place = Place(self.name)
        start = file.read(WHOLE_LIMIT + 1)
        if len(start) <= WHOLE_LIMIT:
            whole, trouble = parsed(start)
            if trouble:
                number_of = FHIR_SHAPE if trouble.code == code(Kind.RECORD, Common.SYNTAX) else trouble.code
                raise self._refusal(trouble.message, trouble.hint, number_of)
            roots = whole if isinstance(whole, list) else [whole]
            number = 0
            for root in roots:
                if isinstance(root, dict) and root.get("resourceType") == "Bundle":
                    self._check_bundle(text_of(root, "type"))
                    self.links.update(links_of(root))
                    self.matches = matches_of(root) if len(roots) == 1 else None
                for found in _unpacked(root, number + 1, Unit.ENTRY, place, ""):
                    number = found.number
                    yield found
            return
        file.seek(0)
        yield from self._large_bundle(file, place)

    def _large_bundle(self, file: BinaryIO, place: Place) -> Iterator[Found]:
        number, failed = 0, False
        try:
            kind = next(iter(ijson.items(_Bounded(file), "type")), "")
            self._check_bundle(kind if isinstance(kind, str) else "")
            file.seek(0)
            self.links.update(links_at_the_ends(file))
            file.seek(0)
            for entry in ijson.items(_Bounded(file), "entry.item", use_float=True):
                number += 1
                if isinstance(entry, dict):
                    url = text_of(entry, "fullUrl")
                    yield from _unpacked(entry.get("resource"), number, Unit.ENTRY, place, url, 1)
        except (ijson.JSONError, ValueError, _EndlessTextError):
            failed = True
        if failed:
            raise self._refusal(
                "this is not valid JSON", "export it again; it may have been cut off", CUT_OFF
            )

    def _check_bundle(self, kind: str) -> None:
        if kind not in BUNDLE_TYPES + _ANSWERS:
            hint = f"give a Bundle of type {', '.join(BUNDLE_TYPES)}, or an NDJSON export"
            named = f" (`{kind}`)" if kind in _OTHER_TYPES else ""
            raise self._refusal(f"the Bundle's type{named} is none that can be read", hint, FHIR_SHAPE)

    def _refusal(self, message: str, hint: str, number: str = FHIR_SHAPE) -> RefusalError:
        return RefusalError([Finding(Place(self.name), number, message, hint)])


def _unpacked(root: Any, number: int, unit: Unit, place: Place, url: str, depth: int = 0) -> Iterator[Found]:
    """A resource, or those of a Bundle and of the Bundles in it."""
    if not isinstance(root, dict):
        return
    if root.get("resourceType") != "Bundle":
        yield Found(number, unit, place, url, root)
        return
    entries = root.get("entry")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and depth < _DEEPEST:
            at = number if unit is Unit.LINE or depth else number + index
            yield from _unpacked(entry.get("resource"), at, unit, place, text_of(entry, "fullUrl"), depth + 1)


def _put_aside(source: ByteSource) -> BinaryIO:
    """All of a stream: in memory, or when it is large in a nameless file that goes when it is closed."""
    with source.open() as stream:
        start = stream.read(WHOLE_LIMIT + 1)
        if len(start) <= WHOLE_LIMIT:
            return BytesIO(start)
        aside = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - FhirFile closes it
        aside.write(start)
        shutil.copyfileobj(stream, aside)
        return aside


def _is_lines(source: ByteSource) -> bool:
    if source.ending in (".ndjson", ".jsonl"):
        return True
    head = source.head
    if source.path is not None:
        with source.open() as file:
            head = file.read(HEAD)
    line, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return bool(rest.strip()) and isinstance(parsed(line)[0], dict)


class _EndlessTextError(Exception):
    """A text in a Bundle goes on for longer than any picture."""


class _Bounded:
    """Bytes in which no text goes on for ever: a parser would hold all of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._run = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        part = self._file.read(size)
        last = part.rfind(b'"')
        self._run = len(part) - last if last >= 0 else self._run + len(part)
        if self._run > TEXT_LIMIT:
            raise _EndlessTextError
        return part
