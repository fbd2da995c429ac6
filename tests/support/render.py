"""Pages as grey pixels, by two engines that share no code."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from PIL import Image

from consent.models.paper.master import FieldPlace, Region

Grey = npt.NDArray[np.uint8]
_DARK = 128


def pdfium(pdf: bytes, page: int = 1, dpi: int = 150, *, forms: bool = False) -> Grey:
    """The page, counted from 1, as Chrome draws it."""
    document = pypdfium2.PdfDocument(pdf)
    if forms:
        document.init_forms()
    image = document[page - 1].render(scale=dpi / 72, grayscale=True, may_draw_forms=forms).to_numpy()
    pixels = np.array(image, dtype=np.uint8)
    document.close()
    return pixels.reshape(pixels.shape[:2])


def every_page(pdf: bytes, dpi: int = 150) -> Iterator[Grey]:
    """Each page as Chrome draws it, from one reading of the file."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False).to_numpy()
            yield np.array(image, dtype=np.uint8).reshape(image.shape[:2])


def poppler(pdf: bytes, folder: Path, page: int = 1, dpi: int = 150) -> Grey:
    """The page, counted from 1, as Evince and Okular draw it."""
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("poppler's pdftoppm is not installed")
    source, target = folder / "in.pdf", folder / "out"
    source.write_bytes(pdf)
    pages = ["-f", str(page), "-l", str(page)]
    subprocess.run(
        [program, "-gray", "-r", str(dpi), *pages, "-singlefile", str(source), str(target)], check=True
    )
    with Image.open(target.with_suffix(".pgm")) as image:
        return np.array(image, dtype=np.uint8)


def ink(pixels: Grey, place: Region | FieldPlace, dpi: int = 150, inset: int = 2) -> int:
    """How many dark pixels there are in a place of the page."""
    scale, height = dpi / 72, pixels.shape[0]
    left, right = int(place.x0 * scale) + inset, int(place.x1 * scale) - inset
    top, bottom = int(height - place.y1 * scale) + inset, int(height - place.y0 * scale) - inset
    return int((pixels[top:bottom, left:right] < _DARK).sum())
