"""The fonts of one packet: only the glyphs its values use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

import uharfbuzz as hb

from consent.fonts import Face, Family, Style, load_face
from consent.made_once import MadeOnce
from consent.stamp.shaping import Glyph, Run
from consent.stamp.syntax import number, stream

OBJECTS_PER_FONT = 5

_DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "DSIG",
    "name",
    "post",
    "OS/2",
    "cmap",
    "gasp",
    "vhea",
    "vmtx",
)
_DROPPED_TAGS = tuple(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
_SILENT = "\u2060"
"""What a glyph says that only completes the one before it."""

_CMAP_HEAD = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_CMAP_TAIL = b"endcmap CMapName currentdict /CMap defineresource pop end end"


@dataclass(frozen=True)
class Subset:
    """One embedded font."""

    face: Face
    resource: bytes
    """Its name in the page's resources."""
    glyphs: Mapping[int, Glyph]
    """The glyphs by their number in the whole font; where one has been used for two texts, the first."""
    codes: Mapping[int, int]
    """What each glyph is called in a content stream."""
    program: bytes
    glyph_map: bytes = b""
    """The number in the embedded font for every code, two bytes each; none when the codes are the numbers."""

    def objects(self, first: int) -> tuple[tuple[int, bytes], ...]:
        """The objects of this font, numbered from ``first``; one more than usual when it has a glyph map."""
        return _WRITTEN.made((self,), first, lambda: tuple(self._objects(first)))

    def _objects(self, first: int) -> Iterator[tuple[int, bytes]]:
        name = b"/%s+%s" % (self._tag(), self.face.family.stem.encode())
        used = sorted(self.glyphs, key=lambda glyph: self.codes[glyph])
        widths = b" ".join(
            b"%d [%s]" % (self.codes[glyph], number(self.glyphs[glyph].own_width)) for glyph in used
        )
        mapped = b"%d 0 R" % (first + OBJECTS_PER_FONT) if self.glyph_map else b"/Identity"
        up, down = _reach(self.face.family, self.face.style)
        yield (
            first,
            b"<</Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%d 0 R] "
            b"/ToUnicode %d 0 R>>" % (name, first + 1, first + 4),
        )
        yield (
            first + 1,
            b"<</Type /Font /Subtype /CIDFontType2 /BaseFont %s /CIDToGIDMap %s "
            b"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            b"/FontDescriptor %d 0 R /W [%s]>>" % (name, mapped, first + 2, widths),
        )
        yield (
            first + 2,
            b"<</Type /FontDescriptor /FontName %s /Flags 4 /FontBBox [-500 %d 2000 %d] /ItalicAngle 0 "
            b"/Ascent %d /Descent %d /CapHeight 714 /StemV 80 /FontFile2 %d 0 R>>"
            % (name, down, up, up, down, first + 3),
        )
        yield first + 3, stream(self.program, b"/Length1 %d " % len(self.program))
        yield first + 4, stream(self._to_unicode(used))
        if self.glyph_map:
            yield first + OBJECTS_PER_FONT, stream(self.glyph_map)

    def _tag(self) -> bytes:
        return bytes(65 + byte % 26 for byte in hashlib.sha256(self.program).digest()[:6])

    def _to_unicode(self, used: list[int]) -> bytes:
        rows = [
            b"<%04X> <%s>\n" % (self.codes[glyph], _hex(self.glyphs[glyph].text or _SILENT)) for glyph in used
        ]
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        body = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
        return _CMAP_HEAD + body + _CMAP_TAIL


def subsets(runs: Iterable[Run]) -> dict[int, Subset]:
    """The fonts these runs need, under the identity of their face, in the order they first occur."""
    faces: dict[int, Face] = {}
    used: dict[int, dict[int, Glyph]] = {}
    for run in runs:
        faces[id(run.face)] = run.face
        glyphs = used.setdefault(id(run.face), {})
        for cluster in run.clusters:
            for glyph in cluster.glyphs:
                glyphs.setdefault(glyph.id, glyph)
    return {
        key: _made_once(face, b"Fill%d" % index, used[key]) for index, (key, face) in enumerate(faces.items())
    }


def _made_once(face: Face, resource: bytes, glyphs: Mapping[int, Glyph]) -> Subset:
    """The same name comes again: in each packet of a person, and in other people's."""
    said = frozenset([(glyph.id, glyph.text, glyph.own_width) for glyph in glyphs.values()])
    return _MADE.made((face,), (resource, said), partial(subset, face, resource, glyphs))


def subset(face: Face, resource: bytes, glyphs: Mapping[int, Glyph]) -> Subset:
    """A font of these glyphs alone."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_DROPPED_TAGS)
    plan = hb.SubsetPlan(_prepared(face.family, face.style), wanted)
    # Glyphs that others are built from come along, so the new numbers are the planner's to say.
    renumbered = plan.old_to_new_glyph_mapping
    codes = {glyph: renumbered[glyph] for glyph in glyphs}
    return Subset(face, resource, glyphs, codes, bytes(plan.execute().blob.data))


_MADE: MadeOnce[Subset] = MadeOnce(512)
_WRITTEN: MadeOnce[tuple[tuple[int, bytes], ...]] = MadeOnce(512)


@cache
def _reach(family: Family, style: Style) -> tuple[int, int]:
    """Ascent and descent, in thousandths of the type size."""
    face = load_face(family, style)
    extents, scale = face.hb_font.get_font_extents("ltr"), 1000 / face.units
    return round(extents.ascender * scale), round(extents.descender * scale)


@cache
def _prepared(family: Family, style: Style) -> hb.Face:
    """The face laid out for many small subsets; they come out twice as fast."""
    return hb.subset_preprocess(load_face(family, style).hb_face)


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()
