"""Page templates that were compiled before: reading and compiling them takes longer than writing a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Kept wherever ``read`` and ``keep`` find and put them, each under a name that its own words decide."""

    def __init__(self, read: Callable[[str], bytes | None], keep: Callable[[str, bytes], None]) -> None:
        self._read = read
        self._keep = keep

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if this was compiled before."""
        data = self._read(_name(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket; a template that must be looked at each time is compiled each time."""
        environment: Any = bucket.environment
        if environment.kept.can_keep:
            self._keep(_name(bucket), bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
