"""Mutants of what stands around the clauses: words added, cells and captions moved, tags that tell something else."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pikepdf

from consent.models.paper.slots import SENTINELS, Slot
from tests.mutants.clean import Box, clause_box, context_of, field_box, rectangle
from tests.mutants.edit import PdfEdit, drawn_over, edited, into, swapped, without
from tests.mutants.file_mutants import SIGNATURE, field, with_twin
from tests.mutants.kitchen import pdf_of
from tests.mutants.layout_mutants import NOTICE, stamped
from tests.mutants.mutant import Mutant
from tests.mutants.text_mutants import SCAN, SMALL, changed, cooked
from tests.mutants.typed import Typed, typed

SIGNED = "consent-fda-status"
NAME = pikepdf.Name


def on_page_of(kind: str, anchor: str, change: Callable[[Typed], None]) -> Callable[[], bytes]:
    """Change the lines of the page of a clause."""
    return lambda: edited(pdf_of(kind), typed(clause_box(kind, anchor)[0], change))


def on_page_with(kind: str, words: str, change: Callable[[Typed], None]) -> Callable[[], bytes]:
    """Change the lines of the first page that has these words."""

    def make() -> bytes:
        page = next(page.number for page in context_of(kind).pages if words in page.text)
        return edited(pdf_of(kind), typed(page, change))

    return make


def _word_box(kind: str, anchor: str, word: str) -> tuple[int, Box]:
    """The page of a clause and the box around a word of it."""
    context = context_of(kind)
    span = context.body.find(word, context.by_anchor[anchor].start or 0)
    assert span is not None
    letters = [(page, page.box[glyph]) for page, glyph in context.body.letters(span)]
    lows, highs = [box[:2].tolist() for _, box in letters], [box[2:].tolist() for _, box in letters]
    left, bottom = (min(side) for side in zip(*lows, strict=True))
    right, top = (max(side) for side in zip(*highs, strict=True))
    return letters[0][0].number, (left, bottom, right, top)


def _struck_word() -> bytes:
    page, (left, bottom, right, top) = _word_box(SMALL, SIGNED, "not")
    middle = (bottom + top) / 2 - 0.5
    line = f"0 G 2.5 w {left - 1:.1f} {middle:.1f} m {right + 1:.1f} {middle:.1f} l S"
    return edited(pdf_of(SMALL), drawn_over(page, line))


def _covered_hyphen() -> bytes:
    context = context_of(SCAN)
    page = context.pages[0]
    at = page.text.index("555-") + 3
    left, bottom, right, top = page.box[at].tolist()
    return edited(pdf_of(SCAN), drawn_over(1, f"1 g {rectangle((left, bottom, right, top), 0.6)} re f"))


def _said(key: str) -> Callable[[Typed], None]:
    """Say something else than the line shows."""

    def change(lines: Typed) -> None:
        at = lines.find("has not approved")
        lines.around(at, f"/Span <</{key} (FDA has approved it.)>> BDC", "EMC")

    return change


def _read_late(lines: Typed) -> None:
    """Two lines exchange their turns with the reader."""
    lines.exchange(lines.find("All of this was explained"), lines.find("has not approved"), "BDC")


def _likelihood_moved(lines: Typed) -> None:
    lines.exchange(lines.find("Fewer than 1 in 1,000"), lines.find("About 23 in 1,000"), "Tm")


def _heads_exchanged(lines: Typed) -> None:
    lines.exchange(lines.find("Reasons you might want"), lines.find("Reasons you might not"), "Tm")


def _places_exchanged(pdf: pikepdf.Pdf) -> None:
    rooms = {name: field_box(SCAN, f"patient-{name}")[1] for name in ("date", "time")}
    field("patient-date", lambda item: item.__setitem__("/Rect", pikepdf.Array(list(rooms["time"]))))(pdf)
    field("patient-time", lambda item: item.__setitem__("/Rect", pikepdf.Array(list(rooms["date"]))))(pdf)


def _astray(pdf: pikepdf.Pdf) -> None:
    """The place for the date is over the signature."""
    left, bottom, right, top = field_box(SCAN, SIGNATURE)[1]
    field("patient-date", _set("/Rect", pikepdf.Array([left, bottom + 60, right, top + 60])))(pdf)


def _elements(pdf: pikepdf.Pdf, role: str, change: Callable[[Any], None]) -> None:
    """Change every tag of a role."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == NAME(role) and "/K" in item:
            change(item)


def _headings_plain(pdf: pikepdf.Pdf) -> None:
    for role in ("/H1", "/H2", "/H3", "/H4"):
        _elements(pdf, role, lambda item: item.__setitem__("/S", NAME.P))


def _tags(key: str, value: str) -> PdfEdit:
    """Say something of every paragraph."""
    return lambda pdf: _elements(pdf, "/P", lambda item: item.__setitem__(key, pikepdf.String(value)))


