"""Where the register is, and its local key."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from consent.errors import ResourceError, WriteError
from consent.models.paper.slots import Slot

VARIABLE = "CONSENT_REGISTER"
"""Environment variable that moves the register."""
DATABASE = "register.sqlite"
MASTERS = "masters"
_NAME = "register"
_KEY = "key"
_KEY_BYTES = 32


def register_folder(environment: Mapping[str, str], practice_folder: Path) -> Path:
    """Where the register is: what CONSENT_REGISTER names, or ``register/`` beside the practice file."""
    named = environment.get(VARIABLE)
    return Path(named) if named else practice_folder / _NAME


def made_folder(folder: Path) -> Path:
    """The folder, there and for this user alone, with nothing in it for git."""
    try:
        (folder / MASTERS).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            # A key in a repository is no secret any more.
            ignore.write_text("*\n", "utf-8")
    except OSError as error:
        raise unusable(folder, error.strerror or type(error).__name__) from None
    return folder


def unusable(folder: Path, why: str) -> WriteError:
    """The error for a register that cannot be kept where it should be."""
    return WriteError(
        f"the register of what is issued cannot be kept in {folder}: {why}",
        hint=f"let this user write there, or name another folder, on this computer's own disk, in {VARIABLE},"
        " or print with --no-register",
    )


class Key:
    """Keyed digests: who has no key learns nothing from them, not even by trying every number there is."""

    def __init__(self, folder: Path) -> None:
        # A batch asks for thousands: starting from a copy takes a fraction of starting from the key.
        self._begun = hmac.new(_read(folder / _KEY), digestmod=hashlib.sha256)

    def of_mrn(self, mrn: str) -> str:
        """What stands for a medical record number; spaces around it and the case of letters do not count."""
        return self._digest("mrn", mrn.strip().casefold()) if mrn.strip() else ""

    def of_values(self, values: Mapping[Slot, str]) -> str:
        """What stands for everything that is stamped into a packet."""
        told = sorted(f"{slot}={value}" for slot, value in values.items() if slot is not Slot.ISSUE)
        return self._digest("values", *told)

    def _digest(self, *told: str) -> str:
        digest = self._begun.copy()
        digest.update("\0".join(told).encode())
        return digest.hexdigest()[:40]


def _read(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        return _whole(path)
    part = path.with_name(f".{_KEY}.{os.urandom(6).hex()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123 - it is open already
            file.write(os.urandom(_KEY_BYTES))
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            # Two programs may begin at once; the first key stays.
            os.link(part, path)
        part.unlink()
        return _whole(path)
    except OSError as error:
        raise unusable(path.parent, error.strerror or type(error).__name__) from None


def _whole(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unusable(path.parent, error.strerror or type(error).__name__) from None
    if len(key) != _KEY_BYTES:
        raise ResourceError(
            f"{path} is damaged: it is no key of the register",
            hint="bring it back from a backup; without it nobody is found by medical record number",
        )
    return key
