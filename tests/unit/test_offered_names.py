"""Packages that import a name when it is first used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import consent

SOURCE = Path(consent.__file__).parent
LAZY = sorted(path.parent for path in SOURCE.rglob("__init__.py") if "\n_HOME" in path.read_text("utf-8"))


@pytest.mark.parametrize("folder", LAZY, ids=lambda folder: folder.name)
def test_no_module_is_called_as_a_name_that_its_package_offers(folder: Path) -> None:
    # Once imported, the module would stand where the name is asked for.
    package = import_module(".".join(("consent", *folder.relative_to(SOURCE).parts)))
    modules = {path.stem for path in folder.iterdir()}
    assert modules.isdisjoint(package.__all__)
    assert all(callable(getattr(package, name)) for name in package.__all__ if name.islower())
