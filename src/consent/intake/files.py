"""Scans on disk: PDF, TIFF, PNG, JPEG, and folders of them; and which of them are none."""

from __future__ import annotations

import atexit
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import pikepdf
from PIL import Image, UnidentifiedImageError

from consent.errors import ResourceError
from consent.models.register.scanned import Sheet

ENDINGS = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})
_NO_SCANS = frozenset({".bmp", ".gif", ".heic", ".heif", ".jb2", ".jp2", ".jpe", ".webp", ".zip"})
"""Endings of pictures that are not read: in a folder they are named, not passed over."""
DAMAGED = (
    *(OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError),
    *(pikepdf.PdfError, pikepdf.PasswordError),
)
"""What readers of pictures raise."""


class UnreadableError(ResourceError):
    """A file or a page of it that is no scan we can read."""


class _Closing(Protocol):
    def close(self) -> None: ...


File = TypeVar("File", bound=_Closing)


class LastFile(Generic[File]):
    """The file that was read last stays open: to find a page among thousands takes as long as to read it."""

    def __init__(self, opened: Callable[[Path], File]) -> None:
        self._opened = opened
        self._file: File | None = None
        self._key: tuple[Path, int, int, int] | None = None
        atexit.register(self._close)

    def at(self, path: Path) -> File:
        """The file that is there now, opened anew if it has changed; closed when another is asked for."""
        state = path.stat()
        key = path, state.st_size, state.st_mtime_ns, state.st_ino
        if self._file is None or key != self._key:
            self._close()
            self._file, self._key = self._opened(path), key
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def sheets_in(paths: Sequence[Path], but: Path | None = None) -> Iterator[Sheet | tuple[str, str]]:
    """Every page of every file, folders in the order of their names; or a file and why it cannot be read.

    Folders within folders count too, but not ``but``, where the archive is.
    """
    for path in paths:
        if path.is_dir():
            yield from sheets_in(_within(path, but), but)
            continue
        try:
            count = _pages(path)
        except UnreadableError as error:
            yield str(path), error.message
            continue
        for number in range(1, count + 1):
            yield Sheet(str(path), number)


def _within(folder: Path, but: Path | None) -> list[Path]:
    """What a folder holds for us; what is hidden there is a computer's own."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")):
            continue
        if path.is_dir():
            if not path.is_symlink() and (but is None or path.resolve() != but.resolve()):
                found.append(path)
        elif path.suffix.lower() in ENDINGS | _NO_SCANS:
            found.append(path)
    return found


def is_pdf(path: Path) -> bool:
    """By its name; what else it is shows when it is opened."""
    return path.suffix.lower() == ".pdf"


def _pages(path: Path) -> int:
    try:
        if is_pdf(path):
            with pikepdf.open(path) as pdf:
                return len(pdf.pages)
        with opened(path) as image:
            return int(getattr(image, "n_frames", 1))
    except DAMAGED as error:
        raise unreadable(error) from None


def unreadable(error: BaseException) -> UnreadableError:
    """What to say of a file whose reader raised this."""
    if isinstance(error, pikepdf.PasswordError):
        return UnreadableError("it is protected by a password")
    if isinstance(error, pikepdf.PdfError):
        return UnreadableError("it is no whole PDF")
    if isinstance(error, FileNotFoundError):
        return UnreadableError("there is no such file")
    if isinstance(error, UnidentifiedImageError):
        return UnreadableError("it is no PDF, TIFF, PNG or JPEG")
    if isinstance(error, Image.DecompressionBombError):
        return UnreadableError("it is larger than any scan of a sheet of paper")
    return UnreadableError("it is damaged, or cannot be read")


def opened(path: Path) -> Image.Image:
    """A picture in one of our formats, its pixels not read yet."""
    with warnings.catch_warnings():
        # What is too large is refused by us, by its own limit.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path, formats=("TIFF", "PNG", "JPEG"))
