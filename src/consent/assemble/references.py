"""Numbers the sources part by part, in the order a reader meets them; one key for one citation in a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from consent.models.library.reviewed import Reference
from consent.models.paper.packet import NumberedReference


class References:
    """The packet's lists of sources, growing while the packet is assembled.

    A key is the letter of a part and a number, so that a part prints the same in every packet that has it.
    """

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()

    def keys(self, part: str, ids: Iterable[str], sources: tuple[Reference, ...]) -> tuple[str, ...]:
        """The keys of these sources in a part, lowest first; ``part`` is its letter."""
        by_id = {source.id: source for source in sources}
        found = {self._key(part, by_id[id_].citation) for id_ in ids}
        return tuple(sorted(found, key=lambda key: int(key[len(part) :])))

    def listed(self) -> tuple[NumberedReference, ...]:
        """All sources so far: part by part, each in order."""
        return tuple(NumberedReference(key, citation) for (_, citation), key in self._keys.items())

    def _key(self, part: str, citation: str) -> str:
        known = self._keys.get((part, citation))
        if known is not None:
            return known
        self._counts[part] += 1
        return self._keys.setdefault((part, citation), f"{part}{self._counts[part]}")
