"""What came back, as plain values for JSON, as rows, and as a page with pictures; one packet as text."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from typing import Any

from consent.counted import counted
from consent.models.register.scanned import Duty, Intake, PacketSeen, PageSeen, PlaceSeen, Seen

COLUMNS = ("packet_id", "mark", "record_id", "page", "place", "kind", "duty", "seen", "why")
_FILLED = {Seen.INK: "filled", Seen.NO_INK: "not filled", Seen.LOOK: Seen.LOOK.value}
_STYLE = (
    "body{font:16px/1.4 sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#111}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;"
    "vertical-align:top}img{max-width:26em;border:1px solid #ccc}.x{background:#fbe9e7}.q{background:#fff8e1}"
)


def intake_values(intake: Intake) -> dict[str, Any]:
    """For programs."""
    return {
        "packets": [_packet_values(packet) for packet in intake.packets],
        "unplaced": [
            {"file": page.sheet.file, "page": page.sheet.page, "why": page.unplaced}
            for page in intake.unplaced
        ],
        "unreadable": [{"file": file, "why": why} for file, why in intake.unreadable],
        "known_before": intake.known,
    }


def intake_rows(intake: Intake) -> Iterator[tuple[object, ...]]:
    """One row for each place."""
    for packet in intake.packets:
        for place in packet.places:
            yield (
                *(packet.packet_id, packet.mark, packet.record_id, place.page, place.name),
                *(place.kind, place.duty.value, _word(place), place.why),
            )


def packet_page(packet: PacketSeen) -> str:
    """An HTML page of one packet, with a picture of each place."""
    rows = "".join(_html_row(place) for place in packet.places)
    said = "".join(f"<li>{escape(line.strip())}</li>" for line in packet_lines(packet)[1:])
    name = f"{packet.packet_id} {packet.mark}".rstrip()
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Packet {escape(name)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>Packet {escape(name)}</h1><p>{escape(_head(packet))}</p>"
        f"<ul>{said}</ul><p>Ink is not a signature, and nobody's identity was checked.</p>"
        "<table><thead><tr><th>Page</th><th>Place</th><th>Seen</th><th>Picture</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></body></html>\n"
    )


def packet_lines(packet: PacketSeen) -> list[str]:
    """One packet: a line that says how it is, and below it whatever there is to know."""
    lines = [_head(packet)]
    if packet.superseded:
        lines.append("  an older paper: another issue has taken its place")
    if packet.missing:
        lines.append(f"  missing pages: {', '.join(map(str, packet.missing))}")
    lines += [f"  page {page.page} came twice: {sheet_of(page)}" for page in packet.doubled]
    lines += [f"  ALARM page {p.page} {p.name}: {p.why or p.seen.value}" for p in packet.alarms]
    lines += [f"  no ink: page {place.page} {place.name}" for place in packet.without_ink]
    lines += [
        f"  look: page {place.page} {place.name}: {place.why}"
        for place in packet.to_look_at
        if place.duty is not Duty.REFUSAL
    ]
    for page in packet.found:
        if page.placed_by and page.placed_by != "its code":
            lines.append(f"  page {page.page} was placed by {page.placed_by.value}")
        lines += [f"  page {page.page}: {note}" for note in page.notes]
    lines += [f"  page {one.page}, its other scan: {note}" for one in packet.doubled for note in one.notes]
    return lines


def _head(packet: PacketSeen) -> str:
    name = f"{packet.packet_id} {packet.mark}".rstrip()
    state = "complete" if packet.is_complete else "NOT complete"
    there = f"{packet.pages - len(packet.missing)} of {counted(packet.pages, 'page')}"
    return f"{name}  record {packet.record_id or '(blank)'}: {state}, {there}"


def _packet_values(packet: PacketSeen) -> dict[str, Any]:
    return {
        "packet_id": packet.packet_id,
        "mark": packet.mark,
        "record_id": packet.record_id,
        "complete": packet.is_complete,
        "superseded": packet.superseded,
        "pages": packet.pages,
        "missing": list(packet.missing),
        "found": [_page_values(page) for page in packet.found],
        "doubled": [{"page": p.page, "file": p.sheet.file, "sheet": p.sheet.page} for p in packet.doubled],
        "alarms": [place.name for place in packet.alarms],
    }


def _page_values(page: PageSeen) -> dict[str, Any]:
    return {
        "page": page.page,
        "file": page.sheet.file,
        "sheet": page.sheet.page,
        "copy": page.copy.value if page.copy else "",
        "placed_by": page.placed_by.value if page.placed_by else "",
        "agreed": page.agreed,
        "scan_sha256": page.sha256,
        "notes": list(page.notes),
        "places": [
            {"name": p.name, "kind": p.kind, "duty": p.duty.value, "seen": _word(p), "why": p.why}
            for p in page.places
        ],
    }


def _word(place: PlaceSeen) -> str:
    return _FILLED[place.seen] if place.duty is Duty.WRITE_IN else place.seen.value


def _html_row(place: PlaceSeen) -> str:
    required = place.duty is Duty.REQUIRED
    missing = required and place.seen is Seen.NO_INK
    style = ' class="q"' if place.seen is Seen.LOOK else ' class="x"' if missing else ""
    shown = ""
    if place.picture:
        data = base64.b64encode(place.picture).decode()
        shown = f'<img alt="{escape(place.name)}" src="data:image/png;base64,{data}">'
    why = f": {escape(place.why)}" if place.why else ""
    return (
        f"<tr{style}><td>{place.page}</td><td>{escape(place.name)} ({place.duty.value})</td>"
        f"<td>{_word(place)}{why}</td><td>{shown}</td></tr>"
    )


def sheet_of(page: PageSeen) -> str:
    """Where a scan stands."""
    return f"{page.sheet.file}, sheet {page.sheet.page}" if page.sheet.file else "an earlier intake"
