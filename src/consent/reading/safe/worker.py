"""The child that is started where forking is not safe: one piece of work in, one answer out."""

from __future__ import annotations

import pickle
import sys

from consent.reading.safe.guard import answer_to


def main() -> None:
    """Read the work from standard input; write the answer to standard output."""
    most_bytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    work = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent
    sys.stdout.buffer.write(answer_to(work, most_bytes, seconds))


if __name__ == "__main__":
    main()
