"""The values of one packet, written where its master has places for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consent.errors import Overflow, StampError
from consent.fonts import BASE, Style, load_face
from consent.models.paper.master import Master, TextSlot
from consent.models.paper.slots import Slot
from consent.stamp.pairs import PairFont
from consent.stamp.ready import ReadyFonts
from consent.stamp.shaping import Line, Run, no_wider_than, shape
from consent.stamp.subset import Subset, subsets
from consent.stamp.syntax import number, stream
from consent.stamp.text import Drawn, drawn, placed

_SLACK = 1.0005
"""Layout engines round; a value is not refused for a rounding."""
_END_OF_STREAM = b"\nendstream"
_END = b"ET\n" + _END_OF_STREAM


def fitted_lines(master: Master, values: Mapping[Slot, str]) -> list[Line]:
    """The values of ``master.texts``, shaped.

    Raises:
        StampError: one is missing.
        Overflow: one does not fit, or needs more than a line of glyphs.
    """
    _check_there(master, values)
    return [_fitted(place, values[place.slot]) for place in master.texts]


def _check_there(master: Master, values: Mapping[Slot, str]) -> None:
    missing = master.slots - values.keys()
    if missing:
        raise StampError(f"no value for {', '.join(sorted(missing))}")


def _fitted(place: TextSlot, value: str) -> Line:
    line = shape(place.slot, value, Style(place.bold, place.italic))
    if line.width * place.size / 1000 > place.width * _SLACK:
        raise Overflow(place.slot, "it is wider than its place")
    return line


class Places:
    """The places of one master, made ready to be written to any number of times."""

    def __init__(self, master: Master) -> None:
        self._master = master
        self._slots = master.slots
        self._ready = ReadyFonts(master.ready)
        alike: dict[tuple[Slot, Style], list[tuple[int, TextSlot]]] = {}
        for index, place in enumerate(master.texts):
            alike.setdefault((place.slot, Style(place.bold, place.italic)), []).append((index, place))
        self._alike = [_Alike(slot, style, places, self._ready) for (slot, style), places in alike.items()]

    def check_fit(self, values: Mapping[Slot, str]) -> None:
        """Raise the :class:`~consent.errors.Overflow` that ``written`` would."""
        if any(no_wider_than(values[one.slot], one.style) > one.room for one in self._alike):
            fitted_lines(self._master, values)

    def written(self, values: Mapping[Slot, str]) -> tuple[list[bytes], dict[int, Subset]]:
        """The body of each place's stream, in the master's order, and the fonts of this packet alone.

        Errors as of ``fitted_lines``.
        """
        if not self._slots <= values.keys():
            _check_there(self._master, values)
        bodies: list[bytes | None] = [None] * len(self._master.texts)
        whole = True
        for one in self._alike:
            told = one.written(values[one.slot])
            if told is None:
                whole = False
                continue
            for index, body in told:
                bodies[index] = body
        own = {} if whole else self._shape_the_rest(bodies, values)
        return [body for body in bodies if body is not None], own

    def _shape_the_rest(self, bodies: list[bytes | None], values: Mapping[Slot, str]) -> dict[int, Subset]:
        left = [(at, place) for at, place in enumerate(self._master.texts) if bodies[at] is None]
        lines = [_fitted(place, values[place.slot]) for _, place in left]
        runs = {id(run): run for line in lines for run in line.runs}
        ready = {key: self._ready.of(run) for key, run in runs.items()}
        own = subsets(run for key, run in runs.items() if ready[key] is None)

        def font_of(run: Run) -> Subset:
            return ready[id(run)] or own[id(run.face)]

        known: dict[tuple[int, float], tuple[Drawn, ...]] = {}
        for (at, place), line in zip(left, lines, strict=True):
            same = id(line), place.size
            if same not in known:
                known[same] = drawn(line, place.size, font_of)
            bodies[at] = stream(placed(place, known[same]), compress=False)
        return own


class _Alike:
    """Places of one slot in one style."""

    def __init__(
        self, slot: Slot, style: Style, places: Sequence[tuple[int, TextSlot]], ready: ReadyFonts
    ) -> None:
        self.slot, self.style = slot, style
        self.room = min(place.width / place.size * 1000 for _, place in places)
        """The least that a value has, in thousandths of the type size."""
        self._pairs = ready.pairs_of(load_face(BASE, style))
        self._begun = [(index, *_begun(place, self._pairs)) for index, place in places] if self._pairs else []
        self._last: tuple[str, list[tuple[int, bytes]]] | None = None

    def written(self, value: str) -> list[tuple[int, bytes]] | None:
        """The body of each place's stream, by its number among all; None for a value that must be shaped."""
        if self._last is not None and self._last[0] == value:
            # The dates of a day.
            return self._last[1]
        letters = self._pairs.of(value) if self._pairs else None
        if letters is None or letters.width > self.room:
            return None
        shown = letters.shown
        bodies = [
            (index, b"<</Length %d>>\nstream\n%s%s%s" % (length + len(shown), begun, shown, _END))
            for index, begun, length in self._begun
        ]
        self._last = value, bodies
        return bodies


def _begun(place: TextSlot, font: PairFont) -> tuple[bytes, int]:
    """What stands in the stream before the value, and the length of all of it but the value."""
    x, y, size = number(place.x), number(place.y), number(place.size)
    begun = b"BT\n1 0 0 -1 %s %s Tm\n/%s %s Tf\n" % (x, y, font.resource, size)
    return begun, len(begun) + len(_END) - len(_END_OF_STREAM)
