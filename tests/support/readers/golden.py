"""Golden files: compare, or write anew; what differs is left where a person can look at it."""

from __future__ import annotations

import ctypes
import difflib
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

from consent.resources import SYSTEM_LIBRARIES
from tests.support.office import ROOT

GOLDEN = ROOT / "tests" / "golden"
FAILURES = ROOT / "output" / "golden-failures"
DPI = 56
_GREYS = 8
_PACKAGES = ("weasyprint", "pydyf", "uharfbuzz", "pypdfium2", "rendercv-fonts", "manimgx-fonts")

Grey = npt.NDArray[np.uint8]


def differing_text(name: str, actual: str) -> str:
    """How a text differs from the golden file of this name; nothing when it is the same."""
    path = GOLDEN / name
    expected = path.read_text("utf-8") if path.is_file() else ""
    if expected == actual:
        return ""
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"golden/{name}", "this run", lineterm=""
    )
    difference = "\n".join(lines)
    _leave(name, {"expected": expected, "actual": actual, "diff": difference})
    return difference


def write_text(name: str, text: str) -> None:
    """Make this the golden file."""
    path = GOLDEN / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def differing_picture(name: str, actual: Image.Image) -> str:
    """Where a page differs from the golden picture of this name; nothing when no pixel does."""
    path = GOLDEN / name
    now = few_greys(actual)
    if not path.is_file():
        return f"{name}: there is no golden picture"
    with Image.open(path) as stored:
        before = stored.convert("L")
    same_size = before.size == now.size
    difference = ImageChops.difference(before, now) if same_size else now
    pixels = int((np.asarray(difference) > 0).sum())
    if same_size and not pixels:
        return ""
    target = FAILURES / name
    target.parent.mkdir(parents=True, exist_ok=True)
    before.save(target.with_suffix(".expected.png"))
    now.save(target.with_suffix(".actual.png"))
    difference.point(lambda grey: 255 - grey).save(target.with_suffix(".diff.png"))
    return f"{name}: {pixels} pixels differ, within {difference.getbbox()}; see {FAILURES.relative_to(ROOT)}"


def write_picture(name: str, picture: Image.Image) -> None:
    """Make this the golden picture."""
    path = GOLDEN / name
    path.parent.mkdir(parents=True, exist_ok=True)
    greys = few_greys(picture)
    small = Image.fromarray(np.asarray(greys) // (255 // (_GREYS - 1)))
    small.putpalette([level * 255 // (_GREYS - 1) for level in range(_GREYS) for _ in "rgb"])
    small.save(path, optimize=True, bits=4)


def few_greys(picture: Image.Image) -> Image.Image:
    """The picture in eight greys: small on disk, and still one for one."""
    step = 255 / (_GREYS - 1)
    levels: Grey = np.round(np.asarray(picture.convert("L")) / step).astype(np.uint8)
    return Image.fromarray((levels.astype(np.uint16) * 255 // (_GREYS - 1)).astype(np.uint8))


def clear(folder: str, keep: Sequence[str]) -> None:
    """Remove the golden pictures of pages that are no more."""
    for path in (GOLDEN / folder).glob("*.png"):
        if f"{folder}/{path.name}" not in keep:
            path.unlink()


def engine_versions() -> dict[str, str]:
    """Everything that decides where a pixel goes, by name."""
    found = {name: version(name) for name in _PACKAGES}
    return {**found, "pango": _pango(), "harfbuzz": _harfbuzz()}


def differing_versions(golden: Mapping[str, str]) -> list[str]:
    """What is not as it was when the pictures were made."""
    here = engine_versions()
    return [
        f"{name} is {here.get(name, 'absent')} here and {golden.get(name, 'absent')} in tests/golden"
        for name in sorted({*here, *golden})
        if here.get(name) != golden.get(name)
    ]


def _pango() -> str:
    number = _library("pango-1.0").pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _harfbuzz() -> str:
    ask = _library("harfbuzz").hb_version_string
    ask.restype = ctypes.c_char_p
    return str(ask().decode())


def _library(stem: str) -> ctypes.CDLL:
    library = next(each for each in SYSTEM_LIBRARIES if each.stem == stem)
    return ctypes.CDLL(library.mac if sys.platform == "darwin" else library.linux)


def _leave(name: str, texts: Mapping[str, str]) -> None:
    path = FAILURES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for kind, text in texts.items():
        path.with_suffix(f".{kind}.txt").write_text(text, "utf-8")
