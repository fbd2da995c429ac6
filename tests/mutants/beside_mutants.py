"""Mutants whose pages are whole: what a viewer shows beside them, is ordered to do, or reads aloud is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from tests.mutants.edit import PdfEdit, swapped
from tests.mutants.mutant import Mutant
from tests.mutants.text_mutants import SCAN, SMALL, changed, cooked

NAME = pikepdf.Name
CLAIM = "FDA-approved exosomes"


def _tags(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == NAME(role)]
    assert found
    return found


def _bookmarks(pdf: pikepdf.Pdf) -> list[Any]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Title" in o and "/Parent" in o]


def _each(role: str, key: str, value: Any) -> PdfEdit:
    """Give every tag of a role this entry."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for tag in _tags(pdf, role):
            tag[key] = value

    return edit


def _claimed(pdf: pikepdf.Pdf) -> None:
    _bookmarks(pdf)[3].Title = pikepdf.String(CLAIM)


def _led_astray(pdf: pikepdf.Pdf) -> None:
    found = [one for one in _bookmarks(pdf) if "/Dest" in one]
    one, other = found[3], found[-1]
    one.Dest, other.Dest = other.Dest, one.Dest


def _info(key: str) -> PdfEdit:
    return lambda pdf: pdf.docinfo.__setitem__(key, CLAIM)


def _metadata(pdf: pikepdf.Pdf) -> None:
    words = pdf.Root.Metadata.read_bytes()
    before, begins, after = words.partition(b"<dc:description>")
    told, ends, rest = after.partition(b"</dc:description>")
    assert ends
    told = told.replace(b"Informed consent", CLAIM.encode())
    new = before + begins + told + ends + rest
    pdf.Root.Metadata = pdf.make_stream(new, Type=NAME.Metadata, Subtype=NAME.XML)


def _note_on_twin(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == NAME.Filespec:
            item.Desc = pikepdf.String("Letter of approval")


def _fields_exchanged(pdf: pikepdf.Pdf) -> None:
    forms = _tags(pdf, "/Form")
    forms[-1].K, forms[-4].K = forms[-4].K, forms[-1].K


def _root(key: str, value: Callable[[pikepdf.Pdf], Any]) -> Callable[[], bytes]:
    return changed(SCAN, lambda pdf: pdf.Root.__setitem__(key, value(pdf)))


def _viewer(key: str, value: Any) -> Callable[[], bytes]:
    return changed(SCAN, lambda pdf: pdf.Root.ViewerPreferences.__setitem__(key, value))


def _slides(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        sheet.obj.Dur = 1


def _at_signature(pdf: pikepdf.Pdf) -> Any:
    return pikepdf.Array([pdf.pages[-1].obj, NAME.Fit])


def _labels(pdf: pikepdf.Pdf) -> Any:
    return pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=NAME.D, St=5)]))


def _one_word(words: str, word: str) -> Callable[[], bytes]:
    """Strike out one word with the line that a style sheet draws."""
    return cooked(SMALL, html=swapped(words, words.replace(f" {word} ", f" <s>{word}</s> ")))


_SUMMARY = pikepdf.Dictionary(O=NAME.Table, Summary=pikepdf.String("There are no risks."))

MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "PAP206", "one word struck out thinly", SMALL, _one_word("FDA has not approved any exosome", "not")
    ),
    Mutant("PAP222", "a viewer counts from 5", SCAN, _root("/PageLabels", _labels), alone=True),
    Mutant("PAP241", "a bookmark with a claim", SMALL, changed(SMALL, _claimed), alone=True),
    Mutant("PAP241", "bookmarks lead elsewhere", SMALL, changed(SMALL, _led_astray), alone=True),
    Mutant("PAP241", "a claim as the subject", SMALL, changed(SMALL, _info("/Subject")), alone=True),
    Mutant("PAP241", "a claim as keywords", SMALL, changed(SMALL, _info("/Keywords")), alone=True),
    Mutant("PAP241", "a claim in the metadata", SMALL, changed(SMALL, _metadata), alone=True),
    Mutant("PAP241", "a note on the twin", SMALL, changed(SMALL, _note_on_twin), alone=True),
    Mutant(
        "PAP242", "heads of tables are cells", SCAN, changed(SCAN, _each("/TH", "/S", NAME.TD)), alone=True
    ),
    Mutant("PAP242", "two fields in each other's turn", SCAN, changed(SCAN, _fields_exchanged), alone=True),
    Mutant(
        "PAP242", "summaries of tables", SMALL, changed(SMALL, _each("/Table", "/A", _SUMMARY)), alone=True
    ),
    Mutant(
        "PAP242",
        "titles of sections",
        SMALL,
        changed(SMALL, _each("/Sect", "/T", pikepdf.String(CLAIM))),
        alone=True,
    ),
    Mutant("PAP246", "opens at the signature", SCAN, _root("/OpenAction", _at_signature), alone=True),
    Mutant("PAP246", "fills the screen", SCAN, _root("/PageMode", lambda _: NAME.FullScreen), alone=True),
    Mutant("PAP246", "nine copies", SCAN, _viewer("/NumCopies", 9), alone=True),
    Mutant("PAP246", "a part of each page", SCAN, _viewer("/PrintArea", NAME.ArtBox), alone=True),
    Mutant(
        "PAP246",
        "turned over at the short edge",
        SCAN,
        _viewer("/Duplex", NAME.DuplexFlipShortEdge),
        alone=True,
    ),
    Mutant("PAP246", "pages that go on by themselves", SCAN, changed(SCAN, _slides), alone=True),
)
