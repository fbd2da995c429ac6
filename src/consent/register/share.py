"""Whether a folder is on another computer: there the register would not stay true.

SQLite's write-ahead log is held together by memory that its programs share, so programs on two computers
damage the file without noticing: https://www.sqlite.org/wal.html#disadvantages
"""

from __future__ import annotations

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_SHARES = frozenset(
    {"afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "sshfs"}
)
"""Kinds of file systems that are another computer's disk. Those that a container or WSL shows its own
computer's disk by (9p, virtiofs) are none."""
_OCTAL = re.compile(r"\\([0-7]{3})")


def share_of(folder: Path) -> str:
    """The kind of network share that a folder is on; empty when it is on none, or nobody says (not Linux)."""
    try:
        told = _MOUNTS.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return share_in(told, folder.resolve())


def share_in(mounts: str, folder: Path) -> str:
    """As ``share_of``, from the words of a mountinfo file: the last mount that is nearest above counts."""
    kind, nearest = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        words = before.split(" ")
        if len(words) < 5 or not after:
            continue
        point = Path(_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), words[4]))
        if folder.is_relative_to(point) and len(point.parts) >= nearest:
            kind, nearest = after.split(" ")[0].removeprefix("fuse."), len(point.parts)
    return kind if kind in _SHARES else ""
