"""Which rules cannot read a language, because its files lack what they need to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from consent.models.findings.finding import Finding, Severity
from consent.models.library.language import Language
from consent.models.library.sources import Words
from consent.models.place import Place

UNREAD = "TRN024"

_HELD: Mapping[str, str] = MappingProxyType(
    {"numbers": "TRN102", "negations": "TRN103", "left": "TRN104", "right": "TRN104"}
)


def unread(language: Language, words: Words, head: str) -> Iterator[Finding]:
    """One finding for each part of a language's files that is not there: the rules that need it do not run.

    Args:
        language: as its ``language.yaml`` has it.
        words: as ``words/LANGUAGE.yaml`` has them; empty where there is no such file.
        head: the path of ``language.yaml``.

    """
    there = {**dict(language), **dict(words)}
    for need, codes in _needs().items():
        if not there[need]:
            file = "language.yaml" if need in Language.model_fields else f"words/{language.id}.yaml"
            yield _finding(language, head, ", ".join(codes), f"`{need}:` in {file}")
    for name, code in _HELD.items():
        if not getattr(language.held, name):
            yield _finding(language, head, code, f"`{name}:` under `held:` in language.yaml")


def _finding(language: Language, head: str, codes: str, missing: str) -> Finding:
    return Finding(
        Place(head),
        UNREAD,
        f"{codes} cannot read {language.english_name}: there is no {missing}",
        "write it down as the Spanish files do, or let a person look at what the rules would",
        Severity.WARNING,
    )


def _needs() -> Mapping[str, list[str]]:
    """The codes of rules by what they need to know of a language."""
    # Rules are slow to import, and most runs read no language but their own.
    from consent.checks import PACKET_RULES
    from consent.checks.paper.rules import PAPER_RULES
    from consent.checks.source.rules import WORDING_RULES

    rules: tuple[ModuleType, ...] = (*WORDING_RULES, *PACKET_RULES, *PAPER_RULES)
    found: dict[str, list[str]] = {}
    for rule in sorted(rules, key=lambda one: str(one.CODE)):
        if need := getattr(rule, "NEEDS", ""):
            found.setdefault(need, []).append(rule.CODE)
    return found
