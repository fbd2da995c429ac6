"""Copy objects out of a PDF in PDF's own syntax, each once, without what ties them to that file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from consent.official.parts import ASK_AGAIN, PlainObject, UnusableFormError

DROPPED = frozenset(
    (
        *(
            "/Parent",
            "/P",
            "/StructParent",
            "/StructParents",
            "/Metadata",
            "/PieceInfo",
            "/LastModified",
            "/OC",
        ),
        *(
            "/OPI",
            "/Alternates",
            "/Interpolate",
            "/Ref",
            "/PS",
            "/AA",
            "/A",
            "/CIDSet",
            "/CharSet",
            "/Length",
        ),
        *("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2", "/F", "/FFilter", "/FDecodeParms"),
    )
)
"""What belongs to another file, acts, asks a printing press for something, or is often untrue."""
_FILTERS = frozenset(
    ("/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode", "/RunLengthDecode")
)
_DEEPEST = 60


class Copier:
    """Numbers and copies objects as they are asked for."""

    def __init__(self) -> None:
        self._made: list[PlainObject | None] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._depth = 0

    def objects(self) -> tuple[PlainObject, ...]:
        """All that was copied, in the order of the numbers."""
        return tuple(made for made in self._made if made is not None)

    def reserve(self, *known: object) -> int:
        """The next number; remembered under this name, if it has one."""
        self._made.append(None)
        if known:
            self._known[known] = len(self._made) - 1
        return len(self._made) - 1

    def number(self, *known: object) -> int | None:
        """The number under a name."""
        return self._known.get(known)

    def put(self, number: int, made: PlainObject) -> None:
        """Fill a reserved number."""
        self._made[number] = made

    def plain(self, value: Any) -> bytes:
        """A value in PDF's own syntax; what stands on its own in the file does so here too."""
        if not isinstance(value, pikepdf.Object) or not value.is_indirect:
            return self._inline(value)
        number = self.number("plain", *value.objgen)
        if number is None:
            number = self.reserve("plain", *value.objgen)
            with self:
                self.put(number, self._whole(value))
        return reference(number)

    def entries(self, value: Any) -> Iterator[tuple[str, bytes]]:
        """The entries of a dictionary that are worth keeping."""
        for key, item in items(value):
            if key not in DROPPED:
                yield name(key)[1:].decode(), self.plain(item)
        if str(value.get("/Subtype", "")) == "/CIDFontType2" and "/CIDToGIDMap" not in value:
            # What a reader assumes anyway; PDF/A wants it said.
            yield "CIDToGIDMap", b"/Identity"

    def _whole(self, value: pikepdf.Object) -> PlainObject:
        if isinstance(value, pikepdf.Stream):
            return self._stream(value)
        if isinstance(value, pikepdf.Dictionary):
            return PlainObject(tuple(self.entries(value)))
        return PlainObject((), self._inline(value))

    def _stream(self, value: pikepdf.Stream) -> PlainObject:
        filters = value.get("/Filter")
        names = {str(one) for one in (filters if isinstance(filters, pikepdf.Array) else [filters])}
        if filters is not None and names <= _FILTERS:
            return PlainObject(tuple(self.entries(value)), stream=value.read_raw_bytes())
        entries = [(key, words) for key, words in self.entries(value) if key not in ("Filter", "DecodeParms")]
        return packed(entries, value.read_bytes())

    def _inline(self, value: Any) -> bytes:
        if isinstance(value, pikepdf.Dictionary):
            with self:
                return dictionary(self.entries(value))
        if isinstance(value, pikepdf.Array):
            with self:
                return b"[%s]" % b" ".join(self.plain(item) for item in value.as_list())
        if isinstance(value, pikepdf.String):
            # In hexadecimal, so that no text can be taken for a reference.
            return b"<%s>" % bytes(value).hex().encode()
        if value is None:
            return b"null"
        if isinstance(value, bool):
            return b"true" if value else b"false"
        return value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode()

    def __enter__(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnusableFormError("it is damaged: its objects are nested too deeply", hint=ASK_AGAIN)

    def __exit__(self, *_: object) -> None:
        self._depth -= 1


def packed(entries: list[tuple[str, bytes]], data: bytes) -> PlainObject:
    """A stream, compressed."""
    return PlainObject((*entries, ("Filter", b"/FlateDecode")), stream=zlib.compress(data, 9))


def reference(number: int) -> bytes:
    """How one object names another."""
    return b"%d 0 R" % number


def dictionary(entries: Iterator[tuple[str, bytes]]) -> bytes:
    """A dictionary in PDF's own syntax."""
    return b"<<%s>>" % b"".join(b"/%s %s" % (key.encode(), words) for key, words in entries)


def items(value: Any) -> list[tuple[str, Any]]:
    """The entries of a dictionary or a stream, in a fixed order."""
    return [(str(key), value[str(key)]) for key in sorted(value.keys())]


def name(word: str) -> bytes:
    """A name in PDF's own syntax."""
    return pikepdf.Name(word).unparse()
