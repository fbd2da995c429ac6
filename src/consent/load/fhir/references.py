"""The names a resource goes by: its URL, ``Type/id``, ``urn:uuid:…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from consent.load.fhir.json_shape import Json, text_of

# 64 is the longest that FHIR lets an id be. Any address of a server may stand before the two.
_TYPE_AND_ID = re.compile(r"([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]+)?$", re.ASCII)
_HISTORY = re.compile(r"/_history/[A-Za-z0-9.-]+$", re.ASCII)


def own_keys(resource: Json, full_url: str) -> tuple[str, ...]:
    """Every name a resource may be referred to by."""
    keys = []
    kind, own = text_of(resource, "resourceType"), text_of(resource, "id")
    if full_url:
        keys.append(_HISTORY.sub("", full_url))
    if kind and own:
        keys.append(f"{kind}/{own}")
    return tuple(dict.fromkeys(keys))


def keys_of(reference: str) -> Iterator[str]:
    """The names a reference may mean, the most exact first."""
    if not reference:
        return
    if token := conditional_token(reference):
        yield token
        return
    yield _HISTORY.sub("", reference)
    match = _TYPE_AND_ID.search(reference)
    if match and not reference.startswith("urn:"):
        yield f"{match.group(1)}/{match.group(2)}"


def is_absolute(url: str) -> bool:
    """Whether an address names a server."""
    return url.startswith(("http://", "https://"))


def type_of(reference: str) -> str:
    """The type of resource a reference names, when it shows."""
    match = _TYPE_AND_ID.search(reference)
    if match:
        return match.group(1)
    kind, question, _ = reference.partition("?")
    return kind if question and kind.isalpha() else ""


def conditional_token(reference: str) -> str:
    """``system|value`` of a conditional reference such as ``Practitioner?identifier=system|value``."""
    _, found, query = reference.partition("?identifier=")
    # With a further condition it may mean fewer than all that have the identifier.
    return unquote(query) if found and "&" not in query else ""
