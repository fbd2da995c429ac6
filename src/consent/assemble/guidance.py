"""Risks, precautions, alternatives, recovery and warning signs as they print for the packet's body sites."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from consent.assemble.references import References
from consent.assemble.scope import Scope
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
from consent.models.rows import Alternative, Chance, Risk, RiskSeverity

_WORST_FIRST = tuple(reversed(RiskSeverity))


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
        for i, risk in scope.choose(value.risks)
    ]
    return GuidanceText(
        risks=tuple(sorted(risks, key=lambda row: _WORST_FIRST.index(row.severity))),
        precautions=tuple(
            PrecautionRow(
                Sentence(p.situation, at("precautions", i), references.number(p.sources, value.sources)),
                p.action,
                p.avoid,
            )
            for i, p in scope.choose(value.precautions)
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
            for i, a in scope.choose(value.alternatives)
        ),
        recovery=tuple(
            StageRow(s.when, Sentence(s.what, at("recovery", i))) for i, s in scope.choose(value.recovery)
        ),
        aftercare=tuple(Sentence(line.text, at("aftercare", i)) for i, line in scope.choose(value.aftercare)),
        warning_signs=tuple(
            WarningRow(Sentence(w.sign, at("warning_signs", i)), w.when, w.action)
            for i, w in scope.choose(value.warning_signs)
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
