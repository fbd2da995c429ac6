#!/usr/bin/env python3
"""What a newcomer types: `python3 dev.py example`, `python3 dev.py test`; `python3 dev.py` lists the rest.

Any Python can read this file, so that an old one can say which to use instead. The work is done in tools/.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))"

if sys.version_info < (3, 11):
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    folders += ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"]
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        for python in [os.path.join(folder, name) for folder in folders]:
            # A file of that name may be a version manager's, which only says that it has no such Python.
            if os.access(python, os.X_OK) and not subprocess.call(
                [python, "-c", NEW_ENOUGH], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ):
                os.execv(python, [python, os.path.join(HERE, "dev.py")] + sys.argv[1:])
    sys.stderr.write(
        "consent needs Python 3.11 or newer; this is Python %d.%d, and no newer one was found.\n"
        "  Debian 12+, Ubuntu 24.04+:  sudo apt-get install python3 python3-venv\n"
        "  Ubuntu 22.04:               sudo apt-get install python3.11 python3.11-venv\n"
        "  macOS:                      brew install python@3.13\n"
        "Then type the same command again.\n" % sys.version_info[:2]
    )
    sys.exit(2)

if os.name != "posix":
    sys.exit("consent is developed on Linux and macOS; on Windows, use the Windows Subsystem for Linux.")

sys.path[0] = HERE
sys.dont_write_bytecode = True

from tools.tasks import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
