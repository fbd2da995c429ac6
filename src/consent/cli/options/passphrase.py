"""A secret for a key: from a prompt, the environment or a file, never from the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from consent.cli.options.shared import F

VARIABLE = "CONSENT_SEAL_PASSPHRASE"


def passphrase_option(function: F) -> F:
    """``--passphrase-file FILE``."""
    return click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help=f"Read the passphrase or PIN from this file's first line. By default {VARIABLE}, or a prompt.",
    )(function)


def read_passphrase(file: Path | None, asked: str) -> str:
    """The secret.

    Raises:
        click.UsageError: there is none, and nobody to ask.
    """
    if file is not None:
        try:
            lines = file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise click.UsageError(f"{file} cannot be read as text") from None
        return lines[0] if lines else ""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"nobody is there to ask for the passphrase: set {VARIABLE}, or --passphrase-file"
        )
    typed: str = click.prompt(asked, hide_input=True, default="", show_default=False, err=True)
    return typed
