"""A packet again as it was issued: what people read off a page, understood; and the bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from consent.errors import ResourceError
from consent.models.register.issue import Issue, issue_mark
from consent.pipeline.issued.reprinting import reprint
from consent.pipeline.workspace import Workspace
from consent.register import Register
from consent.register.pages import only_pages, page_numbers

_LETTER = "[0-9A-HJKMNP-TV-Z]"
_ALONE = "(?<![0-9A-Z])({0}{{5}}){1}({0}{{5}})(?![0-9A-Z])"
_PACKETS = tuple(re.compile(_ALONE.format(_LETTER, between)) for between in ("[-\u2010-\u2013]", "", " "))
"""With its hyphen, without, and with a space: a word before an id is none of it while there is a hyphen."""
_CODE = re.compile(rf"({_LETTER}{{5}}-{_LETTER}{{5}})/([0-9]{{2,3}})([A-Za-z]?)")
"""What a page's own code holds: packet, page, issue."""
_MARK = re.compile(r"\s*([B-Z])(?![0-9A-Z])(?!\.?\s*[0-9])")
_RANGE = r"\d{1,4}(?:\s*-\s*\d{1,4})?"
_PAGES = re.compile(rf"\b(?:PAGES?|PP?\.?)\s*({_RANGE}(?:\s*,\s*{_RANGE})*)")
_READ_AS = str.maketrans("OIL", "011")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody read off a page."""

    packet_id: str
    mark: str | None = None
    """Which paper of it; None when nothing was said."""
    pages: str = ""
    """As ``page_numbers`` takes it; empty for all."""


def named_in(text: str) -> Named | None:
    """The packet and the pages in ``page 7 of AC83N-NTCBR``, ``ac83n ntcbr B`` or a scanned code."""
    plain = text[:_LONGEST].strip()
    if code := _CODE.fullmatch(plain):
        return Named(code[1], issue_mark(code[3])[0], str(int(code[2])))
    plain = plain.upper()
    # Nobody means an O by what looks like one: ids have none.
    read = plain.translate(_READ_AS)
    found = next((match for one in _PACKETS if (match := one.search(read))), None)
    if found is None:
        return None
    mark = _MARK.match(read, found.end())
    said = _PAGES.search(f"{plain[: found.start()]} {plain[found.end() :]}")
    pages = re.sub(r"\s", "", said[1]) if said else ""
    return Named(f"{found[1]}-{found[2]}", mark[1] if mark else None, pages)


def issue_of(register: Register, named: Named) -> Issue | None:
    """The paper that is meant: of several the newest; None when the register knows no such."""
    found = register.by_packet(named.packet_id)
    if named.mark is not None:
        found = tuple(one for one in found if one.mark == named.mark)
    return next(iter(found), None)


def again(
    register: Register, issue: Issue, pages: str, home: Path, open_workspace: Callable[[str], Workspace]
) -> bytes:
    """The bytes of an issue, or of some of its pages.

    Raises:
        ResourceError: it cannot be made again, and why; or it has no such page.
    """
    if not issue.files:
        raise ResourceError(
            f"{issue.name} was begun and never finished", hint="print the packet anew from the list"
        )
    numbers = wanted_pages(pages, issue.files[-1].pages)
    pdf = reprint(register, issue, home, None, open_workspace)
    return only_pages(pdf, numbers) if numbers else pdf


def wanted_pages(text: str, count: int) -> tuple[int, ...]:
    """The pages in ``3, 5-7``; none means all.

    Raises:
        ResourceError: these are no pages of a packet of so many.
    """
    plain = re.sub(r"\s", "", text).strip(",").replace("–", "-")
    if not plain:
        return ()
    try:
        return page_numbers(plain, count)
    except ResourceError:
        raise ResourceError(
            f"These are no pages of this packet, which has pages 1 to {count}.", hint="write them as 3, 5-7"
        ) from None
