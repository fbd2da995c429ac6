"""Mutants of the sheet: sizes, weight, pages of their own, breaks, places, identity, numbers, codes, paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pikepdf

from consent.models.library.clause import Typography
from consent.models.paper.packet import ClauseSection, Packet
from consent.models.paper.slots import Slot
from tests.mutants.clean import clause_box, context_of, rectangle
from tests.mutants.edit import drawn_over, edited, element, into, moved, swapped, without
from tests.mutants.kitchen import kitchen, packet_of, pdf_of
from tests.mutants.mutant import Mutant
from tests.mutants.text_mutants import SCAN, SMALL, changed, cooked

NOTICE, BOARD = "ca-684-notice", "ca-1355-4-notice"
WHITE = "1 g {box} re f"


def stamped(kind: str, **values: str) -> Callable[[], bytes]:
    """The good packet with other identity values."""
    slots = {Slot(name.replace("_", "-")): value for name, value in values.items()}
    return lambda: kitchen().cook(packet_of(kind), slots=slots)


def counted_otherwise(kind: str, css: str) -> Callable[[], bytes]:
    """Pages joined from parts are numbered when they are stamped: only whole, a style can count them."""
    return lambda: kitchen().cook_whole(packet_of(kind), css=css)


def over_box(
    kind: str, find: Callable[[], tuple[int, tuple[float, float, float, float]]]
) -> Callable[[], bytes]:
    """A white box over a place."""

    def make() -> bytes:
        page, box = find()
        return edited(pdf_of(kind), drawn_over(page, WHITE.format(box=rectangle(box))))

    return make


def _code_box(kind: str, page: int) -> tuple[int, tuple[float, float, float, float]]:
    drawings = context_of(kind).pages[page - 1].drawings
    images = [d.box for d in drawings if d.kind == "image" and d.box[1] < 80]
    return page, images[-1]


def _qr_box() -> tuple[int, tuple[float, float, float, float]]:
    page, _ = clause_box(SCAN, BOARD)
    squares = [d.box for d in context_of(SCAN).pages[page - 1].drawings if d.kind == "path"]
    return page, max(
        (b for b in squares if 45 < b[2] - b[0] < 90 and 45 < b[3] - b[1] < 90), key=lambda b: b[3] - b[1]
    )


def _kept_together(packet: Packet) -> Packet:
    """The same packet, in which one long clause may not be broken."""
    whole = Typography(keep_together=True)
    sections = tuple(
        ClauseSection(
            section.name,
            tuple(replace(c, typography=whole) if c.id == "language-help" else c for c in section.clauses),
        )
        for section in packet.sections
    )
    return replace(packet, sections=sections)


def _scaled_notice(pdf: pikepdf.Pdf) -> None:
    """The page of the notice, drawn at nine tenths of its size."""
    page, _ = clause_box(SMALL, NOTICE)
    sheet = pdf.pages[page - 1]
    first = pdf.make_stream(b"q 0.9 0 0 0.9 30 40 cm")
    last = pdf.make_stream(b"\nQ")
    sheet.obj.Contents = pikepdf.Array([first, *sheet.obj.Contents, last])


def _larger_sheet(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        sheet.obj.MediaBox = pikepdf.Array([0, 0, 1224, 1584])


def _turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.Rotate = 90


def _unit(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        sheet.obj.UserUnit = 0.5


def _page_out(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[4]


def _pages_swapped(pdf: pikepdf.Pdf) -> None:
    third = pdf.pages[2].obj
    pdf.pages.insert(5, pikepdf.Page(third))
    del pdf.pages[2]


def _codes_swapped(pdf: pikepdf.Pdf) -> None:
    """The page codes of pages 2 and 3 in each other's place."""
    second, third = pdf.pages[1].obj.Contents, pdf.pages[2].obj.Contents
    codes = [next(s for s in contents if b"/IM true" in s.read_raw_bytes()) for contents in (second, third)]
    for contents, mine, other in ((second, codes[0], codes[1]), (third, codes[1], codes[0])):
        for index, stream in enumerate(contents):
            if stream.objgen == mine.objgen:
                contents[index] = other
                break


