"""Every code there is, recalled: finding them imports every rule and reads what people are told of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from consent.gate import cache
from consent.models.findings.finding import Severity
from consent.models.findings.rule import Persona, Rule

_TOLD = Path(__file__).parent / "told"


def kept_catalogue(folder: Path | None) -> Mapping[str, Rule]:
    """All rules by code, in order, as of ``catalogue``.

    Args:
        folder: the cache; None: they are looked for each time.
    """
    key = cache.key_of("catalogue", cache.digest_of_files(_TOLD.glob("*.yaml")))
    kept = cache.recall(folder, key)
    if kept is not None:
        return {one["code"]: rule_of(one) for one in kept}
    from consent.gate.catalogue import catalogue

    rules = catalogue()
    cache.keep(folder, key, [asdict(rule) for rule in rules.values()])
    return rules


def rule_of(plain: Mapping[str, Any]) -> Rule:
    """The rule in plain data."""
    return Rule(
        **{
            **plain,
            "severity": Severity(plain["severity"]),
            "persona": Persona(plain["persona"]),
            "related": tuple(plain["related"]),
        }
    )
