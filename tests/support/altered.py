"""What people, programs and accidents do to a packet's file: each a function of its bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdf.annotations
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from pypdf.generic import FloatObject, NameObject

Change = Callable[[bytes], bytes]


def by_program(*command: str) -> Change:
    """A command line with IN and OUT in it."""

    def change(data: bytes) -> bytes:
        program = shutil.which(command[0])
        if program is None:
            pytest.skip(f"{command[0]} is not installed")
        with tempfile.TemporaryDirectory() as folder:
            places = {"IN": f"{folder}/in.pdf", "OUT": f"{folder}/out.pdf"}
            Path(places["IN"]).write_bytes(data)
            done = subprocess.run(
                [program, *(_filled_in(word, places) for word in command[1:])],
                capture_output=True,
                check=False,
            )
            assert Path(places["OUT"]).exists(), done.stderr.decode()
            return Path(places["OUT"]).read_bytes()

    return change


def _filled_in(word: str, places: dict[str, str]) -> str:
    for name, path in places.items():
        word = word.replace(name, path)
    return word


def flipped(near: bytes, offset: int = 0) -> Change:
    """One byte is another."""

    def change(data: bytes) -> bytes:
        at = data.index(near) + offset
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    return change


def in_pikepdf(edit: Callable[[pikepdf.Pdf], None]) -> Change:
    """Opened, edited and saved anew."""

    def change(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            edit(pdf)
            pdf.save(out := io.BytesIO())
        return out.getvalue()

    return change


def behind(edit: Callable[[pypdf.PdfWriter], None]) -> Change:
    """Edited in a revision of its own, behind the bytes that are there."""

    def change(data: bytes) -> bytes:
        writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
        edit(writer)
        writer.write(out := io.BytesIO())
        assert out.getvalue().startswith(data)
        return out.getvalue()

    return change


def typed(name: str, answer: str) -> Callable[[pypdf.PdfWriter], None]:
    """An answer in the field that ends in this name."""

    def edit(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            names = [
                f"{kid['/Parent'].get_object()['/T']}.{name}"
                for kid in (one.get_object() for one in page.get("/Annots", ()))
                if kid.get("/T") == name
            ]
            if names:
                writer.update_page_form_field_values(page, {names[0]: answer}, auto_regenerate=False)

    return edit


def overprinted(pdf: pikepdf.Pdf) -> None:
    """Some words more on page 5."""
    page = pdf.pages[4]
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page.obj.Resources.Font["/More"] = font
    page.contents_add(b"q 1 0 0 1 0 0 cm BT /More 12 Tf 100 400 Td (No risk at all.) Tj ET Q")


def painted_over(writer: pypdf.PdfWriter) -> None:
    """A white box on page 5."""
    page = writer.pages[4]
    covered = pypdf.generic.StreamObject()
    covered.set_data(b"q 1 g 50 300 400 100 re f Q")
    contents: Any = page.raw_get("/Contents").get_object()
    is_list = isinstance(contents, pypdf.generic.ArrayObject)
    pieces = list(contents) if is_list else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = pypdf.generic.ArrayObject([*pieces, writer._add_object(covered)])


def noted(writer: pypdf.PdfWriter) -> None:
    """A note that covers words on page 6."""
    writer.add_annotation(5, pypdf.annotations.FreeText(text="Nothing to fear.", rect=(60, 300, 400, 420)))


def moved(writer: pypdf.PdfWriter) -> None:
    """A field stands elsewhere."""
    annotations: Any = writer.pages[-1]["/Annots"]
    for item in annotations:
        field = item.get_object()
        if field.get("/T") == "patient-signature":
            edges = [float(edge) + 30 for edge in field["/Rect"]]
            field[NameObject("/Rect")] = pypdf.generic.ArrayObject([FloatObject(edge) for edge in edges])


def taken_away(writer: pypdf.PdfWriter) -> None:
    """The fields of the last page are gone from it."""
    del writer.pages[-1]["/Annots"]


def _field_of(writer: pypdf.PdfWriter, name: str) -> Any:
    fields = (item.get_object() for page in writer.pages for item in page.get("/Annots", ()))
    return next(field for field in fields if field.get("/T") == name)


def hidden(writer: pypdf.PdfWriter) -> None:
    """Nobody sees a field."""
    _field_of(writer, "patient-signature")[NameObject("/F")] = pypdf.generic.NumberObject(2)


def undrawn(name: str) -> Callable[[pypdf.PdfWriter], None]:
    """A field has an answer that the page does not show."""

    def edit(writer: pypdf.PdfWriter) -> None:
        _field_of(writer, name)[NameObject("/V")] = pypdf.generic.TextStringObject("Ana Example, nurse")

    return edit


def retitled(writer: pypdf.PdfWriter) -> None:
    """The file is called otherwise."""
    writer.add_metadata({"/Title": "Something else"})


def turned(writer: pypdf.PdfWriter) -> None:
    """A page lies on its side."""
    writer.pages[3][NameObject("/Rotate")] = pypdf.generic.NumberObject(90)


def printed_by_itself(writer: pypdf.PdfWriter) -> None:
    """It prints when it is opened."""
    action = {NameObject("/S"): NameObject("/Named"), NameObject("/N"): NameObject("/Print")}
    writer._root_object[NameObject("/OpenAction")] = pypdf.generic.DictionaryObject(action)


def attached(writer: pypdf.PdfWriter) -> None:
    """It carries a file more."""
    writer.add_attachment("more.txt", b"more")


def lengthened(writer: pypdf.PdfWriter) -> None:
    """An empty sheet behind the last."""
    writer.add_blank_page(612, 792)


def renamed(pdf: pikepdf.Pdf) -> None:
    """A field has another name."""
    (field,) = (item for item in pdf.pages[-1].obj.Annots if item.get("/T") == "patient-signature")
    field.T = String("other-signature")


def another_font(pdf: pikepdf.Pdf) -> None:
    """Letters are drawn with another font."""
    fonts = pdf.pages[2].obj.Resources.Font
    fonts[next(iter(fonts.keys()))] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def scripted(pdf: pikepdf.Pdf) -> None:
    """Something happens when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_another(other: bytes) -> Change:
    """Another packet behind it in one file."""

    def change(data: bytes) -> bytes:
        writer = pypdf.PdfWriter()
        for one in (data, other):
            writer.append(io.BytesIO(one))
        writer.write(out := io.BytesIO())
        return out.getvalue()

    return change


