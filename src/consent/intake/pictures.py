"""Scans on disk: PDF, TIFF, PNG, JPEG, and folders of them, one picture at a time."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageFile, UnidentifiedImageError

from consent.errors import ResourceError
from consent.models.register.scanned import Sheet

ENDINGS = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})
_MOST_PIXELS = 120_000_000
"""An A4 sheet at 1,000 dots per inch."""
_MOST_KEPT = 64 * 1024 * 1024
"""Bytes of a file that is kept as it is; a JPEG with more behind its picture is written anew."""
_DRAWN_AT = 200
_COVERS = 0.85
"""Share of a page that its one picture covers at least."""
_SQUARE = 1.1


class UnreadableError(ResourceError):
    """A file or a page of it that is no scan we can read."""


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
    dpi: tuple[float, float] | None
    """As the file says, which may be wrong."""
    original: Original | None


def sheets_in(paths: Sequence[Path]) -> Iterator[Sheet | tuple[str, str]]:
    """Every page of every file, folders in the order of their names; or a file and why it cannot be read."""
    for path in paths:
        if path.is_dir():
            yield from sheets_in(sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS))
            continue
        try:
            count = _pages(path)
        except UnreadableError as error:
            yield str(path), error.message
            continue
        for number in range(1, count + 1):
            yield Sheet(str(path), number)


def open_sheet(sheet: Sheet) -> Scan:
    """The picture of a sheet.

    Raises:
        UnreadableError: it is too large, damaged, or no picture at all.
    """
    path = Path(sheet.file)
    try:
        return _whole(path, sheet.page)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(error) from None


def _whole(path: Path, page: int) -> Scan:
    # WeasyPrint lets Pillow take half a picture for a whole one, in all of the program.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        if path.suffix.lower() == ".pdf":
            return _of_pdf(path, page)
        return _of_image(path, page)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _pages(path: Path) -> int:
    try:
        if path.suffix.lower() == ".pdf":
            with pikepdf.open(path) as pdf:
                return len(pdf.pages)
        with _opened(path) as image:
            return int(getattr(image, "n_frames", 1))
    except pikepdf.PasswordError:
        raise UnreadableError("it is protected by a password") from None
    except pikepdf.PdfError:
        raise UnreadableError("it is no whole PDF") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(error) from None


def _unreadable(error: BaseException) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError("there is no such file")
    if isinstance(error, UnidentifiedImageError):
        return UnreadableError("it is no PDF, TIFF, PNG or JPEG")
    if isinstance(error, Image.DecompressionBombError):
        return UnreadableError("it is larger than any scan of a sheet of paper")
    return UnreadableError("it is damaged, or cannot be read")


def _opened(path: Path) -> Image.Image:
    with warnings.catch_warnings():
        # What is too large is refused by us, by its own limit.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path, formats=("TIFF", "PNG", "JPEG"))


def _of_image(path: Path, page: int) -> Scan:
    with _opened(path) as image:
        if page > 1:
            image.seek(page - 1)
        _check(image)
        original = None
        kept = path.stat().st_size <= _MOST_KEPT
        if kept and image.format == "JPEG" and image.mode in ("L", "RGB"):
            original = Original(path.read_bytes(), image.size, "/DCTDecode", len(image.getbands()), 8)
        told = image.info.get("dpi")
        dpi = (float(told[0]), float(told[1])) if told and min(told) > 20 else None
        return _scan(image, dpi, original)


def _of_pdf(path: Path, page: int) -> Scan:
    with pikepdf.open(path) as pdf:
        found = _only_picture(pdf.pages[page - 1])
        if found is not None:
            return found
    document = pypdfium2.PdfDocument(path)
    try:
        drawn: Any = document[page - 1]
        width, height = drawn.get_size()
        if width * height * (_DRAWN_AT / 72) ** 2 > _MOST_PIXELS:
            raise UnreadableError("it is larger than any scan of a sheet of paper")
        picture = drawn.render(scale=_DRAWN_AT / 72, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError:
        raise UnreadableError("it is damaged, or cannot be read") from None
    finally:
        document.close()
    return Scan(picture, False, (_DRAWN_AT, _DRAWN_AT), None)


def _only_picture(page: pikepdf.Page) -> Scan | None:
    """The picture that is the whole page, as scanners write them."""
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
        image = picture.as_pil_image()
        return _scan(image, dpi, _kept(raw, picture))
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


def _scan(image: Image.Image, dpi: tuple[float, float] | None, original: Original | None) -> Scan:
    only_two = image.mode == "1"
    grey = _grey(image)
    if not only_two:
        counts = grey.histogram()
        only_two = sum(counts[8:248]) < 0.001 * grey.width * grey.height
    if dpi and max(dpi) / min(dpi) > _SQUARE:
        most = max(dpi)
        size = round(grey.width * most / dpi[0]), round(grey.height * most / dpi[1])
        grey, original = grey.resize(size, Image.Resampling.BILINEAR), None
    return Scan(grey, only_two, dpi, original)


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        _, high = image.getextrema()
        span = max(float(high), 1.0)  # type: ignore[arg-type]
        return image.convert("F").point(lambda value: value * (255 / span) + 0).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("L")
    return image.convert("L")


def encoded(scan: Scan) -> Original:
    """The picture for an archive: as the scanner wrote it, else G4 or a grey JPEG."""
    if scan.original is not None:
        return scan.original
    picture = scan.picture
    if scan.black_and_white:
        return _g4(picture)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60, optimize=True)
    return Original(out.getvalue(), picture.size, "/DCTDecode", 1, 8)


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
