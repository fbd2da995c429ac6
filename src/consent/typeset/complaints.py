"""Whatever WeasyPrint would only log is collected, so that it can be an error."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOGGERS = ("weasyprint", "fontTools")
_MISSING_GLYPH = re.compile(r"unsupported by fonts: .*\((U\+[0-9A-F]{4,6})\)", re.DOTALL)
_LONGEST = 200


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(_said(record))


@contextmanager
def collected() -> Iterator[list[str]]:
    """Everything at warning level or above that this thread's typesetting says, in order."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        for logger in loggers:
            logger.removeHandler(collector)


def _said(record: logging.LogRecord) -> str:
    text = record.getMessage()
    # The character itself may be part of somebody's name; its number says enough.
    if missing := _MISSING_GLYPH.search(text):
        return f"no font has the character {missing[1]}"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
