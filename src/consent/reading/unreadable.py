"""Why a PDF cannot be read, in one sentence, and what to do about it."""

from __future__ import annotations


class UnreadableError(Exception):
    """The PDF cannot be read; what is wrong with it and what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        # All three, so that the exception can be pickled on its way out of a child process.
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint


def damaged(how: str) -> UnreadableError:
    """A file whose parts do not fit together."""
    return UnreadableError("PAP002", f"the file is damaged: {how}", "make or download the PDF again")


def too_large(what: str, hint: str = "check the packets one by one, not a print run") -> UnreadableError:
    """A file that is honest and larger than a packet can be."""
    return UnreadableError("PAP004", what, hint)


def too_costly(what: str) -> UnreadableError:
    """A small file that would take very much time or memory to read."""
    return UnreadableError(
        "PAP006", what, "print the form again from its source; this file may have been made to do harm"
    )
