"""Every code there is, with what people are told about it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType

from consent.checks import DOCUMENT_RULES, LAYOUT_RULES, PACKET_RULES, rec101_every_glyph_prints
from consent.checks.exceptions import EXCEPTION_RULES
from consent.checks.paper.rules import OTHER_CODES, PAPER_RULES
from consent.checks.source.rules import SOURCE_RULES
from consent.gate.explaining import told
from consent.load.codes import CODES
from consent.load.rows.codes import SOURCE_CODES
from consent.models.findings.finding import Severity
from consent.models.findings.rule import FIRST_RELEASE, Persona, Rule
from consent.translate.held import TOLD
from consent.translate.taken import TOLD as TAKEN

OWN_CODES = {
    "CHK001": "a file that is no procedure, clause, policy, record, practice, page template or PDF",
    "TPL104": "a packet of the matrix cannot be typeset",
    "TPL105": "the pages cannot be typeset part by part, so each content takes seconds (warning)",
}
_WARNING = "(warning)"
_CODE = re.compile(r"\b[A-Z]{3}\d{3}\b")
_PERSONAS: Mapping[str, Persona] = {
    "REC": Persona.FRONT_DESK,
    "PRA": Persona.PRACTICE,
    "POL": Persona.COUNSEL,
    "WVR": Persona.COUNSEL,
    "DOC": Persona.DESIGNER,
    "PAP": Persona.DESIGNER,
    "SIG": Persona.DESIGNER,
    "TPL": Persona.DESIGNER,
    "TRN": Persona.TRANSLATOR,
}


@cache
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
    for code, text in {**CODES, **SOURCE_CODES, **OTHER_CODES, **TOLD, **TAKEN, **OWN_CODES}.items():
        found[code] = _of_line(code, text)
    return _related(dict(sorted(found.items())))


def persona(code: str) -> Persona:
    """Who can mend what a code finds: told by what the code is about."""
    if code.startswith("PAP3"):
        return Persona.COUNSEL
    return _PERSONAS.get(code[:3], Persona.WRITER)


def _of_module(module: ModuleType) -> Rule:
    text = inspect.cleandoc(module.__doc__ or "")
    first, _, rest = text.partition("\n\n")
    summary = " ".join(first.removeprefix(f"{module.CODE}: ").split())
    return Rule(
        module.CODE,
        module.TITLE,
        module.SEVERITY,
        _sentence(summary),
        rest.strip(),
        reference=module.REFERENCE,
        persona=persona(module.CODE),
        since=getattr(module, "SINCE", FIRST_RELEASE),
    )


def _of_line(code: str, text: str) -> Rule:
    severity = Severity.WARNING if _WARNING in text else Severity.ERROR
    text, words = text.replace(_WARNING, "").strip(), told(code)
    return Rule(
        code,
        text,
        severity,
        _sentence(text),
        words.why,
        words.do,
        words.reference,
        persona=persona(code),
    )


def _related(rules: dict[str, Rule]) -> Mapping[str, Rule]:
    """Each rule with the codes that its words name, and those whose words name it."""
    named = {
        code: {other for other in _CODE.findall(f"{rule.explanation} {rule.remedy}") if other in rules}
        - {code}
        for code, rule in rules.items()
    }
    return {
        code: replace(rule, related=tuple(sorted(named[code] | {one for one in named if code in named[one]})))
        for code, rule in rules.items()
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
