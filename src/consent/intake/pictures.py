"""The picture of one sheet: decoded to be looked at, and as the scanner wrote it to be kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageFile

from consent.intake.files import DAMAGED, LastFile, UnreadableError, is_pdf, opened, unreadable
from consent.models.register.scanned import Sheet

_IMAGE, _PDF = LastFile(opened), LastFile(pikepdf.open)
_MOST_PIXELS = 120_000_000
"""An A4 sheet at 1,000 dots per inch."""
_MOST_KEPT = 64 * 1024 * 1024
"""Bytes of a file that is kept as it is; a JPEG with more behind its picture is written anew."""
_DRAWN_AT = 200
_COVERS = 0.85
"""Share of a page that its one picture covers at least."""
_SQUARE = 1.1
Dpi = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Original:
    """A picture as the scanner wrote it, to be kept as it is."""

    data: bytes = field(repr=False)
    size: tuple[int, int]
    filter: str
    """As PDF names it: ``/DCTDecode`` or ``/CCITTFaxDecode``."""
    colours: int
    """Of each pixel: 1 or 3."""
    bits: int
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """One side of one sheet."""

    picture: Image.Image = field(repr=False)
    """Grey, its pixels square."""
    black_and_white: bool
    dpi: Dpi | None
    """As the file says, which may be wrong."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A picture in its file, not decoded yet."""

    decoded: Callable[[], tuple[Image.Image, Dpi | None]]
    original: Callable[[], Original | None]
    """As the scanner wrote it, where that can be kept."""


def open_sheet(sheet: Sheet) -> Scan:
    """The picture of a sheet.

    Raises:
        UnreadableError: it is too large, damaged, or no picture at all.
    """
    with _stored(sheet) as stored:
        return _scan(stored)


def encoded(sheet: Sheet) -> Original:
    """The picture for an archive: as the scanner wrote it, else G4 or a grey JPEG.

    Raises:
        UnreadableError: as of ``open_sheet``.
    """
    with _stored(sheet) as stored:
        if (original := stored.original()) is not None:
            return original
        scan = _scan(stored)
    if scan.black_and_white:
        return _g4(scan.picture)
    out = io.BytesIO()
    scan.picture.save(out, "JPEG", quality=60, optimize=True)
    return Original(out.getvalue(), scan.picture.size, "/DCTDecode", 1, 8)


@contextmanager
def _stored(sheet: Sheet) -> Iterator[_Stored]:
    path = Path(sheet.file)
    # WeasyPrint lets Pillow take half a picture for a whole one, in all of the program.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield _in_pdf(path, sheet.page) if is_pdf(path) else _in_image(path, sheet.page)
    except DAMAGED as error:
        raise unreadable(error) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _in_image(path: Path, page: int) -> _Stored:
    image = _IMAGE.at(path)
    image.seek(page - 1)
    _check(image)

    def original() -> Original | None:
        kept = image.format == "JPEG" and image.mode in ("L", "RGB") and path.stat().st_size <= _MOST_KEPT
        if not kept or not _is_square(dpi):
            return None
        return Original(path.read_bytes(), image.size, "/DCTDecode", len(image.getbands()), 8)

    told = image.info.get("dpi")
    dpi = (float(told[0]), float(told[1])) if told and min(told) > 20 else None
    return _Stored(lambda: (image, dpi), original)


def _in_pdf(path: Path, page: int) -> _Stored:
    found = _only_picture(_PDF.at(path).pages[page - 1])
    if found is None:
        return _Stored(lambda: _drawn(path, page), lambda: None)
    raw, picture, dpi = found

    def decoded() -> tuple[Image.Image, Dpi]:
        try:
            return picture.as_pil_image(), dpi
        except (pikepdf.PdfError, NotImplementedError, pikepdf.UnsupportedImageTypeError):
            return _drawn(path, page)

    return _Stored(decoded, lambda: _kept(raw, picture) if _is_square(dpi) else None)


