"""Safe steps into FHIR's JSON, where anything may be missing or of another type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_ABSENT = "/data-absent-reason"


def text_of(node: Any, key: str) -> str:
    """The text under a key without surrounding spaces, or an empty one."""
    value = node.get(key) if isinstance(node, dict) else None
    return value.strip() if isinstance(value, str) else ""


def known_text(node: Any, key: str) -> str:
    """The same, unless what stands there is marked as standing for a value that is not known: ``UNK``."""
    return "" if is_unknown(child(node, f"_{key}")) else text_of(node, key)


def is_unknown(node: Any) -> bool:
    """Whether an element is marked with the reason why its value is not there."""
    return any(text_of(one, "url").endswith(_ABSENT) for one in children(node, "extension"))


def child(node: Any, key: str) -> dict[str, Any]:
    """The object under a key, or an empty one."""
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, dict) else {}


def children(node: Any, key: str) -> list[dict[str, Any]]:
    """The objects in the list under a key; a single object counts as a list of one."""
    value = node.get(key) if isinstance(node, dict) else None
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def codings(concept: Any) -> Iterator[tuple[str, str, str]]:
    """System, code and display of each coding of a concept."""
    for coding in children(concept, "coding"):
        if code := text_of(coding, "code"):
            yield text_of(coding, "system"), code, text_of(coding, "display")


def words_of(concept: Any) -> Iterator[str]:
    """What a concept is called, in the words of its source."""
    if text := text_of(concept, "text"):
        yield text
    for coding in children(concept, "coding"):
        if display := text_of(coding, "display"):
            yield display