def _looks(operators: bytes) -> Callable[[Any], None]:
    """Give a field this look."""

    def change(item: Any) -> None:
        item.AP.N.write(operators)

    return change


def _unlisted(pdf: pikepdf.Pdf) -> None:
    tree = pdf.Root.AcroForm.Fields[0]
    tree.Kids = pikepdf.Array([field for field in tree.Kids if str(field.get("/T", "")) != SIGNATURE])


def _quietly(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Without what the editor has to say of the file."""

    def silent() -> bytes:
        with warnings.catch_warnings(action="ignore"):
            return make()

    return silent


def _one_more(pdf: pikepdf.Pdf) -> None:
    page, (left, bottom, right, _) = field_box(SCAN, SIGNATURE)
    box = [left, bottom - 90, right, bottom - 60]
    extra = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Widget, FT=NAME.Tx, F=4, Rect=pikepdf.Array(box))
    extra.T, extra.TU = pikepdf.String("waiver"), pikepdf.String("I give up my right to sue")
    item = pdf.make_indirect(extra)
    pdf.pages[page - 1].obj.Annots.append(item)
    pdf.Root.AcroForm.Fields.append(item)


def _note(pdf: pikepdf.Pdf) -> None:
    """Words stuck on the page of the signature, where nothing else is printed."""
    page, (_, bottom, right, _) = field_box(SCAN, SIGNATURE)
    look = pdf.make_stream(b"0 g 0 0 90 2 re f")
    look.Type, look.Subtype, look.BBox = NAME.XObject, NAME.Form, pikepdf.Array([0, 0, 90, 10])
    box = pikepdf.Array([right - 90, bottom - 100, right, bottom - 90])
    note = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.FreeText, F=4, Rect=box, AP={"/N": look})
    note.Contents = pikepdf.String("I give up my right to sue.")
    pdf.pages[page - 1].obj.Annots.append(pdf.make_indirect(note))


def _bold_by_name(pdf: pikepdf.Pdf) -> None:
    """The bold font has the regular one's program, and still calls itself bold."""
    fonts = {
        str(item.FontDescriptor.FontName): item.FontDescriptor
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item
    }
    bold = next(font for name, font in fonts.items() if "bold" in name.lower())
    plain = next(font for name, font in fonts.items() if "bold" not in name.lower() and "/FontFile2" in font)
    bold.FontFile2 = plain.FontFile2


def _programless(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item and "Bold" in str(item.FontName):
            del item["/FontFile2"]


def _drawing_beside(pdf: pikepdf.Pdf) -> None:
    page, (left, bottom, _, _) = clause_box(SMALL, NOTICE)
    drawn_over(page, f"0.2 0.4 0.9 rg {left + 280:.0f} {bottom + 8:.0f} 120 24 re f")(pdf)


def _print_range(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.PrintPageRange = pikepdf.Array([0, 3])


def _portfolio(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Collection = pikepdf.Dictionary(Type=NAME.Collection, View=NAME.D)


def _set(key: str, value: Any) -> Callable[[Any], None]:
    return lambda item: item.__setitem__(key, value)


def _slot(slot: Slot) -> str:
    return f'<span class="slot slot-{slot.value}" data-slot="{slot.value}">{SENTINELS[slot]}</span>'


_ADDED = "<p>It is safe and effective.</p>"

MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "PAP209",
        "a sentence after a clause",
        SMALL,
        cooked(SMALL, html=into(f'id="{SIGNED}"', _ADDED)),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another side on the first page",
        SMALL,
        cooked(
            SMALL,
            html=swapped(_slot(Slot.SITE), "right shoulder joint"),
        ),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another phone number",
        SCAN,
        cooked(SCAN, html=swapped("Phone (831) 555-0142", "Phone (831) 555-0124")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another heading",
        SCAN,
        cooked(SCAN, html=swapped("Your decision: consent", "Your decision: waiver")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another caption",
        SCAN,
        cooked(SCAN, html=swapped(">Date<", ">Given on<")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another head of a column",
        SMALL,
        cooked(SMALL, html=swapped(">How likely<", ">How unlikely<")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another license",
        SCAN,
        cooked(SCAN, html=swapped(_slot(Slot.LICENCE), "California A000001")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another legal authority",
        "assisted",
        stamped("assisted", representative_authority="neighbor"),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "no legal authority",
        "assisted",
        cooked("assisted", html=without('data-slot="representative-authority"')),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "another interpreter's language",
        "assisted",
        stamped("assisted", interpreter_language="Spanish, by video"),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "no interpreter's language",
        "assisted",
        cooked("assisted", html=without('data-slot="interpreter-language"')),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "words in the foot",
        SCAN,
        cooked(SCAN, html=into('class="foot-practice"', " guarantees success")),
        alone=True,
    ),
    Mutant(
        "PAP209",
        "words that are read to nobody",
        SCAN,
        cooked(SCAN, css="h1::before { content: 'Approved. ' }"),
    ),
    Mutant(
        "PAP210",
        "a likelihood in another row",
        SMALL,
        on_page_with(SMALL, "Fainting", _likelihood_moved),
        alone=True,
    ),
    Mutant(
        "PAP210",
        "headings of two columns exchanged",
        SMALL,
        lambda: edited(pdf_of(SMALL), typed(1, _heads_exchanged)),
        alone=True,
    ),
    Mutant("SIG206", "two places exchanged", SCAN, changed(SCAN, _places_exchanged), alone=True),
    Mutant("SIG206", "a place far from its caption", SCAN, changed(SCAN, _astray)),
    Mutant("PAP204", "a hyphen covered", SCAN, _covered_hyphen, alone=True),
    Mutant(
        "PAP204",
        "at the edge of the sheet",
        SMALL,
        on_page_of(
            SMALL,
            SIGNED,
            lambda lines: lines.around(lines.find("has not approved"), "q 1 0 0 1 -58 0 cm", "Q"),
        ),
    ),
    Mutant("PAP206", "one word struck out", SMALL, _struck_word, alone=True),
    Mutant(
        "PAP206",
        "printed twice, a little aside",
        SMALL,
        on_page_of(
            SMALL, SIGNED, lambda lines: lines.twice(lines.find("has not approved"), "q 1 0 0 1 6 4 cm", "Q")
        ),
    ),
    Mutant("PAP206", "a note stuck on the page", SCAN, changed(SCAN, _note)),
    Mutant("PAP212", "bold only by name", SMALL, changed(SMALL, _bold_by_name)),
    Mutant("PAP213", "a drawing beside the notice", SMALL, changed(SMALL, _drawing_beside), alone=True),
    Mutant("PAP241", "paragraphs in another language", SCAN, changed(SCAN, _tags("/Lang", "zh")), alone=True),
    Mutant(
        "PAP242",
        "paragraphs replaced for the ear",
        SCAN,
        changed(SCAN, _tags("/ActualText", "It is approved.")),
        alone=True,
    ),
    Mutant(
        "PAP242",
        "a line replaced for the ear",
        SMALL,
        on_page_of(SMALL, SIGNED, _said("ActualText")),
        alone=True,
    ),
    Mutant("PAP242", "a line expanded for the ear", SMALL, on_page_of(SMALL, SIGNED, _said("E")), alone=True),
    Mutant("PAP242", "two lines read out of turn", SMALL, on_page_of(SMALL, SIGNED, _read_late), alone=True),
    Mutant("PAP242", "headings that are none", SCAN, changed(SCAN, _headings_plain), alone=True),
    Mutant("PAP245", "a font without its program", SCAN, changed(SCAN, _programless), alone=True),
    Mutant("PAP246", "only some pages print", SCAN, changed(SCAN, _print_range), alone=True),
    Mutant("PAP246", "a portfolio", SCAN, changed(SCAN, _portfolio), alone=True),
    Mutant(
        "PAP247",
        "another status",
        SMALL,
        with_twin(SMALL, lambda twin: twin["procedures"][0].update(status="on-label")),
        alone=True,
    ),
    Mutant(
        "PAP247",
        "a word too many",
        SCAN,
        with_twin(SCAN, lambda twin: twin.update(note="safe and effective")),
        alone=True,
    ),
    Mutant("SIG202", "not in the form", SCAN, _quietly(changed(SCAN, _unlisted)), alone=True),
    Mutant(
        "SIG202",
        "a date of two letters",
        SCAN,
        changed(SCAN, field("patient-date", _set("/MaxLen", 2))),
        alone=True,
    ),
    Mutant(
        "SIG202",
        "a date behind stars",
        SCAN,
        changed(SCAN, field("patient-date", _set("/Ff", 1 << 13))),
        alone=True,
    ),
    Mutant(
        "SIG202",
        "white ink",
        SCAN,
        changed(SCAN, field("patient-date", _set("/DA", pikepdf.String("/ConsentForm 10 Tf 1 g")))),
        alone=True,
    ),
    Mutant(
        "SIG202",
        "called another's signature",
        SCAN,
        changed(SCAN, field(SIGNATURE, _set("/TU", pikepdf.String("Signature: responsible practitioner")))),
        alone=True,
    ),
    Mutant("SIG202", "one field too many", SCAN, changed(SCAN, _one_more)),
    Mutant(
        "SIG203",
        "a field that draws a black box",
        SCAN,
        changed(SCAN, field(SIGNATURE, _looks(b"0 g 0 0 300 60 re f"))),
        alone=True,
    ),
)
