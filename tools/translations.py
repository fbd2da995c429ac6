"""Keeps the files of a translation in the order of the library. Never changes a translated word.

``--skeleton LANG`` adds what is missing; ``--fill LANG`` writes the versions and hashes of the English words
where they are empty.

A hash that is there is left alone: whoever looked at changed English words removes it, or takes the words
back with ``consent translations import``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml

from consent.load.library.survey import load_library
from consent.load.translation.lookup import owners_of
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.printed import Unit, clause_hash
from consent.models.library.translation import ANATOMY, TO_DO, Signed
from consent.resources import built_in_templates
from consent.translate.files import Line, Signatures, clause_text, head_of, texts_text


def main() -> None:
    """Read the arguments and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--skeleton", metavar="LANG", help="also write what is missing, to be translated")
    arguments.add_argument("--fill", metavar="LANG", help="write empty versions and hashes")
    arguments.add_argument(
        "only", nargs="*", help="file names such as clauses/costs or procedures/prp; by default all"
    )
    given = arguments.parse_args()
    language = given.skeleton or given.fill
    if language is None:
        arguments.error("give --fill LANG or --skeleton LANG")
    root = built_in_templates()
    library = load_library((root,))
    folder = root / "translations" / language
    for id_, loaded in library.clauses.items():
        if wanted(f"clauses/{id_}", given.only):
            fill_clause(folder / "clauses" / f"{id_}.md", loaded, new=bool(given.skeleton))
    for owner, units in files_of(library):
        if wanted(owner, given.only):
            fill_texts(
                folder / f"{owner}.yaml", owner, units, version_of(library, owner), new=bool(given.skeleton)
            )


def wanted(owner: str, only: list[str]) -> bool:
    """Whether a file was asked for."""
    return not only or any(owner == one or owner.startswith(one.rstrip("/") + "/") for one in only)


def files_of(library: Library) -> list[tuple[str, list[Unit]]]:
    """Every YAML file to translate with its texts, as they stand in the English one."""
    found: list[tuple[str, list[Unit]]] = []
    for owner, listed in owners_of(library):
        units = sorted(listed, key=lambda pair: pair[1].at(*pair[0].path))
        if owner != ANATOMY:
            found.append((owner, [unit for unit, _ in units]))
            continue
        by_file: dict[str, list[Unit]] = {}
        for unit, source in units:
            by_file.setdefault(Path(source.file).stem, []).append(unit)
        found += [(f"{ANATOMY}/{stem}", one) for stem, one in by_file.items()]
    return [(owner, units) for owner, units in found if units]


def version_of(library: Library, owner: str) -> str | None:
    """The version of an English file; none of ``anatomy/``."""
    folder, _, id_ = owner.partition("/")
    shelf = {"procedures": library.procedures, "shared": library.shared, "policies": library.policies}.get(
        folder
    )
    return shelf[id_].value.version if shelf else None  # type: ignore[attr-defined]


def fill_clause(path: Path, loaded: LoadedClause, *, new: bool) -> None:
    """Fill the front matter of a clause's translation; with ``new`` begin the file where there is none."""
    clause = loaded.clause.value
    if not path.is_file():
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_new_clause(loaded), "utf-8")
        return
    lines = path.read_text("utf-8").split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    front = yaml.safe_load("\n".join(lines[1:end])) or {}
    wanted = {
        "id": clause.id,
        "of": clause.version,
        "english": clause_hash(clause),
        "translator": "null",
        "reviewed_by": "null",
    }
    for key, value in wanted.items():
        at = next((n for n, line in enumerate(lines[:end]) if line.startswith(f"{key}:")), None)
        quoted = f'"{value}"' if key == "english" else value
        if at is None:
            after = "title" if key in ("translator", "reviewed_by") else None
            where = next(
                (n for n, line in enumerate(lines[:end]) if after and line.startswith(f"{after}:")), 0
            )
            lines.insert(where + 1, f"{key}: {quoted}")
            end += 1
        elif not front.get(key) and key in ("of", "english"):
            lines[at] = f"{key}: {quoted}"
    if not front.get("english") and front.get("of") not in (None, "", clause.version):
        at = next(n for n, line in enumerate(lines[:end]) if line.startswith("of:"))
        lines[at] = f"of: {clause.version}"
    path.write_text("\n".join(lines), "utf-8")


def _new_clause(loaded: LoadedClause) -> str:
    clause = loaded.clause.value
    words = {"title": f"{TO_DO} {clause.title!r}", "body": f"{TO_DO}\n\n{clause.body}"}
    words |= {f"fields.{one.id}": f"{TO_DO} {one.label!r}" for one in clause.fields}
    return clause_text(clause, words, Signatures())


def fill_texts(path: Path, owner: str, units: list[Unit], version: str | None, *, new: bool) -> None:
    """Write a YAML file anew in the order of the English one, every text under its English words."""
    there = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else None
    if there is None and not new:
        return
    there = there or {}
    said = {one["at"]: one for one in there.get("texts") or ()}
    lines = []
    for unit in units:
        one = said.pop(unit.at, {})
        if one.get("text") or new:
            digest = one.get("english") or unit.english
            lines.append(_line(unit.at, unit.words, {**one, "english": digest}))
    lines += [_line(at, f"No such English text: {at}", one) for at, one in said.items()]
    people = (there.get(key) and Signed.model_validate(there[key]) for key in ("translator", "reviewed_by"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(texts_text(owner, version, lines, Signatures(*people), head_of(path)), "utf-8")


def _line(at: str, english: str, one: dict[str, Any]) -> Line:
    digest, text = one.get("english") or "", one.get("text") or TO_DO
    return Line(at, english, digest, text, tuple(one.get("differs") or ()))


if __name__ == "__main__":
    main()
