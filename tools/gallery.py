"""docs/gallery.md and its pictures: the golden packets in each print size, language and state.

    python3 dev.py gallery

The pictures are of the records that the golden pages are made of. The page shows the pictures that are
there, so a language that has none yet is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
from PIL import Image

from consent.errors import ConsentError
from consent.load.translation.folders import languages_in
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind, Edition, Look, Paper
from consent.models.people.record import BlankForm, Record
from consent.models.spoken import SOURCE
from consent.pipeline.parts.masters import master_of
from consent.pipeline.parts.store import PartStore
from consent.pipeline.preparing import assembler
from consent.pipeline.workspace import Workspace, open_workspace
from consent.resources import template_roots
from consent.stamp import stamp
from tests.support.office import GOLDEN_ID, ISSUED_ON, PRACTICE_FILE, assisted, blank, record
from tools.console import ROOT, say

PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "images" / "gallery"
_DPI = 40
_ACROSS = 6
_GAP = 8
_INTRODUCTION = """\
Made by `python3 dev.py gallery` from the records of the golden pages: made-up people, a made-up practice.
Whole pages, small; `consent render` prints them in their real size. In a language whose translation nobody
has signed, each page says that it is a draft."""


@dataclass(frozen=True)
class Sample:
    """One packet, in English unless it is drawn in another language too."""

    name: str
    title: str
    form: Record | BlankForm
    edition: Edition = Edition.STANDARD
    paper: Paper = Paper.LETTER
    document: DocumentKind = DocumentKind.CONSENT
    in_every_language: bool = False


SAMPLES = (
    Sample("example", "The example record, standard print", record(), in_every_language=True),
    Sample(
        "large-print",
        "The same, large print",
        record(),
        edition=Edition.LARGE_PRINT,
        in_every_language=True,
    ),
    Sample("blank", "Blank, to be filled in by hand, on A4", blank(), paper=Paper.A4),
    Sample("assisted", "Somebody else decides, and an interpreter helps", assisted()),
    Sample("refusal", "A refusal", record(), document=DocumentKind.REFUSAL),
    Sample("withdrawal", "A withdrawal", record(), document=DocumentKind.WITHDRAWAL),
    Sample("authorization", "Permission to use a story, pictures or records", record(),
           document=DocumentKind.AUTHORIZATION),
)  # fmt: skip


def shown() -> Iterator[tuple[Sample, str]]:
    """Each sample in each language it is to be drawn in."""
    languages = languages_in(template_roots(None, PRACTICE_FILE.parent))
    for sample in SAMPLES:
        for language in languages if sample.in_every_language else (SOURCE,):
            yield sample, language


def picture_of(sample: Sample, language: str) -> Path:
    """Where its picture stands."""
    return PICTURES / f"{sample.name}-{language}.png"


def gallery_page() -> str:
    """The text of docs/gallery.md, of the pictures that are there."""
    parts = [
        "# Gallery\n",
        f"{_INTRODUCTION}\n",
    ]
    for sample, language in shown():
        path = picture_of(sample, language)
        if path.is_file():
            title = sample.title if language == SOURCE else f"{sample.title}, language `{language}`"
            parts.append(f"## {title}\n\n![All pages: {title}](images/gallery/{path.name})\n")
    return "\n".join(parts)


def draw(sample: Sample, language: str) -> None:
    """Draw all pages of a sample on one sheet.

    Raises:
        ConsentError: it cannot be printed in this language.
    """
    workspace = open_workspace(PRACTICE_FILE, None, language, allow_stale=language != SOURCE)
    with pypdfium2.PdfDocument(_printed(sample, workspace)) as document:
        pages = [page.render(scale=_DPI / 72, grayscale=True).to_pil() for page in document]
    width, height = pages[0].size
    rows = -(-len(pages) // _ACROSS)
    across = min(len(pages), _ACROSS)
    sheet = Image.new("L", (across * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP), 200)
    for number, page in enumerate(pages):
        row, column = divmod(number, _ACROSS)
        sheet.paste(page, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    PICTURES.mkdir(parents=True, exist_ok=True)
    sheet.quantize(16).save(picture_of(sample, language), optimize=True)


def _printed(sample: Sample, workspace: Workspace) -> bytes:
    look = Look(ISSUED_ON, sample.edition, sample.paper, document=sample.document)
    made = assembler(workspace, look)(sample.form)
    packet = replace(
        made,
        packet_id=GOLDEN_ID,
        template_version="0.0.0-00000000",
        slots={**made.slots, Slot.PACKET_ID: GOLDEN_ID},
    )
    return stamp(master_of(packet, workspace.roots, PartStore(workspace.roots)), packet.slots)


if __name__ == "__main__":
    for one, tongue in shown():
        try:
            draw(one, tongue)
        except ConsentError as error:
            picture_of(one, tongue).unlink(missing_ok=True)
            say(f"left out: {one.name} in {tongue}: {error.message}")
    PAGE.write_text(gallery_page(), "utf-8")
