"""Complaints about a record in the words of its source: headings, not keys; cells, not lines of YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from consent.load.rows.options import FLAGS
from consent.models.findings.finding import Finding

_QUOTED = re.compile(r"`([a-z_]+(?:\[\d+\])?(?:\.[a-z_]+)*)`")
_NUMBER = re.compile(r"\[\d+\]")
_ADD = re.compile(r"add `([a-z_]+):[^`]*`(?:; )?")
_REMOVE = re.compile(r"remove `[a-z_]+`")
_EXAMPLE = re.compile(r"`([a-z_]+): \"?([^`\"]*)\"?`")

_HINTS: Mapping[str, str] = {
    "REC035": "name who decides, in `representative_name` and `representative_authority`",
    "REC036": "name the interpreter, in `interpreter_language` and `interpreter_modality`",
}
"""What a person can do about a whole group of fields, by code."""
_OWN_WORDS: Mapping[str, str] = dict.fromkeys(
    ("REC020", "REC022", "REC028"), "; or say in a file for `--fhir-map` what your own word or code means"
) | {"REC021": "; or give somebody in practice.yaml the name, or the `npi:`, that stands here"}
_FHIR_HINTS: Mapping[str, str] = {
    "REC035": "add a RelatedPerson with a name and a relationship such as `GUARD` or `PRN` of v3-RoleCode",
    "REC036": "plan an interpreter if the patient needs one",
}
_ONE_NAME = frozenset({"patient.given_name", "patient.family_name"})
_ONE_NAME_HINT = "; for a person with one name only, write `-` there"
_ONE_NAME_IN_FHIR = "; for a person with one name only, write that name in `Patient.name.text` too"


def reword(finding: Finding, labels: Mapping[str, str]) -> Finding:
    """The complaint with the source's own names for the fields; ``labels`` as in ``Candidate``."""
    if not labels:
        return finding
    key = _NUMBER.sub("", finding.field)
    hints = _FHIR_HINTS if any(label.startswith("Patient.") for label in labels.values()) else _HINTS
    return replace(
        finding,
        message=_QUOTED.sub(lambda match: _named(match, labels), finding.message),
        hint=hints.get(finding.code) or _hint(finding.hint, key, labels) + _OWN_WORDS.get(finding.code, ""),
        field=labels.get(key, key),
    )


def _named(match: re.Match[str], labels: Mapping[str, str]) -> str:
    label = labels.get(_NUMBER.sub("", match.group(1)))
    return f"`{label}`" if label else _NUMBER.sub("", match.group())


def _hint(hint: str, key: str, labels: Mapping[str, str]) -> str:
    leaf = key.rpartition(".")[2]
    added = _ADD.match(hint)
    if added and added.group(1) == leaf:
        where = f"fill in `{labels[key]}`" if key in labels else f"add `{leaf}`"
        if leaf in FLAGS:
            where += f", or give `{FLAGS[leaf]}`"
        if key in _ONE_NAME:
            where += _ONE_NAME_IN_FHIR if labels.get(key, "").startswith("Patient.") else _ONE_NAME_HINT
        rest = hint[added.end() :]
        return f"{where}; {rest}" if rest else where
    hint = _REMOVE.sub("leave it empty", hint)
    return _EXAMPLE.sub(
        lambda match: f"`{match.group(2)}`" if match.group(1) == leaf else match.group(), hint
    )
