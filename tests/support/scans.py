"""Made-up scans: a page is drawn, written on, damaged and scanned. Seeded; no real scan was ever seen here.

Millimetres from the top left of the page.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from consent.models.paper.master import FieldKind, FieldPlace

DPI = 300
_MM = DPI / 25.4
_POINT = 25.4 / 72
Chance = np.random.Generator


@dataclass(frozen=True)
class Scanner:
    """How a sheet is scanned. Ranges are drawn from for each sheet."""

    dpi: tuple[int, int] = (200, 200)
    turn: int = 0
    """Quarter turns clockwise."""
    tilt: float = 0.8
    """Degrees at most."""
    shift: float = 2.0
    size: tuple[float, float] = (0.995, 1.005)
    blur: tuple[float, float] = (0.05, 0.09)
    """Of the optics, in millimetres."""
    noise: float = 0.012
    white: tuple[float, float] = (0.90, 0.99)
    black: tuple[float, float] = (0.03, 0.14)
    threshold: tuple[float, float] | None = None
    """Black and white only."""
    jpeg: int = 0
    speckle: float = 0.0
    scratches: int = 0
    bend: float = 0.15
    """How far the paper is moved unevenly, in millimetres."""
    shine_through: float = 0.0
    grey_paper: float = 0.0
    photo: bool = False


GREY = Scanner()
SCANNERS: Mapping[str, Scanner] = {
    "grey 200": GREY,
    "grey 150": replace(GREY, dpi=(150, 150)),
    "grey 300": replace(GREY, dpi=(300, 300)),
    "feeder": replace(GREY, tilt=1.2, size=(0.985, 1.012), bend=0.35, scratches=2, noise=0.018),
    "jpeg 30": replace(GREY, jpeg=30),
    "upside down": replace(GREY, turn=2),
    "sideways": replace(GREY, turn=1),
    "shine-through": replace(GREY, shine_through=0.12),
    "grey paper": replace(GREY, grey_paper=0.22),
    "speckle": replace(GREY, speckle=6e-5, noise=0.02),
    "black and white": replace(GREY, threshold=(0.52, 0.66)),
    "fax": replace(GREY, dpi=(204, 98), threshold=(0.5, 0.66), noise=0.03),
    "printed smaller": replace(GREY, size=(0.935, 0.945)),
    "blurred": replace(GREY, blur=(0.16, 0.2)),
}


@dataclass
class Sheet:
    """A page on paper, in grey from 0 to 1."""

    pixels: npt.NDArray[np.float32]
    chance: Chance = field(repr=False)

    @classmethod
    def printed(cls, pdf: bytes, page: int, seed: int) -> Sheet:
        """The page of a packet, counted from 1."""
        document = pypdfium2.PdfDocument(pdf)
        drawn: Any = document[page - 1].render(scale=DPI / 72, grayscale=True, may_draw_forms=False)
        pixels = np.array(drawn.to_numpy(), np.float32)
        document.close()
        return cls(pixels.reshape(pixels.shape[:2]) / np.float32(255), np.random.default_rng(seed))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return self.pixels.shape[1] / _MM, self.pixels.shape[0] / _MM

    def draw(self, strokes: Sequence[npt.NDArray[np.float64]], pen: Pen) -> None:
        """Put strokes on the paper; pressure varies along them."""
        points = np.vstack(strokes)
        left, top = np.floor((points.min(0) - 2) * _MM).astype(int)
        right, bottom = np.ceil((points.max(0) + 2) * _MM).astype(int)
        size = int(right - left), int(bottom - top)
        mask = Image.new("L", (size[0] * 2, size[1] * 2))
        brush = ImageDraw.Draw(mask)
        for stroke in strokes:
            spots = (stroke * _MM - [left, top]) * 2
            phase = self.chance.uniform(0, 6)
            for index, (one, other) in enumerate(pairwise(spots)):
                width = pen.width * (1 + 0.25 * math.sin(phase + 0.35 * index)) * _MM * 2
                brush.line([*one, *other], fill=255, width=max(1, round(width)), joint="curve")
        cover = np.asarray(mask.reduce(2), np.float32) / 255
        if pen.grain:
            rough = self.chance.normal(0, 1, cover.shape)
            cover *= np.clip(1 - pen.grain * np.abs(rough), 0, 1).astype(np.float32)
        height, width = self.pixels.shape
        rows = slice(max(0, top), min(height, bottom))
        columns = slice(max(0, left), min(width, right))
        part = cover[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        self.pixels[rows, columns] *= 1 - (1 - pen.reflects) * part

    def sign(self, place: FieldPlace, pen: Pen | None = None) -> None:
        """Write what belongs in a place."""
        x, y, width, height = box(place, self.size[1])
        pen = pen or ordinary_pen(self.chance)
        base = y + height
        if place.kind is FieldKind.SIG:
            long, tall = self.chance.uniform(18, min(75, width - 4)), self.chance.uniform(5, 11)
            strokes = signature(self.chance, long, tall)
            start = x + self.chance.uniform(1, max(1.5, width - long - 3)), base + self.chance.normal(-1, 1)
        elif place.kind is FieldKind.INITIALS:
            strokes = letters(self.chance, int(self.chance.integers(2, 4)), self.chance.uniform(3.5, 6.5))
            wide = float(np.ptp(np.vstack(strokes)[:, 0]))
            start = x + (width - wide) / 2 + self.chance.normal(0, 1.5), y + height / 2 + 3
        else:
            count = {FieldKind.TIME: 4, FieldKind.DATE: 7}.get(place.kind, int(self.chance.integers(4, 9)))
            strokes = letters(self.chance, count, self.chance.uniform(2.8, 4.4))
            start = x + self.chance.uniform(1, 5), base - self.chance.uniform(0.4, 1.8)
        self.draw([stroke + start for stroke in strokes], pen)

    def strike(self, y: float, lines: int = 2) -> None:
        """Strike out words at this height."""
        for line in range(lines):
            long = self.chance.uniform(50, 120)
            xs = np.linspace(25, 25 + long, 9)
            ys = y + 5.6 * line + self.chance.normal(0, 0.4, 9)
            self.draw([np.c_[xs, ys]], ordinary_pen(self.chance))

    def scanned(self, scanner: Scanner) -> Image.Image:
        """The picture a scanner makes of it; its resolution is in ``info``."""
        chance = self.chance
        pixels = self._paper(scanner)
        picture = Image.fromarray((np.clip(pixels, 0, 1) * 255).astype(np.uint8))
        picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(*scanner.blur) * _MM))
        wide, tall = picture.size
        size = round(wide * scanner.dpi[0] / DPI), round(tall * scanner.dpi[1] / DPI)
        picture = picture.transform(
            size, Image.Transform.MESH, _mesh(chance, scanner, picture.size, size), Image.Resampling.BICUBIC
        )
        grey = np.asarray(picture, np.float32) / 255
        grey = grey * (white := chance.uniform(*scanner.white) - (black := chance.uniform(*scanner.black)))
        grey = grey + black + chance.normal(0, scanner.noise, grey.shape)
        for _ in range(scanner.scratches):
            column = int(chance.uniform(0.05, 0.95) * grey.shape[1])
            grey[:, column : column + int(chance.integers(1, 3))] *= chance.uniform(0.5, 0.85)
        for _ in range(chance.poisson(scanner.speckle * grey.size)):
            row, column = int(chance.integers(grey.shape[0])), int(chance.integers(grey.shape[1]))
            side = int(chance.integers(1, 4))
            grey[row : row + side, column : column + side] = chance.choice([0.1, 0.95])
        if scanner.threshold:
            grey = (grey > chance.uniform(*scanner.threshold) * (white + black)).astype(np.float32)
        done = Image.fromarray((np.clip(grey, 0, 1) * 255).astype(np.uint8))
        if scanner.jpeg:
            packed = io.BytesIO()
            done.save(packed, "JPEG", quality=scanner.jpeg)
            done = Image.open(packed)
            done.load()
        dpi = scanner.dpi
        if scanner.turn:
            done = done.rotate(-90 * scanner.turn, expand=True)
            dpi = dpi if scanner.turn == 2 else (dpi[1], dpi[0])
        if scanner.threshold:
            done = done.convert("1", dither=Image.Dither.NONE)
        done.info["dpi"] = dpi
        return done

    def _paper(self, scanner: Scanner) -> npt.NDArray[np.float32]:
        pixels = self.pixels
        if scanner.shine_through:
            back = np.asarray(
                Image.fromarray((pixels[::4, ::-4] * 255).astype(np.uint8))
                .filter(ImageFilter.GaussianBlur(1.5))
                .resize((pixels.shape[1], pixels.shape[0])),
                np.float32,
            )
            pixels = pixels * (1 - np.float32(scanner.shine_through) * (1 - back / np.float32(255)))
        if scanner.grey_paper:
            slope = np.linspace(1 - scanner.grey_paper, 1, pixels.shape[0], dtype=np.float32)
            pixels = pixels * slope[:, None]
        return pixels


@dataclass(frozen=True)
class Pen:
    """What somebody writes with."""

    width: float
    reflects: float
    grain: float = 0.06


def ordinary_pen(chance: Chance) -> Pen:
    """A black or a blue pen."""
    dark = chance.random() < 0.5
    return Pen(chance.uniform(0.35, 0.8), chance.uniform(0.06, 0.25) if dark else chance.uniform(0.22, 0.42))


def pencil(chance: Chance) -> Pen:
    """A pencil."""
    return Pen(chance.uniform(0.35, 0.6), chance.uniform(0.45, 0.68), 0.35)


def box(place: FieldPlace, height: float) -> tuple[float, float, float, float]:
    """Left, top, width, height of a place in millimetres."""
    left, top = place.x0 * _POINT, height - place.y1 * _POINT
    return left, top, (place.x1 - place.x0) * _POINT, (place.y1 - place.y0) * _POINT


def signature(chance: Chance, width: float, height: float) -> list[npt.NDArray[np.float64]]:
    """A made-up signature on a line at height 0."""
    if chance.random() < 0.7:
        count = int(chance.integers(40, 90))
        t = np.linspace(0, 1, count)
        waves = chance.uniform(5, 13)
        rise = height * (0.25 + 0.75 * np.exp(-(((t - chance.uniform(0, 0.3)) / 0.2) ** 2)))
        swing = 2 * math.pi * waves * t
        x = t * width + 0.05 * width * np.sin(swing + 1.3)
        y = -rise * chance.uniform(0.6, 1.1, count) * (0.5 + 0.5 * np.sin(swing)) + 0.1 * height
        return [np.c_[x, y]]
    return letters(chance, max(4, int(width / 6)), height * 0.8)


def letters(chance: Chance, count: int, height: float) -> list[npt.NDArray[np.float64]]:
    """Shapes as large as letters, one after another."""
    found = []
    for index in range(count):
        corners = int(chance.integers(3, 6))
        points = np.c_[chance.uniform(0, 0.65, corners), -chance.uniform(0, 1, corners)] * height
        points[0], points[-1] = (0.05 * height, 0), (0.6 * height, -height)
        found.append(_smooth(points) + np.array([index * height * 0.8, 0]))
    return found


def _smooth(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    t = np.linspace(0, len(points) - 1, len(points) * 6)
    x, y = (np.interp(t, np.arange(len(points)), side) for side in points.T)
    return np.column_stack([x, y])


def _mesh(
    chance: Chance, scanner: Scanner, size: tuple[int, int], target: tuple[int, int]
) -> list[tuple[tuple[int, int, int, int], tuple[float, ...]]]:
    """Where each square of the scan lies on the paper: turned, moved, and bent a little."""
    tilt = math.radians(chance.uniform(-scanner.tilt, scanner.tilt))
    scale = 1 / chance.uniform(*scanner.size)
    shift = chance.uniform(-scanner.shift, scanner.shift, 2) * _MM
    wave = chance.uniform(0, 6, 4)
    bend = scanner.bend * _MM

    def paper(x: float, y: float) -> tuple[float, float]:
        u, v = x / target[0] - 0.5, y / target[1] - 0.5
        across, down = u * size[0] * scale, v * size[1] * scale
        right = across * math.cos(tilt) - down * math.sin(tilt) + size[0] / 2 + shift[0]
        below = across * math.sin(tilt) + down * math.cos(tilt) + size[1] / 2 + shift[1]
        right += bend * math.sin(5 * v + wave[0]) * math.sin(3 * u + wave[1])
        below += bend * math.sin(6 * v + wave[2]) * math.sin(2 * u + wave[3])
        return right, below

    step = 64
    mesh = []
    for top in range(0, target[1], step):
        for left in range(0, target[0], step):
            right, bottom = min(left + step, target[0]), min(top + step, target[1])
            ring = ((left, top), (left, bottom), (right, bottom), (right, top))
            mesh.append(((left, top, right, bottom), tuple(v for x, y in ring for v in paper(x, y))))
    return mesh
