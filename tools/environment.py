"""The virtual environment in .venv: made once, filled from the lock files, then left alone."""

from __future__ import annotations

import hashlib
import os
import sys
from typing import Literal

from tools.console import ROOT, must, say, succeeds
from tools.system import homebrew_libraries

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "consent-setup"

Purpose = Literal["run", "dev"]
LOCKS: dict[Purpose, tuple[str, ...]] = {
    "run": ("requirements/run.txt", "requirements/build.txt"),
    "dev": ("requirements/dev.txt",),
}


def prepare(purpose: Purpose) -> None:
    """Make .venv hold what the lock files say, and this checkout; at once if it already does."""
    wanted = _fingerprint()
    if PYTHON.exists() and _stamp() in {f"{purpose} {wanted}", f"dev {wanted}"}:
        return
    STAMP.unlink(missing_ok=True)
    if not succeeds(str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        _create()
    say("Installing the locked packages into .venv (once; a minute or so).")
    locks = [word for lock in LOCKS[purpose] for word in ("-r", lock)]
    _pip_install("--require-hashes", *locks)
    _pip_install("--no-build-isolation", "--editable", ".")
    STAMP.write_text(f"{purpose} {wanted}", "utf-8")


def environment() -> dict[str, str]:
    """The variables for programs in .venv: its folder first, and no Python settings from outside."""
    unwanted = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES"}
    # The tests start this program some hundred times; without .pyc files each start compiles all of it.
    unwanted |= {"PYTHONDONTWRITEBYTECODE"}
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", os.defpath)])
    if homebrew := homebrew_libraries():
        env.setdefault("DYLD_FALLBACK_LIBRARY_PATH", f"{homebrew}:/usr/local/lib:/usr/lib")
    return env


def _create() -> None:
    must(
        [sys.executable, "-m", "venv", "--clear", VENV],
        f"No virtual environment could be made with {sys.executable}; the reason is above.",
    )


def _pip_install(*what: str) -> None:
    must(
        [
            PYTHON,
            "-m",
            "pip",
            "-qq",
            "--disable-pip-version-check",
            "--no-input",
            "install",
            "--no-deps",
            # A third of the time: what is imported is compiled then, which is a small part of it all.
            "--no-compile",
            *what,
        ],
        "The packages could not be installed; the reason is above. Mend it and type the same command again.",
        environment(),
    )


def _stamp() -> str:
    return STAMP.read_text("utf-8") if STAMP.exists() else ""


def _fingerprint() -> str:
    """Changes whenever .venv would have to change, or when the checkout has moved."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in ("pyproject.toml", *LOCKS["run"], *LOCKS["dev"]):
        digest.update((ROOT / path).read_bytes())
    return digest.hexdigest()
