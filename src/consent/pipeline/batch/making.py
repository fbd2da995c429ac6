"""What a worker of a batch can do: make a master, stamp packets, make one packet on its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from consent.errors import ConsentError, InputError, Overflow, ResourceError, WriteError
from consent.models.findings.finding import Finding, Severity
from consent.models.people.record import Record
from consent.models.place import Place
from consent.pipeline.batch.bench import Bench, MasterMade, PacketMade, StampJob, Stopped
from consent.pipeline.batch.pace import Spent
from consent.stamp import Stamp
from consent.write import write_packet

_CANNOT_TYPESET = "TPL104"


@dataclass(frozen=True, slots=True)
class MakeMaster:
    """Assemble, check and typeset the content of a plan, and put its master where every worker finds it."""

    plan: Record = field(repr=False)
    """Without the person."""

    def run(self, bench: Bench) -> MasterMade | Stopped:
        """Do it."""
        # A fifth of a second to import, and some workers never make a master.
        from consent.checks import check_packet
        from consent.pipeline.batch.plans import line_of
        from consent.pipeline.issued.registering import content_of
        from consent.pipeline.printing import find_master

        started, parts = time.perf_counter(), bench.parts()
        before, typesetting, parts.last = parts.typeset, parts.typesetting, ()
        try:
            packet = bench.packet(self.plan)
            content = line_of(packet)
            if errors := tuple(f for f in check_packet(packet) if f.severity is Severity.ERROR):
                return MasterMade(content, findings=errors)
        except InputError as error:
            return MasterMade(findings=error.findings)
        try:
            master = find_master(packet, bench.roots, bench.memory, parts)
            bench.put_master(packet.content_hash, master)
        except WriteError as error:
            return Stopped(error.message, error.hint)
        except ConsentError as error:
            return MasterMade(content, findings=_findings(error))
        spent = Spent(
            parts=parts.last,
            typeset=parts.typeset - before,
            typesetting=parts.typesetting - typesetting,
            seconds=time.perf_counter() - started,
        )
        return MasterMade(content, content_of(packet), master.pages, master.whole, spent=spent)


@dataclass(frozen=True, slots=True)
class StampSome:
    """Stamp packets whose masters are ready."""

    jobs: Sequence[StampJob] = field(repr=False)

    def run(self, bench: Bench) -> tuple[PacketMade, ...] | Stopped:
        """Do it."""
        try:
            return tuple(self._one(job, bench) for job in self.jobs)
        except (WriteError, ResourceError) as error:
            return Stopped(error.message, error.hint)

    def _one(self, job: StampJob, bench: Bench) -> PacketMade:
        if bench.packets is None:
            return _rehearsed(job, bench)
        tag = bench.tag(job)
        if whole := bench.whole(job, tag):
            return whole
        try:
            stamp = bench.stamp(job.content_hash)
            rest = stamp.rest(job.values)
        except Overflow as overflow:
            return PacketMade(overflow=overflow.reason)
        return bench.put(job, stamp, rest, tag)


def _rehearsed(job: StampJob, bench: Bench) -> PacketMade:
    """Whether it would be stamped; nothing is made."""
    try:
        bench.stamp(job.content_hash).check_fit(job.values)
    except Overflow as overflow:
        return PacketMade(overflow=overflow.reason)
    return PacketMade(changed=False)


@dataclass(frozen=True, slots=True)
class MakeSlow:
    """Make one packet on its own, with its values in place."""

    record: Record = field(repr=False)
    job: StampJob
    why: str

    def run(self, bench: Bench) -> PacketMade | Stopped:
        """Do it."""
        # Half a second to import, and most batches never need it.
        from consent.pipeline.parts.masters import slow_master_of

        try:
            packet = bench.packet(self.record)
            master = slow_master_of(packet, bench.roots)
            stamp = Stamp(master)
            rest = stamp.rest({**packet.slots, **self.job.values})
        except InputError as error:
            return PacketMade(findings=error.findings)
        except ConsentError:
            # What it says may quote the value.
            return PacketMade(findings=(_untypeset("its values cannot be typeset, not even on their own"),))
        try:
            if bench.print_run:
                write_packet(bench.spool_file(self.job.packet_id), master.to_bytes(), durable=False)
            tag = bench.tag(self.job)
            return bench.put(self.job, stamp, rest, tag, pages=master.pages, why=self.why)
        except WriteError as error:
            return Stopped(error.message, error.hint)


def _findings(error: ConsentError) -> tuple[Finding, ...]:
    if isinstance(error, InputError):
        return error.findings
    return (_untypeset(f"the content cannot be typeset: {error.message}", error.hint),)


def _untypeset(message: str, hint: str = "") -> Finding:
    return Finding(Place(""), _CANNOT_TYPESET, message, hint, Severity.ERROR)
