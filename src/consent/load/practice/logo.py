"""The practice's logo: checked, then read once, so that no page template opens a file."""

from __future__ import annotations

import base64
from pathlib import Path

from consent.load.practice.beside import is_inside
from consent.load.practice.svg import wrong_with_svg
from consent.models.people.practice import Practice
from consent.models.place import Sourced

_LIMIT = 1_000_000
_ALLOWED = "name a PNG, JPEG or SVG picture in the folder of the practice file"
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"


def wrong_with_logo(name: str, folder: Path) -> tuple[str, str] | None:
    """What is wrong with the logo and what to do; None when it can be printed."""
    if not is_inside(folder / name, folder):
        return "the logo is outside the folder of the practice file", _ALLOWED
    path = folder / name
    if not path.is_file():
        return f"there is no logo file `{name}` beside the practice file", _ALLOWED
    try:
        with path.open("rb") as file:
            content = file.read(_LIMIT + 1)
    except OSError as error:
        return (
            f"the logo cannot be read: {error.strerror}",
            "give yourself read permission, or copy the file anew",
        )
    if len(content) > _LIMIT:
        return "the logo is larger than 1 MB", "save a smaller picture; 600 pixels across are enough on paper"
    return _wrong_content(content)


def read_logo(practice: Sourced[Practice]) -> str | None:
    """The logo as a ``data:`` URL, or none. ``load_practice`` has looked at the file."""
    if practice.value.logo is None:
        return None
    content = (Path(practice.source.file).parent / practice.value.logo).read_bytes()
    return f"data:{_media_type(content)};base64,{base64.b64encode(content).decode()}"


def _media_type(content: bytes) -> str:
    # By content: a picture with the wrong ending would be an error only on paper.
    if content.startswith(_PNG):
        return "image/png"
    return "image/jpeg" if content.startswith(_JPEG) else "image/svg+xml"


def _wrong_content(content: bytes) -> tuple[str, str] | None:
    if content.startswith((_PNG, _JPEG)):
        # Most logos are drawings, and the picture library takes time to import.
        from consent.load.practice.raster import wrong_with_raster

        return wrong_with_raster(content)
    if b"<svg" in content or b":svg" in content:
        return wrong_with_svg(content)
    return "the logo is not a PNG, JPEG or SVG picture", _ALLOWED
