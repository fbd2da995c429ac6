"""What was named on the command line: files by what they hold, folders by what is in them."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from consent.load.library.what import What, what_is
from consent.models.findings.finding import Finding
from consent.models.place import Place

_READ = frozenset({".yaml", ".yml", ".json", ".md", ".j2", ".pdf"})
_TEMPLATE_FOLDERS = frozenset({"procedures", "shared", "anatomy", "clauses", "policies", "pages", "words"})
_NOT_WORDING = frozenset({"readme.md", "license.md", "changelog.md", "contributing.md"})
_SKIPPED = frozenset({".git", ".venv", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Named:
    """Files to check."""

    files: tuple[tuple[Path, What], ...]
    findings: tuple[Finding, ...]
    """Files that were named and cannot be checked."""

    def of(self, *kinds: What) -> tuple[Path, ...]:
        """The files of some kinds."""
        return tuple(path for path, what in self.files if what in kinds)


def resolve(paths: Sequence[Path]) -> Named:
    """Every file behind some paths, once, with what it holds. Other files in a folder are passed over.

    A folder of templates may be empty beside a practice file; paths that hold nothing at all are a mistake.
    """
    files: dict[Path, What] = {}
    findings = []
    for path in paths:
        if path.is_dir():
            found = {inside: what_is(inside) for inside in sorted(_inside(path))}
            files |= {inside: what for inside, what in found.items() if what is not What.UNKNOWN}
            if not found and path.suffix.lower() in _READ:
                findings.append(_nothing_in(path))
        elif _goes_in_a_circle(path):
            hint = "name the PDF itself"
            findings.append(_unknown(path, "this is a link that leads back to itself", hint))
        elif not path.exists():
            findings.append(_unknown(path, "there is no such file", "check the name and the folder"))
        elif (what := what_is(path)) is What.UNKNOWN:
            hint = "name a procedure, clause, policy, record, practice, page template or PDF"
            findings.append(_unknown(path, "this is nothing the check can read", hint))
        else:
            files[path] = what
    if not files and not findings:
        findings = [_nothing_in(path) for path in paths]
    return Named(tuple(files.items()), tuple(findings))


def templates_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Those of some folders that are template folders, to be searched before the built-in one."""
    return tuple(path.resolve() for path in paths if path.is_dir() and _is_templates(path))


def _is_templates(folder: Path) -> bool:
    names = {child.name for child in folder.iterdir() if child.is_dir()}
    # A language's folder has folders of the same names, and translations in them.
    other = any((folder / name).exists() for name in ("practice.yaml", "language.yaml"))
    return bool(names & _TEMPLATE_FOLDERS) and not other


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part in _SKIPPED or part.startswith(".") for part in parts)
        if (
            path.is_file()
            and path.suffix.lower() in _READ
            and not hidden
            and path.name.lower() not in _NOT_WORDING
        ):
            yield path


def _goes_in_a_circle(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    except ValueError:
        return False
    return False


def _nothing_in(folder: Path) -> Finding:
    hint = "name a file, or a folder with files in it"
    return _unknown(folder, "this is a folder, and there is nothing to check in it", hint)


def _unknown(path: Path, message: str, hint: str) -> Finding:
    return Finding(Place(str(path)), "CHK001", message, hint)
