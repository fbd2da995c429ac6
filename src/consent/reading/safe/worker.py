"""The child that is started where forking is not safe: pieces of work in, an answer to each out."""

from __future__ import annotations

import os
import pickle
import sys
from typing import IO

from consent.reading.safe.guard import answer_to, forked, may_fork
from consent.reading.safe.spare import Told, read, write


def main() -> None:
    """With limits on the command line, one piece of work; with none, one after the other until the end."""
    if sys.argv[1:]:
        most_bytes, seconds = int(sys.argv[1]), float(sys.argv[2])
        work = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent
        sys.stdout.buffer.write(answer_to(work, most_bytes, seconds))
        return
    with os.fdopen(os.dup(1), "wb") as answers:
        # What a reader prints is no answer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _serve(sys.stdin.buffer, answers)


def _serve(errands: IO[bytes], answers: IO[bytes]) -> None:
    while (message := read(errands)) is not None:
        write(answers, pickle.dumps(_done(message)))


def _done(message: bytes) -> Told | None:
    try:
        errand = pickle.loads(message)  # noqa: S301 - written by our own parent
    except Exception:  # noqa: BLE001 - what is not found here may be found by one that starts now
        return None
    # What was imported for it may have brought threads.
    return forked(errand, errand.seconds, errand.most_bytes) if may_fork() else None


if __name__ == "__main__":
    main()
