"""What was read of the templates and checked before, as bytes: nothing but our own data comes out of them."""

from __future__ import annotations

import io
import pickle
from typing import Any, TypeVar

from consent.errors import ResourceError
from consent.models.library.collection import Library
from consent.uncollected import uncollected

T = TypeVar("T")

_OURS = "consent.models."
_OTHERS = frozenset({("datetime", "date")})


def library_to_bytes(library: Library) -> bytes:
    """As bytes, for this version of the program alone."""
    return to_bytes(library)


def library_from_bytes(data: bytes) -> Library:
    """Read one back. What names anything but the classes of our own data is refused, and none of it runs.

    Raises:
        ResourceError: it is no library.
    """
    return from_bytes(data, Library)


def to_bytes(value: object) -> bytes:
    """Data of ours as bytes, for this version of the program alone."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def from_bytes(data: bytes, kind: type[T]) -> T:
    """Data of ours that should be of a kind; errors as of ``library_from_bytes``."""
    try:
        # Looking for garbage among what is being read takes as long as the reading.
        with uncollected():
            value = _Reader(io.BytesIO(data)).load()
    except Exception as error:
        # Whatever is wrong with it, the files themselves can be read again.
        raise ResourceError("a stored library is damaged", hint="delete it") from error
    if not isinstance(value, kind):
        raise ResourceError("a stored library is damaged", hint="delete it")
    return value


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS or (module.startswith(_OURS) and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError("it holds something else")
