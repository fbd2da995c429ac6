"""What the lock files install."""

from __future__ import annotations

import re

from packaging.markers import Marker
from packaging.version import Version

from tools.lock import REQUIREMENTS

_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+?))? \\\n"
    r"(?P<hashes>(?:    --hash=\S+(?: \\)?\n)+)",
    re.MULTILINE,
)


def pins(name: str) -> dict[str, Version]:
    """What one lock file installs, on any machine."""
    return {pin["name"]: Version(pin["version"]) for pin in _found(name)}


def pins_here(name: str) -> dict[str, Version]:
    """What it installs on this machine."""
    fitting = (pin for pin in _found(name) if pin["marker"] is None or Marker(pin["marker"]).evaluate())
    return {pin["name"]: Version(pin["version"]) for pin in fitting}


def hashes(name: str) -> dict[str, tuple[str, ...]]:
    """The files that it takes of each package, by their hash."""
    return {pin["name"]: tuple(re.findall(r"--hash=(\S+)", pin["hashes"])) for pin in _found(name)}


def _found(name: str) -> list[re.Match[str]]:
    return list(_PIN.finditer((REQUIREMENTS / name).read_text("utf-8")))
