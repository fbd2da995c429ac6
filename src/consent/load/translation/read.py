"""The files of one language as a translation, and everything wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from consent.load.codes import Common, Kind, code
from consent.load.library.clause import read_front_matter
from consent.load.library.markdown import Manner, parse_prose, parser
from consent.load.translation.folders import find_translation
from consent.load.typed.document import attempt
from consent.load.typed.known import read_as
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.language import Language
from consent.models.library.translation import (
    ANATOMY,
    ClauseTranslation,
    LoadedClauseTranslation,
    PagesTranslation,
    TextsTranslation,
    Translation,
    WantedFile,
)
from consent.models.place import Place, Sourced

KIND = Kind.TRANSLATION
M = TypeVar("M", PagesTranslation, WantedFile)


def read_translation(
    roots: Sequence[Path], language: str, library: Library
) -> tuple[Translation | None, tuple[Finding, ...]]:
    """A language's translation of the English library; None when ``language.yaml`` cannot be read."""
    files = find_translation(roots, language)
    typed, complaints = read_as(Language, files.head, KIND)
    head = typed.value if typed is not None else None
    findings = list(complaints)
    if typed is not None and typed.value.id != language:
        findings.append(_wrong_name(typed.source.at("id"), typed.value.id, language))
    clauses: dict[str, LoadedClauseTranslation] = {}
    for path in files.clauses:
        clause, complaints = _read_clause(path, library)
        findings += complaints
        if clause is not None:
            clauses[path.stem] = clause
    texts: dict[str, tuple[Sourced[TextsTranslation], ...]] = {}
    for path in files.texts:
        found, complaints = _read_texts(path)
        findings += complaints
        if found is not None:
            owner = ANATOMY if found.value.of.startswith(f"{ANATOMY}/") else found.value.of
            texts[owner] = (*texts.get(owner, ()), found)
    pages = _read_all(PagesTranslation, files.pages, findings)
    wanted = _read_all(WantedFile, files.wanted, findings)
    if head is None:
        return None, tuple(findings)
    return Translation(head, clauses, texts, pages, wanted), tuple(findings)


def _read_all(model: type[M], paths: Sequence[Path], findings: list[Finding]) -> tuple[Sourced[M], ...]:
    """The valid files; what is wrong with the others goes to ``findings``."""
    found = []
    for path in paths:
        one, complaints = read_as(model, path, KIND)
        findings += complaints
        if one is not None:
            found.append(one)
    return tuple(found)


def _read_clause(path: Path, library: Library) -> tuple[LoadedClauseTranslation | None, tuple[Finding, ...]]:
    document = attempt(lambda: read_front_matter(path, KIND), str(path))
    value, findings = validate(ClauseTranslation, document, KIND)
    data = document.data
    if not isinstance(data, dict) or not isinstance(body := data.get("body"), str):
        return None, findings
    english = library.clauses.get(path.stem)
    clause = english.clause.value if english else None
    manner = Manner(
        for_procedure=clause is None or clause.scope == "procedure",
        keep_lines=clause is not None and clause.typography.keep_lines,
    )
    prose, complaints = parse_prose(parser(), body, document.source.at("body"), manner)
    findings = (*findings, *complaints)
    if value is not None and value.id != path.stem:
        findings = (*findings, _wrong_name(document.source.at("id"), value.id, path.stem))
    if value is None or findings:
        return None, findings
    return LoadedClauseTranslation(Sourced(value, document.source), prose), ()


def _read_texts(path: Path) -> tuple[Sourced[TextsTranslation] | None, tuple[Finding, ...]]:
    found, findings = read_as(TextsTranslation, path, KIND)
    right = f"{path.parent.name}/{path.stem}"
    if found is not None and found.value.of != right:
        return None, (*findings, _wrong_name(found.source.at("of"), found.value.of, right))
    return found, findings


def _wrong_name(place: Place, typed: str, right: str) -> Finding:
    message = f"`{typed}` is not what its place in the folder says"
    return Finding(place, code(KIND, Common.FILE_NAME), message, f"write `{right}`, or rename the file")
