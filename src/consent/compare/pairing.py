"""Which passage of one wording is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from consent.compare.words import likeness
from consent.models.library.passage import Passage, PassageKind

Pair = tuple[Passage | None, Passage | None]
_ALIKE = 0.5
"""From here on, two rows without a name are one row that was reworded."""
_ONE_IN_A_FILE = frozenset(
    {
        PassageKind.CLAUSE,
        PassageKind.HEADING,
        PassageKind.STATUS,
        PassageKind.PRODUCT,
        PassageKind.PLAN,
        PassageKind.PRACTITIONER,
    }
)


def pairs(old: Sequence[Passage], new: Sequence[Passage]) -> list[Pair]:
    """Every passage of both, beside what it was or became; None where it has no counterpart."""
    pairing = _Pairing(list(old), list(new))
    pairing.match(lambda one: (one.key, one.words, one.counted))
    pairing.match(lambda one: one.key if _is_named(one) else None)
    # A row that moved to another file, or lost or got a name, and reads as it did.
    pairing.match(lambda one: (one.kind, one.words, one.counted))
    pairing.match(lambda one: (one.kind, one.name) if one.name else None)
    pairing.match_alike(same_owner=True)
    pairing.match_alike(same_owner=False)
    return pairing.done()


def _is_named(one: Passage) -> bool:
    return bool(one.name) or one.kind in _ONE_IN_A_FILE


class _Pairing:
    """Passages that wait for a counterpart, and those that found one."""

    def __init__(self, old: list[Passage], new: list[Passage]) -> None:
        self._old = old
        self._new = new
        self._found: list[Pair] = []

    def match(self, key: Callable[[Passage], Hashable]) -> None:
        """Bring together what has the same key; None is no key."""
        waiting: dict[Hashable, list[Passage]] = {}
        for one in self._new:
            waiting.setdefault(key(one), []).append(one)
        waiting.pop(None, None)
        rest = []
        for one in self._old:
            if same := waiting.get(key(one)):
                self._found.append((one, same.pop(0)))
            else:
                rest.append(one)
        self._settle(rest)

    def match_alike(self, *, same_owner: bool) -> None:
        """Bring together rows of one kind that say nearly the same, the most alike first.

        Not what has a name: a risk that is gone and one that is new are two, however alike they read.
        """
        likely = sorted(
            (-likeness(one.words, other.words), number, place)
            for number, one in enumerate(self._old)
            for place, other in enumerate(self._new)
            if one.kind is other.kind
            and (one.owner == other.owner) is same_owner
            and not (one.name or other.name)
        )
        taken: dict[int, int] = {}
        for unlike, number, place in likely:
            if -unlike >= _ALIKE and number not in taken and place not in taken.values():
                taken[number] = place
        self._found += [(self._old[number], self._new[place]) for number, place in taken.items()]
        self._settle([one for number, one in enumerate(self._old) if number not in taken])

    def done(self) -> list[Pair]:
        """All there is."""
        gone: list[Pair] = [(one, None) for one in self._old]
        return [*self._found, *gone, *((None, one) for one in self._new)]

    def _settle(self, rest: list[Passage]) -> None:
        self._old = rest
        found = {id(other) for _, other in self._found}
        self._new = [one for one in self._new if id(one) not in found]
