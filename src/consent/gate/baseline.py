"""Writes the baseline: everything found today is known from now on."""

from __future__ import annotations

import json
from pathlib import Path

from consent.load.practice.baseline import SCHEMA
from consent.models.findings.outcome import Outcome, Standing
from consent.report.names import file_name
from consent.report.tame import tame_json
from consent.write.report_file import write_report


def write_baseline(path: Path, outcome: Outcome) -> int:
    """Write every finding that is not waived; gives how many there are."""
    rows = [
        {
            "fingerprint": judged.fingerprint,
            "code": judged.finding.code,
            "file": file_name(judged.finding.place.file, Path.cwd()),
            "message": judged.finding.message,
        }
        for judged in outcome.judged
        if judged.standing is not Standing.WAIVED
    ]
    text = json.dumps({"schema": SCHEMA, "findings": rows}, indent=1, ensure_ascii=False)
    write_report(path, tame_json(text) + "\n")
    return len(rows)
