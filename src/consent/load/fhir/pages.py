"""The links of searches that come in pages: whether a page is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from consent.load.fhir.json_shape import Json, child, children, text_of
from consent.load.rows.codes import FHIR_SHAPE
from consent.models.findings.finding import Finding, Severity
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
    matches: tuple[int, int] | None
    """How many resources the search has found, and how many of them are here."""


def links_of(bundle: Json) -> Iterator[tuple[str, str]]:
    """``self`` and ``next`` of a Bundle, each with its address."""
    for link in children(bundle, "link"):
        if text_of(link, "relation") in ("self", "next"):
            yield text_of(link, "relation"), text_of(link, "url")


def matches_of(bundle: Json) -> tuple[int, int] | None:
    """How many matches a search result without pages says it has, and holds."""
    total = bundle.get("total")
    paged = any(text_of(link, "relation") != "self" for link in children(bundle, "link"))
    if text_of(bundle, "type") != "searchset" or not isinstance(total, int) or paged:
        return None
    modes = [text_of(child(entry, "search"), "mode") for entry in children(bundle, "entry")]
    return total, sum(mode in ("match", "") for mode in modes)


def links_at_the_ends(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """The same from how a Bundle too large to hold begins and ends."""
    start = file.read(_ENDS)
    size = file.seek(0, 2)
    file.seek(max(size - _ENDS, min(size, _ENDS)))
    for found in _LINK.finditer(start + b"\n" + file.read(_ENDS)):
        relation, url = (found[1], found[2]) if found[1] else (found[4], found[3])
        yield relation.decode(), url.decode("utf-8", "replace").replace("\\/", "/")


def pages_missing(files: Iterable[Linked]) -> Iterator[Finding]:
    """A warning for each file whose next page is not here, or that lacks some of what was found."""
    listed = list(files)
    here = {url for file in listed for relation, url in file.links if relation == "self"}
    for file in listed:
        if any(relation == "next" and url not in here for relation, url in file.links):
            message = (
                "this is one page of a longer search result; the next is not here, so rows may be missing"
            )
            hint = "put all pages into a folder, and name the folder"
            yield Finding(Place(file.name), FHIR_SHAPE, message, hint, Severity.WARNING, "Bundle.link")
    held: Counter[int] = Counter()
    for file in listed:
        total, count = file.matches or (0, 0)
        held[total] += count
    for file in listed:
        # Pages that do not link to each other still tell the same total.
        if file.matches and held[file.matches[0]] < file.matches[0]:
            message = "the search has found more than is here, so rows may be missing"
            hint = "export again without a limit, or put all pages into a folder, and name the folder"
            yield Finding(Place(file.name), FHIR_SHAPE, message, hint, Severity.WARNING, "Bundle.total")
