"""The packets of the whole matrix, drafted once for all the processes of a run."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from consent.gate.cells import cells
from consent.gate.setting import Setting
from consent.gate.sketches import Sketch, in_editions, sketches_of
from consent.resources import template_roots
from tests.support.office import Office
from tests.support.processes.once import made_once

DAY = date(2026, 6, 1)


@pytest.fixture(scope="session")
def setting() -> Setting:
    """The built-in library, asked for as a whole on one day."""
    library = Office().library
    enabled = tuple(id_ for id_, policy in library.policies.items() if policy.value.enabled)
    roots = template_roots(None, None)
    return Setting(library, None, roots, DAY, enabled, tuple(library.procedures), jobs=1, cache=None)


@pytest.fixture(scope="session")
def sketches(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> list[Sketch]:
    def make(path: Path) -> None:
        policies = [setting.library.policies[id_] for id_ in setting.policies]
        groups = in_editions(cells(setting.procedures, policies))
        found = [sketch for group in groups for sketch in sketches_of(setting, group)]
        path.write_bytes(pickle.dumps(found))

    found: list[Sketch] = pickle.loads(made_once(tmp_path_factory, "sketches", make).read_bytes())
    return found
