"""A ``lang`` on an inner element reaches the tag tree, so that a screen reader changes its voice there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.pdf import tags

_LOCK = threading.Lock()


@contextmanager
def inner_languages() -> Iterator[None]:
    """While this is open, WeasyPrint writes /Lang on every tag whose element has ``lang``."""
    build = tags._build_box_tree

    def build_with_language(box: Any, *rest: Any) -> Iterator[Any]:
        language = None if box.element is None else box.element.get("lang")
        inner = language and box.element.tag not in ("html", "body")
        for element in build(box, *rest):
            if inner and "Lang" not in element:
                element["Lang"] = pydyf.String(language)
            yield element

    # WeasyPrint has no hook here; the function is looked up by name on each step down the tree.
    with _LOCK:
        tags._build_box_tree = build_with_language
        try:
            yield
        finally:
            tags._build_box_tree = build
