"""The pages of a packet as a copy behind another: marked on each, with nothing to sign, tick or fill in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path

from consent.models.paper.slots import IN_COPY
from consent.typeset.html import Page, design_digest, read_style

STYLE = "copy/copy.css"
_INPUT = re.compile(r"<input\b([^>]*)>")
_NAME, _CLASS = re.compile(r'\bname="([a-z]+):'), re.compile(r'\bclass="([^"]*)"')
_TOP = re.compile(r'<div id="page-top"[^>]*>')
_CODE = re.compile(r"\sdata-page-code\b")
_PART = re.compile(r'<([a-z][a-z0-9]*)\b([^>]*\bdata-part="[^"]*"[^>]*)>')
_NOTE = re.compile(r'<span class="id-note">[^<]*</span>')
"""Where a blank packet says whose it is: on sheets that are filed, which these are not."""
_LINK = re.compile(r'(<a\b[^>]*?)\shref="#[^"]*"')
_SLOT = re.compile(r'\bdata-slot="({})"'.format("|".join(IN_COPY)))
_MARK = '<div class="copy-mark"><strong>ENGLISH COPY</strong> Not for signing: the {language} is.</div>'
_INSTEAD = {"sig": "Not here, but on the page in {language}.", "initials": "Not here"}
"""What stands where the packet has a place that is signed."""


def copy_design(roots: Sequence[Path]) -> str:
    """SHA-256 of all that decides how a copy looks."""
    return design_digest(roots, ("pages", "styles", "copy"))


def as_copy(page: Page, roots: Sequence[Path], language: str) -> Page:
    """Pages in English as a copy of those in ``language``: places become dotted lines or words.

    No page has a code.
    """
    html = _TOP.sub(lambda found: found[0] + _MARK.format(language=escape(language)), page.html)
    html = _NOTE.sub("", _CODE.sub("", html))
    html = _INPUT.sub(partial(_instead, escape(language)), html)
    html = _LINK.sub(r"\1", html)
    html = _PART.sub(r'<\1 lang="en"\2>', html)
    return Page(html, (*page.stylesheets, read_style(roots, STYLE)))


def with_slots_of_copy(page: Page) -> Page:
    """The page with the slots of a copy (``IN_COPY``), where it was rendered with their stand-ins."""
    html = _SLOT.sub(lambda found: f'data-slot="copy-{found[1]}"', page.html)
    return Page(html, page.stylesheets)


def _instead(language: str, found: re.Match[str]) -> str:
    name, classes = _NAME.search(found[1]), _CLASS.search(found[1])
    words = _INSTEAD.get(name[1], "").format(language=language) if name else ""
    return f'<span class="no-place {classes[1] if classes else ""}">{words}</span>'
