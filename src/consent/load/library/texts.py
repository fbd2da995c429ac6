"""The text of files that were loaded already, so that a rule can point at a word. Never complains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from consent.models.library.collection import Library
from consent.models.library.sources import PageFile
from consent.models.people.practice import Practice
from consent.models.place import Sourced

_PAGES = "pages"
_ENDING = ".j2"


def read_texts(library: Library, practice: Sourced[Practice] | None = None) -> Mapping[str, str]:
    """The raw text of every file that the words of the library and of the practice file stand in, by name."""
    sources = [
        one.source
        for shelf in (library.procedures, library.shared, library.policies)
        for one in shelf.values()
    ]
    sources += [loaded.clause.source for loaded in library.clauses.values()]
    if practice is not None:
        sources.append(practice.source)
    # Words of a translation have their places in its own files.
    files = {file for one in sources for file in (one.file, *(place.file for place in one.marks.values()))}
    return {file: _text(Path(file)) for file in sorted(files)}


def read_pages(roots: Sequence[Path]) -> tuple[PageFile, ...]:
    """The page templates in use, by name; a file in an earlier folder hides its namesakes."""
    found: dict[str, Path] = {}
    for root in roots:
        for path in sorted((root / _PAGES).rglob(f"*{_ENDING}")):
            if path.is_file():
                found.setdefault(path.relative_to(root / _PAGES).as_posix(), path)
    return tuple(PageFile(name, str(path), _text(path)) for name, path in sorted(found.items()))


def _text(path: Path) -> str:
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    return raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
