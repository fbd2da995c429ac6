"""What pip cannot bring: the libraries WeasyPrint loads, and the programs the tests read PDFs with."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tools.console import ROOT, Stop, in_ci, run, say, succeeds

sys.path.insert(0, str(ROOT / "src"))
from consent.resources import SYSTEM_LIBRARIES, SystemLibrary, library_loads


@dataclass(frozen=True)
class Need:
    """Something the system must have, and the package that brings it."""

    name: str
    is_there: Callable[[], bool]
    apt: str
    brew: str


def homebrew_libraries() -> Path | None:
    """Where Homebrew keeps its libraries; a Python that does not come from Homebrew does not look there."""
    brew = shutil.which("brew") if sys.platform == "darwin" else None
    return Path(brew).parent.parent / "lib" if brew else None


def _is_there(library: SystemLibrary) -> bool:
    homebrew = homebrew_libraries()
    return library_loads(library) or (homebrew is not None and (homebrew / library.mac).exists())


def _library(library: SystemLibrary) -> Need:
    return Need(library.stem, partial(_is_there, library), library.apt, library.brew)


TO_RENDER = (
    Need(
        "venv",
        lambda: find_spec("ensurepip") is not None,
        f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
        "python",
    ),
    *(_library(library) for library in SYSTEM_LIBRARIES),
)
TO_TEST = (
    Need("pdftotext and pdftoppm", partial(succeeds, "pdftotext", "-v"), "poppler-utils", "poppler"),
    Need("qpdf", partial(succeeds, "qpdf", "--version"), "qpdf", "qpdf"),
    # What others fill and seal packets with. Ghostscript and MuPDF are tried too where somebody has installed
    # them: their licence, AGPL, keeps them out of what this project asks for.
    Need("pdftk", partial(succeeds, "pdftk", "--version"), "pdftk-java", "pdftk-java"),
    Need(
        "softhsm2-util (a token for seals)",
        partial(succeeds, "softhsm2-util", "--version"),
        "softhsm2",
        "softhsm",
    ),
    Need("pkcs11-tool", lambda: shutil.which("pkcs11-tool") is not None, "opensc", "opensc"),
    Need("chromium (for consent desk)", lambda: chromium() is not None, "chromium", "chromium"),
    # veraPDF is started from its Java source, so a runtime without the compiler is not enough.
    Need("javac (for veraPDF)", partial(succeeds, "javac", "-version"), "default-jdk-headless", "openjdk"),
)


def chromium() -> str | None:
    """The browser that the tests of the desk are run in."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def provide(required: Sequence[Need], wished: Sequence[Need] = ()) -> None:
    """Install what is missing, or stop with the command that does.

    Without what is `wished` the tests leave something out, and say so; on a build machine that is not enough.
    """
    missing = [need for need in (*required, *wished) if not need.is_there()]
    if not missing:
        return
    say(f"This machine lacks {_names(missing)}.")
    installer = _installer(missing)
    if installer is not None and installer.install():
        missing = [need for need in missing if not need.is_there()]
    if not missing:
        return
    command = installer.by_hand if installer else "(use your system's package manager)"
    how = f"To install {_names(missing)}, type:\n  {command}"
    if in_ci() or any(need in required for need in missing):
        raise Stop(f"{how}\nThen type the same command again.")
    say(f"{how}\nUntil then the tests that need it are left out, by name.")


@dataclass(frozen=True)
class _Apt:
    packages: tuple[str, ...]

    @property
    def by_hand(self) -> str:
        sudo = "" if os.geteuid() == 0 else "sudo "
        packages = " ".join(self.packages)
        return f"{sudo}apt-get update && {sudo}apt-get install --no-install-recommends {packages}"

    def install(self) -> bool:
        if os.geteuid() == 0:
            prefix = ["env"]
        elif succeeds("sudo", "-n", "true"):
            prefix = ["sudo", "-n", "env"]
        else:
            return False
        apt = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0"]
        install = [*apt, "install", "--no-install-recommends", *self.packages]
        # A fresh machine has no package lists; old lists name packages that are gone.
        listed = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
        return (listed and run(install) == 0) or (run([*apt, "update"]) == 0 and run(install) == 0)


@dataclass(frozen=True)
class _Brew:
    packages: tuple[str, ...]

    @property
    def by_hand(self) -> str:
        return f"brew install {' '.join(self.packages)}"

    def install(self) -> bool:
        return shutil.which("brew") is not None and run(["brew", "install", *self.packages]) == 0


def _installer(missing: Sequence[Need]) -> _Apt | _Brew | None:
    if sys.platform == "darwin":
        return _Brew(tuple(dict.fromkeys(need.brew for need in missing)))
    if shutil.which("apt-get") is not None:
        return _Apt(tuple(dict.fromkeys(need.apt for need in missing)))
    return None


def _names(needs: Sequence[Need]) -> str:
    return ", ".join(need.name for need in needs)
