"""A heap of scans becomes packets: each sheet is judged by itself, then all are sorted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from consent.counted import counted
from consent.errors import ResourceError
from consent.intake.files import sheets_in
from consent.intake.judge import Judge
from consent.intake.results import page_of, result_of
from consent.intake.to_come import PagesToCome
from consent.intake.workers import Workers
from consent.models.paper.print_run import Copy
from consent.models.register.issue import Issue, State
from consent.models.register.scanned import Duty, Intake, PacketSeen, PageSeen, PlacedBy, Seen, Sheet
from consent.register import Register

_NO_CODE = "no page code can be read"
_SAID = frozenset({State.SIGNED, State.REFUSED, State.WITHDRAWN})
"""What a person has said is not unsaid by a scan."""
Key = tuple[str, str]
"""Packet id and mark."""


def take_in(
    paths: Sequence[Path], register: Register, workers: Workers, *, but: Path | None = None
) -> Iterator[PageSeen | Intake]:
    """Each scan as it was judged, in order, and at last what all of it came to. Writes nothing.

    ``but``: a folder within the others that is not looked at.
    """
    unreadable: list[tuple[str, str]] = []
    pages: list[PageSeen] = []

    def sheets() -> Iterator[Sheet]:
        for found in sheets_in(paths, but):
            if isinstance(found, Sheet):
                yield found
            else:
                unreadable.append(found)

    for seen in workers.judged(sheets()):
        if isinstance(seen, PageSeen):
            pages.append(seen)
            yield seen
        else:
            unreadable.append(seen)
    pages = _placed_by_neighbours(pages, register)
    yield _sorted(pages, unreadable, register)


def note(intake: Intake, register: Register) -> None:
    """Put into the register what came back. The same scans again change nothing."""
    for packet in intake.packets:
        issue = register.issue(packet.packet_id, packet.mark)
        if issue is None:
            continue
        new = register.add_scans(
            issue,
            [
                (seen.sha256, seen.page, seen.copy or "", seen.placed_by or "", result_of(seen))
                for seen in (*packet.found, *packet.doubled)
            ],
        )
        if not new:
            continue
        told = summary_of(packet)
        if issue.state in _SAID:
            register.tell(issue, f"scans came in: {told}")
        else:
            register.note(issue, State.COMPLETE if packet.is_complete else State.INCOMPLETE, told)


def summary_of(packet: PacketSeen) -> str:
    """What came back of a packet, in one line."""
    parts = [f"{packet.pages - len(packet.missing)} of {counted(packet.pages, 'page')}"]
    if packet.missing:
        parts.append(f"missing: {_numbers(packet.missing)}")
    for places, what in (
        (packet.without_ink, "without ink"),
        ([p for p in packet.to_look_at if p.duty is Duty.REQUIRED], "to look at"),
        (packet.alarms, "at a refusal"),
    ):
        if places:
            parts.append(f"{what}: {', '.join(place.name for place in places)}")
    return "; ".join(parts)


def _numbers(pages: Sequence[int]) -> str:
    groups: list[list[int]] = []
    for page in pages:
        if groups and groups[-1][-1] == page - 1:
            groups[-1].append(page)
        else:
            groups.append([page])
    return ", ".join(f"{one[0]}–{one[-1]}" if len(one) > 1 else str(one[0]) for one in groups)


# --- placing what has no code ------------------------------------------------------------------------------


def _placed_by_neighbours(pages: list[PageSeen], register: Register) -> list[PageSeen]:
    """A scan without a readable code may be a page that is missing from the packet before or behind it."""
    if not any(page.unplaced == _NO_CODE for page in pages):
        return pages
    judge, to_come = Judge(register), PagesToCome(register)
    placed = list(pages)
    there: dict[Key, set[int]] = defaultdict(set)
    for page in pages:
        if page.page:
            there[page.packet_id, page.mark].add(page.page)
    for index, page in enumerate(pages):
        if page.unplaced != _NO_CODE:
            continue
        candidates = [
            (issue, number)
            for key in beside(pages, index)
            if (issue := register.issue(*key)) and issue.files
            for number in range(1, to_come.of(issue) + 1)
            if number not in there[key]
        ]
        try:
            found = judge.page_as(page.sheet, candidates)
        except ResourceError:
            found = None
        if found:
            placed[index] = found
            there[found.packet_id, found.mark].add(found.page)
    return placed


def beside(pages: Sequence[PageSeen], index: int) -> list[Key]:
    """The packets whose pages were scanned before and behind this one."""
    stacks = _stacks(pages)
    found: list[Key] = []
    for way in (range(index - 1, -1, -1), range(index + 1, len(pages))):
        for other in way:
            if stacks[other] != stacks[index]:
                break
            if pages[other].page:
                found.append((pages[other].packet_id, pages[other].mark))
                break
    return list(dict.fromkeys(found))


def _stacks(pages: Sequence[PageSeen]) -> list[str]:
    """What each was scanned with: its file, or its folder where a scanner writes a file for each page."""
    sides = Counter(page.sheet.file for page in pages)
    files = [page.sheet.file for page in pages]
    return [str(Path(file).parent) if sides[file] == 1 else file for file in files]


# --- sorting -----------------------------------------------------------------------------------------------


def _sorted(pages: Iterable[PageSeen], unreadable: Sequence[tuple[str, str]], register: Register) -> Intake:
    heap: dict[Key, list[PageSeen]] = defaultdict(list)
    unplaced: list[PageSeen] = []
    known = 0
    to_come = PagesToCome(register)
    for page in pages:
        if page.page:
            heap[page.packet_id, page.mark].append(page)
        else:
            unplaced.append(page)
    packets = []
    for key, found in heap.items():
        issue = register.issue(*key)
        if issue is None:
            continue
        earlier = {row[0]: page_of(*row) for row in register.scans_of(issue)}
        known += sum(1 for page in found if page.sha256 in earlier)
        fresh = {page.sha256: page for page in found}
        # Coming back does not make it the newer paper again.
        overtaken = any(event.state == State.SUPERSEDED for event in register.history(issue))
        scans = list({**earlier, **fresh}.values())
        packets.append(_packet(issue, scans, to_come.of(issue), superseded=overtaken))
    packets.sort(key=lambda packet: (packet.packet_id, packet.mark))
    return Intake(tuple(packets), tuple(unplaced), tuple(unreadable), known)


def _packet(issue: Issue, pages: Sequence[PageSeen], count: int, *, superseded: bool = False) -> PacketSeen:
    by_number: dict[int, list[PageSeen]] = defaultdict(list)
    for page in pages:
        by_number[page.page].append(page)
    best, doubled = [], []
    for number in sorted(by_number):
        first, *others = sorted(by_number[number], key=_worth, reverse=True)
        best.append(first)
        doubled += others
    missing = tuple(number for number in range(1, count + 1) if number not in by_number)
    return PacketSeen(
        packet_id=issue.packet_id,
        mark=issue.mark,
        record_id=issue.record_id,
        pages=count,
        found=tuple(replace(page, packet_id=issue.packet_id, mark=issue.mark) for page in best),
        missing=missing,
        doubled=tuple(doubled),
        superseded=superseded,
    )


def _worth(page: PageSeen) -> tuple[bool, int, bool, float]:
    """Which of two scans of a page counts: ours before the patient's, then the one with more ink."""
    ink = sum(1 for place in page.places if place.seen is Seen.INK)
    return page.copy is not Copy.PATIENT, ink, page.placed_by is PlacedBy.CODE, page.agreed
