"""What a clinic installs: the built wheel in an empty environment, with the checkout out of reach."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pypdfium2
import pytest

from consent import __version__
from tests.support.locks import pins_here
from tests.support.processes.once import made_once
from tools.console import ROOT

ISSUED_ON = ("--issued-on", "2026-11-24")


@dataclass(frozen=True)
class Clinic:
    """A virtual environment that holds consent and what it needs, and a folder away from the checkout."""

    environment: Path
    folder: Path

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"

    def type(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Type a command as a clinic would: in its own folder, with nothing of the checkout on any path."""
        command = [str(self.environment / "bin" / words[0]), *map(str, words[1:])]
        return subprocess.run(
            command, cwd=self.folder, env=clean_environment(), capture_output=True, text=True, check=False
        )


def clean_environment() -> Mapping[str, str]:
    unwanted = ("PYTHON", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def run(*words: str | Path, cwd: Path = ROOT) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def build(source: Path, kind: str, into: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", into, cwd=source)
    (built,) = into.iterdir()
    return built


def fill_environment(folder: Path) -> None:
    """A virtual environment with the locked run-time packages, and nothing a developer uses.

    They come from where `dev.py` installed them with `pip install --require-hashes`: the lock of developers
    holds the same versions under the same hashes, as the tests of the locks say.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    link_locked("run.txt", folder)


def link_locked(lock: str, environment: Path) -> None:
    """Put the packages of a lock file into an environment, file by file as they are installed here."""
    packages = packages_of(environment)
    here = Path(sysconfig.get_path("purelib"))
    for name, version in pins_here(lock).items():
        installed = distribution(name)
        assert installed.version == str(version), name
        for file in installed.files or ():
            source = Path(str(installed.locate_file(file)))
            if source.is_relative_to(here) and ".." not in file.parts and source.is_file():
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.exists():
                    shutil.copy2(source, target)


def upon(locked: Path, folder: Path) -> Path:
    """An empty virtual environment that finds the packages of another one behind its own."""
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    (packages_of(folder) / "locked.pth").write_text(f"{packages_of(locked)}\n", "utf-8")
    return folder


def packages_of(environment: Path) -> Path:
    (found,) = environment.glob("lib/python*/site-packages")
    return found


def pip(environment: Path, *what: str | Path) -> None:
    # What is never imported need not be compiled: half of the time goes there.
    options = ("-qq", "--no-input", "--disable-pip-version-check", "install", "--no-deps", "--no-compile")
    run(sys.executable, "-m", "pip", "--python", environment / "bin" / "python", *options, *what)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source distribution, as a packager would, so that both are proved at once."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        # Early releases of Python 3.11 have no filters; later ones warn when none is chosen.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(unpacked)
    (source,) = unpacked.iterdir()
    return build(source, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "locked", fill_environment)


@pytest.fixture(scope="module")
def clinic(locked: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """The wheel installed, and only the example's own files beside it."""
    environment = upon(locked, tmp_path_factory.mktemp("empty") / "venv")
    pip(environment, wheel)
    folder = tmp_path_factory.mktemp("clinic")
    shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
    return Clinic(environment, folder)


def test_the_wheel_carries_every_template_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = {
        f"consent/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*") if path.is_file()
    }
    assert tracked
    assert tracked <= names
    assert {name.split("/")[0] for name in names} == {"consent", f"consent_packets-{__version__}.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "consent/py.typed" in names


def test_the_same_checkout_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    assert build(ROOT, "wheel", tmp_path).read_bytes() == wheel.read_bytes()


def test_the_installed_package_is_not_the_checkout(clinic: Clinic) -> None:
    done = clinic.type("python", "-c", "import consent, sys; print(consent.__file__, *sys.path, sep='\\n')")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(clinic.environment))
    assert str(ROOT) not in done.stdout.splitlines()
    assert str(ROOT / "src") not in done.stdout.splitlines()


@pytest.mark.parametrize("module", ["pytest", "hypothesis", "mypy", "jsonschema"])
def test_no_developer_s_package_is_there_to_lean_on(clinic: Clinic, module: str) -> None:
    done = clinic.type("python", "-c", f"import {module}")
    assert f"No module named '{module}'" in done.stderr


def test_the_clinic_renders_the_example(clinic: Clinic) -> None:
    paper = clinic.folder / "packet.pdf"
    done = clinic.type("consent", "render", "records/r-0001.yaml", "-o", paper, "--quiet", *ISSUED_ON)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{paper}\n", "")
    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) >= 5


def test_every_command_starts(clinic: Clinic) -> None:
    for words in (["--help"], ["--version"], ["list", "procedures"], ["schema", "record"]):
        done = clinic.type("consent", *words)
        assert (done.returncode, done.stderr) == (0, ""), words
        assert done.stdout


def test_the_workflow_of_init_knows_the_wheel(clinic: Clinic, wheel: Path) -> None:
    assert clinic.type("consent", "init", "mine").returncode == 0
    workflow = (clinic.folder / "mine/.github/workflows/consent-check.yml").read_text("utf-8")
    assert f"CONSENT: wheels/{wheel.name}\n" in workflow
    assert f"CONSENT_SHA256: {hashlib.sha256(wheel.read_bytes()).hexdigest()}\n" in workflow


def test_an_editable_install_finds_the_checkout_s_templates(locked: Path, tmp_path: Path) -> None:
    """A copy of the checkout, installed editable: an edited template is used without installing again."""
    checkout = tmp_path / "checkout"
    ignore = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "output", "dist")
    shutil.copytree(ROOT, checkout, ignore=ignore)
    venv = upon(locked, tmp_path / "venv")
    link_locked("build.txt", venv)
    pip(venv, "--no-build-isolation", "--editable", checkout)
    clinic = Clinic(venv, tmp_path)
    code = "from consent.resources import template_roots; print(*template_roots())"
    assert clinic.type("python", "-c", code).stdout.split() == [str(checkout / "templates")]
    done = clinic.type("consent", "list", "procedures")
    assert "msc-exosomes" in done.stdout
