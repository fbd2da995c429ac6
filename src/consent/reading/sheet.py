"""A PDF as read back: pages of characters with their real size, place and ink, and the facts of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Whole: TypeAlias = npt.NDArray[np.int32]


class Sight(IntEnum):
    """Whether a person who holds the sheet can see a character, and if not, why."""

    SEEN = 0
    PALE = 1
    """There is ink, but too little contrast."""
    OVERPRINTED = 2
    """Other ink lies on it."""
    COVERED = 3
    """Something hides it, all or in part."""
    UNPAINTED = 4
    """Drawn without ink: render mode 3, or fully transparent."""
    SAME_COLOUR = 5
    """In the colour of what is behind it."""
    LAYER = 6
    """On an optional layer that is switched off, on screen or in print."""
    OFF_SHEET = 7
    CLIPPED = 8
    NO_GLYPH = 9
    """The font draws nothing for it."""
    SCANNED = 10
    """An invisible text layer over a picture: a machine's guess at what the picture says."""


WORDS: Mapping[Sight, str] = {
    Sight.PALE: "too pale to read",
    Sight.OVERPRINTED: "printed over by something else",
    Sight.COVERED: "covered",
    Sight.UNPAINTED: "transparent, or drawn without ink",
    Sight.SAME_COLOUR: "in the color of what is behind it",
    Sight.LAYER: "on a layer that is switched off",
    Sight.OFF_SHEET: "off the sheet",
    Sight.CLIPPED: "cut off by a clipping edge",
    Sight.NO_GLYPH: "without a glyph",
    Sight.SCANNED: "only in the invisible text layer of a scan",
}
"""Why a character cannot be read, as it stands in a message."""


@dataclass(frozen=True, slots=True)
class Run:
    """What characters drawn together share."""

    size: float
    """Type size in points as drawn, matrices and page scale included; the smaller of height and width."""
    slope: float
    """Angle of the line in degrees, counted from the page as it is read."""
    baseline: float
    """Height of the line it stands on, in points from the foot of the sheet."""
    mirrored: bool
    font: str
    bold: bool
    embedded: bool
    colour: tuple[int, int, int, int]
    """Red, green, blue, alpha."""
    mode: int
    """Text render mode; 3 paints nothing."""
    artifact: bool
    mcid: int
    """The number by which a tag can point at it; -1 when it has none."""
    layer: bool
    """Whether it stands on an optional layer."""
    faded: bool
    """Whether it is drawn through a transparent group."""
    said: str
    """What a program is told to read instead of the glyphs; usually empty."""
    clip: tuple[float, float, float, float] | None
    """The box it is clipped to, if any; points from the lower left of the sheet."""
    insert: int = -1
    """Which of the page's inserts it is part of; -1: of none."""


