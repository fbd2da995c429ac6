"""What has to be the same on two machines for them to make the same bytes."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import consent
from consent.pipeline.remembered.fingerprint import text_libraries

_PACKAGES = (
    *("weasyprint", "pydyf", "uharfbuzz", "zxing-cpp", "rendercv-fonts", "manimgx-fonts"),
    *("babel", "fonttools", "jinja2", "markdown-it-py", "pillow", "pydantic", "pyphen", "tinycss2"),
    "tinyhtml5",
)
"""The libraries that decide what is printed and where."""


def kit_here() -> dict[str, str]:
    """Name and version of everything that counts, in this process."""
    return {
        "consent": f"{consent.__version__} ({_own_digest()})",
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **text_libraries(),
        **{name: _version(name) for name in _PACKAGES},
    }


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What is not the same, the most telling first; nothing when all is."""
    told = [
        f"{name} is {there.get(name, 'missing')} there and {mine} here"
        for name, mine in here.items()
        if there.get(name) != mine
    ]
    return "; ".join(told[:3]) + ("; …" if len(told) > 3 else "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _own_digest() -> str:
    """Of the program itself: between two releases a version number says little."""
    folder = Path(consent.__file__).parent
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        told.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:8]
