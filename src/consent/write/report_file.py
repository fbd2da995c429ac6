"""Writes a report, a baseline or a cache entry: no patient in it, so anybody may read it."""

from __future__ import annotations

from pathlib import Path

from consent.write.packet_file import write_packet


def write_report(path: Path, text: str) -> None:
    """Write a text whole or not at all, readable by everybody."""
    write_packet(path, text.encode())
    path.chmod(0o644)
