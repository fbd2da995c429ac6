"""What earlier runs on this machine found out and that still holds: masters, and which plan leads to which.

A master is kept under its content and everything else that decides its bytes, and only once its
pages have passed their checks. No patient's data is in it: see :mod:`consent.assemble.without_person`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from consent.errors import ResourceError
from consent.models.people.look import Bilingual, DocumentKind, Edition, Paper
from consent.pipeline.remembered.fingerprint import (
    TemplateDigests,
    digest_of,
    machine_digest,
    template_digests,
)
from consent.write import Cache

if TYPE_CHECKING:
    from consent.models.library.collection import Library
    from consent.models.paper.master import Master
    from consent.models.paper.part import Stored
    from consent.models.people.record import Record

_S = TypeVar("_S", bound="Stored")


@dataclass(frozen=True, slots=True)
class Wish:
    """How packets are asked for, before anything has been read."""

    practice: Path
    templates: Path | None
    language: str | None
    """None: of each record, as the practice prints."""
    issued_on: date
    edition: Edition
    paper: Paper | None
    """None: the practice's."""
    sources: bool = False
    """Whether the list of sources prints."""
    document: DocumentKind = DocumentKind.CONSENT
    allow_stale: bool = False
    """Whether words print whose English has changed since they were translated."""
    bilingual: Bilingual | None = None

    def language_of(self, record: Record) -> str:
        """What decides in which language a record prints, whatever languages the practice prints in."""
        return record.patient.preferred_language if self.language is None else self.language


@dataclass(frozen=True, slots=True)
class Answer:
    """What a plan led to: its content, and the files besides templates and practice it was made from."""

    content_hash: str
    files: tuple[tuple[str, str], ...]
    """Name, from the practice's folder, and SHA-256."""
    days: tuple[date, date]
    """The first and the last printed date for which it holds: between them the law stays the same."""
    from_age: int
    """The youngest age for which it holds: below it the procedures have a rule of their own."""
    language: str
    """That it is written in."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The cache, as seen by this program with these templates."""

    cache: Cache
    roots: tuple[Path, ...]
    machine: str = field(repr=False)
    templates: TemplateDigests = field(repr=False)

    def master(self, content_hash: str) -> Master | None:
        """The checked master of this content."""
        # Who only asks about the library never needs what masters are read with.
        from consent.models.paper.master import Master

        data = self.cache.read(self._master_name(content_hash))
        try:
            return Master.from_bytes(data) if data is not None else None
        except ResourceError:
            return None

    def keep_master(self, content_hash: str, master: Master) -> None:
        """Keep a master whose pages have been checked."""
        self.cache.write(self._master_name(content_hash), master.to_bytes())

    def part(self, kind: type[_S], key: str) -> _S | None:
        """A part, a frame or a set of fonts that was typeset before."""
        data = self.cache.read(self._part_name(key))
        try:
            return kind.from_bytes(data) if data is not None else None
        except ResourceError:
            return None

    def keep_part(self, key: str, part: Stored) -> None:
        """Keep what was typeset."""
        self.cache.write(self._part_name(key), part.to_bytes())

    def template(self, name: str) -> bytes | None:
        """A page template compiled before."""
        return self.cache.read(self._template_name(name))

    def keep_template(self, name: str, compiled: bytes) -> None:
        """Keep a page template as it was compiled."""
        self.cache.write(self._template_name(name), compiled)

    def library(self, language: str, *, allow_stale: bool = False) -> Library | None:
        """The library as it was read from the same template folders before; it had passed its checks."""
        from consent.load.library.kept import library_from_bytes

        data = self.cache.read(self._library_name(language, allow_stale=allow_stale))
        try:
            return library_from_bytes(data) if data is not None else None
        except ResourceError:
            return None

    def has_library(self, language: str) -> bool:
        """Whether the library of these template folders, as they are now, has passed its checks before."""
        return self.cache.read(self._library_name(language, allow_stale=False)) is not None

    def keep_library(self, language: str, library: Library, *, allow_stale: bool = False) -> None:
        """Keep a library that has passed its checks, unless a template has changed since this run began."""
        from consent.load.library.kept import library_to_bytes

        if template_digests(self.roots) == self.templates:
            self.cache.write(self._library_name(language, allow_stale=allow_stale), library_to_bytes(library))

    def answer(self, wish: Wish, plan: Record) -> Answer | None:
        """What this plan led to before, if the law and every file it was made from are the same."""
        data = self.cache.read(self._answer_name(wish, plan))
        if data is None:
            return None
        content_hash, files, days, from_age, language = json.loads(data)
        first, last = map(date.fromisoformat, days)
        kept = tuple((name, digest) for name, digest in files)
        answer = Answer(content_hash, kept, (first, last), from_age, language)
        same = all(file_digest(wish.practice.parent / name) == digest for name, digest in answer.files)
        return answer if same and first <= wish.issued_on <= last else None

    def keep_answer(self, wish: Wish, plan: Record, answer: Answer) -> None:
        """Keep what a plan led to, unless a template has changed since this run began."""
        if template_digests(self.roots) == self.templates:
            days = [day.isoformat() for day in answer.days]
            data = json.dumps([answer.content_hash, answer.files, days, answer.from_age, answer.language])
            self.cache.write(self._answer_name(wish, plan), data.encode())

    def _master_name(self, content_hash: str) -> str:
        return digest_of("master", self.machine, self.templates.design, content_hash) + ".master"

    def _part_name(self, key: str) -> str:
        return digest_of("part", self.machine, self.templates.pictures, key) + ".part"

    def _template_name(self, name: str) -> str:
        return digest_of("template", self.machine, name) + ".code"

    def _library_name(self, language: str, *, allow_stale: bool) -> str:
        folders = [str(root) for root in self.roots]
        asked = (self.templates.everything, folders, language, *(("stale",) if allow_stale else ()))
        return digest_of("library", self.machine, *asked) + ".library"

    def _answer_name(self, wish: Wish, plan: Record) -> str:
        look = (wish.language, wish.edition, wish.paper, wish.sources, wish.document, wish.allow_stale)
        look = (*look, *((wish.bilingual,) if wish.bilingual else ()))
        practice = file_digest(wish.practice)
        whole = (self.machine, self.templates.everything, practice, look, plan.model_dump_json())
        return digest_of("answer", *whole) + ".plan"


def open_memory(folder: Path, roots: Sequence[Path]) -> Memory | None:
    """The memory in a cache folder; None when the templates are too many to be looked at each time."""
    templates = template_digests(roots)
    return Memory(Cache(folder), tuple(roots), machine_digest(), templates) if templates else None


def file_digest(path: Path) -> str:
    """SHA-256 of a file; empty when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
