"""What a comparison may need besides the two wordings: the practice, its templates, its register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from consent.errors import ResourceError
from consent.load.practice.read import load_practice
from consent.load.translation.opened import load_in
from consent.models.library.collection import Library
from consent.pipeline.workspace import Workspace
from consent.register import Register, open_register
from consent.resources import built_in_templates, template_roots

_WHOLE = ("anatomy", "clauses", "policies", "procedures")


@dataclass(slots=True)
class Office:
    """Opened piece by piece, as it is asked for. As a context manager it lets go of the register."""

    practice_file: Path | None
    overlay: Path | None
    language: str
    register_folder: Path | None
    today: date
    _register: Register | None = field(default=None, init=False, repr=False)

    def close(self) -> None:
        """Let go of the register."""
        if self._register is not None:
            self._register.close()

    @property
    def roots(self) -> tuple[Path, ...]:
        """The template folders as they are searched now."""
        return template_roots(self.overlay, self.practice_file.parent if self.practice_file else None)

    def library(self, roots: Sequence[Path] | None = None) -> Library:
        """A library; by default the one that prints now."""
        return load_in(roots or self.roots, self.language)

    def library_in(self, language: str) -> Library:
        """The library that prints now in the language of a packet; what is stale in it stands as it is.

        Raises:
            ConsentError: there is no such language any more, or its files have errors.

        """
        return load_in(self.roots, language, allow_stale=True)

    def workspace(self, library: Library, roots: Sequence[Path]) -> Workspace:
        """The practice, printing from this library."""
        if self.practice_file is None:
            raise ResourceError(
                "a packet is compared with templates by assembling it again, which needs practice.yaml",
                hint="name it with --practice FILE",
            )
        return Workspace(load_practice(self.practice_file, library), library, tuple(roots))

    @property
    def register(self) -> Register | None:
        """The register, if there is one."""
        if self._register is None and self.register_folder is not None and self.register_folder.is_dir():
            self._register = open_register(self.register_folder, must_exist=True)
        return self._register

    @property
    def home(self) -> Path:
        """The practice's folder."""
        return self.practice_file.parent if self.practice_file else Path()


def roots_then(folder: Path) -> tuple[Path, ...]:
    """The same of an earlier state of a practice's own folder; with nothing in it yet it hid nothing."""
    return roots_of(folder) if _holds_templates(folder) else (built_in_templates(),)


def roots_of(folder: Path) -> tuple[Path, ...]:
    """Where a named folder's templates are searched: alone when it has all that a library needs."""
    built_in = built_in_templates()
    if not _holds_templates(folder):
        inside = folder / "templates"
        raise ResourceError(
            f"{folder} is no folder of templates",
            hint=f"name {inside}" if inside.is_dir() else f"it needs one or more of: {', '.join(_WHOLE)}",
        )
    alone = all((folder / name).is_dir() for name in _WHOLE)
    return (folder.resolve(),) if alone else (folder.resolve(), built_in)


def _holds_templates(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in _WHOLE)
