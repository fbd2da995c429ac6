"""Files made to do harm, or so broken that they do: what each is, and what the check must say of it."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from tests.hostile.raw import (
    CONTENT,
    FONT,
    FREE,
    LETTERS,
    PAGE,
    PAGES,
    WORDS,
    chain,
    deflated,
    form,
    packed,
    page_object,
    references,
    stream,
)

BOMB = 20_000_000
"""Large next to the limits that the tests set: a tenth of the real ones, see ``tests/hostile/command.py``."""


@dataclass(frozen=True)
class HostileFile:
    """A file, and the one finding it must give."""

    name: str
    code: str
    says: str
    """Words of the message."""
    make: Callable[[], bytes]


def _attached(content: bytes, name: str = "consent-packet.json") -> bytes:
    objects: dict[int, bytes | str] = {
        FREE: f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {FREE + 1} 0 R >> >>",
        FREE + 1: content,
    }
    return form(objects, catalog=f"/Names << /EmbeddedFiles << /Names [({name}) {FREE} 0 R] >> >>")


_FLATE = "/Filter /FlateDecode"


def _twice(piece: bytes, size: int) -> bytes:
    return zlib.compress(deflated(piece, size), 9)


def _lzw(size: int) -> bytes:
    """LZW's codes for so many zeros: each entry of its table is one longer than the one before."""
    out, held, bits, given = bytearray(), 0, 0, 0
    while given < size:
        for code in (256, 0, *range(258, 4093)):
            width = 9 if code < 258 else min(12, (code + 1).bit_length())
            if code == 256 and given:
                width = 12
            held, bits = held << width | code, bits + width
            while bits >= 8:
                bits -= 8
                out.append(held >> bits & 255)
                held &= (1 << bits) - 1
        given += sum(range(1, 4093 - 256))
    return bytes(out)


def _bomb_85() -> bytes:
    return base64.a85encode(deflated(b"\0", BOMB)) + b"~>"


def _content(content: bytes, entries: str = "") -> bytes:
    return form({CONTENT: stream(content, entries)})


def _object_stream(inside: bytes) -> bytes:
    """A file whose second object lies in a group of objects."""
    head = b"2 0 "
    packer = zlib.compressobj(9)
    parts = [packer.compress(head + b"<< /Type /Pages /Kids [3 0 R] /Count 1 >> ")]
    block = inside * (1 << 20)
    parts += [packer.compress(block) for _ in range(30)]
    parts.append(packer.flush())
    group = stream(b"".join(parts), f"/Type /ObjStm /N 1 /First {len(head)} {_FLATE}")
    return _with_xref_stream({CONTENT: stream(WORDS), FREE: group}, compressed={PAGES: (FREE, 0)})


