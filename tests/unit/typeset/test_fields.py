"""Fields: invisible until used, named, spoken, in the order they are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf.form import Form

from consent.errors import TypesetError
from consent.models.paper.master import FieldKind
from tests.support.conformance import failures
from tests.support.readers.fields import fields_in, filled, prefix_of
from tests.support.render import ink, pdfium
from tests.support.sample import document, master_of, sample_master, sample_packet

EXPECTED = [
    ("patient-signature", FieldKind.SIG, "/Sig"),
    ("patient-date", FieldKind.DATE, "/Tx"),
    ("patient-time", FieldKind.TIME, "/Tx"),
    ("risks-initials", FieldKind.INITIALS, "/Tx"),
    ("photos", FieldKind.CHECK, "/Btn"),
    ("own-words", FieldKind.MULTILINE, "/Tx"),
    ("printed-name", FieldKind.TEXT, "/Tx"),
    ("practitioner-signature", FieldKind.SIG, "/Sig"),
]


@pytest.fixture
def widgets() -> Iterator[dict[str, pikepdf.Object]]:
    with pikepdf.open(io.BytesIO(sample_packet())) as pdf:
        yield {str(field.T): field for field in fields_in(pdf)}


def test_every_field_is_there_in_reading_order(widgets: dict[str, pikepdf.Object]) -> None:
    assert [(field.name, field.kind) for field in sample_master().fields] == [row[:2] for row in EXPECTED]
    assert [(name, str(widget.FT)) for name, widget in widgets.items()] == [row[::2] for row in EXPECTED]


def test_every_field_prints_speaks_and_has_an_appearance(widgets: dict[str, pikepdf.Object]) -> None:
    for name, widget in widgets.items():
        x0, y0, x1, y1 = (float(value) for value in widget.Rect)
        assert (name, x0 < x1, y0 < y1) == (name, True, True)
        assert int(widget.F) == 4
        assert str(widget.TU)
        assert "/N" in widget.AP
        assert "/MK" not in widget
        assert "/Border" not in widget
        assert "/V" not in widget or widget.V == "/Off"


def test_the_form_asks_no_viewer_to_draw(widgets: dict[str, pikepdf.Object]) -> None:
    with pikepdf.open(io.BytesIO(sample_packet())) as pdf:
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form
        assert int(form.SigFlags) == 1
        assert str(form.DR.Font.ConsentForm.Encoding) == "/Identity-H"
        kids = [
            item.K
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Form"
        ]
    assert len(kids) == len(widgets)
    assert all(isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR" for kid in kids)


def test_limits_and_lines(widgets: dict[str, pikepdf.Object]) -> None:
    assert int(widgets["risks-initials"].MaxLen) == 6
    assert int(widgets["printed-name"].MaxLen) == 40
    assert int(widgets["own-words"].Ff) == 1 << 12
    assert "/Ff" not in widgets["printed-name"]
    assert str(widgets["printed-name"].DA) == "/ConsentForm 10 Tf 0 g"


def test_an_unused_field_leaves_no_mark_on_paper() -> None:
    for field in sample_master().fields:
        pixels = pdfium(sample_packet(), field.page, forms=True)
        assert (field.name, ink(pixels, field)) == (field.name, 0)


def test_what_is_typed_shows_and_the_file_stays_valid() -> None:
    packet = prefix_of(sample_packet())
    typed = {
        "printed-name": "Łukasz Nguyễn",
        "own-words": "It may help.\nIt may not.",
        "risks-initials": "ŁN",
    }
    out = filled(sample_packet(), {f"{packet}{name}": words for name, words in typed.items()})
    with pikepdf.open(io.BytesIO(out)) as pdf:
        form: Any = Form(pdf)
        form[f"{packet}photos"].checked = True
        pdf.save(written := io.BytesIO())
    used = {"printed-name", "own-words", "risks-initials", "photos"}
    for field in sample_master().fields:
        marks = ink(pdfium(written.getvalue(), field.page, forms=True), field)
        assert (field.name, marks > 50) == (field.name, field.name in used)
    assert failures(written.getvalue()) == []


def test_a_ticked_box_is_ticked_on_paper() -> None:
    with pikepdf.open(io.BytesIO(sample_packet())) as pdf:
        states = next(field for field in fields_in(pdf) if field.T == "photos").AP.N
        assert set(states.keys()) == {"/Off", "/on"}
        assert states.Off.read_bytes() == b""
        assert b" l S" in states.on.read_bytes()


def field(name: str, title: str = "What to say") -> str:
    return f'<p>x <input type="checkbox" class="line" name="{name}" title="{title}"></p>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (field("sig:a") + field("date:a"), "two fields are named 'a'"),
        (field("signature:a"), "not KIND:FIELD-NAME"),
        (field("a"), "not KIND:FIELD-NAME"),
        (field("sig:"), "not KIND:FIELD-NAME"),
        (field("sig:a.b"), "full stop"),
        (field("sig:a", ""), "'a' has no title"),
        ('<p><input type="text" name="text:a" title="x"></p>', "<input> 'text:a' cannot be a field"),
        ('<p><textarea name="text:a" title="x"></textarea></p>', "<textarea> 'text:a' cannot be a field"),
        ('<p><select name="text:a" title="x"></select></p>', "<select> 'text:a' cannot be a field"),
    ],
)
def test_a_field_that_cannot_work_is_refused(body: str, said: str) -> None:
    with pytest.raises(TypesetError, match=said.replace(".", r"\.")):
        master_of(document(f"<main><h1>x</h1>{body}</main>"))
