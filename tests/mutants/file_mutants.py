"""Mutants of the file and of the places to sign: metadata, tags, conformance, fonts, scripts, twin, fields, signatures."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pikepdf

from consent.models.paper.slots import SENTINELS, Slot
from tests.mutants.clean import clause_box, field_box
from tests.mutants.edit import PdfEdit, drawn_over, edited, swapped
from tests.mutants.kitchen import kitchen, packet_of, pdf_of
from tests.mutants.mutant import Mutant
from tests.mutants.sealed import signed_packet
from tests.mutants.text_mutants import SCAN, SMALL, changed, cooked

SIGNATURE = "patient-signature"


def with_twin(kind: str, change: Callable[[dict[str, Any]], None]) -> Callable[[], bytes]:
    """The good packet with another twin."""

    def edit(text: str) -> str:
        twin = json.loads(text)
        change(twin)
        return json.dumps(twin)

    return lambda: kitchen().cook(packet_of(kind), twin=edit)


def field(name: str, change: Callable[[Any], None]) -> PdfEdit:
    """Change one form field."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for sheet in pdf.pages:
            for item in sheet.obj.get("/Annots", ()):
                if str(item.get("/T", "")) == name:
                    change(item)

    return edit


def _set(key: str, value: Any) -> Callable[[Any], None]:
    return lambda item: item.__setitem__(key, value)


def _drop(key: str) -> Callable[[Any], None]:
    return lambda item: item.__delitem__(key)


def _field_out(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        kept = [item for item in sheet.obj.get("/Annots", ()) if str(item.get("/T", "")) != SIGNATURE]
        if "/Annots" in sheet.obj:
            sheet.obj.Annots = pikepdf.Array(kept)
    tree = pdf.Root.AcroForm.Fields[0]
    tree.Kids = pikepdf.Array([item for item in tree.Kids if str(item.get("/T", "")) != SIGNATURE])


def _exchanged(pdf: pikepdf.Pdf) -> None:
    """The patient's and the practitioner's fields under each other's names."""
    names = {"patient": "practitioner", "practitioner": "patient"}
    for sheet in pdf.pages:
        for item in sheet.obj.get("/Annots", ()):
            who, _, what = str(item.get("/T", "")).partition("-")
            if who in names and what in ("signature", "date", "time"):
                item.T = pikepdf.String(f"{names[who]}-{what}")


def _over_field(name: str, operators: str) -> Callable[[], bytes]:
    def make() -> bytes:
        page, (left, bottom, right, top) = field_box(SCAN, name)
        places = {"x": left + 20, "y": bottom + 10, "right": right - 20, "top": top - 10}
        return edited(pdf_of(SCAN), drawn_over(page, operators.format(**places)))

    return make


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _launch(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def _remote(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream["/F"] = pikepdf.Dictionary(FS=pikepdf.Name.URL, F=pikepdf.String("https://example.com/x"))
    pdf.Root.Extra = stream


def _link(pdf: pikepdf.Pdf) -> None:
    """A link that is tagged as one, so that both standards allow it."""
    tree, page = pdf.Root.StructTreeRoot, pdf.pages[0].obj
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, F=4, A=action)
    link.Rect, link.Contents, link.StructParent = (
        pikepdf.Array([50, 50, 200, 70]),
        pikepdf.String("link"),
        9999,
    )
    note = pdf.make_indirect(link)
    top = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
    kid = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=note, Pg=page)
    tag = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Link, P=top, Pg=page, K=kid)
    element = pdf.make_indirect(tag)
    top.K = pikepdf.Array([*(top.K if isinstance(top.K, pikepdf.Array) else [top.K]), element])
    page.Annots = pikepdf.Array([*page.get("/Annots", pikepdf.Array()), note])
    leaf = tree.ParentTree
    while "/Nums" not in leaf:
        leaf = leaf.Kids[-1]
    leaf.Nums = pikepdf.Array([*leaf.Nums, 9999, element])
    if "/Limits" in leaf:
        leaf.Limits[1] = 9999


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["price-list.txt"] = b"prices"


