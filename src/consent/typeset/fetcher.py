"""Nothing gets in but ``data:`` addresses, our own fonts and files below the given folders; nothing gets out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from consent.typeset.fonts import SCHEME, font_data

_SHOWN = 80


class Jail(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Refuses, and thereby stops the whole page, whatever is not allowed."""

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False, fail_on_errors=True)
        self._roots = tuple(root.resolve() for root in roots)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Read one reference, or refuse it."""
        parts = urlsplit(url)
        if parts.scheme == SCHEME:
            return URLFetcherResponse(url, font_data(url))
        if parts.scheme == "data" or (parts.scheme == "file" and self._inside(parts.netloc, parts.path)):
            return super().fetch(url, headers)
        raise FatalURLFetchingError(shorten(url))

    def _inside(self, host: str, path: str) -> bool:
        if host not in ("", "localhost"):
            return False
        real = Path(url2pathname(path)).resolve()
        return any(real.is_relative_to(root) for root in self._roots) and real.is_file()


def shorten(text: str) -> str:
    """A reference short enough for a message; inline data is never quoted."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
