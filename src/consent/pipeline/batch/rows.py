"""A batch: rows in, packets out, both in order; typeset once for each plan, stamped once for each row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from consent.assemble import packet_id, slot_values
from consent.checks import check_glyphs
from consent.errors import WriteError
from consent.load.rows.row import Row
from consent.load.source.examine import in_its_words
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.slots import Slot
from consent.models.register.manifest import Line, Status
from consent.pipeline.batch.bench import MasterMade, PacketMade, StampJob, Stopped
from consent.pipeline.batch.crew.tasks import Crew, GivenUpError, LostWorkerError, Task
from consent.pipeline.batch.ledger import Ledger
from consent.pipeline.batch.making import MakeMaster, MakeSlow, StampSome
from consent.pipeline.batch.outcome import Outcome, anothers, named, no_mark_left, taken
from consent.pipeline.batch.pace import Pace
from consent.pipeline.batch.plans import Plan, Plans
from consent.write import Made

_CHUNK = 32
"""Packets that are stamped by one worker in one go."""
_BEGUN = 8 * _CHUNK
"""Packets that the register notes as begun in one go."""
_WINDOW = 4096
"""Rows that may be under way at a time: what memory a batch takes, whatever its length."""
_TASKS = 64
"""Tasks that may wait for a worker."""
_EACH = 4
"""Tasks that may be under way for each worker, where there are many."""


class Batch:
    """Drives the rows of one batch through a crew."""

    def __init__(
        self,
        plans: Plans,
        crew: Crew,
        earlier: dict[str, Made],
        ledger: Ledger,
        *,
        dry: bool = False,
        watch: Callable[[Pace], None] = lambda _: None,
    ) -> None:
        """``watch`` is told again and again how far the batch is."""
        self._plans = plans
        self._pace = Pace(crew.width)
        self._watch = watch
        self._ledger = ledger
        self._crew = crew
        self._earlier = earlier
        self._dry = dry
        self._edition = plans.assembler.look.edition.value
        self._most_tasks = max(_TASKS, _EACH * crew.width)
        self._window = max(_WINDOW, _CHUNK * self._most_tasks)
        self._in_order: deque[Outcome] = deque()
        self._held: dict[int, list[Outcome]] = {}
        self._chunk: list[Outcome] = []
        self._tasks: dict[int, Plan | Outcome | list[Outcome]] = {}
        self._count = 0
        self.ids: set[str] = set()
        """Of every packet so far."""
        self.records: set[str] = set()
        """The ids of their records."""

    def run(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """What became of each row, in order."""
        for number, row in enumerate(rows, 1):
            self._take(row)
            if number % _CHUNK == 0:
                # A worker that has finished gets more to do. Who works alone has to stop reading for that.
                # Contents do not count: the sooner they are all known, the better the time left.
                self._collect(patient=len(self._tasks) - len(self._held) >= self._most_tasks)
                yield from self._done()
                while len(self._in_order) >= self._window:
                    self._collect(patient=True)
                    yield from self._done()
        self._flush()
        while self._in_order:
            self._collect(patient=True)
            yield from self._done()

    def settled(self) -> Iterator[Outcome]:
        """Each row that is done and waits for one before it."""
        return (outcome for outcome in self._in_order if outcome.line)

    def _take(self, row: Row) -> None:
        outcome = Outcome(row, findings=row.findings)
        self._in_order.append(outcome)
        if row.record is None:
            self._pace.read_row(is_new=False)
            self._refuse(outcome, ())
            return
        glyphs = tuple(in_its_words(finding, row) for finding in check_glyphs(row.record))
        if glyphs:
            self._pace.read_row(is_new=False)
            self._refuse(outcome, glyphs)
            return
        outcome.record = row.record.value
        plan, is_new = self._plans.of(outcome.record)
        outcome.plan = plan
        plan.rows += 1
        self._pace.read_row(is_new=is_new)
        if is_new:
            self._held[plan.number] = []
            self._submit(plan, MakeMaster(self._plans.bare(outcome.record)), first=True)
        if plan.number in self._held:
            self._held[plan.number].append(outcome)
        else:
            self._ready(outcome, plan)

    def _ready(self, outcome: Outcome, plan: Plan) -> None:
        """Its plan is settled: stamp it with the next ones, or refuse it."""
        if plan.findings or outcome.record is None:
            self._refuse(outcome, plan.findings)
            return
        id_ = packet_id(plan.content.content_hash, outcome.record.record_id)
        if self._ledger.is_anothers(outcome.record):
            self._refuse(outcome, (anothers(outcome),))
            return
        if id_ in self.ids:
            self._refuse(outcome, (taken(outcome),))
            return
        self.ids.add(id_)
        self.records.add(outcome.record.record_id)
        values = slot_values(
            outcome.record,
            id_,
            self._plans.assembler.look.issued_on,
            self._plans.assembler.workspace.library_for(outcome.record).catalogue,
        )
        outcome.job = StampJob(id_, plan.content.content_hash, values, self._earlier.get(id_))
        self._chunk.append(outcome)
        if len(self._chunk) >= _BEGUN:
            self._flush()

    def _flush(self) -> None:
        chunk, self._chunk = self._chunk, []
        if not chunk:
            return
        marked = []
        for outcome, mark in zip(chunk, self._ledger.begin(chunk), strict=True):
            if mark is None:
                self._refuse(outcome, (no_mark_left(outcome),))
                continue
            if mark and outcome.job:
                outcome.job = replace(outcome.job, values={**outcome.job.values, Slot.ISSUE: mark})
            marked.append(outcome)
        # Packets of one content together: what is read for the first of them serves the others.
        marked.sort(key=lambda outcome: outcome.plan.number if outcome.plan else -1)
        for start in range(0, len(marked), _CHUNK):
            some = marked[start : start + _CHUNK]
            self._submit(some, StampSome(tuple(outcome.job for outcome in some if outcome.job)))

    def _submit(self, about: Plan | Outcome | list[Outcome], task: Task, *, first: bool = False) -> None:
        self._count += 1
        self._tasks[self._count] = about
        self._crew.submit(self._count, task, first=first)

    def _collect(self, *, patient: bool) -> None:
        # Nothing else may be under way, so what waits for company goes alone.
        if not self._tasks:
            self._flush()
        try:
            answers = self._crew.collect(patient=patient)
        except GivenUpError as given_up:
            raise self._deadly(given_up) from None
        for number, answer in answers:
            if isinstance(answer, Stopped):
                raise WriteError(answer.message, hint=answer.hint)
            self._settle(self._tasks.pop(number), answer)
        self._watch(self._pace)

    def _deadly(self, given_up: GivenUpError) -> LostWorkerError:
        about = self._tasks[given_up.number]
        if isinstance(about, Plan):
            about = self._held[about.number]
        rows = [about] if isinstance(about, Outcome) else about
        return LostWorkerError(
            f"{given_up.deaths} workers were killed one after another by the same work: {named(rows)}",
            hint="see whether memory runs out (then use fewer --jobs), and run the same command again;"
            " if only these rows do it, leave them out and report it",
        )

    def _settle(self, about: Plan | Outcome | list[Outcome], answer: Any) -> None:
        if isinstance(about, Plan):
            self._plan_settled(about, answer)
        elif isinstance(about, Outcome):
            self._made(about, answer)
        else:
            for outcome, made in zip(about, answer, strict=True):
                self._made(outcome, made)

    def _plan_settled(self, plan: Plan, answer: MasterMade) -> None:
        plan.pages, plan.findings, plan.whole = answer.pages, answer.findings, answer.whole
        plan.content = answer.content
        self._pace.settle(answer.spent)
        if answer.printed is not None:
            self._ledger.add_content(answer.printed)
        for outcome in self._held.pop(plan.number):
            self._ready(outcome, plan)

    def _made(self, outcome: Outcome, made: PacketMade) -> None:
        plan, record, job = outcome.plan, outcome.record, outcome.job
        if plan is None or record is None or job is None:
            raise ValueError("only a row with a packet can be made")
        if made.findings:
            self._refuse(outcome, made.findings)
        elif not made.sha256 and not self._dry:
            self._submit(outcome, MakeSlow(record, job, made.overflow), first=True)
        else:
            self._pace.finish_row()
            slow = bool(made.overflow)
            outcome.tag, outcome.changed = made.tag, made.changed
            outcome.line = Line(
                status=Status.SLOW if slow else Status.MADE,
                source=outcome.row.place.file,
                row=outcome.row.number,
                record_id=record.record_id,
                packet_id=job.packet_id,
                sha256=made.sha256,
                size=made.size,
                pages=made.slow_pages or plan.pages,
                edition=self._edition,
                template_version=plan.content.template_version,
                master="" if slow else plan.content.content_hash,
                clauses=plan.content.clauses,
                policies=plan.content.policies,
                reason=made.overflow,
            )

    def _refuse(self, outcome: Outcome, findings: tuple[Finding, ...]) -> None:
        self._pace.finish_row()
        outcome.findings = (*outcome.findings, *findings)
        errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
        outcome.line = Line(
            status=Status.REFUSED,
            source=outcome.row.place.file,
            row=outcome.row.number,
            record_id=outcome.row.record_id or "",
            edition=self._edition,
            reason="; ".join(dict.fromkeys(f"{error.code} {error.message}" for error in errors)),
        )

    def _done(self) -> Iterator[Outcome]:
        while self._in_order and self._in_order[0].line is not None:
            yield self._in_order.popleft()
