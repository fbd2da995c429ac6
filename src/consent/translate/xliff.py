"""XLIFF 2.0: the file that translators' programs read and write.

One ``file`` for each file of the library, one ``unit`` for each text. The hash of the English words goes with
every unit and comes back, so that words which have changed meanwhile are noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from consent.errors import ResourceError
from consent.models.library.translation import State
from consent.models.place import Place
from consent.translate.handed import Handed

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_STATES = {
    State.MISSING: "initial",
    State.STALE: "initial",
    State.DRAFT: "translated",
    State.CURRENT: "final",
}
_SUBSTATE = "consent:"
_DONE = frozenset({"translated", "reviewed", "final"})
_MOST_BYTES = 32 * 1024 * 1024


def to_xliff(texts: Iterable[Handed], source: str, target: str) -> bytes:
    """The texts as an XLIFF 2.0 document from one language into another (BCP 47)."""
    root = etree.Element(_tag("xliff"), nsmap={None: NAMESPACE})
    root.set("version", "2.0")
    root.set("srcLang", source)
    root.set("trgLang", target)
    for number, (owner, group) in enumerate(groupby(texts, key=lambda one: one.owner), 1):
        file = etree.SubElement(root, _tag("file"), id=f"f{number}", original=owner)
        for place, one in enumerate(group, 1):
            _add_unit(file, f"f{number}u{place}", one)
    if not len(root):
        raise ResourceError(
            "there is nothing to translate", hint="leave out --state, or name another language"
        )
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def from_xliff(data: bytes, name: str) -> tuple[tuple[Handed, ...], str | None]:
    """The texts of an XLIFF 2.0 document as it came back, and the tag of the language it says they are in.

    Raises:
        ResourceError: it is none, or it declares entities or a document type, which no such file needs.

    """
    root = _parsed(data, name)
    if root.tag != _tag("xliff") or not (root.get("version") or "").startswith("2."):
        raise ResourceError(
            f"{name} is no XLIFF 2 file", hint="send back the file that `export` wrote, or a CSV"
        )
    return tuple(_units(root, name)), root.get("trgLang")


def _parsed(data: bytes, name: str) -> Any:
    if len(data) > _MOST_BYTES:
        raise ResourceError(
            f"{name} is larger than any translation", hint="send back the file that `export` wrote"
        )
    # Nothing is fetched and no entity is put in its place: a few lines could grow to gigabytes.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise ResourceError(
            f"{name}:{line}: this is no well-formed XML", hint="save it again with the translator's program"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ResourceError(
            f"{name} declares a document type; an XLIFF file has none", hint="take the `<!DOCTYPE …>` out"
        )
    return root


def _add_unit(file: Any, id_: str, one: Handed) -> None:
    unit = etree.SubElement(file, _tag("unit"), id=id_, name=one.at)
    notes = etree.SubElement(unit, _tag("notes"))
    for category, words in (("english", one.digest), ("state", one.state.value), ("context", one.context)):
        if words:
            etree.SubElement(notes, _tag("note"), category=category).text = words
    segment = etree.SubElement(unit, _tag("segment"), state=_STATES[one.state])
    segment.set("subState", f"{_SUBSTATE}{one.state.value}")
    for tag, words in (("source", one.english), ("target", one.text)):
        if words or tag == "source":
            element = etree.SubElement(segment, _tag(tag))
            element.text = words
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _units(root: Any, name: str) -> Iterator[Handed]:
    for file in root.iter(_tag("file")):
        for unit in file.iter(_tag("unit")):
            # A program may cut a text into several segments; together they are the text.
            segments = list(unit.iter(_tag("segment")))
            states = {segment.get("state") or "initial" for segment in segments}
            yield Handed(
                owner=file.get("original") or "",
                at=unit.get("name") or "",
                english="".join(_words(segment, "source") for segment in segments),
                text="".join(_words(segment, "target") for segment in segments).strip(),
                state=State.DRAFT,
                place=Place(name, unit.sourceline or 0),
                done=bool(states) and states <= _DONE,
            )


def _words(segment: Any, tag: str) -> str:
    found = segment.find(_tag(tag))
    return "" if found is None else "".join(found.itertext())


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
