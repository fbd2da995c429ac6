"""The bill of materials that the wheel carries (PEP 770): what is locked to run it, as CycloneDX.

Made from `requirements/run.txt` alone, so that the same lock gives the same bytes on every machine. It names
each package and version by its package URL and says where one is not installed; hashes stay in the lock file,
which has one for each file of each package. Source of the format: CycloneDX 1.6, ECMA-424.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.console import ROOT

SBOM = ROOT / "requirements" / "sbom.cdx.json"
LOCKED = ROOT / "requirements" / "run.txt"
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+?))? \\$", re.MULTILINE)


def bill() -> str:
    """The bill of the present lock as JSON text; no date and no serial number, so that it can be compared."""
    bom = Bom()
    # A serial number would differ each time; the wheel's own hash says which bill this is.
    bom.serial_number = None  # type: ignore[assignment]
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.metadata.component = _ours()
    bom.components.update(_packages())
    bom.register_dependency(bom.metadata.component, bom.components)
    return f"{JsonV1Dot6(bom).output_as_string(indent=2)}\n"


def _ours() -> Component:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    name = project["name"]
    return Component(name=name, type=ComponentType.APPLICATION, bom_ref=name)


def _packages() -> Iterator[Component]:
    for pin in PIN.finditer(LOCKED.read_text("utf-8")):
        url = PackageURL("pypi", name=pin["name"], version=pin["version"])
        only = [Property(name="consent:installed-only-where", value=pin["marker"])] if pin["marker"] else []
        yield Component(name=pin["name"], version=pin["version"], purl=url, bom_ref=str(url), properties=only)


if __name__ == "__main__":
    SBOM.write_text(bill(), "utf-8")
