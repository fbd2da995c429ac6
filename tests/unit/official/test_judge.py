"""Which official forms can be bound into a packet, and what is said of those that cannot."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from consent.official import UnusableFormError, carried, pages_of
from tests.support import official_forms as forms


def _without_font_programs(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]


def _xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pikepdf.String("<xdp/>"))


def _many(pdf: pikepdf.Pdf) -> None:
    for _ in range(20):
        pdf.pages.append(pdf.pages[0])


def _none(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[:]


def _tiny(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 30, 40])


def _layer(pdf: pikepdf.Pdf, *, shown: bool) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Layer"))
    state = pikepdf.Dictionary(ON=pikepdf.Array([layer])) if shown else pikepdf.Dictionary(OFF=[layer])
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=state)
    pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(L=layer)
    pdf.pages[0].contents_add(b"/OC /L BDC 0 g 20 20 40 40 re f EMC")


def _picture(space: pikepdf.Object) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(bytes(16), Subtype=pikepdf.Name.Image, Width=2, Height=2, BitsPerComponent=8)
        image.ColorSpace = space
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Picture=image)
        pdf.pages[0].contents_add(b"q 40 0 0 40 20 20 cm /Picture Do Q")

    return edit


def _separation() -> pikepdf.Array:
    function = pikepdf.Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0])
    return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Red, pikepdf.Name.DeviceCMYK, function])


def _locked(user: str = "") -> bytes:
    lock = pikepdf.Encryption(owner="owner", user=user)
    return forms.changed(forms.two_pages(), lambda _: None, encryption=lock)


def _edited(edit: Callable[[pikepdf.Pdf], None]) -> Callable[[], bytes]:
    return lambda: forms.changed(forms.two_pages(), edit)


REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("nothing", lambda: b"", "damaged"),
    ("cut off", lambda: forms.two_pages()[:6000], "damaged"),
    (
        "no table of contents",
        lambda: re.sub(rb"startxref\s+\d+", b"startxref\n9", forms.two_pages()),
        "damaged",
    ),
    ("a password", lambda: _locked(user="user"), "asks for a password"),
    ("locked", _locked, "is encrypted"),
    ("no pages", _edited(_none), "has no pages"),
    ("a book", _edited(_many), "it has 22 pages"),
    ("a stamp's size", _edited(_tiny), "page 2 is no sheet of paper"),
    ("XFA", _edited(_xfa), "XFA"),
    ("hidden layer", _edited(lambda pdf: _layer(pdf, shown=False)), "layers that are switched off"),
    ("fonts outside", _edited(_without_font_programs), "-Bold is not in the file"),
    ("red ink", lambda: forms.drawing("0 1 1 0 k 20 20 40 40 re f"), "printing colors (CMYK)"),
    ("red ink by name", lambda: forms.drawing("/DeviceCMYK CS 0 1 1 0 SC 20 20 m 40 40 l S"), "(CMYK)"),
    ("a picture in ink", _edited(_picture(pikepdf.Name.DeviceCMYK)), "(CMYK)"),
    ("a spot color", _edited(_picture(_separation())), "(CMYK)"),
    ("a small picture in ink", lambda: forms.drawing("BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI"), "(CMYK)"),
    ("a field to be drawn", forms.filled_in, "a field on its page 1 is filled in"),
)


@pytest.mark.parametrize(("make", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_form_that_cannot_be_bound_is_refused(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(UnusableFormError, match=re.escape(said)) as caught:
        pages_of(make())
    assert caught.value.hint


def test_pages_are_read_the_way_up_they_are_shown() -> None:
    plain, turned = pages_of(forms.two_pages()), pages_of(forms.turned())
    assert [(page.width, page.height) for page in turned] == [(612, 792)] * 2
    assert [page.text for page in turned] == [page.text for page in plain]
    assert "____ / ____ 16. I was told about item 16" in plain[0].text


def test_a_page_without_words_is_a_page() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        out = io.BytesIO()
        pdf.save(out)
    assert [page.text for page in pages_of(out.getvalue())] == [""]


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ("0 0 0 1 k 20 20 40 40 re f", b"0 g"),
        ("0 0 0 0.25 K 20 20 m 40 40 l S", b"0.75 G"),
        ("/DeviceCMYK cs 0 0 0 1 sc 20 20 40 40 re f", b"/DeviceGray cs\n0 sc"),
    ],
)
def test_black_ink_is_black_without_ink(drawn: str, kept: bytes) -> None:
    assert kept in _painted(forms.drawing(drawn))
    assert b"CMYK" not in _painted(forms.drawing(drawn))


def test_marks_of_the_forms_own_file_are_left_behind() -> None:
    content = forms.changed(forms.two_pages(), lambda pdf: _layer(pdf, shown=True))
    painted = _painted(content)
    assert b"20 20 40 40 re" in painted
    assert b"BDC" not in painted
    assert b"EMC" not in painted


def test_only_what_is_drawn_with_is_carried() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Unused=pdf.make_stream(b"x" * 999))

    before, after = carried(forms.two_pages())[1], carried(forms.changed(forms.two_pages(), edit))[1]
    assert len(before) == len(after)


def test_nothing_of_a_form_acts() -> None:
    _, objects = carried(forms.with_fields())
    words = b"".join(key.encode() + value for one in objects for key, value in one.entries)
    for name in (b"JavaScript", b"/AA", b"Annot", b"URI"):
        assert name not in words


def _painted(content: bytes) -> bytes:

    pages, objects = carried(content)
    return zlib.decompress(objects[pages[0].form].stream or b"")
