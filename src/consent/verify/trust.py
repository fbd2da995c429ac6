"""The certificates that whoever asks trusts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.errors import ResourceError
from consent.reading.signers import certificates_in

_ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})


def trusted_by(paths: Sequence[Path]) -> tuple[bytes, ...] | None:
    """Every certificate of these files and folders, as DER; None when none is named.

    Raises:
        ResourceError: a file cannot be read or holds none, or a folder has no such file.
    """
    if not paths:
        return None
    return tuple(der for path in paths for der in _in(path))


def _in(path: Path) -> tuple[bytes, ...]:
    if not path.is_dir():
        return certificates_in(_bytes(path), str(path))
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _ENDINGS)
    if not files:
        raise ResourceError(
            f"{path} has no certificate",
            hint=f"put them there as files that end in {', '.join(sorted(_ENDINGS))}",
        )
    return tuple(der for file in files for der in certificates_in(_bytes(file), str(file)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ResourceError(f"{path} cannot be read: {error.strerror or type(error).__name__}") from None
