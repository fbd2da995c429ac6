"""The passages of a library: every clause and row that a packet could print, placeholders in braces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from consent.assemble.chances import likelihood
from consent.models.library.clause import Clause
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.rows import Risk
from consent.passages.words import captions, how_bad, lines, prose_words, said_care, said_severity, shares

_UNCOUNTED = 1000


def passages_of_library(library: Library) -> tuple[Passage, ...]:
    """Everything a library can say, each passage with the file it stands in."""
    found: list[Passage] = []
    for loaded in library.clauses.values():
        found += _clause(loaded)
    for policy in library.policies.values():
        found += _policy(policy.value)
    for procedure in library.procedures.values():
        found += _Rows(f"procedures/{procedure.value.id}", procedure.value).of_procedure(procedure.value)
    for part in library.shared.values():
        found += _Rows(f"shared/{part.value.id}", part.value).of_shared(part.value)
    return tuple(found)


def _clause(loaded: LoadedClause) -> Iterator[Passage]:
    clause: Clause = loaded.clause.value
    owner = f"clauses/{clause.id}"
    made_from = hashlib.sha256(clause.body.encode()).hexdigest()
    words = prose_words(loaded.prose)
    yield Passage(PassageKind.CLAUSE, owner, "", clause.version, words, clause.stake, made_from=made_from)
    title = clause.title if clause.show_title else ""
    if around := lines(title, captions(one.label for one in clause.fields), clause.attribution):
        yield Passage(PassageKind.HEADING, owner, "", clause.version, around, clause.stake)


def _policy(policy: Policy) -> Iterator[Passage]:
    for one in policy.requirements:
        if one.wording:
            owner = f"policies/{policy.id}"
            yield Passage(PassageKind.DICTATED, owner, one.id, policy.version, one.wording.strip())


class _Rows:
    """The rows of one file."""

    def __init__(self, owner: str, part: Procedure | SharedPart) -> None:
        self._owner = owner
        self._part = part

    def of_procedure(self, one: Procedure) -> Iterator[Passage]:
        yield self._row(PassageKind.HEADING, one.title)
        key = one.key_facts
        for said in (key.what, *(row.text for row in (*key.reasons_for, *key.reasons_against))):
            yield self._row(PassageKind.KEY_FACT, said)
        for line in one.nature:
            yield self._row(PassageKind.NATURE, line.text)
        if product := one.product:
            yield self._row(PassageKind.PRODUCT, product.description, stake=Stake.STATUS)
            status = lines(
                product.regulation.value.replace("-", " "),
                *(f"approved for {site}" for site in product.approved_body_sites),
                *(f"approved for {reason}" for reason in product.approved_indications),
            )
            yield self._row(PassageKind.STATUS, status, stake=Stake.STATUS)
        for step in one.steps:
            yield self._row(PassageKind.STEP, step.text)
        yield self._row(PassageKind.DURATION, one.duration)
        for benefit in one.benefits:
            yield self._row(PassageKind.BENEFIT, lines(benefit.benefit, benefit.likelihood, benefit.evidence))
        yield from self._guidance()

    def of_shared(self, one: SharedPart) -> Iterator[Passage]:
        if one.introduction:
            yield self._row(PassageKind.INTRODUCTION, one.introduction)
        yield from self._guidance()

    def _guidance(self) -> Iterator[Passage]:
        part = self._part
        for risk in part.risks:
            yield self._risk(risk)
        for precaution in part.precautions:
            care = said_care(avoid=precaution.avoid)
            yield self._row(PassageKind.PRECAUTION, lines(precaution.situation, care, precaution.action))
        for choice in part.alternatives:
            words = lines(choice.name, choice.benefit, choice.risk)
            yield self._row(PassageKind.CHOICE, words, name=_named(choice.id, choice.body_sites))
        for stage in part.recovery:
            yield self._row(PassageKind.RECOVERY, lines(stage.when, stage.what))
        for line in part.aftercare:
            yield self._row(PassageKind.AFTERCARE, line.text)
        for sign in part.warning_signs:
            yield self._row(PassageKind.WARNING_SIGN, lines(sign.sign, sign.when, sign.action.value))
        if part.follow_up:
            yield self._row(PassageKind.FOLLOW_UP, part.follow_up)

    def _risk(self, risk: Risk) -> Passage:
        low, high = shares(risk.chance)
        counted = likelihood(risk, risk.chance.per if risk.chance else _UNCOUNTED)
        return self._row(
            PassageKind.RISK,
            lines(risk.name, said_severity(risk.severity), risk.what_it_means, counted, risk.counted_in),
            name=_named(risk.id, risk.body_sites),
            stake=Stake.RISK,
            counted=how_bad(risk.severity, low, high, first=risk.first),
        )

    def _row(
        self,
        kind: PassageKind,
        words: str,
        *,
        name: str = "",
        stake: Stake = Stake.NONE,
        counted: str = "",
    ) -> Passage:
        return Passage(kind, self._owner, name, self._part.version, words, stake, counted)


def _named(id_: str, sites: tuple[str, ...]) -> str:
    # Rows of one id are told apart by the sites they are for.
    return f"{id_} ({', '.join(sites)})" if sites else id_
