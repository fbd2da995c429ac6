"""load → assemble → check → typeset → stamp → write, as code.

Each step takes frozen values and returns new ones. Nothing here decides anything: the
order of the steps is all it knows. A name is imported when it is first used: a packet whose
master is at hand should not wait for the modules that typeset.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consent.models.look import Look
    from consent.pipeline.batch import Outcome
    from consent.pipeline.masters import master_of, slow_master_of
    from consent.pipeline.memory import Memory, Wish, open_memory
    from consent.pipeline.preparing import prepare, prepare_blank
    from consent.pipeline.press import Press, Summary
    from consent.pipeline.print_order import PrintOrder
    from consent.pipeline.printing import Written, render
    from consent.pipeline.recalling import Recalled, recall, remember
    from consent.pipeline.workspace import Workspace, open_library, open_workspace, read_records

__all__ = [
    "Look",
    "Memory",
    "Outcome",
    "Press",
    "PrintOrder",
    "Recalled",
    "Summary",
    "Wish",
    "Workspace",
    "Written",
    "master_of",
    "open_library",
    "open_memory",
    "open_workspace",
    "prepare",
    "prepare_blank",
    "read_records",
    "recall",
    "remember",
    "render",
    "slow_master_of",
]

_HOME = {
    "Look": "consent.models.look",
    "Memory": "consent.pipeline.memory",
    "Outcome": "consent.pipeline.batch",
    "Press": "consent.pipeline.press",
    "PrintOrder": "consent.pipeline.print_order",
    "Recalled": "consent.pipeline.recalling",
    "Summary": "consent.pipeline.press",
    "Wish": "consent.pipeline.memory",
    "Workspace": "consent.pipeline.workspace",
    "Written": "consent.pipeline.printing",
    "master_of": "consent.pipeline.masters",
    "open_library": "consent.pipeline.workspace",
    "open_memory": "consent.pipeline.memory",
    "open_workspace": "consent.pipeline.workspace",
    "prepare": "consent.pipeline.preparing",
    "prepare_blank": "consent.pipeline.preparing",
    "read_records": "consent.pipeline.workspace",
    "recall": "consent.pipeline.recalling",
    "remember": "consent.pipeline.recalling",
    "render": "consent.pipeline.printing",
    "slow_master_of": "consent.pipeline.masters",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
