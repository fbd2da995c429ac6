"""Words people type where they mean to write something later."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"\W*(?:tbd|tba|to ?do|fix ?me|n/?a|none|null|nobody|unknown|someone|somebody|x{2,}|\?+|"
    r"-+|\.+|pending|to be (?:decided|determined|announced|named)|"
    r"(?:your |the )?(?:name|owner)(?: here)?)\W*",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether a text stands for one that is still to be written."""
    return _PLACEHOLDER.fullmatch(text) is not None
