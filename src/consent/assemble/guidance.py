"""Risks, precautions, alternatives, recovery and warning signs as they print for the packet's body sites."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from consent.assemble.references import References
from consent.models.packet import (
    AlternativeRow,
    GuidanceText,
    PrecautionRow,
    RiskRow,
    Sentence,
    StageRow,
    WarningRow,
)
from consent.models.place import Sourced
from consent.models.procedure import Procedure, SharedPart
from consent.models.record import PlannedProcedure
from consent.models.rows import Alternative, Chance, Risk, RiskSeverity, Row

_WORST_FIRST = tuple(reversed(RiskSeverity))


@dataclass(frozen=True, slots=True)
class Scope:
    """The body sites and the indications a packet is about; empty where it names none."""

    sites: frozenset[str]
    indications: frozenset[str]

    @classmethod
    def of(cls, plans: Sequence[PlannedProcedure]) -> Scope:
        """What the plans name together."""
        return cls(
            frozenset(plan.body_site for plan in plans if plan.body_site),
            frozenset(plan.indication for plan in plans if plan.indication),
        )

    def narrowed(self, plan: PlannedProcedure) -> Scope:
        """What one plan names, and the packet's where it names nothing."""
        own = Scope.of((plan,))
        return Scope(own.sites or self.sites, own.indications or self.indications)

    def fits(self, row: Row) -> bool:
        """Whether a row is about one of these sites and one of these indications, or about all of them."""
        return _meet(row.body_sites, self.sites) and _meet(row.indications, self.indications)


def _meet(asked: Collection[str], known: Collection[str]) -> bool:
    return not asked or not known or not set(asked).isdisjoint(known)


def guidance_text(
    part: Sourced[Procedure] | Sourced[SharedPart],
    scope: Scope,
    plain_names: Mapping[str, str],
    references: References,
) -> GuidanceText:
    """The rows that fit the packet; every row when it names no site and no indication.

    Risks stand worst first, so that nobody has to look for them.
    """
    value, at, sites = part.value, part.at, scope.sites
    risks = [
        RiskRow(
            id=risk.id,
            name=Sentence(
                _for_site(risk.name, risk, sites, plain_names),
                at("risks", i),
                references.number(risk.sources, value.sources),
            ),
            what_it_means=risk.what_it_means,
            severity=risk.severity,
            likelihood=risk.likelihood or _counted(risk.chance),
            counted_in=risk.counted_in or "",
        )
        for i, risk in enumerate(value.risks)
        if scope.fits(risk)
    ]
    return GuidanceText(
        risks=tuple(sorted(risks, key=lambda row: _WORST_FIRST.index(row.severity))),
        precautions=tuple(
            PrecautionRow(
                Sentence(p.situation, at("precautions", i), references.number(p.sources, value.sources)),
                p.action,
                p.avoid,
            )
            for i, p in enumerate(value.precautions)
            if scope.fits(p)
        ),
        alternatives=tuple(
            AlternativeRow(
                a.id,
                Sentence(
                    _for_site(a.name, a, sites, plain_names),
                    at("alternatives", i),
                    references.number(a.sources, value.sources),
                ),
                a.benefit,
                a.risk,
            )
            for i, a in enumerate(value.alternatives)
            if scope.fits(a)
        ),
        recovery=tuple(
            StageRow(s.when, Sentence(s.what, at("recovery", i)))
            for i, s in enumerate(value.recovery)
            if scope.fits(s)
        ),
        aftercare=tuple(
            Sentence(line.text, at("aftercare", i))
            for i, line in enumerate(value.aftercare)
            if scope.fits(line)
        ),
        warning_signs=tuple(
            WarningRow(Sentence(w.sign, at("warning_signs", i)), w.when, w.action)
            for i, w in enumerate(value.warning_signs)
            if scope.fits(w)
        ),
    )


def _counted(chance: Chance | None) -> str:
    if chance is None:
        return "Not known"
    numbers = [chance.low] if chance.high is None else [chance.low, chance.high]
    return f"About {' to '.join(f'{number:g}' for number in numbers)} in {chance.per:,}"


def _for_site(
    name: str, row: Risk | Alternative, sites: Collection[str], plain_names: Mapping[str, str]
) -> str:
    # With one known site the row is plainly about it; otherwise say which.
    if not row.body_sites or len(sites) == 1:
        return name
    return f"{name} ({', '.join(plain_names.get(site, site) for site in row.body_sites)})"
