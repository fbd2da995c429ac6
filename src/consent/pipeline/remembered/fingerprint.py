"""What decides how a packet looks besides its content: this program, its libraries, the templates."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import platform
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import consent

_MOST_FILES = 5_000
_MOST_BYTES = 64 * 1024 * 1024
_LIBRARY = (
    *(
        "procedures",
        "shared",
        "anatomy",
        "clauses",
        "policies",
        "schedules",
        "translations",
        "words",
        "approvals.yaml",
    ),
    "compare",
)
"""Folders whose files reach a packet only through its content, or, as the page of changed wording, never."""
_STYLES = (
    *("packet.css", "standard.css", "large-print.css", "practice.css"),
    *("translated.css", "translated-standard.css", "translated-large-print.css"),
)
_VERSIONS = (
    (("libpango-1.0.so.0", "libpango-1.0.0.dylib"), "pango_version_string", ctypes.c_char_p),
    (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string", ctypes.c_char_p),
    (("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "hb_version_string", ctypes.c_char_p),
    (("libfontconfig.so.1", "libfontconfig.1.dylib"), "FcGetVersion", ctypes.c_int),
)


def digest_of(*parts: object) -> str:
    """SHA-256 of plain values."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def machine_digest() -> str:
    """The program to the last file, every installed Python package, the system's text libraries."""
    return digest_of(
        *(sys.version, platform.machine(), zlib.ZLIB_RUNTIME_VERSION),
        sorted(_installed()),
        sorted(_own_files(Path(consent.__file__).parent)),
        [_version(*library) for library in _VERSIONS],
    )


def text_libraries() -> dict[str, str]:
    """The system's libraries that shape and cut fonts, each with its version."""
    return {library[0][0].partition(".so")[0]: _version(*library) for library in _VERSIONS}


@dataclass(frozen=True, slots=True)
class TemplateDigests:
    """The template folders as they stand."""

    everything: str
    design: str
    """Only what a page may show or read by itself: page templates, style sheets, pictures."""
    pictures: str
    """Only what a page may read by itself besides its words and style sheets."""


def template_digests(roots: Sequence[Path]) -> TemplateDigests | None:
    """Digests of every file and folder name below the roots; None when they cannot be read each time."""
    everything: list[tuple[int, str, str]] = []
    design: list[tuple[int, str, str]] = []
    pictures: list[tuple[int, str, str]] = []
    size = 0
    for number, root in enumerate(roots):
        for name, path in _below(root):
            try:
                data = b"" if path is None else path.read_bytes()
            except OSError:
                return None
            size += len(data)
            item = (number, name, hashlib.sha256(data).hexdigest())
            everything.append(item)
            if name.partition("/")[0] not in _LIBRARY:
                design.append(item)
                if not _is_given(name):
                    pictures.append(item)
            if len(everything) > _MOST_FILES or size > _MOST_BYTES:
                return None
    return TemplateDigests(digest_of(everything), digest_of(design), digest_of(pictures))


def _is_given(name: str) -> bool:
    """Whether a file reaches a page only through its HTML, or as a style sheet."""
    folder, _, rest = name.partition("/")
    return (folder == "pages" and rest.endswith(".j2")) or (folder == "styles" and rest in _STYLES)


def _below(root: Path) -> Iterator[tuple[str, Path | None]]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        here = Path(folder).relative_to(root)
        yield f"{here.as_posix()}/", None
        for name in sorted(files):
            yield (here / name).as_posix(), Path(folder, name)


def _own_files(folder: Path) -> Iterator[tuple[str, int, int]]:
    # Size and time of change, not content: this is asked each time one packet is printed.
    for name, _, files in os.walk(folder):
        if not name.endswith("__pycache__"):
            for file in files:
                path = os.path.join(name, file)  # noqa: PTH118 - a path object for each file would take longer
                state = os.stat(path)  # noqa: PTH116
                yield path, state.st_size, state.st_mtime_ns


def _installed() -> Iterator[str]:
    for folder in dict.fromkeys(sys.path):
        try:
            with os.scandir(folder) as entries:
                yield from (entry.name for entry in entries if entry.name.endswith(".dist-info"))
        except OSError:
            continue


def _version(names: tuple[str, str], function: str, result: type[ctypes.c_char_p | ctypes.c_int]) -> str:
    try:
        library = ctypes.CDLL(names[sys.platform == "darwin"])
        asked = getattr(library, function)
    except (OSError, AttributeError):
        return "none"
    asked.restype = result
    return str(asked())
