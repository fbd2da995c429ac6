"""Parts of a packet, typeset and not yet joined: PDF objects whose numbers are still to be given.

Plain data: it is kept in the cache and sent to workers. The words of a part are its own; no patient's data
is in it, and nothing of the packet it will stand in.
"""

from __future__ import annotations

import hashlib
from array import array
from functools import cached_property
from operator import itemgetter
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consent.errors import ResourceError
from consent.models.paper.master import FieldPlace, ReadyFont, Region, TextSlot

_MAGIC = b"consent-part 2 "
END = b"\0"
"""Between two objects of a pattern."""

PAGE_TREE, DOCUMENT_TAG, FONTS, COLOUR_SPACES, FIELD_TREE = range(5)
"""What every part of a packet shares: the first numbers that its patterns ask for."""
SHARED = 5


class _Plain(BaseModel):
    model_config = ConfigDict(
        # A command reads with few of its nouns; each builds what reads it when that is first done.
        defer_build=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )


class Stored(_Plain):
    """Something that can be kept: as bytes, headed by their own digest."""

    def to_bytes(self) -> bytes:
        """As bytes, headed by their own digest."""
        payload = self.model_dump_json().encode()
        return _MAGIC + hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read one back; anything changed on the way, and any other version, is refused."""
        head, _, payload = data.partition(b"\n")
        if head != _MAGIC + hashlib.sha256(payload).hexdigest().encode():
            raise ResourceError("a stored part is damaged", hint="delete it and typeset the packet again")
        try:
            return cls.model_validate_json(payload)
        except ValidationError:
            raise ResourceError(
                "a stored part is of another version", hint="delete it and typeset the packet again"
            ) from None


class Pattern(_Plain):
    """Objects one after another, each ended by a zero byte, with ``%d`` for every number in them.

    ``%b`` stands for bytes: what a page shows besides its own content.
    """

    text: bytes = Field(repr=False)
    holes: bytes = Field(repr=False)
    """Which number goes where, as unsigned 32-bit numbers."""

    @cached_property
    def _chosen(self) -> Any:
        holes = array("I")
        holes.frombytes(self.holes)
        if len(holes) == 1:
            return lambda numbers: (numbers[holes[0]],)
        return itemgetter(*holes) if holes else lambda _: ()

    def filled(self, numbers: list[Any]) -> list[bytes]:
        """The objects with these numbers in them."""
        filled: bytes = self.text % self._chosen(numbers)
        return filled.split(END)[:-1]


class Drawing(_Plain):
    """A stream whose dictionary names other objects, such as a picture with a mask."""

    data: bytes = Field(repr=False)
    """From the end of the dictionary to ``endstream``."""


class GlyphUse(_Plain):
    """The glyphs that a part needs of one font of the base family."""

    resource: str
    """Its name in the resources of the pages."""
    name: str
    family: str
    weight: int
    italic: bool
    flags: int
    ascent: int
    descent: int
    glyphs: tuple[tuple[int, str, float], ...] = Field(repr=False)
    """Number in the whole font, the text it stands for, and its width in thousandths."""


class Bookmark(_Plain):
    """A heading, and where it stands. Points, from the bottom left."""

    level: int
    title: str
    page: int
    """Counted from 0 in its part."""
    x: float
    y: float
    closed: bool = False


class Part(Stored):
    """A run of whole pages about one thing.

    The numbers its patterns ask for: what all parts share, a key in the tree of parents for each page and
    each annotation, then its objects, in the order of ``objects``, ``drawings``, ``streams`` and ``gaps``,
    then what each page shows besides.
    """

    name: str
    page_size: tuple[float, float]
    """Width and height in points."""
    kinds: tuple[str, ...]
    """The type of each page, as in ``@page notice``; most have none."""
    keys: int
    """Entries in the tree of parents: pages first, then annotations."""
    packed: int
    """How many objects are in ``objects``."""
    objects: Pattern
    drawings: Pattern
    """The dictionaries of the streams that name other objects."""
    drawn: tuple[Drawing, ...]
    streams: tuple[bytes, ...] = Field(repr=False)
    """Streams that name no other object."""
    gaps: tuple[TextSlot, ...]
    """Places for values; they have no number yet."""
    pages: tuple[int, ...]
    """Which objects are the pages."""
    tags: tuple[int, ...]
    """Which objects hang on the tag of the document."""
    rows: Pattern
    """For each page the tags of its pieces of content."""
    annotation_tags: tuple[int, ...]
    """The tag of each annotation, in the order of their keys."""
    widgets: tuple[int, ...]
    attached: tuple[tuple[str, int], ...]
    """Name and object of each attached file."""
    links: tuple[str, ...]
    """The elements that its links lead to."""
    bookmarks: tuple[Bookmark, ...]
    regions: tuple[Region, ...]
    """Pages counted from 1 in the part."""
    fields: tuple[FieldPlace, ...]
    """Pages counted from 1 in the part."""
    glyphs: tuple[GlyphUse, ...]
    has_form_font: bool


class FramePiece(_Plain):
    """A piece of head or foot: what is always drawn, or a place for a value."""

    stream: bytes = Field(default=b"", repr=False)
    gap: TextSlot | None = None


class Frame(Stored):
    """Head and foot of the pages of one type. All of it is pagination; nothing of it is tagged."""

    kind: str
    pieces: tuple[FramePiece, ...]
    code: tuple[float, float, float] | None
    """Left, top and side of the square for the code of the page, in points from the top left."""
    regions: tuple[Region, ...]
    glyphs: tuple[GlyphUse, ...]
    language: str
    info: tuple[tuple[str, str], ...]
    """The document information, with stand-ins for what a head says of one packet."""
    xmp: str
    """The metadata, with the same stand-ins."""


class FontSet(Stored):
    """Fonts that hold the glyphs of all parts and frames of a packet, and its colours.

    Its pattern asks for numbers as that of a part without keys does.
    """

    objects: Pattern
    packed: int
    streams: tuple[bytes, ...] = Field(repr=False)
    entries: tuple[tuple[str, int], ...]
    """Name in the resources, and which object."""
    form: int
    """Which object is the font of typed answers."""
    ready: tuple[ReadyFont, ...]
    profile: bytes = Field(repr=False)
    """The colour profile, as a stream."""
