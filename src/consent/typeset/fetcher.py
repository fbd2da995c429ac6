"""Nothing gets in but ``data:`` addresses, our own fonts and files below the given folders."""

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
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not self._inside(parts.path):
            raise FatalURLFetchingError(f"the page may not read {shorten(url)}")
        if not Path(url2pathname(parts.path)).is_file():
            raise FatalURLFetchingError(f"the page asks for a file that is not there: {shorten(url)}")
        return super().fetch(url, headers)

    def _inside(self, path: str) -> bool:
        real = Path(url2pathname(path)).resolve()
        return any(real.is_relative_to(root) for root in self._roots)


def shorten(text: str) -> str:
    """The end of a reference, where its name is, short enough for a message."""
    return text if len(text) <= _SHOWN else "…" + text[-_SHOWN:]
