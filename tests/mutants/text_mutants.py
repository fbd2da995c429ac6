"""Mutants of the words: missing, out of order, hidden, pale, printed over, false, scattered."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from consent.reading.file.fonts import meanings_of
from tests.mutants.clean import clause_box, rectangle
from tests.mutants.edit import (
    PdfEdit,
    drawn_over,
    edited,
    element,
    into,
    moved,
    rewritten,
    swapped,
    without,
    wrapped,
)
from tests.mutants.kitchen import Edit, kitchen, packet_of, pdf_of
from tests.mutants.mutant import Mutant

SMALL, SCAN = "small", "scan"
STATUS, GUARANTEE = "exosome-status", "no-guarantee"


def cooked(kind: str, *, html: Edit | None = None, css: str = "") -> Callable[[], bytes]:
    """Typeset the good packet with another page or style."""
    return lambda: kitchen().cook(packet_of(kind), html=html, css=css)


def changed(kind: str, edit: PdfEdit) -> Callable[[], bytes]:
    """Change the good file."""
    return lambda: edited(pdf_of(kind), edit)


def over_clause(kind: str, anchor: str, operators: str) -> Callable[[], bytes]:
    """Draw over a clause; ``{box}`` stands for its place."""

    def make() -> bytes:
        page, box = clause_box(kind, anchor)
        return edited(pdf_of(kind), drawn_over(page, operators.format(box=rectangle(box))))

    return make


def around_page(kind: str, anchor: str, before: str, after: str = "") -> Callable[[], bytes]:
    """Put operators around everything on the page of a clause."""

    def make() -> bytes:
        page, _ = clause_box(kind, anchor)
        return edited(pdf_of(kind), wrapped(page, before, after))

    return make


def _said_only(html: str) -> str:
    """The clause as the alternative text of a picture."""
    start, end = element(html, f'id="{STATUS}"')
    words = re.sub(r"<[^>]+>", " ", html[start:end])
    words = " ".join(words.split()).replace('"', "")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title><rect width="9" height="9"/></svg>'
    return html[:start] + picture.format(words) + html[end:]


def _every_second_table_cell(html: str) -> str:
    start, end = element(html, 'class="risks"')
    rows = html[start:end].split("<tr>")
    del rows[3]
    return html[:start] + "<tr>".join(rows) + html[end:]


def _mode_three(instructions: list[Any]) -> list[Any]:
    hidden = pikepdf.ContentStreamInstruction([3], pikepdf.Operator("Tr"))
    return [hidden, *instructions]


def _page_of(kind: str, anchor: str) -> int:
    return clause_box(kind, anchor)[0]


def _annotation(kind: str, anchor: str) -> Callable[[], bytes]:
    """A white note stuck over a clause."""

    def make() -> bytes:
        page, box = clause_box(kind, anchor)

        def edit(pdf: pikepdf.Pdf) -> None:
            width, height = box[2] - box[0] + 4, box[3] - box[1] + 4
            look = pdf.make_stream(f"1 g 0 0 {width} {height} re f".encode())
            look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            look.BBox = pikepdf.Array([0, 0, width, height])
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Square,
                Rect=pikepdf.Array([box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2]),
                F=4,
                Contents=pikepdf.String("note"),
                AP=pikepdf.Dictionary(N=look),
            )
            sheet = pdf.pages[page - 1].obj
            notes = sheet.get("/Annots", pikepdf.Array())
            sheet.Annots = pikepdf.Array([*notes, pdf.make_indirect(note)])

        return edited(pdf_of(kind), edit)

    return make


def _layer(kind: str, anchor: str, state: str) -> Callable[[], bytes]:
    """The whole page on an optional layer that is switched off, on screen or only in print."""

    def make() -> bytes:
        page = _page_of(kind, anchor)

        def edit(pdf: pikepdf.Pdf) -> None:
            usage = pikepdf.Dictionary(Print=pikepdf.Dictionary(PrintState=pikepdf.Name.OFF))
            group = pdf.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("layer"), Usage=usage)
            )
            default = pikepdf.Dictionary(Order=pikepdf.Array([group]))
            if state == "screen":
                default.OFF = pikepdf.Array([group])
            else:
                rule = pikepdf.Dictionary(
                    Event=pikepdf.Name.Print,
                    Category=pikepdf.Array([pikepdf.Name.Print]),
                    OCGs=pikepdf.Array([group]),
                )
                default.AS = pikepdf.Array([rule])
            pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=default)
            resources = pdf.pages[page - 1].obj.Resources
            resources.Properties = pikepdf.Dictionary(Hide=group)
            wrapped(page, "/OC /Hide BDC", "EMC")(pdf)

        return edited(pdf_of(kind), edit)

    return make


def _faded(alpha: float) -> PdfEdit:
    """Everything that is painted solid is painted through a veil."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for sheet in pdf.pages:
            states = sheet.obj.Resources.ExtGState
            for name in list(states.keys()):
                states[name] = pikepdf.Dictionary(ca=alpha, CA=alpha)

    return edit