def with_a_sheet(pdf: pikepdf.Pdf) -> None:
    """An empty sheet behind the last."""
    pdf.add_blank_page(page_size=(612, 792))


def without(first: int, last: int) -> Callable[[pikepdf.Pdf], None]:
    """Some pages, counted from 0, are gone."""

    def edit(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[first:last]

    return edit


def turned_round(pdf: pikepdf.Pdf) -> None:
    """The last page comes first."""
    pdf.pages.insert(0, pdf.pages[-1])
    del pdf.pages[-1]


def without_attachment(pdf: pikepdf.Pdf) -> None:
    """The twin is gone."""
    del pdf.Root.Names
    del pdf.Root.AF


def another_digit(pdf: pikepdf.Pdf) -> None:
    """Two letters of page 7 have changed places."""
    contents = pdf.pages[6].obj.Contents
    for stream in contents if isinstance(contents, Array) else [contents]:
        data = stream.read_bytes()
        start = data.find(b"<", data.find(b"[<"))
        end = data.find(b">", start)
        if end - start > 40:
            letters = data[start + 1 : end]
            swapped = letters[:8] + letters[12:16] + letters[8:12] + letters[16:]
            stream.write(data[: start + 1] + swapped + data[end:])
            return
    raise AssertionError("no letters")


def pictured(data: bytes) -> bytes:
    """Each page is a picture of itself."""
    document = pypdfium2.PdfDocument(data)
    pictures = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]
    document.close()
    pictures[0].save(out := io.BytesIO(), "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return out.getvalue()


def flattened(data: bytes) -> bytes:
    """The fields are drawn into the pages."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for page in document:
        assert pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_PRINT) != pypdfium2.raw.FLATTEN_FAIL
    document.save(out := io.BytesIO())
    document.close()
    return out.getvalue()


def rewritten_by_pypdf(data: bytes) -> bytes:
    """Read and written by pypdf."""
    pypdf.PdfWriter(clone_from=io.BytesIO(data)).write(out := io.BytesIO())
    return out.getvalue()


def filled_and_resaved(name: str) -> Change:
    """Answered, and written anew."""

    def change(data: bytes) -> bytes:
        return rewritten_by_pypdf(behind(typed(name, "Ana Example, nurse"))(data))

    return change


def strangers_form(_: bytes) -> bytes:
    """A PDF that has nothing to do with us."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        pdf.save(out := io.BytesIO())
    return out.getvalue()
