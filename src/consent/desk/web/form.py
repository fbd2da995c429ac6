"""Reads what a browser sends: bounded, in memory, each field once, nothing that nobody asked for."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import cast
from unicodedata import category

from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from consent.desk.guard.session import Session
from consent.desk.refusal import Refused

TOKEN = "token"  # noqa: S105 - the name of a field
_MOST_BYTES = 256 * 1024
_AROUND = 64 * 1024
"""What a form adds to its file."""
_LONGEST = 4_000
"""Letters in a field."""
_MOST_FIELDS = 300
_PATIENCE = 60.0
"""Seconds for a whole form to arrive."""
_BREAKS = frozenset("\r\n\t")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form has."""

    one: Sequence[str] = ()
    """Fields that come once or not at all."""
    many: Sequence[str] = ()
    """Fields that may come several times."""
    file: str = ""
    """The field of a file."""
    most_bytes: int = _MOST_BYTES
    """Of all of it, the file among it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str = field(repr=False)
    """As the browser calls it, without folders; it may name a patient."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent. Spaces at both ends are gone."""

    _values: dict[str, list[str]] = field(repr=False)
    file: Sent | None = field(default=None, repr=False)

    def one(self, name: str) -> str:
        """A field's value; empty when it is not there."""
        return (self._values.get(name) or [""])[0]

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field, in order."""
        return tuple(self._values.get(name, ()))


class _InMemory(MultiPartParser):
    """Never spools a file to disk: it may be a schedule."""

    spool_max_size = 1 << 62


async def file_of(request: Request, name: str, most_bytes: int) -> Sent:
    """The one file of a form that asks for nothing else; its size is bounded by ``most_bytes``.

    Raises:
        Refused: 422 there is none, or nothing is in it; else as ``form_of``.
    """
    form = await form_of(request, Fields(file=name, most_bytes=most_bytes + _AROUND))
    if form.file is None or not form.file.data:
        raise Refused(422, "No file was chosen, or there is nothing in it.", "Choose the schedule's file.")
    return form.file


async def form_of(request: Request, fields: Fields) -> Form:
    """The form of a request, its token held against the session's where there is one.

    Raises:
        Refused: 400 malformed, doubled or unknown fields, letters nobody can type; 403 another page's token;
            408 it did not arrive; 413 too large; 415 no form.
    """
    items = await _items(request, fields)
    try:
        values, file = await _sorted(items, fields)
    finally:
        for _, value in items:
            if isinstance(value, UploadFile):
                await value.close()
    _check_names(values, fields)
    own = cast("Session | None", request.scope.get("desk.session"))
    given = values.get(TOKEN, [""])[0]
    if own is not None and not secrets.compare_digest(given.encode(), own.csrf.encode()):
        raise Refused(
            403, "This page is from before the desk was opened.", "Go back to the list and try again."
        )
    # A browser sends an empty file where none was chosen.
    return Form(values, file if file and (file.name or file.data) else None)


def query_of(request: Request, *names: str) -> dict[str, str]:
    """The query of an address, each name at most once and no other. Nothing of a patient belongs there."""
    pairs = request.query_params.multi_items()
    if len({name for name, _ in pairs}) < len(pairs) or any(name not in names for name, _ in pairs):
        raise Refused(400, "There is no such address.", "Go back to the list.")
    return {name: _typed(value) for name, value in pairs}


async def _sorted(
    items: Sequence[tuple[str, str | UploadFile]], fields: Fields
) -> tuple[dict[str, list[str]], Sent | None]:
    values: dict[str, list[str]] = {}
    file: Sent | None = None
    for name, value in items:
        if not isinstance(value, UploadFile):
            values.setdefault(name, []).append(_typed(value))
        elif name != fields.file or file is not None:
            raise _malformed()
        else:
            file = Sent((value.filename or "").replace("\\", "/").rpartition("/")[2], await value.read())
    return values, file


async def _items(request: Request, fields: Fields) -> list[tuple[str, str | UploadFile]]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    most = fields.most_bytes
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise _too_large(most)
    body = _bounded(request, most)
    try:
        async with asyncio.timeout(_PATIENCE):
            if kind == "application/x-www-form-urlencoded":
                form = await FormParser(
                    request.headers,
                    body,
                    max_fields=_MOST_FIELDS,
                    max_part_size=_MOST_BYTES,
                ).parse()
            elif kind == "multipart/form-data":
                form = await _InMemory(
                    request.headers,
                    body,
                    max_files=1,
                    max_fields=_MOST_FIELDS,
                    max_part_size=_MOST_BYTES,
                ).parse()
            else:
                raise Refused(415, "That is no form of this desk.", "Go back to the list.")
    except MultiPartException:
        raise _malformed() from None
    except TimeoutError:
        raise Refused(408, "What you sent did not arrive in time.", "Try again.") from None
    except ClientDisconnect:
        raise Refused(400, "The browser went away.") from None
    return form.multi_items()


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    count = 0
    async for chunk in request.stream():
        count += len(chunk)
        if count > most:
            raise _too_large(most)
        yield chunk


def _typed(value: str) -> str:
    text = value.strip()
    if len(text) > _LONGEST:
        raise Refused(400, "A field is too long.", f"A field takes {_LONGEST} letters.")
    if any(category(letter) in ("Cc", "Cs") and letter not in _BREAKS for letter in text):
        raise Refused(400, "A field holds characters that cannot be printed.", "Type it by hand.")
    return text


def _check_names(values: dict[str, list[str]], fields: Fields) -> None:
    once = {*fields.one, TOKEN}
    for name, found in values.items():
        if name not in once and name not in fields.many:
            raise _malformed()
        if name in once and len(found) > 1:
            raise _malformed()


def _malformed() -> Refused:
    return Refused(400, "What was sent is no form of this desk.", "Go back to the list and try again.")


def _too_large(most: int) -> Refused:
    return Refused(
        413, "That is too large for the desk.", f"It takes {most / 1e6:.0f} MB; use `consent batch` for more."
    )