@dataclass(frozen=True, slots=True)
class Widget:
    """A form field on a page. Points from the lower left of the sheet."""

    name: str
    """Whole, with the names of the fields it hangs on: ``7K3M9-QPX2D.patient-date``."""
    kind: str
    """``Sig``, ``Tx``, ``Btn`` or ``Ch``."""
    tooltip: str
    page: int
    box: tuple[float, float, float, float]
    hidden: bool
    """Not shown, or not printed."""
    read_only: bool
    filled: bool
    """Whether it has a value, or is signed."""
    tagged: bool
    listed: bool = True
    """Whether the file's form has it, so that a reader offers it."""
    fault: str = ""
    """What keeps a person from writing in it, in a few words."""
    most: int = 0
    """How many letters it takes at most; 0: any number."""
    paints: bool = False
    """Whether it draws something of its own in its place."""
    preset: bool = False
    """Whether it comes with a default, or with a value in a second form."""
    turn: int = -1
    """When it is reached by who goes on from place to place, against the others; -1: never."""

    @property
    def own_name(self) -> str:
        """Without the names of the fields it hangs on."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture or a large drawn shape. Points from the lower left of the sheet."""

    kind: str
    """``image`` or ``path``."""
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet."""

    number: int
    """Counted from 1."""
    width: float
    height: float
    """In points, as the sheet is held."""
    text: str
    """One character for each row of the arrays; spaces and line ends the reader put in are among them."""
    box: Floats
    """Left, bottom, right, top of each glyph, in points from the lower left of the sheet."""
    run: Whole
    """Index into ``runs``; -1 for a character that is not drawn."""
    runs: tuple[Run, ...]
    sight: npt.NDArray[np.uint8]
    """A :class:`Sight` for each character."""
    ink: npt.NDArray[np.uint8] = field(repr=False)
    """The sheet at 72 dots to the inch, as seen on screen; grey."""
    drawings: tuple[Drawing, ...]
    codes: tuple[str, ...] = ()
    """Texts of the machine-readable codes on the sheet."""
    inserts: tuple[tuple[float, float, float, float], ...] = ()
    """Where pages of other files are shown; points from the lower left of the sheet."""
    figures: tuple[tuple[int, tuple[float, float, float, float]], ...] = ()
    """The content number and place of each drawing that a tag can point at."""
    strays: Floats = field(default_factory=lambda: np.zeros((0, 2), dtype=np.float32), repr=False)
    """Places of ink that is neither letter nor straight line; points from the lower left of the sheet."""


@dataclass(frozen=True, slots=True)
class FontFact:
    """One embedded font, and what its glyphs are said to be."""

    name: str
    program: bytes = field(repr=False)
    meanings: Mapping[int, str] = field(repr=False)
    """Text for each glyph number."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature as it stands in the file."""

    field: str
    """Whole, as the name of a :class:`Widget`."""
    covers: tuple[int, int, int, int]
    """The byte range."""


@dataclass(frozen=True, slots=True)
class Tag:
    """How a piece of content is read aloud."""

    turn: int
    """Its place in the order of reading."""
    heading: bool
    language: str = ""
    """The language that the nearest tag around it names; empty: that of the file."""
    head: bool = False
    """Whether it is read aloud as the head of a column or row."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a program is told to read in place of content."""

    words: str
    content: frozenset[tuple[int, int]]
    """Page and content number of what is not read."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that a viewer shows or reads aloud, and no page has."""

    where: str
    """In a few words: a bookmark, the keywords."""
    words: str
    page: int = 0
    """The page that they lead to; 0: none."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says of itself."""

    language: str
    title: str
    shows_title: bool
    tagged: bool
    headings: tuple[tuple[str, int], ...]
    """Heading tags in order, with their level."""
    tags: Mapping[tuple[int, int], Tag]
    """By page and content number, everything the tag tree reaches."""
    spoken: tuple[Spoken, ...]
    """Alternative and replacement texts of the tags, and what they stand for."""
    alternatives: tuple[str, ...]
    """The words of ``spoken``."""
    languages: frozenset[str]
    """Every language that a tag names."""
    notes: tuple[tuple[int, str], ...]
    """Page and kind of each annotation that is neither field nor link."""
    beside: tuple[Beside, ...]
    """What the file says of itself besides its title, and what its bookmarks say."""
    added: tuple[Beside, ...]
    """What tags say in place of nothing."""
    page_labels: bool
    """Whether a viewer is told other page numbers than the count of the pages."""
    active: tuple[str, ...]
    """Scripts, launch actions, remote content and the like, each in a few words."""
    attachments: Mapping[str, bytes] = field(repr=False)
    widgets: tuple[Widget, ...]
    needs_appearances: bool
    signatures: tuple[Signature, ...]
    layers: bool
    """Whether the file has optional layers."""
    unprinted: bool
    """Whether something shows on screen that does not print."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A whole PDF as read."""

    name: str
    data: bytes = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    facts: FileFacts = field(repr=False)
    twin: Mapping[str, Any] | None = field(repr=False, default=None)
    """The machine-readable attachment, if the file is one of ours and it can be read."""
    fonts: tuple[FontFact, ...] = field(repr=False, default=())
    """Embedded fonts whose glyphs can be compared; read only for our own packets."""
