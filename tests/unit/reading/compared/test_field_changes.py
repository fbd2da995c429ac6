"""A form answered in another program: what fields hold and what they show, held against the empty form."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from consent.reading.compared.differences import differences

Edit = Callable[[pikepdf.Pdf], None]
SAID = "Ana Example, nurse"
BOX = b"q 0 G 0.5 0.5 13 13 re S Q\n"
TICK = BOX + b"q 1 w 3 7 m 6 3 l 11 12 l S Q"


def form() -> pikepdf.Pdf:
    """A line to write on, a second one with two places, and a box to tick."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    line = _place(pdf, 20, T=String("line"), FT=Name.Tx)
    twice = pdf.make_indirect(Dictionary(T=String("twice"), FT=Name.Tx, DA=String("/Helv 10 Tf 0 g")))
    kids = [_place(pdf, x, Parent=twice) for x in (20, 220)]
    twice.Kids = Array(kids)
    for kid in kids:
        kid.Rect[1], kid.Rect[3] = 100, 116
    looks = Dictionary(Off=_drawing(pdf, BOX, (14, 14)), Yes=_drawing(pdf, TICK, (14, 14)))
    box = _place(pdf, 20, T=String("box"), FT=Name.Btn, AS=Name.Off, AP=Dictionary(N=looks))
    box.Rect = Array([20, 50, 34, 64])
    page.obj.Annots = pdf.make_indirect(Array([line, *kids, box]))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([line, twice, box]),
        DR=Dictionary(Font=Dictionary(Helv=font)),
        DA=String("/Helv 10 Tf 0 g"),
    )
    return pdf


def _place(pdf: pikepdf.Pdf, x: float, **more: Any) -> Any:
    about: dict[str, Any] = {"Type": Name.Annot, "Subtype": Name.Widget, "DA": String("/Helv 10 Tf 0 g")}
    entries = {**about, "Rect": Array([x, 200, x + 160, 216]), "F": 4, **more}
    return pdf.make_indirect(Dictionary({f"/{key}": value for key, value in entries.items()}))


def _drawing(pdf: pikepdf.Pdf, content: bytes, size: tuple[float, float] = (160, 16)) -> pikepdf.Stream:
    look = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form)
    look.BBox = Array([0, 0, *size])
    look.Resources = Dictionary(Font=Dictionary(Helv=pdf.Root.AcroForm.DR.Font.Helv)) if _has(pdf) else {}
    return look


def _has(pdf: pikepdf.Pdf) -> bool:
    return "/AcroForm" in pdf.Root


def _letters(words: str, how: bytes = b"0 g", y: float = 4) -> bytes:
    return b"/Tx BMC q BT %s /Helv 10 Tf 2 %.1f Td (%s) Tj ET Q EMC\n" % (how, y, words.encode("cp1252"))


def said(value: str, drawn: bytes | None, *, later: bool = False, rich: str = "") -> Edit:
    """An answer in the line: what it holds, and what it draws."""

    def edit(pdf: pikepdf.Pdf) -> None:
        field = pdf.pages[0].Annots[0]
        field.V = String(value)
        if drawn is not None:
            field.AP = Dictionary(N=_drawing(pdf, drawn))
        if rich:
            field.RV = String(rich)
        if later:
            pdf.Root.AcroForm.NeedAppearances = True

    return edit


def twice(*drawn: str) -> Edit:
    """One answer, drawn at two places."""

    def edit(pdf: pikepdf.Pdf) -> None:
        _, *places, _ = pdf.pages[0].Annots
        places[0].Parent.V = String(SAID)
        for place, words in zip(places, drawn, strict=True):
            place.AP = Dictionary(N=_drawing(pdf, _letters(words)))

    return edit


def ticked(value: str, shown: str, tick: bytes = TICK) -> Edit:
    """A box that holds one thing and shows another."""

    def edit(pdf: pikepdf.Pdf) -> None:
        field = pdf.pages[0].Annots[3]
        field.V, field.AS = Name(value), Name(shown)
        field.AP.N.Yes.write(tick)

    return edit


