"""A clause file: front matter between two ``---`` lines, then the wording in Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from consent.load.codes import Common, Kind, code
from consent.load.library.markdown import Manner, parse_prose, parser
from consent.load.typed.document import attempt
from consent.load.typed.text import RefusalError, read_text, refuse
from consent.load.typed.translate import validate
from consent.load.typed.tree import Document
from consent.load.typed.yaml_reader import read_yaml
from consent.models.findings.finding import Finding
from consent.models.library.clause import Clause
from consent.models.library.collection import LoadedClause
from consent.models.place import Place, Source, Sourced

_FENCE = "---"


def read_clause(path: Path) -> tuple[LoadedClause | None, tuple[Finding, ...]]:
    """The clause in a file, or None and everything wrong with its front matter and its wording."""
    try:
        text = read_text(path, Kind.CLAUSE)
    except RefusalError as refused:
        return None, refused.findings
    return _clause_in(text, path)


# Whoever reads a library again in one process, the desk or `watch`, finds most of its files as they were.
@lru_cache(maxsize=1024)
def _clause_in(text: str, path: Path) -> tuple[LoadedClause | None, tuple[Finding, ...]]:
    document = attempt(lambda: _front_matter_in(text, path, Kind.CLAUSE), str(path))
    clause, findings = validate(Clause, document, Kind.CLAUSE)
    data = document.data
    if not isinstance(data, dict) or not isinstance(body := data.get("body"), str):
        return None, findings
    prose, complaints = parse_prose(parser(), body, document.source.at("body"), _manner(data))
    findings = (*findings, *complaints)
    if clause is None or findings:
        return None, findings
    return LoadedClause(Sourced(clause, document.source), prose), ()


def read_front_matter(path: Path, kind: Kind = Kind.CLAUSE) -> Document:
    """The data of a front matter, with what stands below it as ``body``; anything else is refused."""
    return _front_matter_in(read_text(path, kind), path, kind)


def _front_matter_in(text: str, path: Path, kind: Kind) -> Document:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        hint = "write `---`, then lines such as `id: some-clause`, then `---`, then the wording"
        raise refuse(
            Place(str(path), 1, 1), kind, Common.SYNTAX, "the file must begin with a `---` line", hint
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        message = "the front matter is not closed"
        hint = "write a second `---` line between the front matter and the wording"
        raise refuse(Place(str(path), 1, 1), kind, Common.SYNTAX, message, hint)
    front = read_yaml("\n".join(lines[1:end]) + "\n", str(path), kind, first_line=2)
    return _with_body(front, lines, end + 1, kind)


def _with_body(front: Document, lines: list[str], start: int, kind: Kind) -> Document:
    """The front matter with the wording as one more value, ``body``."""
    if not isinstance(front.data, dict):
        return front
    findings = front.findings
    if "body" in front.data:
        place = front.keys["body",]
        hint = "write the wording below the second `---` line"
        findings = (
            *findings,
            Finding(place, code(kind, Common.UNKNOWN_KEY), "unknown key `body`", hint),
        )
    while start < len(lines) - 1 and not lines[start].strip():
        start += 1
    body = "\n".join(lines[start:]).rstrip("\n ")
    place = Place(front.source.file, min(start, len(lines) - 1) + 1, 1)
    source = Source(front.source.file, {**front.source.marks, ("body",): place})
    return replace(front, data={**front.data, "body": body}, source=source, findings=findings)


def _manner(data: Mapping[str, object]) -> Manner:
    typography = data.get("typography")
    return Manner(
        for_procedure=data.get("scope") == "procedure",
        dictated=data.get("dictated") is True,
        keep_lines=isinstance(typography, dict) and typography.get("keep_lines") is True,
    )
