"""Draw the pictures of docs/rules/: what a rule finds on a spoilt sheet, and the same place on the good one.

The spoilt files are the mutants that prove the rules. Where a file is spoilt in a way that no eye sees (a
tag, a script, its twin), the two sheets look the same and there is no picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from consent.checks.paper.entry import check_pdf_bytes
from tests.mutants.every import MUTANTS
from tests.mutants.kitchen import packet_of, pdf_of
from tests.mutants.mutant import Mutant, expectation_of
from tools.rule_docs import FOLDER, PICTURES

_DPI = 80
_SMALLEST = (420, 150)
"""Pixels: enough around a spoilt letter to see which line it stands in."""
_LARGEST = (700, 420)
_GREYS = 8
_TRIES = 2
"""A rule whose first two mutants show nothing is about what no eye sees."""

Box = tuple[int, int, int, int]


def draw(folder: Path = FOLDER / PICTURES) -> tuple[str, ...]:
    """Write the pictures of all rules that can be seen, remove all others; the codes that have some."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    return tuple(code for code, mutants in sorted(_candidates().items()) if _any_drawn(mutants, folder))


def _candidates() -> Mapping[str, Sequence[Mutant]]:
    """The few mutants that each rule is tried with, those first that it alone catches."""
    found: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in sorted(MUTANTS, key=lambda one: not one.alone):
        found[mutant.code].append(mutant)
    return {code: mutants[:_TRIES] for code, mutants in found.items()}


def _any_drawn(mutants: Sequence[Mutant], folder: Path) -> bool:
    return any(draw_one(mutant, folder) for mutant in mutants)


def draw_one(mutant: Mutant, folder: Path) -> bool:
    """Write both pictures of a mutant; False if nothing that can be pointed at is to be seen."""
    overlay = mutant.overlay()
    spoilt = mutant.make()
    expectation = expectation_of(mutant.expected(packet_of(mutant.kind)), overlay=overlay)
    findings = check_pdf_bytes(spoilt, "packet.pdf", expectation=expectation).findings
    pages = [finding.place.page for finding in findings if finding.code == mutant.code and finding.place.page]
    if not pages:
        return False
    bad, good = _sheet(spoilt, pages[0]), _sheet(pdf_of(mutant.kind), pages[0])
    if bad is None or good is None or bad.size != good.size:
        return False
    changed = ImageChops.difference(bad, good).point(lambda value: 255 if value > 40 else 0).getbbox()
    if changed is None or _is_most_of(changed, bad.size):
        # A sheet whose lines all moved shows nothing that could be pointed at.
        return False
    box = _around(changed, bad.size)
    _save(bad.crop(box), folder / f"{mutant.code}-bad.png", _within(changed, box))
    _save(good.crop(box), folder / f"{mutant.code}-good.png", None)
    return True


def _sheet(pdf: bytes, number: int) -> Image.Image | None:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        if number > len(document):
            return None
        document.init_forms()
        picture: Image.Image = document[number - 1].render(scale=_DPI / 72, grayscale=True).to_pil()
        return picture.convert("L")


def _is_most_of(box: Box, size: tuple[int, int]) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) > 0.5 * size[0] * size[1]


def _around(box: Box, size: tuple[int, int]) -> Box:
    left, right = _span(box[0], box[2], _SMALLEST[0], _LARGEST[0], size[0])
    top, bottom = _span(box[1], box[3], _SMALLEST[1], _LARGEST[1], size[1])
    return left, top, right, bottom


def _span(low: int, high: int, least: int, most: int, end: int) -> tuple[int, int]:
    """A stretch of a sheet around what has changed, between the least and the most long."""
    length = min(max(high - low + 40, least), most, end)
    begin = min(max(0, (low + high - length) // 2 if high - low < most else low - 20), end - length)
    return begin, begin + length


def _within(box: Box, crop: Box) -> Box:
    return (
        max(2, box[0] - crop[0] - 6),
        max(2, box[1] - crop[1] - 6),
        min(crop[2] - crop[0] - 3, box[2] - crop[0] + 6),
        min(crop[3] - crop[1] - 3, box[3] - crop[1] + 6),
    )


def _save(picture: Image.Image, path: Path, mark: Box | None) -> None:
    framed = picture.convert("L")
    pen = ImageDraw.Draw(framed)
    if mark is not None:
        pen.rectangle(mark, outline=0, width=2)
    pen.rectangle((0, 0, framed.width - 1, framed.height - 1), outline=160)
    framed.quantize(_GREYS).save(path, optimize=True)


if __name__ == "__main__":
    draw()
