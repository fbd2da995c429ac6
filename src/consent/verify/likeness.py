"""What became of a file that begins like nothing that was issued: its name, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from consent.counted import counted
from consent.models.register.verified import SignatureSeen, Standing, WrittenPlace
from consent.reading.compared.answers import answers_of
from consent.reading.compared.claims import Claims
from consent.reading.compared.differences import Differences, differences
from consent.reading.compared.pictures import unlike_pages
from consent.reading.safe.opened import opened_soundly
from consent.reading.signers import signers_of
from consent.verify.examine import places, told

_BLOCK = 64
_MOSTLY = 0.9
Named = tuple[Standing, str]
"""A name, and what differs, in a few words."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a file relates to the one that was issued."""

    standing: Standing
    details: tuple[str, ...] = ()
    places: tuple[WrittenPlace, ...] = ()
    signatures: tuple[SignatureSeen, ...] = ()
    filled: tuple[str, ...] = field(default=())


def by_claims(claims: Claims, pages: int, fields: int) -> Standing | None:
    """The name that what it says of itself gives it, if any. ``pages`` and ``fields``: as issued."""
    twice = [code for code, count in Counter(claims.codes).items() if count > 1]
    if len(claims.packets) > 1 or twice or (pages and claims.pages > pages):
        return Standing.MERGED
    if not claims.packets:
        return Standing.FOREIGN
    if pages and claims.pages < pages:
        return Standing.PAGES_MISSING
    if not claims.letters:
        return Standing.PICTURES
    return Standing.FLATTENED if fields and not claims.fields else None


def told_by_claims(claims: Claims, pages: int, standing: Standing) -> tuple[str, ...]:
    """What goes with that name."""
    if standing is Standing.MERGED:
        found = (
            [f"{len(claims.packets)} packets: {', '.join(claims.packets)}"] if len(claims.packets) > 1 else []
        )
        twice = sum(count > 1 for count in Counter(claims.codes).values())
        found += [f"{counted(twice, 'page stands', 'pages stand')} there more than once"] if twice else []
        if claims.uncoded:
            found.append(f"{counted(claims.uncoded, 'page has', 'pages have')} no code of ours")
        return (*found, f"{counted(claims.pages, 'page')} in all")
    if standing is Standing.PAGES_MISSING:
        numbers = sorted({int(code.partition("/")[2][:2]) for code in claims.codes})
        kept = f"; pages {', '.join(map(str, numbers))} are there" if numbers else ""
        return (f"{claims.pages} of {counted(pages, 'page')}{kept}",)
    if standing is Standing.PICTURES:
        return ("no letter can be read: `consent intake` reads scans",)
    return ()


def compared(
    data: bytes, original: bytes, named: Standing | None, trusted: Sequence[bytes] | None
) -> Likeness:
    """Hold the file against the one that was issued, object by object and page by page."""
    with opened_soundly(original) as before, opened_soundly(data) as after:
        found = differences(before, after)
        issued = answers_of(before)
    left_out: dict[int, list[tuple[float, float, float, float]]] = {}
    for one in issued.values():
        left_out.setdefault(one.page, []).append(one.box)
    common = [number for number in found.redrawn if number <= min(found.pages)]
    unlike = unlike_pages(original, data, common, left_out)
    by_its_bytes = None if named else by_bytes(data, original)
    return Likeness(
        standing=by_its_bytes[0] if by_its_bytes else named or _named(data, original, found, unlike),
        details=(
            *_told(found, unlike, named),
            *((by_its_bytes[1],) if by_its_bytes else _bytes(data, original)),
        ),
        # Where there is no field, what was in it may be drawn on the page: nothing is said to be empty.
        places=() if named is Standing.FLATTENED else places(issued, found.after),
        signatures=signers_of(data, trusted),
        filled=tuple(name.rpartition(".")[2] for name in (*found.filled, *found.signed)),
    )


def _named(data: bytes, original: bytes, found: Differences, unlike: Sequence[int]) -> Standing:
    if unlike or found.changed or found.emptied or found.gone or is_mostly(data, original):
        return Standing.ALTERED
    shown = [words for words in found.other if words.startswith(("page ", "field "))]
    return Standing.ALTERED if shown else Standing.RESAVED


def _told(found: Differences, unlike: Sequence[int], named: Standing | None) -> tuple[str, ...]:
    words = [f"page {number} shows something else" for number in unlike]
    drawn = [f"page {number} is drawn anew" for number in found.redrawn]
    same = len(found.redrawn) - len(unlike)
    if same:
        one, many = "page is drawn in another way and looks", "pages are drawn in another way and look"
        words.append(f"{counted(same, one, many)} the same")
    left_out = set(drawn)
    if named is Standing.FLATTENED:
        # Whoever draws fields into the pages writes all of the file in their own way.
        return tuple(words)
    return (*words, *(one for one in told(found) if one not in left_out))


def by_bytes(data: bytes, original: bytes) -> Named | None:
    """What the bytes alone tell, whether the file opens or not: an end cut off, bytes put in or left out."""
    if original.startswith(data):
        return Standing.SHORTENED, f"its end is missing: {len(original) - len(data)} of {len(original)} bytes"
    before = data.find(original)
    if before > 0:
        return Standing.ALTERED, f"{before} bytes stand before its beginning"
    if data.replace(b"\r\n", b"\n") == original.replace(b"\r\n", b"\n"):
        return Standing.ALTERED, "its line ends are others, as after a transfer as text"
    more = len(data) - len(original)
    first, last = _alike(data, original), _alike(data[::-1], original[::-1])
    if more and first + last >= _MOSTLY * max(len(data), len(original)):
        what = "more" if more > 0 else "fewer"
        return Standing.ALTERED, f"there are {abs(more)} bytes {what}, from byte {first + 1} on"
    return None


def _alike(one: bytes, other: bytes) -> int:
    """With how many of the same bytes both begin."""
    size = min(len(one), len(other))
    both = [np.frombuffer(data[:size], np.uint8) for data in (one, other)]
    unlike = both[0] != both[1]
    return int(unlike.argmax()) if unlike.any() else size


def is_mostly(data: bytes, original: bytes) -> bool:
    """Whether most bytes are those that were issued, in their old places."""
    count = len(original) // _BLOCK
    if not count or len(data) < len(original) * _MOSTLY:
        return False
    both = [np.frombuffer(one[: count * _BLOCK].ljust(count * _BLOCK), np.uint8) for one in (data, original)]
    same = (both[0] == both[1]).reshape(count, _BLOCK).all(axis=1)
    return bool(same.mean() >= _MOSTLY)


def _bytes(data: bytes, original: bytes) -> tuple[str, ...]:
    if not is_mostly(data, original):
        return ("another program has written the file anew",)
    size = min(len(data), len(original))
    other = np.flatnonzero(np.frombuffer(data[:size], np.uint8) != np.frombuffer(original[:size], np.uint8))
    return (
        (f"{len(other)} of the bytes that were issued are others, the first at {other[0] + 1}",)
        if len(other)
        else ()
    )
