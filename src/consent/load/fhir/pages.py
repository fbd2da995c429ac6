"""The links of searches that come in pages: whether a page is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from consent.load.fhir.json_shape import Json, children, text_of
from consent.load.source_codes import FHIR_SHAPE
from consent.models.finding import Finding, Severity
from consent.models.place import Place

_ENDS = 1 << 16
"""Bytes at each end of a large Bundle in which its links stand."""
_LINK = re.compile(
    rb'\{\s*"relation"\s*:\s*"(self|next)"\s*,\s*"url"\s*:\s*"([^"]*)"|'
    rb'\{\s*"url"\s*:\s*"([^"]*)"\s*,\s*"relation"\s*:\s*"(self|next)"'
)


class Linked(Protocol):
    """A file, and the links of the search results in it."""

    name: str
    links: set[tuple[str, str]]


def links_of(bundle: Json) -> Iterator[tuple[str, str]]:
    """``self`` and ``next`` of a Bundle, each with its address."""
    for link in children(bundle, "link"):
        if text_of(link, "relation") in ("self", "next"):
            yield text_of(link, "relation"), text_of(link, "url")


def links_at_the_ends(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """The same from how a Bundle too large to hold begins and ends."""
    start = file.read(_ENDS)
    size = file.seek(0, 2)
    file.seek(max(size - _ENDS, min(size, _ENDS)))
    for found in _LINK.finditer(start + b"\n" + file.read(_ENDS)):
        relation, url = (found[1], found[2]) if found[1] else (found[4], found[3])
        yield relation.decode(), url.decode("utf-8", "replace").replace("\\/", "/")


def pages_missing(files: Iterable[Linked]) -> Iterator[Finding]:
    """A warning for each file whose next page is not among the files."""
    listed = list(files)
    here = {url for file in listed for relation, url in file.links if relation == "self"}
    for file in listed:
        if any(relation == "next" and url not in here for relation, url in file.links):
            message = (
                "this is one page of a longer search result; the next is not here, so rows may be missing"
            )
            hint = "put all pages into a folder, and name the folder"
            yield Finding(Place(file.name), FHIR_SHAPE, message, hint, Severity.WARNING, "Bundle.link")
