"""Made-up official forms: what an authority might publish, and what nobody can bind."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import pikepdf

from consent.models.paper.bound_form import BoundForm
from consent.models.people.practice import Practice
from consent.models.place import Place
from consent.official import pages_of
from consent.typeset import engine
from consent.typeset.fonts import font_css
from tests.support.sample import ISSUED

TEXAS = "tx-171-2-form"
"""The form that the built-in policy us-tx asks for."""
_CSS = """@page { size: Letter; margin: 0.7in 0.8in }
html { font-size: 10pt; line-height: 1.35 } h1 { font-size: 13pt; text-align: center; margin: 0 0 4pt }
h2 { font-size: 10.5pt; margin: 9pt 0 3pt; border-bottom: 0.8pt solid #000 }
p { margin: 0 0 5pt } .small { font-size: 8pt } td { border: 0.6pt solid #000; padding: 3pt 5pt }
table { border-collapse: collapse; width: 100% }
.seal { float: right; width: 46pt; height: 46pt } .initial { width: 46pt } .new { break-before: page }
input { width: 150pt; height: 14pt; border: 0.6pt solid #000 }
"""
_SEAL = (
    '<svg class="seal" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><title>Seal</title>'
    '<circle cx="20" cy="20" r="18" fill="none" stroke="#1f3864" stroke-width="2"/>'
    '<path d="M20 6l4 10 10 1-8 7 3 10-9-6-9 6 3-10-8-7 10-1z" fill="#1f3864"/></svg>'
)
_ROWS = "".join(
    f"<tr><td class='initial'>____ / ____</td><td>{number}. I was told about item {number} of this made-up"
    " form, and that nobody knows if the treatment works. None of it is law; it only fills a page.</td></tr>"
    for number in range(1, 17)
)
_FIRST = f"""{_SEAL}<h1>State of Example<br>Made-up Treatment Disclosure and Consent</h1>
<p class="small">Made-up Form 171-A (rev. 01/2025). Not a form of any state.</p>
<p>Patient name: ______________________________ Date of birth: ____________</p>
<h2>Part 1. What was explained</h2><table>{_ROWS}</table>"""
_SECOND = """<h2 class="new">Part 2. Signatures</h2>
<p>I have read both pages. TODO: nothing here is left over; these words belong to the form.</p>
<p>Patient: ______________________________ Date: ____________ Time: ________</p>
<p>Physician: ______________________________ Date: ____________ Time: ________</p>
<p class="small">Complaints: Example Board, 1 Example Street, Springfield.</p>"""
_WORDS = """<h1>State of Example<br>Form with fields</h1>
<p>Name:</p><p><a href="https://example.org/">A link</a></p>"""
_FIELDS = """<h1>State of Example<br>Form with fields</h1>
<p>Name: <input type="text" name="name" value="Sample value"></p>"""


@cache
def two_pages() -> bytes:
    """Two Letter pages with a seal, a table and places to initial."""
    return _printed(_FIRST + _SECOND)


@cache
def filled_in() -> bytes:
    """One page with fields, one of them filled in and left to each viewer to draw."""
    return _printed(_FIELDS)


@cache
def with_fields() -> bytes:
    """One page with a field that has a look, a stamp that prints, one that does not, and a script."""

    def edit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        box = _look(pdf, "0.85 g 0 0 150 14 re f 0 G 0.5 0.5 149 13 re S", 150, 14)
        stamp = _look(pdf, "0 0 40 20 re f", 40, 20)
        page.obj.Annots = pikepdf.Array()
        _annotate(
            pdf, box, [100, 500, 250, 514], 4, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name"
        )
        _annotate(pdf, stamp, [400, 400, 460, 460], 4, Subtype=pikepdf.Name.Stamp)
        _annotate(pdf, stamp, [400, 200, 460, 260], 0, Subtype=pikepdf.Name.Stamp)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[page.obj.Annots[0]], NeedAppearances=True)
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        page.obj.AA = pikepdf.Dictionary(O=pdf.Root.OpenAction)

    return changed(_printed(_WORDS), edit)


def _annotate(pdf: pikepdf.Pdf, look: pikepdf.Stream, place: list[int], flags: int, **about: Any) -> None:
    item = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Rect=pikepdf.Array(place), F=flags, AP=pikepdf.Dictionary(N=look), **about
    )
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(item))


def _look(pdf: pikepdf.Pdf, operators: str, width: int, height: int) -> pikepdf.Stream:
    box = pikepdf.Array([0, 0, width, height])
    return pdf.make_stream(operators.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=box)


@cache
def turned(quarters: int = 1) -> bytes:
    """The two pages, stored on their side with a margin cut off, and shown upright."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            # A page turned clockwise is drawn turned the other way, here beside a strip that is not shown.
            matrix = {1: "0 1 -1 0 872 60", 2: "-1 0 0 -1 672 872", 3: "0 -1 1 0 60 672"}[quarters]
            page.contents_add(f"q {matrix} cm".encode(), prepend=True)
            page.contents_add(b"Q BT ET 0.9 g 0 0 30 30 re f")
            wide, tall = (792, 612) if quarters % 2 else (612, 792)
            page.obj.MediaBox = pikepdf.Array([0, 0, wide + 120, tall + 120])
            page.obj.CropBox = pikepdf.Array([80, 60, wide + 80, tall + 60])
            if quarters == 2:
                page.obj.CropBox = pikepdf.Array([60, 80, wide + 60, tall + 80])
            if quarters == 3:
                page.obj.CropBox = pikepdf.Array([60, 60, wide + 60, tall + 60])
            page.obj.Rotate = 90 * quarters

    return changed(two_pages(), edit)


def bound(content: bytes, id_: str = TEXAS) -> BoundForm:
    """The form as ``load`` reads it."""
    digest = hashlib.sha256(content).hexdigest()
    return BoundForm(id_, digest, _pages_of(content), content, Place("practice.yaml", 30, 3))


# A form is bound again for every packet of a practice that has one.
_pages_of = lru_cache(maxsize=8)(pages_of)


def in_texas(practice: Practice) -> Practice:
    """The practice in Texas, with an official form."""
    forms = {TEXAS: {"file": "form.pdf", "sha256": hashlib.sha256(two_pages()).hexdigest()}}
    data = practice.model_dump(mode="json") | {"jurisdiction": "US-TX", "official_forms": forms}
    return Practice.model_validate(data)


def changed(content: bytes, edit: Callable[[pikepdf.Pdf], Any], **saved: Any) -> bytes:
    """Another form, made from this one."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        edit(pdf)
        out = io.BytesIO()
        pdf.save(out, **{"deterministic_id": "encryption" not in saved, **saved})
    return out.getvalue()


def drawing(operators: str) -> bytes:
    """The form with these operators at the end of its first page."""

    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(f"q {operators} Q".encode())

    return changed(two_pages(), edit)


def _printed(body: str) -> bytes:
    html = f'<!doctype html><html lang="en"><head><title>Form</title></head><body>{body}</body></html>'
    with engine.strict():
        document = engine.lay_out(html, engine.read_styles([font_css(html, [_CSS]), _CSS], []))
        document.metadata.created = document.metadata.modified = f"{ISSUED}T00:00:00Z"
        # A plain file, as an office program writes it: neither tagged nor made for the archive.
        return bytes(document.write_pdf(pdf_forms=True, pdf_variant=None, pdf_tags=False))