def _meanings(pdf: pikepdf.Pdf) -> None:
    """Every glyph of "w" is said to be "t", and the other way round."""
    other = {"w": "t", "t": "w"}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            said = meanings_of(item.ToUnicode.read_bytes())
            swapped = [(code, other[text]) for code, text in said.items() if text in other]
            lines = "".join(f"<{code:04x}> <{ord(text):04x}>\n" for code, text in swapped)
            # What is said last counts.
            table = item.ToUnicode.read_bytes()
            more = f"{len(swapped)} beginbfchar\n{lines}endbfchar\nendcmap".encode()
            item.ToUnicode = pdf.make_stream(table.replace(b"endcmap", more))


def _mapped_glyphs(pdf: pikepdf.Pdf) -> None:
    """A map between codes and glyphs that swaps two glyphs of each font."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == pikepdf.Name.CIDFontType2:
            glyphs = list(range(400))
            glyphs[40], glyphs[41] = glyphs[41], glyphs[40]
            item.CIDToGIDMap = pdf.make_stream(b"".join(g.to_bytes(2, "big") for g in glyphs))


def _swapped_outlines(pdf: pikepdf.Pdf) -> None:
    """Each font draws "w" where it should draw "t", and the other way round; every search still finds the words."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item and "Consent" in str(item.FontName):
            font = TTFont(io.BytesIO(item.FontFile2.read_bytes()))
            names = font.getGlyphOrder()
            drawn = [name for name in names if font["glyf"][name].numberOfContours > 0]
            one, other = drawn[-2], drawn[-1]
            glyphs = font["glyf"]
            glyphs[one], glyphs[other] = glyphs[other], glyphs[one]
            out = io.BytesIO()
            font.save(out)
            item.FontFile2 = pdf.make_stream(out.getvalue(), Length1=len(out.getvalue()))


def _as_decoration(instructions: list[Any]) -> list[Any]:
    """Every tagged piece of the page marked as decoration."""
    mark = [pikepdf.Name.Artifact, pikepdf.Dictionary(Type=pikepdf.Name.Pagination)]
    return [
        pikepdf.ContentStreamInstruction(mark, pikepdf.Operator("BDC"))
        if str(one.operator) == "BDC" and "MCID" in str(one.operands[-1])
        else one
        for one in instructions
    ]


