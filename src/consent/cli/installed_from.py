"""What this installation was made from, as pip noted it down."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution

DISTRIBUTION = "consent-packets"


def wheel_digest() -> str | None:
    """The SHA-256 of the wheel that was installed; None for a checkout or a Git address.

    pip and uv write it into `direct_url.json` beside the installed package (PEP 610).
    """
    try:
        noted = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    origin = json.loads(noted or "{}")
    if not str(origin.get("url", "")).endswith(".whl"):
        return None
    digest = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    return digest if isinstance(digest, str) else None
