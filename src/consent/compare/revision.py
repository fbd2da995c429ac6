"""The templates of a git revision, unpacked into a folder of their own."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from consent.errors import ResourceError

_SECONDS = 60
_MOST_BYTES = 256 * 1024 * 1024


def unpack_revision(revision: str, folder: Path, into: Path) -> Path:
    """A template folder as it stood at a revision.

    ``revision`` is what git understands, or ``REVISION:FOLDER`` with the folder counted from the top of the
    repository; by default it is ``folder``.

    Raises:
        ResourceError: there is no git, no repository, no such revision, or it has no such folder.
    """
    git = shutil.which("git")
    if git is None:
        raise ResourceError("there is no git on this computer", hint="name two template folders instead")
    name, _, inside = revision.partition(":")
    home = folder if folder.is_dir() else folder.parent
    top = Path(_asked(git, home, "rev-parse", "--show-toplevel").decode().strip())
    below = inside.strip("/") or _below(folder, top)
    commit = (
        _asked(git, top, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    )
    packed = _asked(git, top, "archive", "--format=tar", commit, "--", below)
    if len(packed) > _MOST_BYTES:
        raise ResourceError(f"{below} at {name} is too large to be templates")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return into / below


def _below(folder: Path, top: Path) -> str:
    whole, top = folder.resolve(), top.resolve()
    if not whole.is_relative_to(top):
        raise ResourceError(f"{folder} is not in the repository {top}", hint="write REVISION:FOLDER")
    return whole.relative_to(top).as_posix()


def _asked(git: str, where: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - git itself, on a folder of the user's, without a shell
            [git, "-C", str(where), *arguments], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ResourceError(f"git did not answer in {where}: {type(error).__name__}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ResourceError(
            f"git cannot give that revision: {said[-1] if said else 'it does not say why'}",
            hint="name a revision as git does (HEAD~3, a tag), REVISION:FOLDER, a folder, a PDF, or a date",
        )
    return done.stdout
