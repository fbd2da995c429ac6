"""Which files make up the library: the overlay's first, the built-in ones where the overlay has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consent.errors import ResourceError
from consent.load.codes import Common, Kind, code
from consent.models.findings.finding import Finding
from consent.models.place import Place
from consent.models.spoken import SOURCE
from consent.suggest import nearest

_FOLDERS = {
    "procedures": Kind.PROCEDURE,
    "shared": Kind.PROCEDURE,
    "anatomy": Kind.PROCEDURE,
    "clauses": Kind.CLAUSE,
    "policies": Kind.POLICY,
}
_OTHER_FOLDERS = (
    "compare",
    "copy",
    "downtime",
    "facing",
    "forms",
    "pages",
    "schedules",
    "styles",
    "translations",
    "words",
)
_RIGHT_ENDING = {
    "procedures": ".yaml",
    "shared": ".yaml",
    "anatomy": ".yaml",
    "clauses": ".md",
    "policies": ".yaml",
}
_NEAR_ENDINGS = frozenset({".yaml", ".yml", ".json", ".md", ".markdown", ".txt", ".csv"})


@dataclass(frozen=True, slots=True)
class Shelves:
    """The files of the library by stem, one for each id."""

    procedures: Mapping[str, Path]
    shared: Mapping[str, Path]
    clauses: Mapping[str, Path]
    policies: Mapping[str, Path]
    anatomy: tuple[tuple[Path, ...], ...]
    """The files of each root, in the order of the roots: what they list adds up."""
    findings: tuple[Finding, ...]
    """Files and folders that would be overlooked because of their names."""


def find_files(roots: Sequence[Path]) -> Shelves:
    """The files in the template folders; an earlier root hides files of the same name in a later one.

    Raises:
        ResourceError: a root is missing, or no root has clauses.

    """
    for root in roots:
        if not root.is_dir():
            raise ResourceError(
                f"there is no templates folder {root}", hint="check the name given to `--templates`"
            )
    if not any((root / "clauses" / SOURCE).is_dir() for root in roots):
        raise ResourceError(
            f"there is no folder `clauses/{SOURCE}/` in the templates",
            hint="the library is written in English, and translated in `translations/`",
        )
    return Shelves(
        procedures=_shelf(roots, "procedures"),
        shared=_shelf(roots, "shared"),
        clauses=_shelf(roots, "clauses", SOURCE),
        policies=_shelf(roots, "policies"),
        anatomy=tuple(
            tuple(path for path in _files_in(root / "anatomy") if path.suffix == _RIGHT_ENDING["anatomy"])
            for root in roots
        ),
        findings=tuple(_overlooked(roots)),
    )


def _shelf(roots: Sequence[Path], name: str, *below: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in roots:
        for path in _files_in(root.joinpath(name, *below)):
            if path.suffix == _RIGHT_ENDING[name]:
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def _overlooked(roots: Sequence[Path]) -> Iterator[Finding]:
    for root in roots:
        for folder in _folders_in(root):
            if folder.name in _FOLDERS or folder.name in _OTHER_FOLDERS:
                continue
            meant = nearest(folder.name, _FOLDERS)
            if meant:
                message = f"nothing is read from the folder `{folder.name}`"
                number = code(_FOLDERS[meant], Common.FILE_NAME)
                yield Finding(Place(str(folder)), number, message, f"did you mean `{meant}`? Rename it")
        for folder in _folders_in(root / "clauses"):
            if folder.name != SOURCE:
                message = "clauses of another language than English are not read here"
                hint = f"move them to `translations/{folder.name}/clauses/`: see docs/translating.md"
                yield Finding(Place(str(folder)), code(Kind.CLAUSE, Common.FILE_NAME), message, hint)
        for name, kind in _FOLDERS.items():
            folder = root / name / SOURCE if name == "clauses" else root / name
            right = _RIGHT_ENDING[name]
            for path in _files_in(folder):
                if path.suffix != right and path.suffix.lower() in _NEAR_ENDINGS:
                    message = f"this file is not read; only `{right}` files are"
                    hint = f"rename it to `{path.stem}{right}`, or move it elsewhere"
                    yield Finding(Place(str(path)), code(kind, Common.FILE_NAME), message, hint)


def _files_in(folder: Path) -> list[Path]:
    return [path for path in _visible(folder) if path.is_file()]


def _folders_in(folder: Path) -> list[Path]:
    return [path for path in _visible(folder) if path.is_dir()]


def _visible(folder: Path) -> list[Path]:
    """What a folder holds, by name; nothing hidden, no editor's back-up."""
    if not folder.is_dir():
        return []
    names = [
        path for path in folder.iterdir() if not path.name.startswith(".") and not path.name.endswith("~")
    ]
    return sorted(names)
