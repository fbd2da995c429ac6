"""bytes → a file, whole or not at all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consent.write.by_record import has_names, name_by_record, take_names
    from consent.write.cache import Cache, cache_folder
    from consent.write.journal import Made
    from consent.write.long_file import LongFile
    from consent.write.manifest import Table, add_findings, row_table, write_manifest
    from consent.write.output_folder import OutputFolder, packets_in
    from consent.write.packet_file import (
        forget_parts,
        move_aside,
        set_aside,
        was_set_aside,
        write_packet,
    )

__all__ = [
    "Cache",
    "LongFile",
    "Made",
    "OutputFolder",
    "Table",
    "add_findings",
    "cache_folder",
    "forget_parts",
    "has_names",
    "move_aside",
    "name_by_record",
    "packets_in",
    "row_table",
    "set_aside",
    "take_names",
    "was_set_aside",
    "write_manifest",
    "write_packet",
]

_HOME = {
    "Cache": "cache",
    "LongFile": "long_file",
    "Made": "journal",
    "OutputFolder": "output_folder",
    "Table": "manifest",
    "add_findings": "manifest",
    "cache_folder": "cache",
    "forget_parts": "packet_file",
    "has_names": "by_record",
    "move_aside": "packet_file",
    "name_by_record": "by_record",
    "packets_in": "output_folder",
    "row_table": "manifest",
    "set_aside": "packet_file",
    "take_names": "by_record",
    "was_set_aside": "packet_file",
    "write_manifest": "manifest",
    "write_packet": "packet_file",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"consent.write.{_HOME[name]}"), name)
