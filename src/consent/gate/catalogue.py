"""Every code there is, with what people are told about it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import ModuleType

from consent.checks import DOCUMENT_RULES, LAYOUT_RULES, PACKET_RULES, rec101_every_glyph_prints
from consent.checks.exceptions import EXCEPTION_RULES
from consent.checks.paper.rules import OTHER_CODES, PAPER_RULES
from consent.checks.source import SOURCE_RULES
from consent.load.codes import CODES
from consent.load.rows.codes import SOURCE_CODES
from consent.models.findings.finding import Severity
from consent.models.findings.rule import Rule

OWN_CODES = {
    "CHK001": "a file that is no procedure, clause, policy, record, practice, page template or PDF",
    "TPL104": "a packet of the matrix cannot be typeset",
    "TPL105": "the pages cannot be typeset part by part, so each content takes seconds (warning)",
}
_WARNING = "(warning)"


def catalogue() -> Mapping[str, Rule]:
    """All rules by code, in order."""
    modules = (
        rec101_every_glyph_prints,
        *SOURCE_RULES,
        *PACKET_RULES,
        *DOCUMENT_RULES,
        *LAYOUT_RULES,
        *PAPER_RULES,
        *EXCEPTION_RULES,
    )
    found = {rule.code: rule for rule in map(_of_module, modules)}
    for code, text in {**CODES, **SOURCE_CODES, **OTHER_CODES, **OWN_CODES}.items():
        found[code] = _of_line(code, text)
    return dict(sorted(found.items()))


def _of_module(module: ModuleType) -> Rule:
    text = inspect.cleandoc(module.__doc__ or "")
    first, _, rest = text.partition("\n\n")
    summary = " ".join(first.removeprefix(f"{module.CODE}: ").split())
    return Rule(
        module.CODE, module.TITLE, module.SEVERITY, _sentence(summary), rest.strip(), module.REFERENCE
    )


def _of_line(code: str, text: str) -> Rule:
    severity = Severity.WARNING if _WARNING in text else Severity.ERROR
    text = text.replace(_WARNING, "").strip()
    return Rule(code, text, severity, _sentence(text))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
