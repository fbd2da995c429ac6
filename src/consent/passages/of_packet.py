"""The passages of an assembled packet: what this patient reads, placeholders filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import PurePath

from consent.made_once import MadeOnce
from consent.models.library.clause import STAKES
from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText, ProcedureText, RiskRow, Sentence
from consent.passages.words import captions, how_bad, lines, prose_words, said_care, said_severity

_RECORD, _PRACTICE = "record", "practice"
_CLAUSES: MadeOnce[tuple[Passage, ...]] = MadeOnce(1024)
_GUIDANCE: MadeOnce[tuple[Passage, ...]] = MadeOnce(256)


def passages_of_packet(packet: Packet) -> tuple[Passage, ...]:
    """Everything a packet says except its slots, each passage with the file it stands in."""
    versions = {f"procedures/{one.id}": one.version for one in packet.procedures}
    versions |= {f"shared/{one.id}": one.version for one in packet.shared}
    return tuple(_Teller(packet, versions).tell())


class _Teller:
    def __init__(self, packet: Packet, versions: Mapping[str, str]) -> None:
        self._packet = packet
        self._versions = versions

    def tell(self) -> Iterator[Passage]:
        packet = self._packet
        for clause in dict.fromkeys(packet.clauses):
            yield from _CLAUSES.made((clause,), None, partial(_of_clause, clause))
        yield from self._first_page()
        for procedure in packet.procedures:
            yield from self._procedure(procedure)
        for row in packet.steps:
            yield self._said(PassageKind.STEP, row.step)
        for sentence in packet.durations:
            yield self._said(PassageKind.DURATION, sentence)
        # The longest of it, and all who have the same procedures at the same site are told the same.
        versions = tuple(self._versions.items())
        yield from _GUIDANCE.made((packet.guidance,), versions, lambda: tuple(self._guided()))
        yield from self._practice()

    def _first_page(self) -> Iterator[Passage]:
        key = self._packet.key_information
        for sentence in (*key.what, *key.reasons_for, *key.reasons_against):
            yield self._said(PassageKind.KEY_FACT, sentence)

    def _procedure(self, one: ProcedureText) -> Iterator[Passage]:
        owner = f"procedures/{one.id}"
        yield self._at(PassageKind.HEADING, owner, one.title)
        for sentence in one.nature:
            yield self._said(PassageKind.NATURE, sentence)
        if product := one.product:
            words = lines(product.name, product.manufacturer, product.description, product.source_material)
            yield self._at(PassageKind.PRODUCT, owner, words, stake=Stake.STATUS)
            status = product.status.value.replace("-", " ")
            yield self._at(PassageKind.STATUS, owner, status, stake=Stake.STATUS)

    def _guided(self) -> Iterator[Passage]:
        yield from self._evidence_and_risks()
        yield from self._choices_and_after()

    def _evidence_and_risks(self) -> Iterator[Passage]:
        guidance = self._packet.guidance
        for benefit in guidance.benefits:
            yield self._said(PassageKind.BENEFIT, benefit.benefit, benefit.likelihood, benefit.evidence)
        for sentence in (*guidance.introductions, *guidance.choice_introductions):
            yield self._said(PassageKind.INTRODUCTION, sentence)
        for risk in guidance.risks:
            yield self._risk(risk)
        for precaution in guidance.precautions:
            care = said_care(avoid=precaution.avoid)
            yield self._said(PassageKind.PRECAUTION, precaution.situation, care, precaution.action)

    def _risk(self, row: RiskRow) -> Passage:
        owner = _owner(row.name.place.file)
        picture = row.picture
        low, high = (picture.low / picture.per, picture.high / picture.per) if picture else (None, None)
        return self._at(
            PassageKind.RISK,
            owner,
            lines(
                row.name.text, said_severity(row.severity), row.what_it_means, row.likelihood, row.counted_in
            ),
            name=row.id,
            stake=Stake.RISK,
            counted=how_bad(row.severity, low, high, first=row.first),
        )

    def _choices_and_after(self) -> Iterator[Passage]:
        guidance = self._packet.guidance
        for choice in guidance.alternatives:
            owner = _owner(choice.name.place.file)
            words = lines(choice.name.text, choice.benefit, choice.risk)
            yield self._at(PassageKind.CHOICE, owner, words, name=choice.id)
        for stage in guidance.recovery:
            for sentence in stage.what:
                yield self._said(PassageKind.RECOVERY, sentence, before=stage.when)
        for sentence in guidance.aftercare:
            yield self._said(PassageKind.AFTERCARE, sentence)
        for sign in guidance.warning_signs:
            yield self._said(PassageKind.WARNING_SIGN, sign.sign, sign.when, sign.action.value)
        for sentence in guidance.follow_up:
            yield self._said(PassageKind.FOLLOW_UP, sentence)

    def _practice(self) -> Iterator[Passage]:
        packet = self._packet
        told = packet.plan.told()
        plan = ", ".join(f"{name} {value}" for name, value in told.items() if value)
        if plan:
            yield self._at(PassageKind.PLAN, _RECORD, plan)
        yield self._at(PassageKind.PRACTITIONER, _PRACTICE, packet.practitioner.name)
        head = packet.letterhead
        for name, value in {
            "name": head.name,
            "address": ", ".join(head.address),
            "phone": head.phone,
            "after-hours-phone": head.after_hours_phone,
            "accessibility-contact": head.accessibility_contact,
        }.items():
            yield self._at(PassageKind.CONTACT, _PRACTICE, value, name=name)

    def _said(self, kind: PassageKind, sentence: Sentence, *more: str, before: str = "") -> Passage:
        owner = _owner(sentence.place.file)
        return self._at(kind, owner, lines(before, sentence.text, *more))

    def _at(
        self,
        kind: PassageKind,
        owner: str,
        words: str,
        *,
        name: str = "",
        stake: Stake = Stake.NONE,
        counted: str = "",
    ) -> Passage:
        return Passage(kind, owner, name, self._versions.get(owner, ""), words, stake, counted)


@lru_cache(maxsize=1024)
def _owner(file: str) -> str:
    path = PurePath(file)
    return f"{path.parent.name}/{path.stem}"


def _of_clause(clause: ClauseText) -> tuple[Passage, ...]:
    return tuple(_passages(clause))


def _passages(clause: ClauseText) -> Iterator[Passage]:
    owner = f"clauses/{clause.id}"
    # A clause that stands once for each procedure is told apart by it.
    name = clause.anchor.removesuffix(clause.id).rstrip("-")
    stake = STAKES.get(clause.section, Stake.NONE)
    yield Passage(
        PassageKind.CLAUSE,
        owner,
        name,
        clause.version,
        prose_words(clause.prose),
        stake,
        made_from=clause.wording_hash,
    )
    around = lines(clause.title, captions(one.label for one in clause.write_ins), clause.attribution)
    if around:
        yield Passage(PassageKind.HEADING, owner, name, clause.version, around, stake)