def _twin_out(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names
    del pdf.Root.AF


def _no_tabs(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        del sheet.obj["/Tabs"]


def _metadata(old: bytes, new: bytes) -> PdfEdit:
    def edit(pdf: pikepdf.Pdf) -> None:
        words = pdf.Root.Metadata.read_bytes()
        assert old in words
        pdf.Root.Metadata = pdf.make_stream(
            words.replace(old, new), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )

    return edit


def _fonts_out(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def _title(pdf: pikepdf.Pdf, title: str) -> None:
    pdf.docinfo["/Title"] = title


def _helvetica(pdf: pikepdf.Pdf) -> None:
    """A sentence added in a font that is not in the file."""
    page, _ = clause_box(SCAN, "no-guarantee")
    fonts = pdf.pages[page - 1].obj.Resources.Font
    fonts["/Added"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    drawn_over(page, "BT /Added 12 Tf 60 14 Td (We promise it works.) Tj ET")(pdf)


def _tampered(kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        data = bytearray(signed_packet(kind))
        at = data.index(b"/CreationDate") + 20
        data[at] = data[at] ^ 1
        return bytes(data)

    return make


def _changed_after_signing(kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from pyhanko.pdf_utils.generic import NameObject, NumberObject
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

        writer = IncrementalPdfFileWriter(io.BytesIO(signed_packet(kind)))
        page = writer.root["/Pages"]["/Kids"][0]
        page[NameObject("/Rotate")] = NumberObject(180)
        writer.update_container(page)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return make


def _version(twin: dict[str, Any]) -> None:
    twin["clauses"][0]["version"] = "9.9.9"


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "PAP241", "no language", SCAN, changed(SCAN, lambda pdf: pdf.Root.__delitem__("/Lang")), alone=True
    ),
    Mutant(
        "PAP241",
        "another language",
        SCAN,
        changed(SCAN, lambda pdf: pdf.Root.__setitem__("/Lang", pikepdf.String("fr"))),
        alone=True,
    ),
    Mutant("PAP241", "another title", SCAN, changed(SCAN, lambda pdf: _title(pdf, "Untitled")), alone=True),
    Mutant(
        "PAP241",
        "title not shown",
        SCAN,
        changed(SCAN, lambda pdf: pdf.Root.__delitem__("/ViewerPreferences")),
        alone=True,
    ),
    Mutant(
        "PAP243",
        "does not say it is PDF/UA",
        SCAN,
        changed(SCAN, _metadata(b'pdfuaid:part="1"', b"")),
        alone=True,
    ),
    Mutant(
        "PAP243",
        "tabs in no order",
        SCAN,
        changed(SCAN, _no_tabs),
        alone=True,
    ),
    Mutant(
        "PAP244",
        "no output intent",
        SCAN,
        changed(SCAN, lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
        alone=True,
    ),
    Mutant(
        "PAP244",
        "does not say it is PDF/A",
        SCAN,
        changed(SCAN, _metadata(b"pdfaid:part", b"pdfaid:port")),
        alone=True,
    ),
    Mutant("PAP245", "fonts taken out", SCAN, changed(SCAN, _fonts_out)),
    Mutant("PAP245", "a sentence in Helvetica", SCAN, changed(SCAN, _helvetica)),
    Mutant("PAP246", "a script", SCAN, changed(SCAN, _script), alone=True),
    Mutant("PAP246", "a program to start", SCAN, changed(SCAN, _launch), alone=True),
    Mutant("PAP246", "content from the network", SCAN, changed(SCAN, _remote), alone=True),
    Mutant("PAP246", "a tagged link", SCAN, changed(SCAN, _link), alone=True),
    Mutant("PAP246", "another attachment", SCAN, changed(SCAN, _attachment), alone=True),
    Mutant("PAP247", "the twin is gone", SCAN, changed(SCAN, _twin_out), alone=True),
    Mutant("PAP247", "a clause of another version", SCAN, with_twin(SCAN, _version), alone=True),
    Mutant(
        "PAP247", "a clause not listed", SCAN, with_twin(SCAN, lambda twin: twin["clauses"].pop()), alone=True
    ),
    Mutant(
        "PAP247",
        "another printed date",
        SCAN,
        with_twin(SCAN, lambda twin: twin.update(issued_on="2026-11-25")),
        alone=True,
    ),
    Mutant(
        "PAP247",
        "another edition",
        SCAN,
        with_twin(SCAN, lambda twin: twin.update(edition="large-print")),
        alone=True,
    ),
    Mutant(
        "PAP247",
        "a policy that was not applied",
        SCAN,
        with_twin(SCAN, lambda twin: twin["policies"].append({"id": "us-ut", "version": "1.0.0"})),
        alone=True,
    ),
    Mutant("SIG201", "no line", SCAN, cooked(SCAN, css=".signature-block .rule { border: 0 }"), alone=True),
    Mutant(
        "SIG201",
        "a pale line",
        SCAN,
        cooked(SCAN, css=".signature-block .rule { border-color: #ddd }"),
        alone=True,
    ),
    Mutant(
        "SIG201",
        "too little room",
        SCAN,
        cooked(SCAN, css=".signature-block .cell-signature { width: 30mm }"),
        alone=True,
    ),
    Mutant(
        "SIG201",
        "the signature on the next page",
        SCAN,
        cooked(
            SCAN,
            css="#sign-practitioner { break-inside: auto } #sign-practitioner .sign-row { break-before: page }",
        ),
        alone=True,
    ),
    Mutant(
        "SIG201",
        "no captions",
        SCAN,
        cooked(
            SCAN,
            css=".signature-block .caption { visibility: hidden } .caption .slot { visibility: visible }",
        ),
    ),
    Mutant(
        "SIG201",
        "no printed name",
        SCAN,
        cooked(
            SCAN,
            html=swapped(
                'Signature of <span class="slot slot-practitioner-name" data-slot="practitioner-name">'
                f"{SENTINELS[Slot.PRACTITIONER_NAME]}</span>",
                "Signature",
            ),
        ),
    ),
    Mutant("SIG202", "a field is gone", SCAN, changed(SCAN, _field_out)),
    Mutant("SIG202", "no tooltip", SCAN, changed(SCAN, field(SIGNATURE, _drop("/TU"))), alone=True),
    Mutant(
        "SIG202",
        "another kind",
        SCAN,
        changed(SCAN, field(SIGNATURE, _set("/FT", pikepdf.Name.Tx))),
        alone=True,
    ),
    Mutant(
        "SIG202",
        "a tooltip that is an id",
        SCAN,
        cooked(SCAN, html=swapped("Initials: Patient copy", "Initials: patient-copy")),
        alone=True,
    ),
    Mutant("SIG202", "hidden", SCAN, changed(SCAN, field(SIGNATURE, _set("/F", 6))), alone=True),
    Mutant("SIG202", "not printed", SCAN, changed(SCAN, field("patient-date", _set("/F", 0))), alone=True),
    Mutant("SIG202", "read only", SCAN, changed(SCAN, field(SIGNATURE, _set("/Ff", 1))), alone=True),
    Mutant(
        "SIG202",
        "another name",
        SCAN,
        cooked(SCAN, html=swapped("sig:patient-signature", "sig:patient-signatur")),
        alone=True,
    ),
    Mutant(
        "SIG203",
        "words in the place to sign",
        SCAN,
        cooked(SCAN, css=".signature-block .caption { margin-top: -9mm }"),
    ),
    Mutant(
        "SIG203",
        "a stamp in the place to sign",
        SCAN,
        _over_field(SIGNATURE, "0 G 3 w {x} {y} m {right} {top} l S {x} {top} m {right} {y} l S"),
        alone=True,
    ),
    Mutant(
        "SIG203",
        "a grey bar in the place to sign",
        SCAN,
        _over_field(SIGNATURE, "0.6 g {x} {y} 150 12 re f"),
        alone=True,
    ),
    Mutant(
        "SIG203",
        "two places on one another",
        SCAN,
        cooked(SCAN, css=".signature-block .cell-date { margin-left: -40mm }"),
        alone=True,
    ),
    Mutant(
        "SIG204", "no box for initials", SMALL, cooked(SMALL, css=".initials-box { border: 0 }"), alone=True
    ),
    Mutant(
        "SIG204",
        "initials on the next page",
        SMALL,
        cooked(
            SMALL,
            css="#costs, #costs > .clause-words, #costs > .initials { display: block; break-inside: auto } #costs > .initials { break-before: page }",
        ),
        alone=True,
    ),
    Mutant(
        "SIG204",
        "nothing says what the box is for",
        SMALL,
        # Words close to the left of the box would stand for what is missing under it.
        cooked(SMALL, css=".initials .caption { visibility: hidden } .initials { padding-left: 160pt }"),
    ),
    Mutant(
        "PAP209",
        "a box for initials has lost its word",
        SMALL,
        cooked(SMALL, css=".initials .caption { visibility: hidden }"),
        alone=True,
    ),
    Mutant("SIG205", "one byte changed after signing", SCAN, _tampered(SCAN), alone=True),
    Mutant("SIG205", "a page turned after signing", SCAN, _changed_after_signing(SCAN)),
    Mutant("SIG201", "two signers' fields exchanged", SCAN, changed(SCAN, _exchanged)),
    Mutant(
        "PAP247",
        "another digest",
        SCAN,
        with_twin(SCAN, lambda twin: twin.update(content_sha256="0" * 64)),
        alone=True,
    ),
)
