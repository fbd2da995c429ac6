"""Where the templates are, and whether this machine can typeset at all.

Only the standard library is imported here, so that a machine without Pango gets a sentence, not a traceback.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from consent.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


def template_roots(overlay: Path | None = None, practice_folder: Path | None = None) -> tuple[Path, ...]:
    """The folders to search for templates; the first that has a file wins.

    In order: `overlay` (what `--templates` names), the `templates/` beside the practice file if there is one,
    and the built-in library. No folder is named twice.
    """
    built_in = built_in_templates()
    roots: list[Path] = []
    if overlay is not None:
        roots.append(_checked_overlay(overlay, built_in))
    if practice_folder is not None and (practice_folder / "templates").is_dir():
        roots.append((practice_folder / "templates").resolve())
    return tuple(dict.fromkeys((*roots, built_in)))


def built_in_templates() -> Path:
    """The library that comes with consent: inside the installed package, or the checkout's own folder."""
    checkout = _PACKAGE.parent.parent
    if (_PACKAGE / "templates").is_dir():
        return _PACKAGE / "templates"
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates").is_dir():
        return checkout / "templates"
    raise ResourceError(
        f"the built-in templates are missing: there is no {_PACKAGE / 'templates'}",
        hint="install consent again, from its wheel: python -m pip install --force-reinstall FILE.whl",
    )


def _checked_overlay(overlay: Path, built_in: Path) -> Path:
    known = sorted(child.name for child in built_in.iterdir() if child.is_dir())
    if not overlay.is_dir():
        raise ResourceError(
            f"--templates names a folder that is not there: {overlay}",
            hint=f"give a folder with one or more of: {', '.join(known)}",
        )
    if not any((overlay / name).is_dir() for name in known):
        inside = overlay / "templates"
        hint = f"--templates {inside}" if inside.is_dir() else f"it needs one or more of: {', '.join(known)}"
        raise ResourceError(f"--templates names a folder without templates: {overlay}", hint=hint)
    return overlay.resolve()


@dataclass(frozen=True)
class SystemLibrary:
    """A library that WeasyPrint loads and pip cannot bring."""

    stem: str
    linux: str
    mac: str
    apt: str
    brew: str


SYSTEM_LIBRARIES = (
    SystemLibrary("gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libpango-1.0-0", "pango"),
    SystemLibrary("pango-1.0", "libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0", "pango"),
    SystemLibrary(
        "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0", "pango"
    ),
    SystemLibrary(
        "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib", "libpangoft2-1.0-0", "fontconfig"
    ),
    SystemLibrary("harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz0b", "harfbuzz"),
    SystemLibrary(
        "harfbuzz-subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset0",
        "harfbuzz",
    ),
)
"""What WeasyPrint needs from the system, with the Debian and Homebrew packages that carry it."""


def missing_libraries() -> tuple[SystemLibrary, ...]:
    """The system libraries that cannot be loaded here."""
    return tuple(library for library in SYSTEM_LIBRARIES if not library_loads(library))


def require_libraries() -> None:
    """Raise a ResourceError that says what to type, unless every system library loads."""
    missing = missing_libraries()
    if missing:
        names = ", ".join(library.linux if sys.platform != "darwin" else library.mac for library in missing)
        raise ResourceError(
            f"this machine cannot typeset yet; it has no {names}", hint=_how_to_install(missing)
        )


def library_loads(library: SystemLibrary) -> bool:
    """Whether this Python can load the library, looking where WeasyPrint will look."""
    # Slow to import, and only rendering asks.
    import ctypes
    import ctypes.util

    name = library.mac if sys.platform == "darwin" else library.linux
    try:
        ctypes.CDLL(name)
    except OSError:
        # Homebrew keeps its libraries in a folder that only find_library may know.
        found = ctypes.util.find_library(library.stem) if sys.platform == "darwin" else None
        return found is not None
    return True


def _how_to_install(missing: tuple[SystemLibrary, ...]) -> str:
    if sys.platform == "darwin":
        command = f"brew install {' '.join(dict.fromkeys(library.brew for library in missing))}"
        return (
            f"{command}; if it is installed already, let Python see it: "
            'export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"'
        )
    if shutil.which("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        packages = " ".join(dict.fromkeys(library.apt for library in missing))
        return f"{sudo}apt-get update && {sudo}apt-get install --no-install-recommends {packages}"
    return "install Pango and HarfBuzz (with its subset library) with your system's package manager"
