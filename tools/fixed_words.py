"""Collects the fixed words of pages, and of sentences that the program puts together, for translators.

Writes ``templates/translations/words.yaml``: what ``pages.yaml`` of every language must have. ``--check``
writes nothing and fails where that file is out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.extract import extract
from jinja2.ext import babel_extract

from consent.resources import built_in_templates

PROGRAM = Path(__file__).parents[1] / "src" / "consent"
_KEYWORDS = {"_": None, "say": None, "fixed": None, "counted": (1, 2)}
_HEAD = "# What pages.yaml of every language needs. Written by: python -m tools.fixed_words\n"


def words_of(pages: Path, program: Path) -> dict[str, str]:
    """All fixed words, and the file in which each stands first."""
    found: dict[str, str] = {}
    for folder, ending in ((pages, "*.j2"), (program, "*.py")):
        for path in sorted(folder.rglob(ending)):
            for words in _in(path):
                found.setdefault(words, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return found


def _in(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        if path.suffix == ".j2":
            options = {"trim_blocks": "true", "lstrip_blocks": "true"}
            messages = [said for _, _, said, _ in babel_extract(file, tuple(_KEYWORDS), (), options)]
        else:
            messages = [said for _, said, _, _ in extract("python", file, _KEYWORDS)]
    for said in messages:
        yield from (said,) if isinstance(said, str) else [one for one in said or () if isinstance(one, str)]


def as_yaml(words: dict[str, str]) -> str:
    """The file's text."""
    lines = [_HEAD.rstrip("\n"), "texts:"]
    for english, where in words.items():
        lines += [f"  - english: {_quoted(english)}", f"    where: {where}"]
    return "\n".join((*lines, ""))


def _quoted(text: str) -> str:
    return str(yaml.safe_dump(text, allow_unicode=True, width=10_000, default_style='"')).rstrip("\n")


def main() -> int:
    """Write the file, or say whether it is as it should be."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="write nothing; fail where it would change")
    given = arguments.parse_args()
    templates = built_in_templates()
    path, text = templates / "translations" / "words.yaml", as_yaml(words_of(templates / "pages", PROGRAM))
    if not given.check:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return 0 if path.read_text("utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main())
