"""``consent batch`` from end to end: an output folder claimed, rows made into packets, the tables written.

The promise: whatever ends a run (Ctrl-C, ``kill -9``, a full disk), every file under ``packets/`` is
whole, the manifest is either true or not there, and running again makes only what is missing.
After a power failure that holds too once it has run again: every packet is then read back and compared.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from consent.errors import ResourceError, WriteError
from consent.load.rows.row import Row
from consent.models.people.look import Look
from consent.models.register.issue import State
from consent.models.register.manifest import Line, Status
from consent.pipeline.batch.bench import Bench
from consent.pipeline.batch.crew.tasks import Alone, Crew
from consent.pipeline.batch.crew.workers import Workers
from consent.pipeline.batch.ledger import BatchLedger, Ledger, NoLedger
from consent.pipeline.batch.outcome import Outcome
from consent.pipeline.batch.pace import Pace
from consent.pipeline.batch.plans import Plans, plan_key
from consent.pipeline.batch.print_order import PrintOrder
from consent.pipeline.batch.rows import Batch
from consent.pipeline.batch.summary import Summary
from consent.pipeline.preparing import assembler
from consent.pipeline.remembered.fingerprint import digest_of, machine_digest, template_digests
from consent.pipeline.remembered.memory import Memory
from consent.pipeline.workspace import Workspace
from consent.register import Register
from consent.write import (
    OutputFolder,
    Table,
    add_findings,
    has_names,
    move_aside,
    name_by_record,
    row_table,
    take_names,
    write_manifest,
)

if TYPE_CHECKING:
    from consent.pipeline.batch.filing import BatchFiling
    from consent.pipeline.batch.print_room import PrintRoom
    from consent.pipeline.fhir_file import FhirOrder

_PER_WORKER = 128
"""Fewer rows than this are stamped sooner than another process has started."""
_AT_ONCE = 64
"""Lines that are added to the journal in one go."""


class Press:
    """One run. Iterate over ``run`` or ``rehearse``; then ``summary`` is complete."""

    def __init__(
        self, workspace: Workspace, look: Look, memory: Memory | None, jobs: int, scheduler: str = ""
    ) -> None:
        """``scheduler`` is the address of a Dask scheduler; then its workers do what ``jobs`` do here."""
        self._workspace = workspace
        self._memory = memory
        self._jobs = jobs
        self._scheduler = scheduler
        self._plans = Plans(assembler(workspace, look))
        self.summary = Summary()
        self.watch: Callable[[Pace], None] = lambda _: None
        """Told again and again how far the run is."""

    def run(
        self,
        rows: Iterable[Row],
        folder: Path,
        *,
        must_exist: bool = False,
        only_some: bool = False,
        print_order: PrintOrder | None = None,
        fhir_order: FhirOrder | None = None,
        by_record: bool = False,
        register: Register | None = None,
        replace: bool = False,
    ) -> Iterator[Outcome]:
        """Make the packets; what became of each row, in order.

        ``by_record`` names them by their records too, in a folder of their own.
        """
        with ExitStack() as stack:
            out = stack.enter_context(OutputFolder(folder, must_exist=must_exist))
            earlier = out.journal.made()
            self.summary.earlier = len(earlier)
            bench = self._bench(out.masters)
            bench.packets, bench.key, bench.untouched = out.packets, out.key, out.is_new
            bench.print_run = print_order is not None
            room = stack.enter_context(self._print_room(print_order, out)) if print_order else None
            filing = self._filing(fhir_order, out, register, stack) if fhir_order else None
            rows, crew = self._crew(rows, bench)
            refused = stack.enter_context(row_table(out.root / "refused.csv"))
            warned = stack.enter_context(row_table(out.root / "warnings.csv"))
            ledger = self._ledger(register, out, replace=replace) if register else NoLedger()
            batch = Batch(self._plans, stack.enter_context(crew), earlier, ledger, watch=self.watch)
            named = by_record or has_names(out.root)
            if not only_some:
                take_names(out.root)
            out.withdraw_tables()
            out.journal.begin()
            for outcome in self._journaled(batch, rows, out, ledger):
                _tabulate(outcome, refused, warned)
                if room:
                    room.add(outcome)
                if filing:
                    filing.add(outcome)
                yield outcome
            others = tuple(sorted(_still_there(earlier.keys() - batch.ids, out)))
            self.summary.gone = () if only_some else others
            if room:
                room.finish()
                self.summary.print_run, self.summary.print_bytes = room.amount, room.size
            if filing:
                filing.file.finish()
                self.summary.filed = filing.file.packets
            self._finish(out, batch.records, refused, warned, others, only_some=only_some, named=named)

    def rehearse(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """What would become of each row; nothing is written but masters to the cache."""
        with tempfile.TemporaryDirectory(prefix="consent-") as spool:
            rows, crew = self._crew(rows, self._bench(Path(spool)))
            with crew:
                for outcome in Batch(self._plans, crew, {}, NoLedger(), dry=True, watch=self.watch).run(rows):
                    if outcome.line:
                        self.summary.add(outcome, outcome.line)
                    yield outcome
        self.summary.plans = self._plans.all()

    def _bench(self, spool: Path) -> Bench:
        """A bench that writes nothing yet."""
        return Bench(
            packets=None,
            spool=spool,
            key=b"",
            machine=self._machine(),
            roots=self._workspace.roots,
            memory=self._memory,
            assembler=self._plans.assembler,
        )

    def _print_room(self, order: PrintOrder, out: OutputFolder) -> PrintRoom:
        # Most batches have no print run, and few are filed.
        from consent.pipeline.batch.print_room import PrintRoom

        look = self._plans.assembler.look
        people = {one.id: one.name for one in self._workspace.practice.value.practitioners}
        return PrintRoom(
            order,
            look,
            lambda record: self._workspace.library_for(record).catalogue,
            lambda name: _read(out.masters / name),
            out.remember,
            people,
        )

    def _filing(
        self, order: FhirOrder, out: OutputFolder, register: Register | None, stack: ExitStack
    ) -> BatchFiling:
        from consent.pipeline.batch.filing import BatchFiling
        from consent.pipeline.fhir_file import FhirFile, office_of

        office = office_of(self._workspace, order.mrn_system)
        file = stack.enter_context(FhirFile(order, office, out.remember))

        def state_of(packet_id: str, mark: str) -> State:
            issue = register.issue(packet_id, mark) if register else None
            return issue.state if issue else State.ISSUED

        return BatchFiling(file, out.packets, self._plans.assembler.look.issued_on, state_of)

    def _crew(self, rows: Iterable[Row], bench: Bench) -> tuple[Iterable[Row], Crew]:
        """No more processes than there is work for."""
        if self._scheduler:
            return rows, _dask_crew(self._scheduler, bench)
        rows = iter(rows)
        first, jobs = begun(rows, self._jobs)
        return chain(first, rows), Workers(jobs, bench) if jobs > 1 else Alone(bench)

    def _machine(self) -> str:
        if self._memory:
            return digest_of(self._memory.machine, self._memory.templates.design)
        templates = template_digests(self._workspace.roots)
        # Where that cannot be told, nothing of an earlier run is taken on trust.
        return digest_of(machine_digest(), templates.design if templates else os.urandom(16).hex())

    def _ledger(self, register: Register, out: OutputFolder, *, replace: bool) -> Ledger:
        day = self._plans.assembler.look.issued_on
        return BatchLedger(register, day, out.packets, out.masters, self._workspace.folder, replace)

    def _journaled(
        self, batch: Batch, rows: Iterable[Row], out: OutputFolder, ledger: Ledger
    ) -> Iterator[Outcome]:
        waiting: list[Outcome] = []
        try:
            for outcome in batch.run(rows):
                if outcome.line is None:
                    raise ValueError("a row that is not done")
                self.summary.add(outcome, outcome.line)
                waiting.append(outcome)
                if len(waiting) >= _AT_ONCE:
                    done, waiting = waiting, []
                    _note(done, out, ledger)
                yield outcome
        finally:
            # Also when it is cut short: these packets are whole, and those that wait for an earlier row too.
            with suppress(WriteError):
                _note([*waiting, *batch.settled()], out, ledger)
            # An error of its own if the register cannot be written: then the batch is not over.
            ledger.finish()

    def _finish(
        self,
        out: OutputFolder,
        records: Collection[str],
        refused: Table,
        warned: Table,
        others: Sequence[str],
        *,
        only_some: bool,
        named: bool,
    ) -> None:
        gone = out.journal.of_earlier_runs(others)
        edition = self._plans.assembler.look.edition.value
        # The same record in large print is another paper for the same visit, not an older one.
        changed = [line for line, _ in gone if line.record_id in records and line.edition == edition]
        for line in changed:
            move_aside(out.packets / f"{line.packet_id}.pdf", line.sha256)
        self.summary.changed = tuple(line.packet_id for line in changed)
        self.summary.gone = tuple(id_ for id_ in self.summary.gone if id_ not in self.summary.changed)
        # When only some rows were asked for, nobody can say that the others are not scheduled any more.
        left = (lambda line: line) if only_some else _gone
        old = [(_changed(line) if line in changed else left(line), tag) for line, tag in gone]
        if named:
            there = (line for line, _ in gone if line not in changed)
            name_by_record(out.root, out.packets, chain((one for one, _ in out.journal.of_this_run()), there))
        # A manifest that outlasts a power failure must not speak of packets that do not.
        os.sync()
        refused.finish(keep_empty=False)
        warned.finish(keep_empty=False)
        # Last, so that who sees a manifest sees a batch that is complete.
        write_manifest(
            out.root, chain((line for line, _ in out.journal.of_this_run()), (line for line, _ in old))
        )
        out.journal.shorten(chain(out.journal.of_this_run(), gone))


def begun(rows: Iterator[Row], jobs: int) -> tuple[list[Row], int]:
    """Rows from the beginning, and for how many workers there is work: at most ``jobs``.

    As soon as there is work for all of them no more is read: the rest is read and judged while they work.
    """
    first: list[Row] = []
    plans = set()
    for row in islice(rows, _PER_WORKER * jobs):
        first.append(row)
        if row.record:
            plans.add(plan_key(row.record.value))
        if len(plans) >= jobs:
            break
    wanted = max(-(-len(first) // _PER_WORKER), len(plans), 1)
    return first, min(jobs, wanted)


def _note(outcomes: Sequence[Outcome], out: OutputFolder, ledger: Ledger) -> None:
    ledger.complete(outcomes)
    out.journal.add([(outcome.line, outcome.tag) for outcome in outcomes if outcome.line])


def _dask_crew(scheduler: str, bench: Bench) -> Crew:
    try:
        from consent.pipeline.batch.crew.dask_crew import DaskCrew
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        raise ResourceError(
            "--executor dask needs a package that is not installed: distributed",
            hint="python -m pip install 'distributed>=2026.1'",
        ) from None
    return DaskCrew(scheduler, bench)


def _tabulate(outcome: Outcome, refused: Table, warned: Table) -> None:
    line = outcome.line
    if line is None or not outcome.findings:
        return
    table = refused if line.status is Status.REFUSED else warned
    add_findings(table, line.source, line.row, line.record_id, outcome.findings)


def _still_there(ids: Iterable[str], out: OutputFolder) -> Iterator[str]:
    return (id_ for id_ in ids if (out.packets / f"{id_}.pdf").is_file())


def _changed(line: Line) -> Line:
    return replace(line, status=Status.SUPERSEDED, reason="the row of its record has changed")


def _gone(line: Line) -> Line:
    return replace(line, status=Status.GONE, reason="no row of the schedule asks for it any more")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WriteError(f"a master of this run is gone: {error.strerror}") from None
