"""What all tests share: the real library read once, the command line, golden files, bounded random tests."""

from __future__ import annotations

import atexit
import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.command import Command
from tests.support.documents import CASES, Document, document_of
from tests.support.office import Office
from tests.support.processes import lending

IN_CI = bool(os.environ.get("CI"))

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update", action="store_true", help="write the golden files anew; look at the difference"
    )
    parser.addoption(
        "--pictures-update", action="store_true", help="write the pictures of the desk into docs/images anew"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--golden-update") and IN_CI:
        raise pytest.UsageError(
            "--golden-update: a build machine compares golden files; a person writes them"
        )


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Nothing that is collected becomes garbage: it is not looked for until all is there."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected stays until the end, and a search for garbage in it costs a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Garbage is looked for until none is found, before pytest looks five times more.

    What was collected ends with the interpreter, and can only end if it is looked for then.
    """
    gc.enable()
    for _ in range(_LOOKED):
        if not gc.collect():
            break
    gc.freeze()
    atexit.register(gc.unfreeze)


_numbers = itertools.count()
_LOOKED = 5
"""How often garbage is looked for at most: what ends may leave some."""


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache, or the register, of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSENT_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CONSENT_REGISTER", str(tmp_path_factory.mktemp("register")))
        yield


@pytest.fixture(autouse=True)
def own_register(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the record ids of another: the register knows whose they are, and people share them."""
    folder = tmp_path_factory.getbasetemp() / "registers"
    monkeypatch.setenv("CONSENT_REGISTER", str(folder / f"{next(_numbers)}"))


@pytest.fixture(scope="session")
def typeset_in_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of all processes of the run: what one typesets, the others find."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return shared / "typeset-in-this-run"


@pytest.fixture(scope="session", autouse=True)
def larder(typeset_in_this_run: Path) -> None:
    """What is spoilt on purpose, and what a program makes, is made of the same parts."""
    lending.larder.append(typeset_in_this_run)


@pytest.fixture(scope="session")
def office(typeset_in_this_run: Path) -> Office:
    """The example practice; what one process typesets for it, the others of the run find on disk."""
    return Office(typeset_in_this_run)


@pytest.fixture
def own_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cache of the test's own that holds what the run has typeset and read, and no packet and no answer."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("CONSENT_CACHE", str(cache))
    with lending.lent(cache):
        yield


@pytest.fixture
def consent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, own_parts: None
) -> Command:
    """The command line, in an empty working folder, with nothing remembered."""
    monkeypatch.setenv("CONSENT_REGISTER", str(tmp_path / "register"))
    folder = tmp_path / "desk"
    folder.mkdir()
    return Command(folder, capsys)


@pytest.fixture(params=CASES, ids=lambda case: "-".join(map(str, case)), scope="session")
def document(request: pytest.FixtureRequest, office: Office) -> Document:
    """Every edition on every paper, blank and filled."""
    return document_of(office, *request.param)