def _drawn(path: Path, page: int) -> tuple[Image.Image, Dpi]:
    document = pypdfium2.PdfDocument(path)
    try:
        drawn: Any = document[page - 1]
        width, height = drawn.get_size()
        if width * height * (_DRAWN_AT / 72) ** 2 > _MOST_PIXELS:
            raise UnreadableError("it is larger than any scan of a sheet of paper")
        picture = drawn.render(scale=_DRAWN_AT / 72, grayscale=True).to_pil().convert("L")
        return picture, (_DRAWN_AT, _DRAWN_AT)
    except pypdfium2.PdfiumError:
        raise UnreadableError("it is damaged, or cannot be read") from None
    finally:
        document.close()


def _only_picture(page: pikepdf.Page) -> tuple[Any, pikepdf.PdfImage, Dpi] | None:
    """The picture that is the whole page, as scanners write them: its stream, it, its resolution."""
    resources: Any = page.obj.get("/Resources", {})
    objects = [one for one in resources.get("/XObject", {}).values() if isinstance(one, pikepdf.Stream)]
    if len(objects) != 1 or objects[0].get("/Subtype") != "/Image" or "/Font" in resources:
        return None
    raw = objects[0]
    try:
        picture = pikepdf.PdfImage(raw)
        box = page.mediabox
        width, height = (float(box[2]) - float(box[0])) / 72, (float(box[3]) - float(box[1])) / 72
        dpi = picture.width / width, picture.height / height
        if not _COVERS < (dpi[0] / dpi[1]) < 1 / _COVERS and dpi[0] / dpi[1] < 1.8:
            return None
        if picture.width * picture.height > _MOST_PIXELS:
            raise UnreadableError("it is larger than any scan of a sheet of paper")
        return raw, picture, dpi
    except (pikepdf.PdfError, NotImplementedError, pikepdf.UnsupportedImageTypeError):
        return None


def _kept(raw: Any, picture: pikepdf.PdfImage) -> Original | None:
    filters = list(picture.filters)
    size = picture.width, picture.height
    if filters == ["/DCTDecode"] and picture.colorspace in ("/DeviceGray", "/DeviceRGB"):
        colours = 1 if picture.colorspace == "/DeviceGray" else 3
        return Original(raw.read_raw_bytes(), size, "/DCTDecode", colours, 8)
    return None


def _check(image: Image.Image) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise UnreadableError("it is larger than any scan of a sheet of paper")


def _scan(stored: _Stored) -> Scan:
    image, dpi = stored.decoded()
    only_two = image.mode == "1"
    grey = _grey(image)
    if not only_two:
        counts = grey.histogram()
        only_two = sum(counts[8:248]) < 0.001 * grey.width * grey.height
    if dpi and not _is_square(dpi):
        most = max(dpi)
        size = round(grey.width * most / dpi[0]), round(grey.height * most / dpi[1])
        grey = grey.resize(size, Image.Resampling.BILINEAR)
    return Scan(grey, only_two, dpi)


def _is_square(dpi: Dpi | None) -> bool:
    return dpi is None or max(dpi) / min(dpi) <= _SQUARE


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        _, high = image.getextrema()
        span = max(float(high), 1.0)  # type: ignore[arg-type]
        return image.convert("F").point(lambda value: value * (255 / span) + 0).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("L")
    return image.convert("L")


def _g4(picture: Image.Image) -> Original:
    """One strip of CCITT G4, as libtiff writes it."""
    out = io.BytesIO()
    two = picture.convert("1", dither=Image.Dither.NONE)
    two.save(out, "TIFF", compression="group4", tiffinfo={278: picture.height})
    out.seek(0)
    with Image.open(out) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        (offset,), (length,), white = tags[273], tags[279], tags[262] == 0
    parameters = {
        "/K": -1,
        "/Columns": picture.width,
        "/Rows": picture.height,
        "/BlackIs1": not white,
    }
    data = out.getvalue()[offset : offset + length]
    return Original(data, picture.size, "/CCITTFaxDecode", 1, 1, parameters)