def _second_words(html: str) -> str:
    _start, end = element(html, f'id="{NOTICE}"')
    return html[:end].removesuffix("</div>") + "<p>Our prices are fair.</p></div>" + html[end:]


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "PAP211",
        "the notice in 38 points",
        SMALL,
        cooked(SMALL, css=f"#{NOTICE} .clause-words {{ font-size: 38pt !important }}"),
        alone=True,
    ),
    Mutant(
        "PAP211", "the notice scaled", SMALL, cooked(SMALL, css=f"#{NOTICE} p {{ transform: scale(0.9) }}")
    ),
    Mutant("PAP211", "the page scaled in the file", SMALL, changed(SMALL, _scaled_notice)),
    Mutant(
        "PAP211", "the notice narrowed", SMALL, cooked(SMALL, css=f"#{NOTICE} p {{ transform: scaleX(0.5) }}")
    ),
    Mutant(
        "PAP211",
        "the board's notice in 12 points",
        SCAN,
        cooked(SCAN, css=f"#{BOARD} .clause-words {{ font-size: 12pt !important }}"),
        alone=True,
    ),
    Mutant(
        "PAP212",
        "the first page in regular type",
        SMALL,
        cooked(SMALL, css=".key-status, .key-status .bold, .bold { font-weight: 400 !important }"),
        alone=True,
    ),
    Mutant(
        "PAP212",
        "one clause in regular type",
        SMALL,
        cooked(SMALL, css="#consent-fda-status .clause-words { font-weight: 400 !important }"),
        alone=True,
    ),
    Mutant("PAP213", "another paragraph beside the notice", SMALL, cooked(SMALL, html=_second_words)),
    Mutant(
        "PAP213",
        "the notice does not end its page",
        SMALL,
        cooked(
            SMALL,
            css=f"#{NOTICE} {{ break-after: auto; page: auto }} #{NOTICE} + * {{ break-before: avoid; page: auto }} #{NOTICE} .clause-words {{ line-height: 1 }}",
            html=lambda html: into(f'id="{NOTICE}"', "<h3>Prices</h3>")(html),
        ),
    ),
    Mutant(
        "PAP214",
        "a clause is broken",
        SCAN,
        cooked(
            SCAN,
            css="#language-help, #language-help p { break-inside: auto } #language-help .half { break-before: page }",
            html=swapped(" You can have this packet", "</p><p class='half'>You can have this packet"),
        ),
        expected=_kept_together,
        alone=True,
    ),
    Mutant(
        "PAP214",
        "the board's notice is broken",
        SCAN,
        cooked(
            SCAN,
            css=f".consent-opening, .signature-block, #{BOARD}, #{BOARD} p {{ break-inside: auto !important }} #{BOARD} p + p, #{BOARD} br + * {{ break-before: page }}",
            html=swapped("To check up on a license", "</p><p>To check up on a license"),
        ),
    ),
    Mutant("PAP215", "small captions", SCAN, cooked(SCAN, css=".caption { font-size: 7pt }"), alone=True),
    Mutant("PAP215", "a small foot", SCAN, cooked(SCAN, css="#page-foot { font-size: 6pt }"), alone=True),
    Mutant(
        "PAP215", "a table scaled", SCAN, cooked(SCAN, css=".benefits { transform: scale(0.7) }"), alone=True
    ),
    Mutant(
        "PAP216",
        "the choice on page 2",
        SMALL,
        cooked(SMALL, css=".letterhead { margin-bottom: 70mm } .key-choice { break-before: page }"),
        alone=True,
    ),
    Mutant(
        "PAP216",
        "the board's notice far above",
        SCAN,
        cooked(SCAN, css=f"#{BOARD} {{ margin-bottom: 40mm }}"),
        alone=True,
    ),
    Mutant(
        "PAP216",
        "a clause behind the signature",
        SMALL,
        cooked(SMALL, html=moved('id="registration-not-approval"', 'id="section-refusal"')),
    ),
    Mutant(
        "PAP217",
        "the QR code is not displayed",
        SCAN,
        cooked(SCAN, css=".with-qr > .qr { display: none }"),
        alone=True,
    ),
    Mutant("PAP217", "the QR code is covered", SCAN, over_box(SCAN, _qr_box), alone=True),
    Mutant(
        "PAP217",
        "the QR code is pale",
        SCAN,
        cooked(SCAN, css=".qr svg { transform: scale(0.1) }"),
        alone=True,
    ),
    Mutant(
        "PAP221",
        "the version is not displayed",
        SCAN,
        cooked(SCAN, css=".foot-version, .foot-version .slot { visibility: hidden }"),
        alone=True,
    ),
    Mutant("PAP221", "another patient's name", SCAN, stamped(SCAN, patient_name="John Doe")),
    Mutant("PAP221", "another record number", SCAN, stamped(SCAN, mrn="99999999"), alone=True),
    Mutant("PAP221", "another printed date", SCAN, stamped(SCAN, issued_on="Nov 25, 2026"), alone=True),
    Mutant(
        "PAP221",
        "no printed date",
        SCAN,
        cooked(SCAN, html=without('data-slot="issued-on"')),
        alone=True,
    ),
    Mutant(
        "PAP221",
        "no date of birth",
        SCAN,
        cooked(SCAN, html=without('data-slot="date-of-birth"')),
        alone=True,
    ),
    Mutant(
        "PAP221",
        "no place for a label on a blank packet",
        "blank",
        cooked("blank", css=".label-box { display: none }"),
    ),
    Mutant(
        "PAP222",
        "a wrong total",
        SCAN,
        counted_otherwise(SCAN, '.page-total::after { content: "99" }'),
        alone=True,
    ),
    Mutant(
        "PAP222",
        "numbers start at 2",
        SCAN,
        counted_otherwise(SCAN, '.page-number::after { content: counter(page) "0" }'),
        alone=True,
    ),
    Mutant("PAP222", "a page taken out", SCAN, changed(SCAN, _page_out)),
    Mutant("PAP222", "pages reordered", SCAN, changed(SCAN, _pages_swapped)),
    Mutant("PAP223", "a code is covered", SCAN, over_box(SCAN, lambda: _code_box(SCAN, 3)), alone=True),
    Mutant("PAP223", "two codes swapped", SCAN, changed(SCAN, _codes_swapped), alone=True),
    Mutant("PAP223", "codes of another packet", SCAN, stamped(SCAN, packet_id="AAAAA-BBBBB")),
    Mutant("PAP224", "a larger sheet", SCAN, changed(SCAN, _larger_sheet)),
    Mutant("PAP224", "a page on its side", SCAN, changed(SCAN, _turned)),
    Mutant("PAP224", "half a point to the point", SCAN, changed(SCAN, _unit)),
    Mutant("PAP224", "another paper", SCAN, cooked(SCAN, css="@page { size: 8.5in 11.5in }"), alone=True),
    Mutant(
        "PAP232",
        "the risks on a page of their own",
        SCAN,
        cooked(SCAN, css="#risks { break-before: page }"),
        alone=True,
    ),
    Mutant(
        "PAP232",
        "a page for one short table",
        SMALL,
        cooked(SMALL, css="#unproven { break-before: page }"),
        alone=True,
    ),
    Mutant(
        "PAP233",
        "a short table broken",
        SMALL,
        cooked(
            SMALL,
            css=".recovery { break-inside: auto } .recovery tbody tr:nth-child(3) { break-before: page }",
        ),
        alone=True,
    ),
    Mutant(
        "PAP233",
        "the last risk alone on its page",
        SMALL,
        cooked(SMALL, css=".risks tbody tr:last-child { break-before: page }"),
        alone=True,
    ),
)
