"""``consent init``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from consent import __version__
from consent.errors import WriteError


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> int:
    """Make a practice folder: practice.yaml, an example record, a place for templates, a CI workflow.

    Nothing that is already there is changed. The practice is made up: put your own facts in
    before you print for a patient.

    \b
    Example:
      consent init my-practice && cd my-practice && consent render records/r-0001.yaml
    """
    starter = files("consent") / "starter"
    wanted = {
        name: (starter / source).read_text("utf-8").replace("@VERSION@", __version__)
        for name, source in _FILES.items()
    }
    there = [name for name in wanted if (folder / name).exists()]
    if there:
        raise click.UsageError(f"{folder}: {', '.join(there)} already there; name another folder")
    try:
        for name, text in wanted.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            click.echo(str(path))
    except OSError as error:
        raise WriteError(
            f"cannot write {folder}: {error.strerror}",
            hint="name a folder you may write to: consent init DIR",
        ) from None
    click.echo(
        "Next: put your practice's facts into practice.yaml, then: consent render records/r-0001.yaml",
        err=True,
    )
    return 0


_FILES = {
    "practice.yaml": "practice.yaml",
    "logo.svg": "logo.svg",
    "records/r-0001.yaml": "records/r-0001.yaml",
    "templates/README.md": "templates.md",
    ".gitignore": "gitignore",
    ".github/workflows/consent-check.yml": "consent-check.yml",
}
