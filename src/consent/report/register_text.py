"""What the register says, as text and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consent.counted import counted
from consent.models.register.issue import Event, Issue


def issue_lines(issues: Sequence[Issue]) -> list[str]:
    """One line for each issue, in columns."""
    rows = [
        (
            issue.name,
            issue.record_id or "(blank)",
            issue.state.value,
            issue.state_at,
            f"printed {issue.issued_on}",
            f"planned {issue.scheduled_on}" if issue.scheduled_on else "",
            f"{issue.files[-1].pages} pages" if issue.files else "",
            issue.files[-1].path if issue.files else "",
        )
        for issue in issues
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def history_lines(issue: Issue, events: Sequence[Event], version: tuple[str, str, str, str]) -> list[str]:
    """What happened to one issue."""
    template_version, edition, language, procedures = version
    lines = [
        f"{issue.name}  record {issue.record_id or '(blank)'}, printed date {issue.issued_on}"
        + (f", planned for {issue.scheduled_on}" if issue.scheduled_on else "")
    ]
    if template_version:
        lines.append(f"  {edition} {language}, templates {template_version}: {procedures}")
    lines += [
        f"  file {file.path}: {counted(file.pages, 'page')}, SHA-256 {file.sha256}" for file in issue.files
    ]
    if not events:
        lines.append(f"  {issue.state_at}  {issue.state.value}")
    lines += [
        f"  {event.at}  {event.state or 'note'}" + (f": {event.note}" if event.note else "")
        for event in events
    ]
    return lines


def issue_values(issue: Issue) -> dict[str, Any]:
    """An issue for JSON."""
    return {
        "packet_id": issue.packet_id,
        "mark": issue.mark,
        "record_id": issue.record_id,
        "state": issue.state.value,
        "state_at": issue.state_at,
        "issued_on": issue.issued_on,
        "scheduled_on": issue.scheduled_on,
        "content_sha256": issue.content,
        "files": [
            {
                "path": file.path,
                "sha256": file.sha256,
                "bytes": file.size,
                "pages": file.pages,
                "source": file.source,
            }
            for file in issue.files
        ],
    }
