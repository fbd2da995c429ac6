"""Pages drawn before somebody asks for them, one after the other, while nobody waits for others."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from consent.desk.packets.tasks import Asked, Draw
from consent.pipeline.batch.plans import plan_key

if TYPE_CHECKING:
    from consent.desk.crew import Crew

_PATIENCE = 0.2
"""Seconds between two looks whether somebody waits."""
_MOST = 100
"""Different packets that may wait to be drawn ahead; a day has fewer."""


class Ahead:
    """One desk's. The cache keeps what was drawn; here is only what was thought of already."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._known: set[Hashable] = set()
        self._todo: deque[Asked] = deque()
        self._task: asyncio.Task[None] | None = None

    def think_of(self, wanted: Iterable[Asked], *, first: bool = False) -> None:
        """These may be asked for; ``first``: in a moment."""
        for one in wanted:
            key = (plan_key(one.record.value) if one.record else one.blank, one.wish)
            if key not in self._known and len(self._todo) < _MOST:
                self._known.add(key)
                (self._todo.appendleft if first else self._todo.append)(one)
        if self._todo and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._draw())

    async def _draw(self) -> None:
        while self._todo:
            while self._crew.waiting:
                await asyncio.sleep(_PATIENCE)
            try:
                await self._crew.do(Draw(self._todo.popleft()))
            except Exception:  # noqa: BLE001, S112 - whoever opens this packet is told what is wrong with it
                continue