def _with_xref_stream(
    changes: dict[int, bytes], *, compressed: dict[int, tuple[int, int]] | None = None, tail: int = 0
) -> bytes:
    """A form with its table of contents in a stream, with so many megabytes of nothing at its end."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE: page_object().encode(),
        CONTENT: stream(WORDS),
        LETTERS: FONT,
        **changes,
    }
    out = bytearray(b"%PDF-1.7\n")
    rows = {}
    for number, content in sorted(objects.items()):
        if number in (compressed or {}):
            continue
        rows[number] = b"\1" + len(out).to_bytes(4, "big") + b"\0\0"
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    for number, (group, index) in (compressed or {}).items():
        rows[number] = b"\2" + group.to_bytes(4, "big") + index.to_bytes(2, "big")
    table, own = len(out), max(objects) + 1
    rows[own] = b"\1" + table.to_bytes(4, "big") + b"\0\0"
    listed = b"".join(rows.get(number, bytes(7)) for number in range(own + 1))
    packer = zlib.compressobj(9)
    parts = [
        packer.compress(listed),
        *[packer.compress(bytes(1_000_000)) for _ in range(tail)],
        packer.flush(),
    ]
    entries = f"/Type /XRef /Size {own + 1} /W [1 4 2] /Root 1 0 R {_FLATE}"
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, stream(b"".join(parts), entries), table)
    return bytes(out)


def _drawing(content: bytes, *, resources: str = "", entries: str = "") -> bytes:
    head = f"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << {resources} >> {entries}"
    return stream(content, head)


def _draws(content: bytes, resources: str, objects: dict[int, bytes | str]) -> bytes:
    page = page_object(resources=resources)
    return form({PAGE: page, CONTENT: stream(WORDS + content), **objects})


def _picture(width: int, height: int, content: bytes, entries: str = _FLATE) -> bytes:
    head = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 "
        f"/ColorSpace /DeviceRGB {entries}"
    )
    return _draws(b"q 9 0 0 9 0 0 cm /X Do Q", f"/XObject << /X {FREE} 0 R >>", {FREE: stream(content, head)})


def _laughs() -> bytes:
    """Each drawing draws the next one ten times, nine deep: a billion drawings."""
    objects: dict[int, bytes | str] = {
        number: _drawing(b"/X Do " * 10, resources=f"/XObject << /X {number + 1} 0 R >>")
        for number in range(FREE, FREE + 9)
    }
    objects[FREE + 9] = _drawing(b"0 0 m 9 9 l S")
    return _draws(b"/X Do", f"/XObject << /X {FREE} 0 R >>", objects)


def _pattern_in_itself() -> bytes:
    head = (
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
        f"/Resources << /Pattern << /P {FREE} 0 R >> >>"
    )
    objects: dict[int, bytes | str] = {FREE: stream(b"/Pattern cs /P scn 0 0 9 9 re f", head)}
    return _draws(b"/Pattern cs /P scn 0 0 99 99 re f", f"/Pattern << /P {FREE} 0 R >>", objects)


def _letter_in_itself() -> bytes:
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] "
        f"/FirstChar 97 /LastChar 97 /Widths [9] "
        f"/Encoding << /Differences [97 /a] >> /CharProcs << /a {FREE + 1} 0 R >> "
        f"/Resources << /Font << /G {FREE} 0 R >> >> >>"
    )
    objects: dict[int, bytes | str] = {FREE: font, FREE + 1: stream(b"9 0 d0 BT /G 9 Tf (a) Tj ET")}
    page = page_object(resources="", extra="").replace("/Font <<", f"/Font << /G {FREE} 0 R")
    return form({PAGE: page, CONTENT: stream(WORDS + b"BT /G 9 Tf (aa) Tj ET"), **objects})


def _mask_in_itself() -> bytes:
    state = f"<< /Type /ExtGState /SMask << /S /Luminosity /G {FREE + 1} 0 R >> >>"
    group = _drawing(
        b"/G gs 0 0 9 9 re f",
        resources=f"/ExtGState << /G {FREE} 0 R >>",
        entries="/Group << /S /Transparency /CS /DeviceGray >>",
    )
    return _draws(b"/G gs 0 0 9 9 re f", f"/ExtGState << /G {FREE} 0 R >>", {FREE: state, FREE + 1: group})


# --- trees ---------------------------------------------------------------------------------------


def _counted(said: object, pages: int = 5) -> bytes:
    numbers = range(10, 10 + pages)
    objects: dict[int, bytes | str] = {number: page_object() for number in numbers}
    objects[PAGES] = f"<< /Type /Pages /Kids [{references(numbers)}] /Count {said} >>"
    return form(objects)


def _pages_in_pages(kids: str, *, parent: int = PAGES) -> bytes:
    """One more branch below the top of the page tree."""
    return form(
        {
            PAGES: "<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
            6: f"<< /Type /Pages /Parent {parent} 0 R /Kids [{kids}] /Count 1 >>",
            PAGE: page_object(parent=6),
        }
    )


def _deep_pages() -> bytes:
    objects = chain(
        600,
        lambda own, below: (
            f"<< /Type /Pages /Parent {max(own - 1, 0) or 2} 0 R /Kids [{below} 0 R] /Count 1 >>"
        ),
        last=page_object(parent=FREE + 598),
    )
    objects[FREE] = f"<< /Type /Pages /Parent {PAGES} 0 R /Kids [{FREE + 1} 0 R] /Count 1 >>"
    objects[PAGES] = f"<< /Type /Pages /Kids [{FREE} 0 R] /Count 1 >>"
    return form(objects)


def _bookmarks(first: str, *rest: str) -> bytes:
    objects: dict[int, bytes | str] = {
        FREE: "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
        7: first,
    }
    objects |= dict(enumerate(rest, 8))
    return form(objects, catalog=f"/Outlines {FREE} 0 R")


def _deep_bookmarks() -> bytes:
    objects = chain(5000, lambda own, below: f"<< /Title (x) /First {below} 0 R >>", last="<< /Title (x) >>")
    return form(objects, catalog=f"/Outlines {FREE} 0 R")


def _tagged(*tags: str) -> bytes:
    objects: dict[int, bytes | str] = {FREE: "<< /Type /StructTreeRoot /K 7 0 R >>"}
    objects |= dict(enumerate(tags, 7))
    return form(objects, catalog=f"/StructTreeRoot {FREE} 0 R /MarkInfo << /Marked true >>")


def _deep_tags(count: int) -> bytes:
    objects = chain(
        count, lambda own, below: f"<< /S /Div /K {below} 0 R >>", last="<< /S /P /K 0 >>", first=7
    )
    objects[FREE] = "<< /Type /StructTreeRoot /K 7 0 R >>"
    return form(objects, catalog=f"/StructTreeRoot {FREE} 0 R")


def _many_tags() -> bytes:
    """Every tag holds the same list of a thousand lists of a thousand."""
    ones = "[" + "0 " * 1000 + "]"
    objects: dict[int, bytes | str] = {FREE: "<< /Type /StructTreeRoot /K 7 0 R >>"}
    objects[7] = "<< /S /Document /K [" + "8 0 R " * 1000 + "] >>"
    objects[8] = ones
    return form(objects, catalog=f"/StructTreeRoot {FREE} 0 R")


def _names(first: str, *rest: str) -> bytes:
    objects: dict[int, bytes | str] = {FREE: first, **dict(enumerate(rest, 7))}
    return form(objects, catalog=f"/Names << /EmbeddedFiles {FREE} 0 R >>")


def _fields(fields: str, objects: dict[int, bytes | str], *, annotations: str = "") -> bytes:
    page = f"/Annots [{annotations}]" if annotations else ""
    return form(objects, page=page, catalog=f"/AcroForm << /Fields [{fields}] >>")


_FIELD = "/Type /Annot /Subtype /Widget /FT /Tx /T (a) /F 4 /Rect [9 9 99 99]"


def _deep_array() -> bytes:
    return form({FREE: "[" * 100_000 + "]" * 100_000}, catalog=f"/Deep {FREE} 0 R")


def _many_objects(what: str, count: int, holder: str) -> bytes:
    numbers = range(FREE, FREE + count)
    objects: dict[int, bytes | str] = dict.fromkeys(numbers, what)
    return form(objects, page=holder.format(references(numbers)))


# --- tables and the file itself -------------------------------------------------------------------


def _previous(where: Callable[[int], int]) -> bytes:
    """The table of contents names another one before it."""
    data = form()
    table = data.rindex(b"xref\n0 ")
    return data.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % where(table))


def _saved(data: bytes, encryption: pikepdf.Encryption) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=encryption)
    return out.getvalue()


def _boxed(box: str, extra: str = "") -> bytes:
    return form({PAGE: page_object(box=box, extra=extra)})


_INLINE = b"q 9 0 0 9 0 0 cm BI /W %d /H %d /BPC 8 /CS /RGB /F %s ID %s EI Q"


def _see_through() -> bytes:
    """A see-through sheet as large as the page, laid on it thirty thousand times."""
    sheet = _drawing(
        b"0 0 612 792 re f",
        resources=f"/ExtGState << /G {FREE + 1} 0 R >>",
        entries="/Group << /S /Transparency /I true >>",
    )
    return _draws(
        b"/G gs " + b"/X Do " * 30_000,
        f"/XObject << /X {FREE} 0 R >> /ExtGState << /G {FREE + 1} 0 R >>",
        {FREE: sheet, FREE + 1: "<< /Type /ExtGState /ca .5 >>"},
    )


BOMBS = (
    HostileFile(
        "the twin",
        "PAP006",
        "object 7) unpacks to more than 5 MB",
        lambda: _attached(stream(deflated(b"[", 5 * BOMB), f"/Type /EmbeddedFile {_FLATE}")),
    ),
    HostileFile(
        "an attachment",
        "PAP006",
        "an attachment (object 7) unpacks to more than",
        lambda: _attached(stream(deflated(b"\0", BOMB), f"/Type /EmbeddedFile {_FLATE}"), "other.bin"),
    ),
    HostileFile(
        "packed twice",
        "PAP006",
        "unpacks to more than 5 MB",
        lambda: _content(_twice(b"0 0 m ", BOMB), "/Filter [/FlateDecode /FlateDecode]"),
    ),
    HostileFile(
        "large only between two filters",
        "PAP006",
        "unpacks to more than 5 MB",
        lambda: _content(deflated(b" ", BOMB), "/Filter [/FlateDecode /ASCIIHexDecode]"),
    ),
    HostileFile(
        "twenty filters",
        "PAP006",
        "object 4",
        lambda: _content(b"x", "/Filter [" + "/ASCIIHexDecode " * 20 + "]"),
    ),
    HostileFile(
        "LZW", "PAP006", "unpacks to more than 5 MB", lambda: _content(_lzw(BOMB // 2), "/Filter /LZWDecode")
    ),
    HostileFile(
        "base 85 in front",
        "PAP006",
        "unpacks to more than 5 MB",
        lambda: _content(_bomb_85(), "/Filter [/ASCII85Decode /FlateDecode]"),
    ),
    HostileFile(
        "hex in front",
        "PAP006",
        "unpacks to more than 5 MB",
        lambda: _content(
            deflated(b"\0", BOMB).hex().encode() + b">", "/Filter [/ASCIIHexDecode /FlateDecode]"
        ),
    ),
    HostileFile(
        "run lengths",
        "PAP006",
        "unpacks to more than 5 MB",
        lambda: _content(deflated(b"\x81 ", 1 << 17), "/Filter [/FlateDecode /RunLengthDecode]"),
    ),
    HostileFile("a group of objects", "PAP006", "table of contents unpacks", lambda: _object_stream(b" ")),
    HostileFile("a group of numbers", "PAP006", "table of contents unpacks", lambda: _object_stream(b"0 ")),
    HostileFile(
        "a table of contents", "PAP006", "table of contents unpacks", lambda: _with_xref_stream({}, tail=30)
    ),
    HostileFile(
        "metadata",
        "PAP006",
        "the metadata (object 6)",
        lambda: form(
            {FREE: stream(deflated(b"<a/>", BOMB), f"/Type /Metadata /Subtype /XML {_FLATE}")},
            catalog=f"/Metadata {FREE} 0 R",
        ),
    ),
    HostileFile(
        "a table of letters",
        "PAP006",
        "object 6",
        lambda: form(
            {
                LETTERS: FONT.replace(b">>", b"/ToUnicode 6 0 R >>"),
                FREE: stream(deflated(b"<0041> <0041>\n", BOMB), _FLATE),
            }
        ),
    ),
    HostileFile(
        "a color profile",
        "PAP006",
        "object 6",
        lambda: form(
            {FREE: stream(deflated(b"\0", BOMB), f"/N 3 {_FLATE}")},
            catalog="/OutputIntents [<< /S /GTS_PDFA1 /DestOutputProfile 6 0 R >>]",
        ),
    ),
    HostileFile(
        "a font",
        "PAP006",
        "object 7",
        lambda: form(
            {
                LETTERS: "<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>",
                FREE: "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R >>",
                FREE + 1: stream(deflated(b"\0", BOMB), f"/Length1 {BOMB} {_FLATE}"),
            }
        ),
    ),
    HostileFile(
        "a picture",
        "PAP006",
        "a picture (object 6) unpacks to more than 15 MB",
        lambda: _picture(9, 9, deflated(b"\0", BOMB)),
    ),
    HostileFile(
        "a picture as wide as a field",
        "PAP006",
        "a picture (object 6)",
        lambda: _picture(99_999, 99_999, zlib.compress(bytes(9))),
    ),
    HostileFile(
        "a picture in the content",
        "PAP006",
        "object 4",
        lambda: _content(WORDS + _INLINE % (9, 9, b"/Fl", deflated(b"\0", BOMB))),
    ),
    HostileFile(
        "a wide picture in the content",
        "PAP006",
        "object 4",
        lambda: _content(WORDS + _INLINE % (99999, 99999, b"/Fl", zlib.compress(bytes(9)))),
    ),
    HostileFile(
        "a drawing",
        "PAP006",
        "a drawing (object 6)",
        lambda: _draws(
            b"/X Do",
            f"/XObject << /X {FREE} 0 R >>",
            {FREE: stream(deflated(b"0 0 m ", BOMB), f"/Type /XObject /Subtype /Form {_FLATE}")},
        ),
    ),
    HostileFile(
        "far more content than a form has",
        "PAP006",
        "object 4) unpacks to more than 5 MB",
        lambda: _content(deflated(b"BT /F 9 Tf (a) Tj ET ", 24_000_000), _FLATE),
    ),
    HostileFile(
        "more content than a page has",
        "PAP006",
        "page 1 draws more than 1 MB",
        lambda: _content(deflated(b"BT /F 9 Tf (a) Tj ET ", 4_000_000), _FLATE),
    ),
    HostileFile(
        "the same content a hundred times",
        "PAP006",
        "page 1 draws more than 1 MB",
        lambda: form(
            {
                PAGE: page_object(content="[" + "4 0 R " * 100 + "]"),
                CONTENT: stream(deflated(b"0 0 m 9 9 l S ", 200_000), _FLATE),
            }
        ),
    ),
    HostileFile(
        "the same content on a hundred pages",
        "PAP006",
        "its pages draw more than 4 MB",
        lambda: form(
            {
                **{number: page_object() for number in range(10, 110)},
                PAGES: f"<< /Type /Pages /Kids [{references(range(10, 110))}] /Count 100 >>",
                CONTENT: stream(deflated(b"0 0 m 9 9 l S ", 200_000), _FLATE),
            }
        ),
    ),
    HostileFile(
        "a thousand bombs that each are small enough",
        "PAP006",
        "the file unpacks to more than 100 MB",
        lambda: form(dict.fromkeys(range(10, 110), stream(deflated(b"\0", 3 * BOMB // 20), _FLATE))),
    ),
    HostileFile("a billion drawings", "PAP006", "page 1 draws more than", _laughs),
)
"""Small on disk, large in memory."""

LOOPS = (
    HostileFile(
        "a drawing in itself",
        "PAP006",
        "a drawing (object 6) draws itself",
        lambda: _draws(
            b"/X Do",
            f"/XObject << /X {FREE} 0 R >>",
            {FREE: _drawing(b"/X Do /X Do", resources=f"/XObject << /X {FREE} 0 R >>")},
        ),
    ),
    HostileFile(
        "two drawings in each other",
        "PAP006",
        "draws itself",
        lambda: _draws(
            b"/X Do",
            f"/XObject << /X {FREE} 0 R >>",
            {
                FREE: _drawing(b"/Y#20a Do", resources=f"/XObject << /Y#20a {FREE + 1} 0 R >>"),
                FREE + 1: _drawing(b"/X Do", resources=f"/XObject << /X {FREE} 0 R >>"),
            },
        ),
    ),
    HostileFile("a pattern in itself", "PAP006", "draws itself", _pattern_in_itself),
    HostileFile("a letter in itself", "PAP006", "draws itself", _letter_in_itself),
    HostileFile("a mask in itself", "PAP006", "draws itself", _mask_in_itself),
    HostileFile("3 pages said, 5 there", "PAP002", "its list of pages says 3 and has 5", lambda: _counted(3)),
    HostileFile("10 million pages said", "PAP002", "says 10000000 and has 5", lambda: _counted(10_000_000)),
    HostileFile("minus 5 pages said", "PAP002", "says -5 and has 5", lambda: _counted(-5)),
    HostileFile("no number of pages", "PAP002", "says no number and has 5", lambda: _counted("/Five")),
    HostileFile(
        "more pages said than numbers reach", "PAP002", "its list of pages", lambda: _counted("9" * 30)
    ),
    HostileFile(
        "pages in a circle",
        "PAP002",
        "its list of pages cannot be read: it has a circle",
        lambda: _pages_in_pages("2 0 R"),
    ),
    HostileFile(
        "pages in themselves",
        "PAP002",
        "its list of pages cannot be read: it has a circle",
        lambda: _pages_in_pages("6 0 R"),
    ),
    HostileFile(
        "parents in a circle",
        "PAP002",
        "there is a circle in its list of pages",
        lambda: _pages_in_pages("3 0 R", parent=6),
    ),
    HostileFile("pages 600 deep", "PAP002", "its list of pages", _deep_pages),
    HostileFile(
        "the top has a parent",
        "PAP002",
        "its list of pages",
        lambda: form({PAGES: "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>"}),
    ),
    HostileFile(
        "a page that is a number",
        "PAP002",
        "names something that is no page",
        lambda: form({PAGES: "<< /Type /Pages /Kids [3 0 R 7] /Count 2 >>"}),
    ),
    HostileFile(
        "bookmarks that come next to themselves",
        "PAP002",
        "there is a circle in its bookmarks",
        lambda: _bookmarks("<< /Title (x) /Next 8 0 R >>", "<< /Title (y) /Next 7 0 R >>"),
    ),
    HostileFile(
        "bookmarks below themselves",
        "PAP002",
        "there is a circle in its bookmarks",
        lambda: _bookmarks("<< /Title (x) /First 6 0 R >>"),
    ),
    HostileFile(
        "bookmarks 5,000 deep",
        "PAP002",
        "something in its bookmarks lies more than 100 levels deep",
        _deep_bookmarks,
    ),
    HostileFile(
        "tags in a circle",
        "PAP002",
        "there is a circle in its tags",
        lambda: _tagged("<< /S /Div /K [8 0 R 8 0 R] >>", "<< /S /Div /K [7 0 R 7 0 R] >>"),
    ),
    HostileFile(
        "tags 5,000 deep",
        "PAP002",
        "something in its tags lies more than 100 levels deep",
        lambda: _deep_tags(5000),
    ),
    HostileFile("a million tags", "PAP006", "more than 200,000 tags", _many_tags),
    HostileFile(
        "names in a circle",
        "PAP002",
        "there is a circle in its list of names",
        lambda: _names("<< /Kids [6 0 R 6 0 R] >>"),
    ),
    HostileFile(
        "two lists of names in each other",
        "PAP002",
        "there is a circle in its list of names",
        lambda: _names("<< /Kids [7 0 R] >>", "<< /Kids [6 0 R] >>"),
    ),
    HostileFile(
        "page labels in a circle",
        "PAP002",
        "there is a circle in its page labels",
        lambda: form({FREE: "<< /Kids [6 0 R] >>"}, catalog="/PageLabels 6 0 R"),
    ),
    HostileFile(
        "fields in a circle",
        "PAP002",
        "there is a circle in its form fields",
        lambda: _fields("6 0 R", {6: "<< /T (a) /Kids [7 0 R] >>", 7: "<< /T (b) /Kids [6 0 R] >>"}),
    ),
    HostileFile(
        "a field that is its own parent",
        "PAP002",
        "there is a circle in its form fields",
        lambda: _fields("6 0 R", {6: f"<< {_FIELD} /Parent 6 0 R >>"}, annotations="6 0 R"),
    ),
    HostileFile("arrays 100,000 deep", "PAP002", "an object lies in itself without end", _deep_array),
    HostileFile(
        "an object that is itself", "PAP002", "the file is damaged", lambda: form({FREE: f"{FREE} 0 R"})
    ),
    HostileFile(
        "a length that is its own stream",
        "PAP002",
        "the file is damaged",
        lambda: form({CONTENT: b"<< /Length 4 0 R >>\nstream\n" + WORDS + b"endstream"}),
    ),
)
"""Trees that are none, and counts that lie."""

BROKEN = (
    HostileFile("an empty file", "PAP001", "the file is empty", lambda: b""),
    HostileFile(
        "a picture by another name",
        "PAP001",
        "a PNG picture, not a PDF",
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
    ),
    HostileFile(
        "an office document by another name",
        "PAP001",
        "an office document, not a PDF",
        lambda: b"PK\3\4" + bytes(99),
    ),
    HostileFile(
        "a web page by another name",
        "PAP001",
        "a web page, not a PDF",
        lambda: b"\n<!DOCTYPE html><p>Sign in</p>",
    ),
    HostileFile("words by another name", "PAP001", "this is not a PDF", lambda: b"Dear patient, " * 99),
    HostileFile(
        "2 kB of something else before it",
        "PAP002",
        "begins with 2,048 bytes of something else",
        lambda: b"x" * 2048 + form(),
    ),
    HostileFile(
        "4 kB of something else after it", "PAP002", "its end is missing", lambda: form() + b"x" * 4096
    ),
    HostileFile(
        "a second file after it", "PAP002", "xref", lambda: form({CONTENT: stream(WORDS * 9)}) + form()
    ),
    HostileFile(
        "no table of contents",
        "PAP002",
        "xref",
        lambda: re.sub(rb"xref\n.*trailer", b"trailer", form(), flags=re.DOTALL),
    ),
    HostileFile(
        "a table of contents one byte off",
        "PAP002",
        "xref",
        lambda: form().replace(b"endobj\n2 0", b"endobj\n\n2 0"),
    ),
    HostileFile(
        "objects elsewhere than the table says",
        "PAP002",
        "xref",
        lambda: form().replace(b"1 0 obj", b"1 0 obj ", 1),
    ),
    HostileFile("a table before itself", "PAP002", "xref", lambda: _previous(lambda table: table)),
    HostileFile("a table before it in a page", "PAP002", "xref", lambda: _previous(lambda table: 100)),
    HostileFile("a table before it beyond the end", "PAP002", "xref", lambda: _previous(lambda table: 10**9)),
    HostileFile(
        "a length that is too large",
        "PAP002",
        "not as long as it says",
        lambda: form({CONTENT: stream(WORDS, length=10**6)}),
    ),
    HostileFile(
        "a length that is too small",
        "PAP002",
        "not as long as it says",
        lambda: form({CONTENT: stream(WORDS, length=9)}),
    ),
    HostileFile(
        "a length below nothing",
        "PAP002",
        "the file is damaged",
        lambda: form({CONTENT: stream(WORDS, length=-1)}),
    ),
    HostileFile("a page of no size", "PAP002", "page 1 has no size", lambda: _boxed("0 0 0 0")),
    HostileFile(
        "a page as wide as a continent",
        "PAP004",
        "larger than seven meters",
        lambda: _boxed("0 0 1000000000 792"),
    ),
    HostileFile(
        "a page far away", "PAP004", "larger than seven meters", lambda: _boxed("1000000000 0 1000000612 792")
    ),
    HostileFile(
        "a page of no number", "PAP002", "the size of a page cannot be read", lambda: _boxed("0 0 NaN 792")
    ),
    HostileFile(
        "a page of three edges", "PAP002", "the size of a page cannot be read", lambda: _boxed("0 0 612")
    ),
    HostileFile(
        "a page with an endless edge",
        "PAP002",
        "names something that is no page",
        lambda: _boxed("0 0 " + "9" * 400 + " 792"),
    ),
    HostileFile(
        "nothing of the page is shown",
        "PAP002",
        "page 1 has no size",
        lambda: _boxed("0 0 612 792", "/CropBox [900 900 999 999]"),
    ),
    HostileFile(
        "a user unit of 75",
        "PAP004",
        "larger than seven meters",
        lambda: _boxed("0 0 612 792", "/UserUnit 75"),
    ),
    HostileFile(
        "a user unit of nothing", "PAP002", "page 1 has no size", lambda: _boxed("0 0 612 792", "/UserUnit 0")
    ),
    HostileFile(
        "turned by 45 degrees",
        "PAP002",
        "page 1 is turned by 45 degrees",
        lambda: _boxed("0 0 612 792", "/Rotate 45"),
    ),
    HostileFile(
        "turned by a word",
        "PAP002",
        "the size of page 1 cannot be read",
        lambda: _boxed("0 0 612 792", "/Rotate /Left"),
    ),
    HostileFile(
        "a password",
        "PAP003",
        "asks for a password",
        lambda: _saved(form(), pikepdf.Encryption(owner="o", user="u", R=6)),
    ),
    HostileFile(
        "100,000 notes",
        "PAP004",
        "more than 10,000 fields and notes",
        lambda: form(
            {FREE: "<< /Subtype /Text /Rect [0 0 9 9] >>"}, page="/Annots [" + "6 0 R " * 100_000 + "]"
        ),
    ),
    HostileFile(
        "20,000 fields",
        "PAP004",
        "more than 10,000 fields and notes",
        lambda: _many_objects(f"<< {_FIELD} >>", 20_000, "/Annots [{}]"),
    ),
    HostileFile(
        "no words",
        "PAP005",
        "nothing can be proved",
        lambda: _picture(9, 9, zlib.compress(bytes(243))).replace(b"Tj", b"% "),
    ),
    HostileFile("only paths", "PAP005", "nothing can be proved", lambda: _content(b"0 0 m 99 99 l S")),
)
"""Files that are none, or no longer."""

STOPPED = (
    HostileFile(
        "two million small dictionaries",
        "PAP006",
        "asked for more than 256 MB of memory",
        lambda: form({FREE: b"[" + b"<</A 1>>" * 2_000_000 + b"]"}, catalog=f"/X {FREE} 0 R"),
    ),
    HostileFile(
        "thirty thousand sheets", "PAP006", "took more than 5 seconds of processor time", _see_through
    ),
)
"""What nobody foresaw: only the limits of the process stop these."""

HARMLESS = (
    ("trailing junk", lambda: form() + b"x" * 900),
    ("an empty password", lambda: _saved(form(), pikepdf.Encryption(owner="o", user="", R=6))),
    (
        "an owner's password in the old way",
        lambda: _saved(form(), pikepdf.Encryption(owner="o", user="", R=3, metadata=False, aes=False)),
    ),
    ("100,000 fonts", lambda: form(dict.fromkeys(range(FREE, 100_000), FONT))),
    (
        "100,000 widths",
        lambda: form(
            {
                LETTERS: FONT.replace(
                    b">>", b"/FirstChar 0 /LastChar 99999 /Widths [" + b"600 " * 100_000 + b"] >>"
                )
            }
        ),
    ),
    (
        "a font on every letter",
        lambda: form(
            {
                PAGE: page_object().replace(
                    "/Font <<", "/Font << " + " ".join(f"/F{n} 5 0 R" for n in range(100_000))
                )
            }
        ),
    ),
    ("the smallest page of a page tree in trees", lambda: _pages_in_pages("3 0 R")),
    ("tags 50 deep", lambda: _deep_tags(50)),
    ("a profile shared by all pages", lambda: form({FREE: packed(bytes(3000), "/N 3")})),
)
"""Odd files that are read as any other form."""
