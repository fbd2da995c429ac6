"""What the form calls its fields, and complaints about a record in those words: no keys, no lines of YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from consent.load.codes import Kind
from consent.models.findings.finding import Finding

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "patient.given_name": "First name",
        "patient.middle_name": "Middle name",
        "patient.family_name": "Last name",
        "patient.suffix": "Suffix",
        "patient.date_of_birth": "Date of birth",
        "patient.mrn": "MRN",
        "patient.preferred_language": "Preferred language",
        "procedures": "Procedure",
        "procedures.procedure": "Procedure",
        "procedures.body_site": "Body site",
        "procedures.laterality": "Side",
        "procedures.indication": "Reason",
        "practitioner": "Practitioner",
        "scheduled_on": "Day of the visit",
        "use": "How they are given",
        "needles": "Needles",
        "shots": "Shots",
        "visits": "Visits",
        "signed_by": "How it is signed",
        "witness": "Witness",
        "representative": "Who decides",
        "representative.name": "Name of who decides",
        "representative.authority": "By what right",
        "representative.capacity": "Does the patient decide too?",
        "interpreter": "Interpreter",
        "interpreter.language": "Interpreter’s language",
        "interpreter.modality": "How the interpreter takes part",
        "record_id": "Record",
    }
)
"""By the field's path in a record file, without numbers."""
_LEAVES = {path.rpartition(".")[2]: label for path, label in LABELS.items() if path != "procedures"}
_QUOTED = re.compile(r"`([^`]*)`")
_NUMBER = re.compile(r"\[\d+\]")
_ADD = re.compile(r"add `(\w+):[^`]*`(?:; |, )?")
_WAYS = re.compile(r"; (?:or )?|, or ")
_OPTION = "`--"
_NO_WAY_HERE = "ask whoever set up the schedule; docs/batch.md says what it may hold"
"""In place of a hint that speaks of options of the command line alone."""
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "REC020": "choose it from the list of procedures",
        "REC034": "check the year",
        "REC035": "fill in who decides for the patient, and by what right",
        "REC036": "plan an interpreter, if the patient needs one",
        "REC041": "ask whoever exports the schedule for it; docs/batch.md says which headings are read",
        "REC042": "whoever exports the schedule can give it a heading that is read; see docs/batch.md",
        "REC070": "choose one under How they are given",
        "REC071": "leave How they are given open",
        "REC074": "check the year of birth",
        "REC091": "tick “this visit passed to another patient” if it did; else open a new packet",
    }
)
"""What a person at the form can do, by code, where the hint speaks of files."""


def told(finding: Finding, names: Mapping[str, str]) -> tuple[str, str]:
    """Message and hint in the form's words. Never quotes what was typed, since no finding does.

    ``names`` are the words of the form for what records call otherwise: titles by id, sites as printed.
    What is about a file of the practice or the library is mended there, by its keys: it stays as it is.
    """
    if not finding.code.startswith(Kind.RECORD):
        return finding.message, finding.hint

    def named(match: re.Match[str]) -> str:
        bare = _NUMBER.sub("", match[1])
        return LABELS.get(bare) or _LEAVES.get(bare) or names.get(bare, match[1])

    message = _QUOTED.sub(named, finding.message)
    hint = _HINTS.get(finding.code)
    if hint is None:
        leaf = _NUMBER.sub("", finding.field).rpartition(".")[2]
        hint = _ADD.sub(lambda match: _fill(match[1], leaf), _without_options(finding.hint))
        hint = hint.replace("remove `", "leave empty: `")
        hint = _QUOTED.sub(named, hint)
    return _sentence(message), _sentence(hint)


def _without_options(hint: str) -> str:
    """Of several ways those that need no terminal."""
    if _OPTION not in hint:
        return hint
    return "; ".join(way for way in _WAYS.split(hint) if _OPTION not in way) or _NO_WAY_HERE


def _fill(key: str, leaf: str) -> str:
    """Beside the field that is meant, its name need not be said again."""
    return "" if key == leaf else f"fill in `{key}`; "


def _sentence(text: str) -> str:
    text = text.strip(" ;,:")
    return text[:1].upper() + text[1:]
