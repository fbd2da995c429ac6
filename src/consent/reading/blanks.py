"""Which characters of a page are blank, or others that are looked for, asked of all of them at once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

_LAST_SPACE = 0x3000
SPACES = "".join(filter(str.isspace, map(chr, range(_LAST_SPACE + 1))))
"""All characters that ``str.isspace`` knows; a test holds that there are no others."""


@lru_cache(maxsize=128)
def among(text: str, wanted: str) -> npt.NDArray[np.bool_]:
    """For each character of a text whether it is one of those. Kept, and not to be written to."""
    table = _table(wanted)
    found = table[np.minimum(_numbers(text), len(table) - 1)]
    found.setflags(write=False)
    return found


@lru_cache(maxsize=32)
def _table(wanted: str) -> npt.NDArray[np.bool_]:
    """For each number of a character, as far as the last of those, whether it is one; then once no."""
    numbers = _numbers(wanted)
    table = np.zeros(int(numbers.max(initial=0)) + 2, dtype=bool)
    table[numbers] = True
    return table


def blank(text: str) -> npt.NDArray[np.bool_]:
    """For each character of a text whether it is white space."""
    return among(text, SPACES)


def _numbers(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