def line_with(**entries: object) -> Edit:
    """Something more in the line's field."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].Annots[0][f"/{key}"] = value

    return edit


def unlisted(pdf: pikepdf.Pdf) -> None:
    """The form does not know its line any more."""
    del pdf.Root.AcroForm.Fields[0]


PICTURE = (
    b"q 40 0 0 12 100 2 cm BI /W 24 /H 6 /BPC 1 /IM true /F /AHx ID "
    b"01DF7D 7B5D75 7B5D75 01C17D 7B5F7D 7B5F01> EI Q\n"
)
SHAPES = b"q 100 2 m 104 13 108 13 112 2 c 116 13 120 13 124 2 c 128 13 130 13 134 2 c 1 w S Q\n"
AS_DUE: dict[str, Edit] = {
    "nothing": lambda _: None,
    "typed": said(SAID, _letters(SAID)),
    "in blue": said(SAID, _letters(SAID, b"0 0 1 rg")),
    "over two lines": said(SAID, _letters("Ana Example,", y=8) + _letters("nurse", y=1)),
    "in a box of its own": said(
        SAID, b"q 0.9 g 0 0 160 16 re f 0 G 0.5 0.5 159 15 re S Q\n" + _letters(SAID)
    ),
    "to be drawn by whoever opens it": said(SAID, b"/Tx BMC EMC", later=True),
    "with formatted text": said(SAID, _letters(SAID), rich=f"<body><p>{SAID}</p></body>"),
    "at two places": twice(SAID, SAID),
    "ticked": ticked("/Yes", "/Yes"),
}
OTHERWISE: tuple[tuple[str, Edit, str], ...] = (
    ("other words", said(SAID, _letters("Ben Example, nurse")), "'line' shows other words than its answer"),
    ("one letter", said("no", _letters("on")), "'line' shows other words than its answer"),
    ("a part", said("yes, but not the left", _letters("yes")), "'line' shows only a part of its answer"),
    ("not drawn", said(SAID, b"/Tx BMC EMC"), "no word of it can be read"),
    ("no ink", said(SAID, _letters(SAID, b"3 Tr")), "no word of it can be read"),
    ("in white", said(SAID, _letters(SAID, b"1 g")), "no word of it can be read"),
    ("outside its box", said(SAID, _letters(SAID, y=60)), "no word of it can be read"),
    ("painted over", said(SAID, _letters(SAID) + b"1 g 0 0 160 16 re f"), "no word of it can be read"),
    (
        "hidden, and others drawn",
        said(SAID, _letters(SAID, b"3 Tr") + _letters("refused")),
        "'line'",
    ),
    ("a picture beside it", said("no", _letters("no") + PICTURE), "shows something besides the words"),
    ("letters as shapes", said("no", _letters("no") + SHAPES), "shows something besides the words"),
    ("drawn otherwise, to be drawn anew", said(SAID, _letters("refused"), later=True), "shows other words"),
    ("formatted", said(SAID, _letters(SAID), rich="<body><p>refused</p></body>"), "its formatted text"),
    ("the second place", twice(SAID, "refused"), "'twice' shows other words than its answer"),
    ("one of two places empty", twice(SAID, ""), "'twice' has an answer, and no word of it can be read"),
    ("a tick on the page only", ticked("/Off", "/Yes"), "'box' is ticked on the page, and not in what"),
    ("a tick in the file only", ticked("/Yes", "/Off"), "'box' is ticked in what it holds, and not on"),
    ("a tick that is none", ticked("/Yes", "/Yes", BOX), "'box' is ticked, and shows no tick"),
    ("a script", line_with(AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("1")))), "by itself"),
    ("a click", line_with(A=Dictionary(S=Name.URI, URI=String("https://example.org"))), "is touched"),
    ("a layer", line_with(OC=Dictionary(Type=Name.OCG, Name=String("off"))), "has another OC"),
    ("fewer letters", line_with(MaxLen=2), "has another MaxLen"),
    ("a ground of its own", line_with(MK=Dictionary(BG=Array([0, 0, 0]))), "has another MK"),
    ("written in white", line_with(DA=String("/Helv 10 Tf 1 g")), "writes in a color too pale"),
    ("out of the form", unlisted, "is no longer in the form"),
)


@pytest.fixture(scope="module")
def empty() -> bytes:
    with form() as pdf:
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def told(empty: bytes, edit: Edit) -> tuple[str, ...]:
    with pikepdf.open(io.BytesIO(empty)) as before, pikepdf.open(io.BytesIO(empty)) as after:
        edit(after)
        return differences(before, after).other


@pytest.mark.parametrize("edit", AS_DUE.values(), ids=AS_DUE)
def test_an_answer_that_reads_as_it_is_held_is_an_answer(edit: Edit, empty: bytes) -> None:
    assert told(empty, edit) == ()


@pytest.mark.parametrize(("edit", "words"), [row[1:] for row in OTHERWISE], ids=[row[0] for row in OTHERWISE])
def test_a_field_that_shows_something_else_than_it_holds_is_named(
    edit: Edit, words: str, empty: bytes
) -> None:
    (one,) = told(empty, edit)
    assert words in one
