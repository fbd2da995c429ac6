"""The baseline file: what was wrong when the gate was adopted."""

from __future__ import annotations

import json
from pathlib import Path

from consent.errors import ResourceError
from consent.models.findings.waiver import Known

SCHEMA = "consent-baseline/1"


def read_baseline(path: Path) -> tuple[Known, ...]:
    """The findings of a baseline file.

    Raises:
        ResourceError: there is no such file, or it is not a baseline.

    """
    hint = f"make it again with: consent check --baseline {path} --write-baseline"
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA:
            raise ValueError(SCHEMA)
        return tuple(
            Known(str(row["fingerprint"]), str(row["code"]), str(row["file"]), str(row["message"]))
            for row in data["findings"]
        )
    except OSError as error:
        raise ResourceError(f"cannot read the baseline {path}: {error.strerror}", hint=hint) from None
    except (ValueError, KeyError, TypeError):
        raise ResourceError(f"{path} is not a baseline file", hint=hint) from None
