"""Mutants of an official form: cropped, covered, exchanged, made small, moved, silenced, and its file replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from tests.mutants.clean import context_of
from tests.mutants.edit import PdfEdit, drawn_over, edited, moved
from tests.mutants.kitchen import pdf_of
from tests.mutants.mutant import Mutant
from tests.mutants.text_mutants import cooked
from tests.support.official_forms import TEXAS

KIND = "texas"


def pages() -> list[int]:
    """The pages of the packet that show the form."""
    return [page.number for page in context_of(KIND).pages if page.inserts]


def _images(pdf: pikepdf.Pdf) -> list[Any]:
    """The form's pages as the packet holds them."""
    found = pdf.pages[pages()[0] - 1].resources["/XObject"]
    return [found[name].Resources.XObject.Page for name in sorted(found.keys())]


def _on_form(edit: Callable[[list[Any]], None]) -> Callable[[], bytes]:
    return lambda: edited(pdf_of(KIND), lambda pdf: edit(_images(pdf)))


def _over(operators: str) -> Callable[[], bytes]:
    def make() -> bytes:
        page = pages()[1]
        left, _, _, top = context_of(KIND).pages[page - 1].inserts[0]
        return edited(pdf_of(KIND), drawn_over(page, f"1 0 0 1 {left:.1f} {top:.1f} cm {operators}"))

    return make


def _cropped(images: list[Any]) -> None:
    left, bottom, right, top = (float(side) for side in images[0].BBox)
    images[0].BBox = pikepdf.Array([left, bottom, right, top - 100])


def _stretched(images: list[Any]) -> None:
    images[0].Matrix = pikepdf.Array([1, 0, 0, 0.98, 0, 0])


def _exchanged(images: list[Any]) -> None:
    first, second = images[0].read_bytes(), images[1].read_bytes()
    images[0].write(second)
    images[1].write(first)


def _without_a_stroke(images: list[Any]) -> None:
    # One line of the table is gone: every word is still there.
    operators = list(pikepdf.parse_content_stream(images[0]))
    last = max(index for index, one in enumerate(operators) if str(one.operator) in ("f", "f*", "S"))
    images[0].write(pikepdf.unparse_content_stream(operators[:last] + operators[last + 1 :]))


def _with_hidden_words(images: list[Any]) -> None:
    # The first words once more, elsewhere, drawn without ink.
    operators = list(pikepdf.parse_content_stream(images[0]))
    first = next(index for index, one in enumerate(operators) if str(one.operator) == "BT")
    last = next(index for index, one in enumerate(operators) if str(one.operator) == "ET")
    again = [one for one in operators[first + 1 : last] if str(one.operator) in ("Tf", "TJ", "Tj")]
    added: list[Any] = [
        ([], pikepdf.Operator("BT")),
        ([3], pikepdf.Operator("Tr")),
        ([1, 0, 0, 1, 100, 40], pikepdf.Operator("Tm")),
        *again,
        ([0], pikepdf.Operator("Tr")),
        ([], pikepdf.Operator("ET")),
    ]
    images[0].write(pikepdf.unparse_content_stream([*operators[: last + 1], *added, *operators[last + 1 :]]))


def _faded(pdf: pikepdf.Pdf) -> None:
    for image in _images(pdf):
        image.write(b"0.85 g 0.85 G " + image.read_bytes().replace(b"0 0 0 rg", b"0.85 0.85 0.85 rg"))


def _silent(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure:
            said = str(item.get("/Alt", ""))
            if "page 2 of" in said:
                item.Alt = pikepdf.String(said.partition(" Part 2")[0])


def _other_file(pdf: pikepdf.Pdf) -> None:
    spec = pdf.Root.Names.EmbeddedFiles.Names[3]
    spec.EF.F.write(b"%PDF-1.7 another revision")


def _not_painted() -> bytes:
    def edit(pdf: pikepdf.Pdf) -> None:
        sheet = pdf.pages[pages()[1] - 1]
        operators = list(pikepdf.parse_content_stream(sheet))
        kept = [one for one in operators if str(one.operator) != "Do"]
        sheet.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    return edited(pdf_of(KIND), edit)


def _field_over() -> bytes:
    number = pages()[0]
    left, bottom, _, _ = context_of(KIND).pages[number - 1].inserts[0]

    def edit(pdf: pikepdf.Pdf) -> None:
        field = next(item for sheet in pdf.pages for item in sheet.obj.get("/Annots", ()) if "/T" in item)
        more = pdf.make_indirect(pikepdf.Dictionary({key: field[key] for key in field.keys()}))  # noqa: SIM118
        more.T = pikepdf.String("label")
        more.Rect = pikepdf.Array([left + 50, bottom + 50, left + 150, bottom + 70])
        pdf.pages[number - 1].obj.Annots = pikepdf.Array([more])
        pdf.Root.AcroForm.Fields.append(more)

    return edited(pdf_of(KIND), edit)


def _case(name: str, make: Callable[[], bytes], *, alone: bool = True) -> Mutant:
    return Mutant("PAP218", name, KIND, make, alone=alone)


def _file(edit: PdfEdit) -> Callable[[], bytes]:
    return lambda: edited(pdf_of(KIND), edit)


MUTANTS: tuple[Mutant, ...] = (
    _case("a white label on it", _over("1 g 60 -140 200 30 re f")),
    _case("a black line through it", _over("60 -120 300 1 re f")),
    _case("a form field over it", _field_over, alone=False),
    _case("cropped at the top", _on_form(_cropped)),
    _case("stretched", _on_form(_stretched)),
    _case("its pages exchanged", _on_form(_exchanged)),
    _case("a ruled line taken out", _on_form(_without_a_stroke)),
    _case("words added that nobody sees", _on_form(_with_hidden_words)),
    _case("printed pale", _file(_faded)),
    _case("not painted", _not_painted),
    _case("shown too small", cooked(KIND, css=".form-image { max-height: 60mm }"), alone=False),
    _case(
        "behind the signatures",
        cooked(KIND, html=moved('id="decision"', f'id="form-{TEXAS}-1"')),
        alone=False,
    ),
    _case("not read aloud", _file(_silent)),
    _case("another file attached", _file(_other_file)),
)
