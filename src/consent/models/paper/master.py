"""A typeset packet with empty slots: plain data that ``stamp`` turns into PDF bytes, any number of times."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consent.errors import ResourceError
from consent.models.paper.slots import Slot

_MAGIC = b"consent-master 4 "


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


class FieldKind(StrEnum):
    """What a person does in a form field."""

    SIG = "sig"
    TEXT = "text"
    MULTILINE = "multiline"
    DATE = "date"
    TIME = "time"
    INITIALS = "initials"
    CHECK = "check"
    SEAL = "seal"
    """Nothing: software certifies the packet for the practice there."""


class Region(_Plain):
    """Where an element with an ``id`` landed; one for each page it touches. Points, from the bottom left."""

    id: str
    page: int
    """Counted from 1."""
    x0: float
    y0: float
    x1: float
    y1: float


class FieldPlace(_Plain):
    """A form field on the finished page. Points, from the bottom left."""

    name: str
    kind: FieldKind
    tooltip: str
    page: int
    """Counted from 1."""
    x0: float
    y0: float
    x1: float
    y1: float


class TextSlot(_Plain):
    """One place where a value is written. The page's own operators set colour and scale around it."""

    number: int
    """Object number of the content stream that holds it."""
    slot: Slot
    x: float
    y: float
    size: float
    width: float
    """How much room there is, in the same unit as ``size``."""
    bold: bool = False
    italic: bool = False


class CodeSlot(_Plain):
    """The place of a page's machine-readable code. Points, from the top left; the quiet zone included."""

    number: int
    page: int
    """Counted from 1."""
    x: float
    y: float
    side: float


class ReadyFont(_Plain):
    """A font of the master that values may be set in, as far as its glyphs go. Of the base family."""

    resource: str
    bold: bool = False
    italic: bool = False
    glyphs: tuple[tuple[int, str], ...] = Field(repr=False)
    """Number in the whole font, which is its code on the page, and the text it stands for."""


class TextEntry(_Plain):
    """An object made of text in which sentinels may stand for values."""

    number: int
    text: str
    static: bool = False
    """It holds no sentinel and is in the prefix already."""


class InfoEntry(_Plain):
    """The document information dictionary; its texts may hold sentinels, its dates as those of a twin."""

    number: int
    items: tuple[tuple[str, str], ...]
    static: bool = False
    """It holds no sentinel and is in the prefix already."""


class Twin(_Plain):
    """The attached machine-readable twin; its JSON text may hold sentinels."""

    number: int
    text: str
    date: str
    """As PDF writes it, for example ``D:20260115000000Z``; a sentinel stands for the day without hyphens."""


class FieldTree(_Plain):
    """The one field at the top, which all fields of the form hang on.

    It is named by the packet, so that the answers of two packets stay apart in a file that holds both.
    """

    number: int
    fields: tuple[int, ...]
    """Object numbers."""


class Master(_Plain):
    """A tagged PDF, complete but for the objects that differ between packets."""

    pages: int
    page_size: tuple[float, float]
    """Width and height in points."""
    regions: tuple[Region, ...] = ()
    fields: tuple[FieldPlace, ...] = ()
    tree: FieldTree | None = None
    """None when nothing is to be filled in."""

    prefix: bytes = Field(repr=False)
    """The file from its first byte to the end of its last static object."""
    rows: bytes = Field(repr=False)
    """Cross-reference rows, seven bytes each: of the static objects, then zeros for the dynamic ones."""
    root: int
    """Object number of the catalog."""
    font_number: int
    fonts: tuple[tuple[str, int], ...]
    """The page font resources: name and object number."""
    ready: tuple[ReadyFont, ...] = ()
    """Those of them that values may be set in."""
    texts: tuple[TextSlot, ...] = ()
    codes: tuple[CodeSlot, ...] = ()
    info: InfoEntry
    xmp: TextEntry
    twin: Twin | None = None
    sentinels: tuple[tuple[Slot, str], ...] = ()
    """The stand-ins this master was typeset with; none when the values are already in it."""
    whole: str = ""
    """Why its pages were typeset in one piece; empty when it was joined from parts."""

    @property
    def own_pages(self) -> int:
        """Pages without those of a copy behind them: its codes are on each of them, or on none."""
        return len(self.codes) or self.pages

    @cached_property
    def prefix_digest(self) -> str:
        """SHA-256 of the part of the file that all its packets share."""
        return hashlib.sha256(self.prefix).hexdigest()

    @cached_property
    def slots(self) -> frozenset[Slot]:
        """Every slot that ``stamp`` must be given a value for."""
        words = " ".join((self.xmp.text, *(text for _, text in self.info.items)))
        words += f" {self.twin.text} {self.twin.date}" if self.twin else ""
        hidden = {slot for slot, sentinel in self.sentinels if sentinel in words}
        coded = {Slot.PACKET_ID} if self.codes or self.tree else set()
        return frozenset({place.slot for place in self.texts} | hidden | coded)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that reaches the paper."""
        return hashlib.sha256(self._payload()).hexdigest()

    def on(self, region_id: str) -> tuple[Region, ...]:
        """The places of the element with this id, in page order; none when there is no such element."""
        return tuple(region for region in self.regions if region.id == region_id)

    def pages_of(self, region_id: str) -> tuple[int, ...]:
        """The pages, from 1, that the element with this id touches."""
        return tuple(sorted({region.page for region in self.on(region_id)}))

    def field(self, name: str) -> FieldPlace | None:
        """The form field with this name."""
        return next((field for field in self.fields if field.name == name), None)

    def to_bytes(self) -> bytes:
        """The master as bytes, headed by their own digest."""
        payload = self._payload()
        return _MAGIC + hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a master back; anything changed on the way is refused."""
        head, _, payload = data.partition(b"\n")
        expected = _MAGIC + hashlib.sha256(payload).hexdigest().encode()
        if head != expected:
            raise ResourceError("the stored master is damaged", hint="delete it and typeset the packet again")
        try:
            return cls.model_validate_json(payload)
        except ValidationError:
            raise ResourceError(
                "the stored master is of another version", hint="delete it and typeset the packet again"
            ) from None

    def _payload(self) -> bytes:
        return self.model_dump_json().encode()
