"""Mutants that say something without letters: words as shapes and pictures, fields that were filled beforehand."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import uharfbuzz as hb
from PIL import Image, ImageDraw

from consent.fonts import BASE, load_face
from tests.mutants.clean import context_of
from tests.mutants.edit import PdfEdit, drawn_over, edited, into, swapped
from tests.mutants.file_mutants import SIGNATURE, field
from tests.mutants.kitchen import pdf_of
from tests.mutants.mutant import Mutant
from tests.mutants.text_mutants import GUARANTEE, SCAN, SMALL, changed, cooked
from tests.mutants.typed import typed

NAME = pikepdf.Name
WAIVER = "I give up my right to sue."
FREE = 6
"""A page of the packet for a scan with room at its foot."""


def shapes(words: str, x: float, y: float, size: float) -> str:
    """Operators that draw words as filled shapes."""
    face = load_face(BASE)
    scale = size / face.units
    steps: list[str] = []
    here = [0.0, 0.0]
    pen = hb.DrawFuncs()

    def add(operator: str, *numbers: float) -> None:
        points = zip(numbers[::2], numbers[1::2], strict=True)
        steps.append(" ".join(f"{x + a * scale:.2f} {y + b * scale:.2f}" for a, b in points) + operator)
        here[:] = numbers[-2:]

    def curve(a: float, b: float, c: float, d: float, *_: object) -> None:
        left, low = here
        add(
            " c",
            left + (a - left) * 2 / 3,
            low + (b - low) * 2 / 3,
            c + (a - c) * 2 / 3,
            d + (b - d) * 2 / 3,
            c,
            d,
        )

    pen.set_move_to_func(lambda a, b, *_: add(" m", a, b))
    pen.set_line_to_func(lambda a, b, *_: add(" l", a, b))
    pen.set_quadratic_to_func(curve)
    for letter in words:
        glyph = face.hb_font.get_nominal_glyph(ord(letter)) or 0
        face.hb_font.draw_glyph(glyph, pen, None)
        x += face.hb_font.get_glyph_h_advance(glyph) * scale
    return " ".join([*steps, "f"])


def as_shapes(words: str, size: float, *, page: int = 0, y: float = 150, grey: float = 0) -> PdfEdit:
    """Words as shapes at the foot of a page, by default one with room there."""

    def edit(pdf: pikepdf.Pdf) -> None:
        drawn_over(page or FREE, f"{grey} g {shapes(words, 60, y, size)}")(pdf)

    return edit


def _picture() -> Image.Image:
    picture = Image.new("L", (320, 30), 255)
    ImageDraw.Draw(picture).text((5, 5), WAIVER, fill=0)
    return picture


def _url() -> str:
    out = io.BytesIO()
    _picture().save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def _on_a_picture(pdf: pikepdf.Pdf) -> None:
    """A picture of words at the foot of a page."""
    picture = _picture()
    stream = pdf.make_stream(picture.tobytes(), Type=NAME.XObject, Subtype=NAME.Image)
    stream.Width, stream.Height = picture.size
    stream.ColorSpace, stream.BitsPerComponent = NAME.DeviceGray, 8
    words = {"/XObject": pikepdf.Dictionary(Words=stream)}
    drawn_over(FREE, "320 0 0 30 60 140 cm /Words Do", resources=words)(pdf)


def _pattern(pdf: pikepdf.Pdf) -> None:
    """A box that is filled with a pattern of words."""
    tile = pdf.make_stream(f"0 g {shapes('Give up', 0, 5, 20)}".encode(), Type=NAME.Pattern)
    tile.PatternType = tile.PaintType = tile.TilingType = 1
    tile.BBox, tile.XStep, tile.YStep = pikepdf.Array([0, 0, 100, 30]), 100, 30
    tile.Resources = pikepdf.Dictionary()
    patterns = {"/Pattern": pikepdf.Dictionary(Words=tile)}
    drawn_over(FREE, "/Pattern cs /Words scn 60 120 300 60 re f", resources=patterns)(pdf)


def _tiles(pdf: pikepdf.Pdf) -> None:
    """A word that is made of small squares."""
    rows = ("X..X.XXX.XXX", "XX.X.X.X..X.", "X.XX.X.X..X.", "X..X.X.X..X.", "X..X.XXX..X.")
    squares = [
        f"{60 + 2 * column} {150 - 2 * row} 2 2 re"
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell == "X"
    ]
    drawn_over(FREE, f"0 g {' '.join(squares)} f")(pdf)


def _another_logo(html: str) -> str:
    """Words under the name of the logo, which the page has already."""
    start = html.index(' alt="') + len(' alt="')
    called = html[start : html.index('"', start)]
    return into('id="choices"', f'<img src="{_url()}" alt="{called}">')(html)


def _set(key: str, value: Any) -> Callable[[Any], None]:
    return lambda item: item.__setitem__(key, value)


def _written(name: str, words: str = "12/01/2026", key: str = "/V") -> PdfEdit:
    return field(name, _set(key, pikepdf.String(words)))


def _first(kind: str, beginning: str) -> str:
    widgets = context_of(kind).sheets.facts.widgets
    return next(widget.own_name for widget in widgets if widget.own_name.startswith(beginning))


def _written_first(kind: str, beginning: str, words: str) -> Callable[[], bytes]:
    return lambda: edited(pdf_of(kind), _written(_first(kind, beginning), words))


def _shrunk_first(kind: str, beginning: str) -> Callable[[], bytes]:
    def shrink(item: Any) -> None:
        left, bottom, right, top = (float(side) for side in item.Rect)
        item.Rect = pikepdf.Array([left, bottom, left + (right - left) / 5, bottom + (top - bottom) / 5])

    return lambda: edited(pdf_of(kind), field(_first(kind, beginning), shrink))


def _looks_written(pdf: pikepdf.Pdf) -> None:
    """A date with the look that belongs to it."""
    look = pdf.make_stream(b"/Tx BMC q 0 g 2 4 30 8 re f Q EMC", Type=NAME.XObject, Subtype=NAME.Form)
    look.BBox = pikepdf.Array([0, 0, 100, 20])
    _written("patient-date")(pdf)
    field("patient-date", lambda item: item.AP.__setitem__("/N", look))(pdf)


def _ticked(pdf: pikepdf.Pdf) -> None:
    field("patient-time", _set("/FT", NAME.Btn))(pdf)
    field("patient-time", _set("/AS", NAME.Yes))(pdf)


def _chosen(pdf: pikepdf.Pdf) -> None:
    field("patient-time", _set("/FT", NAME.Ch))(pdf)
    _written("patient-time", "10:00")(pdf)


def _looks_signed(pdf: pikepdf.Pdf) -> None:
    field(SIGNATURE, lambda item: item.AP.N.write(b"0 0 1 RG 2 w 5 5 m 40 30 l 60 5 l 90 20 l S"))(pdf)


_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20'><rect width='4' height='16'/>"
    "<rect x='8' width='4' height='16'/><rect x='4' y='7' width='4' height='3'/>"
    "<rect x='18' width='4' height='16'/></svg>"
)

MUTANTS: tuple[Mutant, ...] = (
    Mutant("PAP219", "words as shapes", SCAN, changed(SCAN, as_shapes(WAIVER, 12)), alone=True),
    Mutant("PAP219", "one word as shapes", SCAN, changed(SCAN, as_shapes("not", 12)), alone=True),
    Mutant("PAP219", "small words as shapes", SCAN, changed(SCAN, as_shapes(WAIVER, 6)), alone=True),
    Mutant("PAP219", "large words as shapes", SCAN, changed(SCAN, as_shapes("VOID", 60)), alone=True),
    Mutant(
        "PAP219", "pale words as shapes", SCAN, changed(SCAN, as_shapes(WAIVER, 12, grey=0.7)), alone=True
    ),
    Mutant(
        "PAP219", "shapes in the foot", SCAN, changed(SCAN, as_shapes(WAIVER, 10, page=2, y=68)), alone=True
    ),
    Mutant("PAP219", "words on a picture", SCAN, changed(SCAN, _on_a_picture), alone=True),
    Mutant("PAP219", "words in a pattern", SCAN, changed(SCAN, _pattern), alone=True),
    Mutant("PAP219", "words of small squares", SCAN, changed(SCAN, _tiles), alone=True),
    Mutant(
        "PAP219",
        "a background with words",
        SCAN,
        cooked(
            SCAN, css=f"#{GUARANTEE} {{ padding-bottom: 30px; background: url({_url()}) no-repeat 0 100% }}"
        ),
        alone=True,
    ),
    Mutant(
        "PAP219",
        "a picture behind a clause",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE}::after {{ content: url({_url()}) }}"),
        alone=True,
    ),
    Mutant(
        "PAP219",
        "a background of bars",
        SCAN,
        cooked(
            SCAN,
            css=f'#{GUARANTEE} {{ padding-bottom: 30px; background: url("data:image/svg+xml;utf8,{_ICON}")'
            " no-repeat 0 100% }",
        ),
        alone=True,
    ),
    Mutant("PAP219", "a second logo with words", SCAN, cooked(SCAN, html=_another_logo), alone=True),
    Mutant("PAP219", "a drawing without words", SCAN, cooked(SCAN, html=into('id="choices"', _ICON))),
    Mutant(
        "PAP219",
        "a curve across the page",
        SCAN,
        changed(SCAN, drawn_over(FREE, "0 0 0.6 RG 1.5 w 60 150 m 200 300 300 100 500 250 c S")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "a label gone from the head",
        SCAN,
        changed(SCAN, typed(5, lambda lines: lines.steps.pop(lines.exactly("Date of birth")))),
        alone=True,
    ),
    Mutant("SIG202", "hardly any room", SMALL, _shrunk_first(SMALL, "initials"), alone=True),
    Mutant("SIG202", "dated beforehand", SCAN, changed(SCAN, _written("patient-date")), alone=True),
    Mutant(
        "SIG202", "dated by default", SCAN, changed(SCAN, _written("patient-date", key="/DV")), alone=True
    ),
    Mutant(
        "SIG202", "dated in rich text", SCAN, changed(SCAN, _written("patient-date", key="/RV")), alone=True
    ),
    Mutant("SIG202", "dated, and looking so", SCAN, changed(SCAN, _looks_written), alone=True),
    Mutant("SIG202", "initials beforehand", SMALL, _written_first(SMALL, "initials", "MN"), alone=True),
    Mutant("SIG202", "an answer beforehand", SCAN, _written_first(SCAN, "teach-back", "I know."), alone=True),
    Mutant("SIG202", "a lot number beforehand", SMALL, _written_first(SMALL, "msc-exosomes-lot", "L-1")),
    Mutant("SIG202", "ticked beforehand", SCAN, changed(SCAN, _ticked)),
    Mutant("SIG202", "chosen beforehand", SCAN, changed(SCAN, _chosen), alone=True),
    Mutant("SIG203", "a place that looks signed", SCAN, changed(SCAN, _looks_signed), alone=True),
    Mutant(
        "PAP208",
        "a space in a word",
        SCAN,
        cooked(SCAN, html=swapped("other treatment later", "other treat ment later")),
        alone=True,
    ),
    Mutant(
        "PAP208",
        "a space in a heading",
        SCAN,
        cooked(SCAN, html=swapped("What studies show", "What s tudies show")),
        alone=True,
    ),
    Mutant(
        "PAP208",
        "two words in one",
        SCAN,
        cooked(SCAN, html=swapped("You may need other", "You mayneed other")),
        alone=True,
    ),
    Mutant(
        "PAP208",
        "words broken in a narrow column",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ width: 4em; overflow-wrap: anywhere }}"),
        alone=True,
    ),
    Mutant(
        "PAP208",
        "dictated words hyphenated",
        SCAN,
        cooked(SCAN, css="#ca-1355-4-notice p { hyphens: auto; width: 50mm }"),
    ),
)
