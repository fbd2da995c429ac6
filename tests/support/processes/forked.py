"""The program that is forked: every command imported, and neither the typesetter nor a PDF library.

Each request becomes a process with arguments, folder, variables, umask and files of its own, and it ends as
any program does.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import socket
import sys
import time
from typing import TypedDict


class Request(TypedDict):
    """What is to be run."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]
    mask: int


def wait(line: socket.socket) -> Request | None:
    """Fork for each request, which is given in the fork; nothing where there are no more."""
    with line.makefile("rw", encoding="utf-8") as lines:
        while True:
            mark, files, _, _ = socket.recv_fds(line, 1, 2)
            if not mark:
                return None
            request: Request = json.loads(lines.readline())
            child = os.fork()
            if child == 0:
                for number, file in enumerate(files, start=1):
                    os.dup2(file, number)
                    os.close(file)
                return request
            for file in files:
                os.close(file)
            _, status = os.waitpid(child, 0)
            lines.write(f"{os.waitstatus_to_exitcode(status)}\n")
            lines.flush()


def become(request: Request) -> None:
    """Be ``python -m consent`` with these arguments."""
    os.chdir(request["folder"])
    os.umask(request["mask"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    sys.argv[1:] = request["arguments"]
    sys.path[0] = request["folder"]
    runpy.run_module("consent", run_name="__main__", alter_sys=True)


def get_ready() -> None:
    """Import what every command does."""
    # Where this file is, are no modules for a program.
    del sys.path[0]
    import click

    from consent.cli import cli

    with click.Context(cli) as context:
        for name in cli.list_commands(context):
            # Which imports the command's module.
            cli.get_command(context, name)
    sys.path.insert(0, "")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    get_ready()
    with socket.socket(fileno=int(sys.argv[1])) as listening:
        asked = wait(listening)
    if asked is not None:
        become(asked)
