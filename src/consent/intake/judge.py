"""One scan: which page it is, and what stands in its places."""

from __future__ import annotations

import hashlib
import io
import math
from dataclasses import replace

import numpy as np
from PIL import Image

from consent.errors import ResourceError
from consent.intake.beside import writing_beside
from consent.intake.code import PageCode, TwoCodesError, codes_on, quarter_turns, read_code
from consent.intake.decide import AGREEING, Scanner, decide
from consent.intake.geometry import INCH, Map, fit, pixels_per_mm, project, reduced
from consent.intake.ink import Look, look
from consent.intake.issued_page import DPI, IssuedPage, Place
from consent.intake.landmarks import Registration, register
from consent.intake.pictures import Scan, open_sheet
from consent.intake.reference import References
from consent.intake.scratches import Pixels, without_scratches
from consent.models.register.issue import Issue
from consent.models.register.scanned import Duty, PageSeen, PlacedBy, PlaceSeen, Seen, Sheet
from consent.register import Register

_BLANK = 0.0006
"""Share of dark pixels below which a side is empty paper."""
_PAPER = 0.97
"""Share of the paper's shade that is shown as white."""
_SCANNER = 0.10
"""How far the size of a scan may be from that of the page."""
_ROUGH = 120
"""Dots per inch below which a black-and-white scan is taken for a fax."""
_WRONG_PAGE = 0.70
"""More landmarks than this never agree on another page."""
_TWO = "two page codes on one picture: one sheet lies over another, or beside it"
_NO_PENCIL = "black and white only: pencil may not be seen; scan in grey"


