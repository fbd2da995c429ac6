"""What ``consent batch`` says at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consent.cli.options.shared import typeset_whole
from consent.models.findings.finding import Finding, Severity
from consent.models.register.manifest import Status
from consent.write import packets_in

if TYPE_CHECKING:
    from consent.load.rows.row import Row
    from consent.pipeline.batch.outcome import Outcome
    from consent.pipeline.batch.summary import Summary

_FEW = 10
_MANY = 1_000
_MOST_CAUSES = 40
_ROW_NUMBER = re.compile(r"(?:row|line|entry|record) \d+$")


class Refusals:
    """The rows that were refused, the first of them in words."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lines: list[str] = []
        self._count = 0

    def add(self, outcome: Outcome) -> None:
        """Note a row, if it was refused."""
        if outcome.line is None or outcome.line.status is not Status.REFUSED:
            return
        self._count += 1
        if self._count > self._most:
            return
        for finding in outcome.findings:
            if finding.severity is Severity.ERROR:
                where = f"{outcome.line.source}: {outcome.row.unit.value} {outcome.line.row}"
                column = f", {finding.field}" if finding.field else ""
                self._lines.append(f"{where}{column}: error {finding.code}: {finding.message}")
                if finding.hint:
                    self._lines.append(f"  help: {finding.hint}")

    def lines(self, output: Path | None) -> Iterator[str]:
        """What to say about them."""
        yield from self._lines
        if self._count > self._most:
            where = f"; all are in {output / 'refused.csv'}" if output else ""
            yield f"… and {self._count - self._most:,} more rows{where}"


class Causes:
    """Refusals, warnings and evidence by what they have in common: one line of help serves many rows."""

    def __init__(self) -> None:
        self._alone: Counter[Cause] = Counter()
        self._all: Counter[Cause] = Counter()
        self._first: dict[Cause, str] = {}
        self._read: Counter[tuple[str, str, str, str]] = Counter()

    def add(self, row: Row, findings: Sequence[Finding]) -> None:
        """Note a row."""
        errors = {_cause(one) for one in findings if one.severity is Severity.ERROR}
        for cause in {_cause(one) for one in findings}:
            self._all[cause] += 1
            self._first.setdefault(cause, f"{row.unit.value} {row.number}")
        if len(errors) == 1:
            self._alone.update(errors)
        for one in row.evidence if not errors else ():
            self._read[one.field, one.value, one.words, one.heading] += 1

    def _rank(self, cause: Cause) -> tuple[bool, int, int, str]:
        return cause.warning, -self._alone[cause], -self._all[cause], cause.message

    def lines(self) -> Iterator[str]:
        """First what would save most rows, then the warnings, then what was read out of words."""
        order = sorted(
            self._all, key=lambda one: (one.warning, -self._alone[one], -self._all[one], one.message)
        )
        for cause in order[:_MOST_CAUSES]:
            kind = "warning" if cause.warning else "error"
            rows = _count(self._all[cause], "row")
            alone = f", the only cause for {self._alone[cause]:,}" if self._alone[cause] else ""
            yield f"{rows}{alone}, for example {self._first[cause]}: {kind} {cause.code}: {cause.message}"
            if cause.hint:
                yield f"  help: {cause.hint}"
        if len(order) > _MOST_CAUSES:
            yield f"… and {len(order) - _MOST_CAUSES:,} more causes"
        for (field, value, words, heading), count in self._read.most_common(_MOST_CAUSES):
            yield f"{_count(count, 'row')}: `{field}` is `{value}`, read from `{words}` in `{heading}`"


@dataclass(frozen=True, slots=True)
class Cause:
    """What findings of several rows have in common."""

    code: str
    message: str
    hint: str
    warning: bool


def _cause(finding: Finding) -> Cause:
    """A cause without the numbers of rows that one of its messages may name."""
    message = _ROW_NUMBER.sub("another row", finding.message)
    return Cause(finding.code, message, finding.hint, finding.severity is not Severity.ERROR)


