"""The report as JUnit XML: one test case a file and rule. GitLab, Jenkins and Azure show it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # writes only; nothing foreign is ever parsed
from collections.abc import Mapping
from pathlib import Path

from consent.models.findings.finding import Severity
from consent.models.findings.outcome import Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.report.names import file_name, place_name
from consent.report.text import coverage_text, outcome_tally

# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """One suite; errors fail, what is waived or in the baseline is skipped, warnings pass and are told."""
    judged = outcome.judged
    cases = max(1, len(judged))
    failures = sum(one.is_open_error for one in judged)
    skipped = sum(one.standing is not Standing.OPEN for one in judged)
    root = ET.Element(
        "testsuites", name="consent check", tests=str(cases), failures=str(failures), errors="0"
    )
    suite = ET.SubElement(root, "testsuite", dict(root.attrib))
    suite.set("skipped", str(skipped))
    suite.set("timestamp", f"{outcome.as_of}T00:00:00")
    if not judged:
        ET.SubElement(suite, "testcase", classname="consent", name="nothing found")
    for one in judged:
        _case(suite, one, rules, below)
    ET.SubElement(suite, "system-out").text = _clean(
        f"{coverage_text(outcome.coverage)}\n{outcome_tally(judged)}"
    )
    ET.indent(root)
    # By hand: the library would name the encoding of this machine.
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, judged: Judged, rules: Mapping[str, Rule], below: Path) -> None:
    finding, rule = judged.finding, rules.get(judged.finding.code)
    name = f"{finding.code} {rule.title}" if rule else finding.code
    file = file_name(finding.place.file, below)
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(file),
        name=_clean(f"{name} [{judged.fingerprint[:8]}]"),
        file=_clean(file),
    )
    if finding.place.line:
        case.set("line", str(finding.place.line))
    text = f"{place_name(finding.place, below)}: {finding.severity} {finding.code}: {finding.message}"
    text += f"\nhelp: {finding.hint}" if finding.hint else ""
    if judged.standing is not Standing.OPEN:
        ET.SubElement(case, "skipped", message=_clean(f"{judged.standing}: {judged.reason}".rstrip(": ")))
        ET.SubElement(case, "system-out").text = _clean(text)
    elif finding.severity is Severity.ERROR:
        ET.SubElement(case, "failure", type=finding.code, message=_clean(finding.message)).text = _clean(text)
    else:
        ET.SubElement(case, "system-out").text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
