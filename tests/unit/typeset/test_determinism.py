"""Same words, same bytes: in any process, folder, locale and hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from consent.stamp import stamp
from tests.support.sample import VALUES, sample_master, sample_packet

ROOT = Path(__file__).parents[3]
_PROGRAM = """
import hashlib
from tests.support.sample import named, sample_packet
for pdf in (sample_packet(), named("李小龙"), named("محمد")):
    print(hashlib.sha256(pdf).hexdigest())
"""


def digests(folder: Path, seed: str, locale: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        "PYTHONHASHSEED": seed,
        "LC_ALL": locale,
        "TZ": f"UTC{seed}",
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_other_processes_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = digests(tmp_path, "1", "C.UTF-8"), digests(ROOT, "2", "C")
    assert first == second
    assert first.split()[0] == hashlib.sha256(sample_packet()).hexdigest()


def test_stamping_twice_writes_the_same_bytes() -> None:
    assert stamp(sample_master(), VALUES) == sample_packet()


def test_file_and_version_have_an_identity() -> None:
    other = stamp(sample_master(), dict.fromkeys(VALUES, "X"))

    def identity(pdf: bytes) -> tuple[bytes, bytes]:
        first, second = pdf[pdf.rindex(b"/ID [<") + 6 :][:67].split(b"> <")
        return first, second

    assert identity(other)[0] == identity(sample_packet())[0]
    assert identity(other)[1] != identity(sample_packet())[1]
