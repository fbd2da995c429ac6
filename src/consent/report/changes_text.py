"""Changed wording as text, as plain values for JSON, and as what a page shows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from consent.models.register.change import Change, Comparison, Edit, Stretch

_MARKS = {Edit.KEPT: ("", ""), Edit.DELETED: ("[-", "-]"), Edit.INSERTED: ("{+", "+}")}
_WIDTH = 100
_INDENT = "  "


def changes_lines(comparison: Comparison) -> list[str]:
    """The changes for a terminal: what was deleted in ``[- -]``, what was inserted in ``{+ +}``."""
    lines = []
    for change in comparison.changes:
        lines += [*change_lines(change), ""]
    lines += [f"not compared: {one}" for one in comparison.left_out]
    return [*lines, tally(comparison)]


def change_lines(change: Change) -> list[str]:
    """One change: what it is of, the words, the verdict."""
    marked = "".join(f"{_MARKS[one.edit][0]}{one.text}{_MARKS[one.edit][1]}" for one in change.stretches)
    words = [
        line
        for paragraph in marked.split("\n")
        for line in textwrap.wrap(paragraph, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    ]
    return [f"{change.passage.label}  {versions(change)}", *words, *verdict_lines(change)]


def verdict_lines(change: Change) -> list[str]:
    """Whether it matters, why, who says so."""
    verdict = change.verdict
    lines = [f"{_INDENT}material: {'yes' if verdict.material else 'no'}. {verdict.reason} ({verdict.by})"]
    if change.packets:
        lines.append(f"{_INDENT}in: {'; '.join(change.packets)}")
    return lines


def versions(change: Change) -> str:
    """Which versions of the file it lies between."""
    old, new = change.versions
    if change.old is None:
        return f"new in {new}" if new else "new"
    if change.new is None:
        return f"gone since {old}" if old else "gone"
    return old if old == new else f"{old or '?'} -> {new or '?'}"


def tally(comparison: Comparison) -> str:
    """How many, in a sentence."""
    count, weighty = len(comparison.changes), len(comparison.material)
    if not count:
        return f"No word changed from {comparison.old} to {comparison.new}."
    changes = f"{count} change{'s' * (count != 1)}"
    return f"{changes} from {comparison.old} to {comparison.new}, {weighty} of them material."


def changes_values(comparison: Comparison) -> dict[str, Any]:
    """The comparison for JSON."""
    return {
        "schema": "consent-changes/1",
        "old": comparison.old,
        "new": comparison.new,
        "changes": [change_values(change) for change in comparison.changes],
        "not_compared": list(comparison.left_out),
    }


def change_values(change: Change) -> dict[str, Any]:
    """One change for JSON."""
    old, new = change.versions
    return {
        "id": change.passage.label,
        "kind": change.passage.kind.value,
        "file": change.passage.owner,
        "old_version": old,
        "new_version": new,
        "old": change.old.words if change.old else None,
        "new": change.new.words if change.new else None,
        "edits": [[one.edit.value, one.text] for one in change.stretches],
        "material": change.verdict.material,
        "reason": change.verdict.reason,
        "by": change.verdict.by,
        "packets": list(change.packets),
    }


def changes_page(comparison: Comparison, day: str) -> dict[str, Any]:
    """What the page of the comparison shows."""
    return {
        "title": f"Changed wording: {comparison.old} to {comparison.new}",
        "old": comparison.old,
        "new": comparison.new,
        "day": day,
        "tally": tally(comparison),
        "left_out": comparison.left_out,
        "changes": [
            {
                "label": change.passage.label,
                "versions": versions(change),
                "old": _side(change.side(Edit.DELETED)),
                "new": _side(change.side(Edit.INSERTED)),
                "material": change.verdict.material,
                "reason": change.verdict.reason,
                "by": change.verdict.by,
                "packets": change.packets,
            }
            for change in comparison.changes
        ],
    }


def _side(stretches: Sequence[Stretch]) -> list[list[tuple[str, str]]]:
    """The words of one side: for each line its stretches, each with what became of it."""
    lines: list[list[tuple[str, str]]] = [[]]
    for one in stretches:
        for number, text in enumerate(one.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append((one.edit.value, text))
    return [line for line in lines if line]
