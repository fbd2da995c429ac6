"""``consent init``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import click
import yaml

from consent import __version__
from consent.cli.installed_from import wheel_digest
from consent.cli.library.schema import schema_text
from consent.errors import WriteError
from consent.load.translation.folders import FOLDER, require_language
from consent.models.spoken import SOURCE
from consent.resources import built_in_templates


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option(
    "--language",
    metavar="LANGUAGE",
    help="A language besides English that the practice prints in, such as es: practice.yaml lists it, and"
    " what explains its lines is in it.",
)
def command(folder: Path, language: str | None) -> int:
    """Make a practice folder: practice.yaml, an example record and schedule, your templates, a CI workflow.

    With them come schemas, by which an editor completes and checks what you type.

    Nothing that is already there is changed. The practice is made up: put your own facts in
    before you print for a patient.

    \b
    Example:
      consent init my-practice && cd my-practice && consent render records/r-0001.yaml
    """
    starter = files("consent") / "starter"
    digest = wheel_digest()
    filled = {"@VERSION@": __version__, "@SHA256@": digest or _NO_DIGEST}
    wanted = {name: _fill((starter / source).read_text("utf-8"), filled) for name, source in _FILES.items()}
    if language is not None:
        wanted[_PRACTICE] = _in_language(wanted[_PRACTICE], language)
    for name, kind in _SCHEMAS.items():
        above = "../" * name.count("/")
        wanted[f"schema/{kind}.schema.json"] = schema_text(kind)
        wanted[name] = f"# yaml-language-server: $schema={above}schema/{kind}.schema.json\n{wanted[name]}"
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
        "Next: put your practice's facts into practice.yaml, then: consent render records/r-0001.yaml\n"
        "or, for a whole day: consent batch schedule.csv --dry-run\n"
        f"For CI: commit consent's wheel under wheels/{_AND_DIGEST if digest is None else ''}",
        err=True,
    )
    return 0


def _fill(text: str, values: Mapping[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _in_language(practice: str, language: str) -> str:
    """The practice file with its comments in a language that it also prints in."""
    roots = (built_in_templates(),)
    require_language(roots, language)
    if language == SOURCE:
        return practice
    file = roots[0] / FOLDER / language / _COMMENTS
    for one in yaml.safe_load(file.read_text("utf-8")) if file.is_file() else ():
        practice = practice.replace(f"# {one['english']}", f"# {one['text']}")
    return practice.replace("\npaper:", f"\nlanguages: [{language}]\npaper:", 1)


_PRACTICE = "practice.yaml"
_COMMENTS = "practice-comments.yaml"
_NO_DIGEST = "SHA256-OF-THE-WHEEL"
_AND_DIGEST = f", and put what sha256sum says of it in place of {_NO_DIGEST} in consent-check.yml"
_FILES = {
    "practice.yaml": "practice.yaml",
    "logo.svg": "logo.svg",
    "records/r-0001.yaml": "records/r-0001.yaml",
    "schedule.csv": "schedule.csv",
    "templates/README.md": "templates.md",
    ".gitignore": "gitignore",
    ".github/workflows/consent-check.yml": "consent-check.yml",
}
_SCHEMAS = {"practice.yaml": "practice", "records/r-0001.yaml": "record"}
"""The files that begin with the line that editors read, and the schema it names."""
