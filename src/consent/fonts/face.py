"""One font in one style, opened once: shaping, metrics and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import uharfbuzz as hb

from consent.fonts.catalogue import Family


@dataclass(frozen=True)
class Style:
    """Weight and slant. Scripts without an italic are set upright."""

    bold: bool = False
    italic: bool = False


REGULAR = Style()


@dataclass(frozen=True)
class Face:
    """A static font: never variable, whatever the file it comes from."""

    family: Family
    style: Style
    data: bytes
    """The font file."""
    hb_face: hb.Face
    hb_font: hb.Font

    @property
    def units(self) -> int:
        """Units per em."""
        return int(self.hb_face.upem)


@cache
def load_face(family: Family, style: Style = REGULAR) -> Face:
    """Open a font in a style; a variable font becomes the static instance of that weight."""
    if not family.italics:
        style = Style(bold=style.bold)
    path = family.path(bold=style.bold, italic=style.italic)
    data = path.read_bytes()
    if family.variable:
        data = _instance(data, 700 if style.bold else 400)
    face = hb.Face(hb.Blob(data))
    return Face(family, style, data, face, hb.Font(face))


@cache
def coverage_font(family: Family) -> hb.Font:
    """The regular font, mapped rather than read: for questions about coverage only."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(family.path()))))


def _instance(data: bytes, weight: int) -> bytes:
    # WeasyPrint would do this with fontTools, which writes the time of day into the font.
    face = hb.Face(hb.Blob(data))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    for axis in face.axis_infos:
        wanted.pin_axis_location(face, axis.tag, weight if axis.tag == "wght" else axis.default_value)
    return bytes(hb.subset(face, wanted).blob.data)
