"""Masters that packets were stamped from, kept so that the same bytes can be made again. They name nobody."""

from __future__ import annotations

import zlib
from pathlib import Path

from consent.errors import ResourceError
from consent.models.paper.master import Master
from consent.write import write_packet

_ENDING = ".z"


class KeptMasters:
    """A folder of compressed masters, by the digest that heads each of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Keep a master as ``Master.to_bytes`` wrote it; its digest. One that is there is left alone."""
        digest = data[: data.index(b"\n")].rpartition(b" ")[2].decode()
        path = self._folder / (digest + _ENDING)
        if path.exists():
            return digest
        write_packet(path, zlib.compress(data, 6))
        return digest

    def read(self, digest: str) -> Master:
        """A kept master.

        Raises:
            ResourceError: it is not there, or not what was kept.
        """
        try:
            data = zlib.decompress((self._folder / (digest + _ENDING)).read_bytes())
        except OSError:
            raise ResourceError(
                f"the register's copy of the pages is gone: {self._folder / digest[:12]}…",
                hint="bring the register's folder back from a backup",
            ) from None
        except zlib.error:
            raise ResourceError(
                f"the register's copy of the pages is damaged: {self._folder / digest[:12]}…",
                hint="bring the register's folder back from a backup",
            ) from None
        return Master.from_bytes(data)