class Judge:
    """Looks at scans, one after another."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._references = References(register.masters.read)

    def page(self, sheet: Sheet) -> PageSeen:
        """What a scan shows; places are looked at if its code can be read.

        Raises:
            UnreadableError: the sheet is no picture.
        """
        scan = open_sheet(sheet)
        pixels = np.asarray(scan.picture)
        seen = PageSeen(sheet, _digest(pixels))
        if _is_blank(scan):
            return replace(seen, unplaced="blank")
        picture = _cleaned(scan, pixels)
        try:
            code = read_code(picture)
        except TwoCodesError:
            return replace(seen, unplaced=_TWO)
        if code is None:
            return replace(seen, unplaced="no page code can be read")
        seen = replace(seen, packet_id=code.packet_id, mark=code.mark, copy=code.copy)
        if code.page == 0:
            return replace(seen, unplaced="separator sheet")
        issue = self._register.issue(code.packet_id, code.mark)
        why = _not_ours(issue, code)
        if issue is None or why:
            return replace(seen, unplaced=why)
        seen = replace(seen, page=code.page, placed_by=PlacedBy.CODE, turn=quarter_turns(code.corners))
        return self._placed(seen, scan, picture, issue, code)

    def page_as(self, sheet: Sheet, candidates: list[tuple[Issue, int]]) -> PageSeen | None:
        """A scan whose code cannot be read, as one of these pages; None if it is none of them, or more."""
        scan = open_sheet(sheet)
        pixels = np.asarray(scan.picture)
        picture = _cleaned(scan, pixels)
        found: list[tuple[float, Issue, int, IssuedPage, Registration]] = []
        for issue, number in candidates:
            page = self._reference(issue, number)
            if page is None:
                continue
            for guess in _guesses(picture, page):
                middle = page.landmarks[
                    np.argmin(np.hypot(*(page.landmarks - [page.width / 2, page.height / 2]).T))
                ]
                laid = register(picture, page, guess, start=middle)
                if laid is not None and laid.share >= AGREEING:
                    found.append((laid.quality, issue, number, page, laid))
        if len({(issue.name, number) for _, issue, number, _, _ in found}) != 1:
            return None
        _, issue, number, page, laid = max(found, key=lambda one: one[0])
        turn = quarter_turns(project(laid.transform, page.code))
        seen = PageSeen(
            sheet, _digest(pixels), issue.packet_id, issue.mark, None, number, PlacedBy.NEIGHBOURS, turn
        )
        return _looked_at(seen, scan, picture, page, laid, Scanner(scan.black_and_white))

    def _reference(self, issue: Issue, number: int) -> IssuedPage | None:
        for file in reversed(issue.files):
            if file.master:
                return self._references.page(file.master, number)
        return None

    def _placed(
        self, seen: PageSeen, scan: Scan, picture: Image.Image, issue: Issue, code: PageCode
    ) -> PageSeen:
        try:
            page = self._reference(issue, code.page)
        except ResourceError as error:
            return replace(seen, notes=(f"its places were not looked at: {error.message}",))
        if page is None:
            note = "its places were not looked at: the packet was typeset on its own, and no copy is kept"
            return replace(seen, notes=(note,))
        guess = fit(page.code, code.corners, "similarity")
        photo = not _from_scanner(picture, page, guess)
        if photo:
            if codes_on(picture) > 1:
                return replace(seen, page=0, placed_by=None, unplaced=_TWO)
            # A camera held aslant shows the code itself longer one way than the other.
            guess = fit(page.code, code.corners, "affine")
        rough = scan.black_and_white and pixels_per_mm(guess) * INCH < _ROUGH
        scanner = Scanner(scan.black_and_white, photo, rough)
        laid = register(picture, page, guess, photo=photo)
        if (laid is None or laid.share < AGREEING) and codes_on(picture) > 1:
            return replace(seen, page=0, places=(), unplaced=_TWO)
        if laid is None:
            return replace(
                seen,
                places=tuple(
                    _place_seen(place, code.page, Seen.LOOK, "the page does not look like its original", b"")
                    for place in page.places
                ),
                notes=("the page does not look like its original",),
            )
        return _looked_at(seen, scan, picture, page, laid, scanner)


def _looked_at(
    seen: PageSeen,
    scan: Scan,
    picture: Image.Image,
    page: IssuedPage,
    laid: Registration,
    scanner: Scanner,
) -> PageSeen:
    small, inner = reduced(picture, laid.transform, DPI, 1.4)
    looks = [(place, look(small, page, laid.reduced_by(inner), place)) for place in page.places]
    dust = min((found.weak.crumbs / found.zone for _, found in looks), default=0.0)
    places = tuple(_judged(place, found, seen, laid, dust, scanner) for place, found in looks)
    notes = []
    if laid.share >= AGREEING and not scanner.photo and writing_beside(picture, page, laid):
        notes.append("writing beside the places: a clause struck out, or a note")
    if laid.share < AGREEING:
        notes.append("the page does not lie well on its original")
    if scan.black_and_white and any(p.seen is Seen.NO_INK for p in places):
        notes.append(_NO_PENCIL if not scanner.fax else "a fax: an empty place is only a hint")
    return replace(seen, places=places, agreed=round(laid.share, 3), notes=tuple(notes))


def _judged(
    place: Place, found: Look, seen: PageSeen, laid: Registration, dust: float, scanner: Scanner
) -> PlaceSeen:
    verdict, why = decide(found, place.kind, laid.share, dust, scanner)
    if place.duty is Duty.REFUSAL and verdict is Seen.INK:
        verdict, why = Seen.LOOK, "ink where somebody refuses or withdraws"
    return _place_seen(place, seen.page, verdict, why, _png(found.picture, found.white))


def _place_seen(place: Place, page: int, seen: Seen, why: str, picture: bytes) -> PlaceSeen:
    return PlaceSeen(place.name, place.kind.value, place.duty, page, seen, why, picture)


def _png(picture: Image.Image, white: float) -> bytes:
    """For people: half as large, in sixteen greys up to the paper's own."""
    out = io.BytesIO()
    step = max(white * _PAPER, 16) / 15
    small = picture.reduce(2).point([min(15, round(grey / step)) for grey in range(256)])
    small.putpalette([shade * 17 for shade in range(16) for _ in range(3)])
    small.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _digest(pixels: Pixels) -> str:
    tall, wide = pixels.shape
    digest = hashlib.sha256(f"{wide}x{tall} ".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


def _is_blank(scan: Scan) -> bool:
    small = scan.picture.reduce(max(1, scan.picture.width // 600))
    edge = max(4, small.width // 20)
    if min(small.size) <= 2 * edge:
        return True
    inner = small.crop((edge, edge, small.width - edge, small.height - edge))
    count = np.array(inner.histogram()).cumsum()
    paper = int(np.searchsorted(count, 0.8 * count[-1]))
    # How many are darker than so much of the paper.
    dark = count[math.ceil(0.72 * paper) - 1] if paper else 0
    return bool(dark < _BLANK * count[-1])


def _cleaned(scan: Scan, pixels: Pixels) -> Image.Image:
    dpi = max(scan.dpi) if scan.dpi else 200.0
    cleaned = without_scratches(pixels, dpi, black_and_white=scan.black_and_white)
    return scan.picture if cleaned is pixels else Image.fromarray(cleaned)


def _not_ours(issue: Issue | None, code: PageCode) -> str:
    if issue is None:
        return "the register knows no such packet: of another practice, or printed with --no-register"
    if issue.files and code.page > issue.files[-1].pages:
        return f"the packet has {issue.files[-1].pages} pages, and the code says {code.page}"
    return ""


def _from_scanner(picture: Image.Image, page: IssuedPage, guess: Map) -> bool:
    """Whether the picture is about as large as the page: a photograph has a table around it."""
    scale = pixels_per_mm(guess)
    wanted = sorted((page.width * scale, page.height * scale))
    return all(
        abs(side / want - 1) < _SCANNER for side, want in zip(sorted(picture.size), wanted, strict=True)
    )


def _guesses(picture: Image.Image, page: IssuedPage) -> list[Map]:
    """The page filling the whole picture, in each turn that its shape allows."""
    width, height = picture.size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    ring = np.array([[0, 0], [page.width, 0], [page.width, page.height], [0, page.height]], float)
    upright = (height > width) == (page.height > page.width)
    return [fit(ring, np.roll(corners, -turn, 0), "affine") for turn in ((0, 2) if upright else (1, 3))]
