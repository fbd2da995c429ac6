"""Numbers the sources in the order a reader meets them; one number for one citation."""

from __future__ import annotations

from collections.abc import Iterable

from consent.models.packet import NumberedReference
from consent.models.reviewed import Reference


class References:
    """The packet's list of sources, growing while the packet is assembled."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, ids: Iterable[str], sources: tuple[Reference, ...]) -> tuple[int, ...]:
        """The numbers of these sources, lowest first."""
        by_id = {source.id: source for source in sources}
        return tuple(sorted({self._number(by_id[id_].citation) for id_ in ids}))

    def listed(self) -> tuple[NumberedReference, ...]:
        """All sources so far, in order."""
        return tuple(NumberedReference(number, citation) for citation, number in self._numbers.items())

    def _number(self, citation: str) -> int:
        return self._numbers.setdefault(citation, len(self._numbers) + 1)
