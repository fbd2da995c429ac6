"""Risks, precautions, alternatives, recovery and warning signs as they print for the packet's body sites."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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
from consent.models.procedure import (
    Alternative,
    Benefit,
    Procedure,
    Reason,
    Risk,
    RiskSeverity,
    SharedPart,
    WarningSign,
)

_WORST_FIRST = tuple(reversed(RiskSeverity))


def guidance_text(
    part: Sourced[Procedure] | Sourced[SharedPart],
    sites: Collection[str],
    plain_names: Mapping[str, str],
    references: References,
) -> GuidanceText:
    """The rows that fit these body sites; every row when the packet names none.

    Risks stand worst first, so that nobody has to look for them.
    """
    value, at = part.value, part.at
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
            likelihood=risk.likelihood,
            counted_in=risk.counted_in or "",
        )
        for i, risk in enumerate(value.risks)
        if fits(risk, sites)
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
            if fits(a, sites)
        ),
        recovery=tuple(
            StageRow(s.when, Sentence(s.what, at("recovery", i))) for i, s in enumerate(value.recovery)
        ),
        aftercare=tuple(Sentence(text, at("aftercare", i)) for i, text in enumerate(value.aftercare)),
        warning_signs=tuple(
            WarningRow(Sentence(w.sign, at("warning_signs", i)), w.when, w.action)
            for i, w in enumerate(value.warning_signs)
            if fits(w, sites)
        ),
    )


def fits(row: Risk | Alternative | Benefit | WarningSign | Reason, sites: Collection[str]) -> bool:
    """Whether the row is about one of these body sites, or about all, or no site is known."""
    return not row.body_sites or not sites or not set(row.body_sites).isdisjoint(sites)


def _for_site(
    name: str, row: Risk | Alternative, sites: Collection[str], plain_names: Mapping[str, str]
) -> str:
    # With one known site the row is plainly about it; otherwise say which.
    if not row.body_sites or len(sites) == 1:
        return name
    return f"{name} ({', '.join(plain_names.get(site, site) for site in row.body_sites)})"
