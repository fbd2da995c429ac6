"""Findings for a terminal: ``path:line:col: severity CODE: what is wrong`` and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from consent.models.findings.finding import Finding, Severity
from consent.models.findings.outcome import Coverage, Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.models.place import Place
from consent.report.forms import Rank, entries_of, is_form
from consent.report.names import file_name, is_file, place_name

_MOST_ALIKE = 5
"""Warnings of one code that are printed; a hundred alike would hide the others."""
_STANDINGS = {Standing.WAIVED: "waived", Standing.BASELINE: "in the baseline"}


def findings_text(findings: Sequence[Finding], *, below: Path) -> str:
    """All findings, then a tally. Files under ``below`` are named relative to it."""
    lines = [line for finding in findings for line in _lines(finding, below)]
    return "\n".join([*lines, tally(findings)])


def text_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """The findings with their standing, what was found on paper, what was covered, and a tally.

    Every error is printed, and of warnings of one code the first few; the tally counts all.
    """
    del rules  # other formats carry the rules with them; here `consent explain CODE` does
    lines = _findings_lines(outcome, below)
    lines += [line for file in sorted(is_form(outcome)) for line in _form_lines(outcome, file, below)]
    lines += _evidence_lines(outcome, below)
    lines.append(coverage_text(outcome.coverage))
    lines.append(outcome_tally(outcome.judged))
    return "\n".join(lines) + "\n"


def brief_text_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """The findings of :func:`text_report` alone; empty when there are none."""
    del rules
    lines = _findings_lines(outcome, below)
    for file in sorted(is_form(outcome)):
        lines += _form_lines(outcome, file, below, told=False)
    return "".join(f"{line}\n" for line in lines)


def _findings_lines(outcome: Outcome, below: Path) -> list[str]:
    forms = is_form(outcome)
    others = [
        one
        for one in outcome.judged
        if one.finding.place.file not in forms or one.standing is not Standing.OPEN
    ]
    shown, folded = _few_of_a_kind(others)
    lines = [line for judged in shown for line in _judged_lines(judged, below)]
    for code, count in folded.items():
        lines.append(f"… and {_plural(count, 'more warning')} {code}; every one: --format json")
    return lines


def _form_lines(outcome: Outcome, file: str, below: Path, *, told: bool = True) -> Iterator[str]:
    """A stranger's form, an entry a line: what is wrong with it, the worst first, then what it tells."""
    entries = entries_of(outcome, file)
    for entry in entries:
        place = place_name(entry.place, below)
        policies = f" [{', '.join(entry.policies)}]" if entry.policies else ""
        section = f", under “{entry.section}”" if entry.section else ""
        if entry.rank is Rank.TOLD:
            if told:
                where = f"{place}: told: {entry.title}{policies}, {entry.sure:.0%} sure{section}"
                yield one_line(f"{where}: “{entry.quote}”")
        elif entry.rank is not Rank.IF:
            said = "; also: ".join(one.message for one in entry.findings)
            codes = ", ".join(dict.fromkeys(one.code for one in entry.findings))
            worst = entry.findings[0]
            hint = f". To mend it: {worst.hint}" if worst.hint else ""
            yield one_line(f"{place}: {worst.severity} {codes}: {said}{section}{policies}{hint}")
    open_ones = [entry for entry in entries if entry.rank is Rank.IF]
    if open_ones:
        names = "; ".join(f"“{one.title}” [{', '.join(one.policies)}]" for one in open_ones)
        codes = ", ".join(dict.fromkeys(one.code for entry in open_ones for one in entry.findings))
        yield one_line(
            f"{file_name(file, below)}: warning {codes}: not told; required only if something is so that "
            f"the form does not say: {names}. Settle it with --practice; each in full: --format html"
        )


def tally(findings: Iterable[Finding]) -> str:
    """``2 errors, 1 warning``."""
    found = list(findings)
    counts = [(severity, sum(f.severity is severity for f in found)) for severity in Severity]
    return ", ".join(_plural(count, severity) for severity, count in counts if count) or "nothing found"


def outcome_tally(judged: Sequence[Judged]) -> str:
    """``2 errors, 1 warning; 3 waived; 1 in the baseline``. Exceptions are counted in public."""
    parts = [tally(j.finding for j in judged if j.standing is Standing.OPEN)]
    for standing, name in _STANDINGS.items():
        count = sum(j.standing is standing for j in judged)
        if count:
            parts.append(f"{count} {name}")
    return "; ".join(parts)


def coverage_text(coverage: Coverage) -> str:
    """What was looked at, in a sentence or two."""
    parts = []
    if coverage.files:
        parts.append(f"{_plural(coverage.files, 'file')} held against {_plural(coverage.rules, 'rule')}")
    if coverage.cells:
        parts.append(f"{_plural(coverage.cells, 'packet')} of the matrix assembled")
    if coverage.typeset:
        parts.append(f"{coverage.typeset} typeset, {_plural(coverage.pages, 'page')} read back")
    elif coverage.pages:
        parts.append(f"{_plural(coverage.pages, 'page')} of PDF read")
    if coverage.cached:
        parts.append(f"{coverage.cached} unchanged and answered from the cache")
    text = "checked: " + (", ".join(parts) or "nothing")
    if coverage.policies:
        text += f"\npolicies in force: {', '.join(coverage.policies)}"
    return f"{text}\n{coverage.note}" if coverage.note else text


def _lines(finding: Finding, below: Path, standing: str = "") -> list[str]:
    field = f" [{finding.field}]" if finding.field else ""
    place = place_name(finding.place, below)
    lines = [f"{place}: {standing}{finding.severity} {finding.code}: {finding.message}{field}"]
    if finding.hint:
        lines.append(f"  help: {finding.hint}")
    return [one_line(line) for line in lines]


def one_line(text: str) -> str:
    """The text without control characters: words from a stranger's PDF must not steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _few_of_a_kind(found: Sequence[Judged]) -> tuple[list[Judged], dict[str, int]]:
    """What is printed, and for each code how many warnings are not. An error always is."""
    seen: Counter[str] = Counter()
    shown = []
    for judged in found:
        if judged.standing is Standing.OPEN and judged.finding.severity is Severity.WARNING:
            seen[judged.finding.code] += 1
            if seen[judged.finding.code] > _MOST_ALIKE:
                continue
        shown.append(judged)
    return shown, {code: count - _MOST_ALIKE for code, count in seen.items() if count > _MOST_ALIKE}


def _judged_lines(judged: Judged, below: Path) -> list[str]:
    if judged.standing is Standing.OPEN:
        return _lines(judged.finding, below)
    first = _lines(judged.finding, below, f"({_STANDINGS[judged.standing]}) ")[:1]
    return [*first, one_line(f"  {judged.reason}")] if judged.reason else first


def _evidence_lines(outcome: Outcome, below: Path) -> list[str]:
    lines = []
    # What the matrix shows for each requirement is a table of thousands; the JSON report has it.
    for found in (one for one in outcome.evidence if is_file(one.file) and not one.title):
        what = f"{found.policy}.{found.requirement}" + (f" ({found.clause})" if found.clause else "")
        place = place_name(Place(found.file, page=found.page), below)
        if found.page:
            lines.append(f"{place}: found {what}, {found.confidence:.0%} sure: “{found.quote}”")
        else:
            lines.append(f"{place}: did not find {what}")
    return [one_line(line) for line in lines]


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
