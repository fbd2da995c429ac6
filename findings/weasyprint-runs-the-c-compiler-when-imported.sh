#!/usr/bin/env bash
# Expected: importing a library that is written in Python starts no other program; the dynamic loader finds libpango by
# its soname in microseconds.
# What happens: WeasyPrint 70.0 asks cffi for each of seven system libraries by up to six names, those of other systems
# first. For each name that the loader does not know, cffi 2.1.1 asks Python's ctypes.util.find_library, which starts
# ldconfig, then gcc (and its linker), then ld, and waits for each of them. Sixteen misses are some fifty programs that
# Python starts, and those that gcc starts, on every import, where the tools are installed; without them ldconfig alone.
# Why it matters: a quarter of a second of processor time before the first page, in every worker of a pool; a C compiler
# among the children of a web server is also what watchdogs and seccomp profiles take for a break-in. Whoever ships
# WeasyPrint on Linux can answer None in find_library's place while it is imported: the sonames at the end of each list
# are then loaded directly, and no program is started.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet weasyprint==70.0 cffi==2.1.1
cat >"$folder/import.py" <<'PYTHON'
import ctypes.util
import sys
from collections import Counter
from pathlib import Path

started: Counter[str] = Counter()


def hear(event: str, given: tuple) -> None:
    if event == "subprocess.Popen":
        started[Path(str(given[1][0] if given[1] else given[0])).name] += 1


sys.addaudithook(hear)
if sys.argv[1] == "quick":
    search, ctypes.util.find_library = ctypes.util.find_library, lambda name: None
import weasyprint  # noqa: E402

print(f"WeasyPrint {weasyprint.__version__}, {sys.argv[1]}: {sum(started.values())} programs started: {dict(started)}")
sys.exit(0 if (sum(started.values()) >= 10) == (sys.argv[1] == "plain") else 1)
PYTHON
"$folder/venv/bin/python" "$folder/import.py" plain
"$folder/venv/bin/python" "$folder/import.py" quick