def _smaller_crop(kind: str, anchor: str) -> Callable[[], bytes]:
    def make() -> bytes:
        page, box = clause_box(kind, anchor)

        def edit(pdf: pikepdf.Pdf) -> None:
            middle = (box[0] + box[2]) / 2
            pdf.pages[page - 1].obj.CropBox = pikepdf.Array([0, 0, middle, 792])

        return edited(pdf_of(kind), edit)

    return make


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "PAP201",
        "a `not` is gone",
        SMALL,
        cooked(
            SMALL,
            html=swapped(
                "I understand that FDA has not approved any exosome product",
                "I understand that FDA has approved any exosome product",
            ),
        ),
        alone=True,
    ),
    Mutant("PAP201", "a clause is taken out", SMALL, cooked(SMALL, html=without('id="unproven"'))),
    Mutant(
        "PAP201",
        "a clause is not displayed",
        SMALL,
        cooked(SMALL, css="#no-guarantee p { display: none }"),
        alone=True,
    ),
    Mutant(
        "PAP201",
        "the last sentence is cut",
        SCAN,
        cooked(SCAN, html=swapped(" You may need other treatment later.", "")),
        alone=True,
    ),
    Mutant("PAP201", "the clause is only alternative text", SMALL, cooked(SMALL, html=_said_only)),
    Mutant(
        "PAP202",
        "a clause comes after the next one",
        SCAN,
        cooked(SCAN, html=moved('id="questions"', 'id="right-to-refuse"')),
        alone=True,
    ),
    Mutant(
        "PAP202",
        "a section moved",
        SCAN,
        cooked(SCAN, html=moved('id="people"', 'id="evidence"')),
    ),
    Mutant(
        "PAP203", "a row of the risks is gone", SCAN, cooked(SCAN, html=_every_second_table_cell), alone=True
    ),
    Mutant(
        "PAP203",
        "how likely is not displayed",
        SCAN,
        cooked(SCAN, css=".risks td:nth-child(2) strong { display: none }"),
        alone=True,
    ),
    Mutant(
        "PAP203",
        "aftercare is not displayed",
        SCAN,
        cooked(SCAN, css=".tear-off ul { display: none }"),
        alone=True,
    ),
    Mutant(
        "PAP204", "white on white", SMALL, cooked(SMALL, css=f"#{STATUS} p {{ color: white }}"), alone=True
    ),
    Mutant(
        "PAP204", "transparent", SMALL, cooked(SMALL, css=f"#{STATUS} p {{ color: transparent }}"), alone=True
    ),
    Mutant("PAP204", "no opacity", SCAN, cooked(SCAN, css=f"#{GUARANTEE} {{ opacity: 0 }}")),
    Mutant(
        "PAP204",
        "off the sheet",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ position: relative; left: -700px }}"),
    ),
    Mutant(
        "PAP204",
        "no height, and cut off",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} {{ height: 0; overflow: hidden }}"),
    ),
    Mutant(
        "PAP204",
        "half of each letter cut off",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ height: 0.6em; overflow: hidden }}"),
    ),
    Mutant("PAP204", "a white box on top", SMALL, over_clause(SMALL, STATUS, "1 g {box} re f"), alone=True),
    Mutant("PAP204", "a black box on top", SMALL, over_clause(SMALL, STATUS, "0 g {box} re f")),
    Mutant("PAP204", "a white note stuck on it", SMALL, _annotation(SMALL, STATUS)),
    Mutant(
        "PAP204",
        "render mode 3",
        SCAN,
        lambda: edited(pdf_of(SCAN), rewritten(_page_of(SCAN, GUARANTEE), _mode_three)),
        alone=True,
    ),
    Mutant("PAP204", "a layer that is off", SCAN, _layer(SCAN, GUARANTEE, "screen")),
    Mutant("PAP204", "a layer that does not print", SCAN, _layer(SCAN, GUARANTEE, "print")),
    Mutant("PAP204", "a clipping path", SCAN, around_page(SCAN, GUARANTEE, "q 0 0 300 792 re W n", "Q")),
    Mutant("PAP204", "fully transparent states", SCAN, changed(SCAN, _faded(0.0))),
    Mutant("PAP204", "a smaller crop box", SCAN, _smaller_crop(SCAN, GUARANTEE)),
    Mutant("PAP205", "grey", SMALL, cooked(SMALL, css=f"#{STATUS} p {{ color: #999 }}"), alone=True),
    Mutant("PAP205", "a pale foot", SCAN, cooked(SCAN, css="#page-foot { color: #aaa }"), alone=True),
    Mutant(
        "PAP205",
        "half transparent colour",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ color: rgba(0, 0, 0, 0.3) }}"),
        alone=True,
    ),
    Mutant("PAP205", "half transparent states", SCAN, changed(SCAN, _faded(0.35))),
    Mutant(
        "PAP205", "dark on dark", SCAN, cooked(SCAN, css=f"#{GUARANTEE} p {{ background: #555 }}"), alone=True
    ),
    Mutant(
        "PAP206",
        "struck out",
        SMALL,
        cooked(SMALL, css=f"#{STATUS} p {{ text-decoration: line-through }}"),
        alone=True,
    ),
    Mutant(
        "PAP206",
        "stripes over it",
        SMALL,
        over_clause(
            SMALL,
            STATUS,
            "q {box} re W n 0 G 2 w "
            + " ".join(f"0 {y} m 612 {y + 300} l S" for y in range(-300, 792, 6))
            + " Q",
        ),
    ),
    Mutant(
        "PAP206",
        "lines on top of each other",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ line-height: 0.3 }}"),
    ),
    Mutant(
        "PAP206",
        "two paragraphs on one another",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ margin-top: -1.35em }}"),
        alone=True,
    ),
    Mutant("PAP207", "letters are said to be others", SCAN, changed(SCAN, _meanings)),
    Mutant("PAP207", "glyphs behind a map", SCAN, changed(SCAN, _mapped_glyphs)),
    Mutant("PAP207", "two letters drawn as one another", SCAN, changed(SCAN, _swapped_outlines), alone=True),
    Mutant("PAP208", "mirrored", SCAN, cooked(SCAN, css=f"#{GUARANTEE} {{ transform: scaleX(-1) }}")),
    Mutant("PAP208", "upside down", SCAN, cooked(SCAN, css=f"#{GUARANTEE} {{ transform: rotate(180deg) }}")),
    Mutant("PAP208", "on its side", SCAN, cooked(SCAN, css=f"#{GUARANTEE} p {{ transform: rotate(30deg) }}")),
    Mutant(
        "PAP208",
        "no spaces",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ word-spacing: -0.3em }}"),
        alone=True,
    ),
    Mutant(
        "PAP208",
        "torn apart",
        SCAN,
        cooked(SCAN, css=f"#{GUARANTEE} p {{ letter-spacing: 2em }}"),
        alone=True,
    ),
    Mutant(
        "PAP231",
        "a note to self",
        SCAN,
        cooked(SCAN, html=into('id="choices"', "<p>TODO ask counsel</p>")),
        alone=True,
    ),
    Mutant(
        "PAP231",
        "a placeholder",
        SCAN,
        cooked(SCAN, html=into('id="choices"', "<p>Dear {{ patient.name }}</p>")),
        alone=True,
    ),
    Mutant(
        "PAP231",
        "None",
        SCAN,
        cooked(SCAN, html=into('id="choices"', "<p>Refund: None</p>")),
        alone=True,
    ),
    Mutant(
        "PAP231",
        "an entity",
        SCAN,
        cooked(SCAN, html=into('id="choices"', "<p>Risks &amp;amp; benefits</p>")),
        alone=True,
    ),
    Mutant(
        "PAP231",
        "a tag",
        SCAN,
        cooked(SCAN, html=into('id="choices"', "<p>&lt;b&gt;Read this&lt;/b&gt;</p>")),
        alone=True,
    ),
    Mutant(
        "PAP242",
        "text marked as decoration",
        SCAN,
        lambda: edited(pdf_of(SCAN), rewritten(_page_of(SCAN, GUARANTEE), _as_decoration)),
    ),
    Mutant(
        "PAP242",
        "the tags are gone",
        SCAN,
        changed(SCAN, lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")),
    ),
    Mutant(
        "PAP242",
        "not marked as tagged",
        SCAN,
        changed(SCAN, lambda pdf: pdf.Root.__delitem__("/MarkInfo")),
        alone=True,
    ),
    Mutant(
        "PAP242",
        "a heading level skipped",
        SCAN,
        cooked(
            SCAN,
            html=swapped("<h3>Step by step</h3>", "<h5>Step by step</h5>"),
            css="h5 { font-size: var(--h3) }",
        ),
        alone=True,
    ),
    Mutant(
        "PAP208",
        "a table cell upside down",
        SCAN,
        cooked(SCAN, css=".risks td:nth-child(2) { transform: rotate(180deg) }"),
    ),
)