def grouped(rows: Iterable[Row]) -> Iterator[str]:
    """What is to say about some rows, by cause."""
    causes = Causes()
    for row in rows:
        causes.add(row, row.findings)
    return causes.lines()


def refusals(*, everything: bool) -> Refusals:
    """A list for a person: only the first few when a table has all of them."""
    return Refusals(_MANY if everything else _FEW)


def summary(counts: Summary, output: Path, print_run: Path | None, fhir_out: Path | None = None) -> str:
    """The end of a batch, in a few lines."""
    lines = [f"{_count(counts.made, 'packet')} in {output / 'packets'}, {_paper(counts)}"]
    if counts.unchanged:
        lines.append(f"  {counts.unchanged:,} of them were already there, unchanged")
    if counts.slow:
        lines.append(f"  {counts.slow:,} of them typeset on their own, because a value fits no slot")
    if counts.whole:
        lines.append(typeset_whole(counts.whole))
    if counts.warned:
        lines.append(f"  {counts.warned:,} of them with a warning: see {output / 'warnings.csv'}")
    if counts.print_run.packets:
        pages, sheets = _count(counts.print_run.pages, "page"), _count(counts.print_run.sheets, "sheet")
        size = f"{counts.print_bytes / 1_000_000:,.1f} MB"
        lines.append(f"print run {print_run}: {pages} on {sheets}, {size}")
    if counts.filed:
        lines.append(f"FHIR {fhir_out}: {_count(counts.filed, 'packet')}")
    if counts.refused:
        lines.append(f"{_count(counts.refused, 'row')} refused: see {output / 'refused.csv'}")
    if counts.changed:
        few = ", ".join(counts.changed[:5]) + (", …" if len(counts.changed) > 5 else "")
        many = _count(len(counts.changed), "earlier packet")
        lines.append(f"{many} whose row has changed, moved to superseded/: {few}")
    if counts.gone:
        few = ", ".join(counts.gone[:5]) + (", …" if len(counts.gone) > 5 else "")
        lines.append(
            f"{_count(len(counts.gone), 'earlier packet')} no longer in the schedule, left in place: {few}"
        )
    return "\n".join(lines)


def passed_over(left_out: Mapping[str, int]) -> Iterator[str]:
    """The visits that are off: no error, and not to be overlooked."""
    for reason, count in sorted(left_out.items()):
        yield f"{_count(count, 'row')} left out, because the visit is off: {reason}"


def interrupted(counts: Summary, output: Path | None) -> Iterator[str]:
    """The end of a batch that was stopped."""
    if output is None:
        yield f"interrupted after {_count(counts.rows, 'row')}; nothing was written"
        return
    where = output / "packets"
    # Counted on the disk: a worker may have made packets that it did not come to speak of.
    whole = len(packets_in(where))
    are = "is" if whole == 1 else "are"
    yield f"interrupted: {_count(whole, 'packet')} in {where} {are} whole, nothing is half-written."
    if counts.earlier:
        yield "  Those of an earlier run that were not reached are as they were."
    yield "  There is no manifest yet: it is written when every row is done."
    yield "  help: run the same command again to go on"


def rehearsal(counts: Summary) -> str:
    """What a batch would make."""
    slow = f", {counts.slow:,} of them typeset on their own" if counts.slow else ""
    lines = [
        f"rows read  {counts.rows:,}",
        f"packets    {counts.made:,}{slow}",
        f"refused    {counts.refused:,}",
        f"warnings   {counts.warned:,}",
        f"paper      about {_paper(counts)}",
    ]
    plans = [plan for plan in counts.plans if plan.pages]
    if plans:
        lines += ["", "packets  pages each  content"]
        lines += [f"{plan.rows:>7,}  {plan.pages:>10}  {plan.content.title}" for plan in plans]
    return "\n".join([*lines, "", "Nothing was written."])


def _paper(counts: Summary) -> str:
    return f"{_count(counts.pages, 'page')} on {_count(counts.sheets, 'sheet')} printed on both sides"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
