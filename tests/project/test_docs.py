"""The docs say the truth: made from the program, or checked against it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from consent.cli import cli
from consent.models.people.look import DocumentKind, Edition
from tools.cli_docs import PAGE, cli_page
from tools.gallery import PAGE as GALLERY
from tools.gallery import PICTURES as PICTURES_OF_PACKETS
from tools.gallery import SAMPLES, gallery_page, picture_of, shown
from tools.rule_docs import FOLDER, PICTURES, rule_pages

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "docs/rules/README.md",
]
CONTEXT = click.Context(cli, info_name="consent")
COMMANDS = cli.list_commands(CONTEXT)


def test_the_command_page_is_made_from_help() -> None:
    assert cli_page() == PAGE.read_text("utf-8"), "run: python3 dev.py docs"


def test_the_gallery_shows_each_print_size_and_state_as_its_script_lists_them() -> None:
    assert gallery_page() == GALLERY.read_text("utf-8"), "run: python3 dev.py gallery"
    drawn = {path.name for path in PICTURES_OF_PACKETS.glob("*.png")}
    english = {picture_of(sample, "en").name for sample in SAMPLES}
    assert english <= drawn <= {picture_of(sample, language).name for sample, language in shown()}
    assert {sample.edition for sample in SAMPLES} == set(Edition)
    assert {sample.document for sample in SAMPLES} == set(DocumentKind)


def test_every_rule_has_its_page_and_the_pages_are_made_from_the_rules() -> None:
    there = {
        str(path.relative_to(FOLDER)): path.read_text("utf-8")
        for path in FOLDER.rglob("*.md")
        if PICTURES not in path.parts
    }
    made = rule_pages()
    assert there.keys() == made.keys(), "run: python3 dev.py docs"
    assert [name for name, text in made.items() if there[name] != text] == [], "run: python3 dev.py docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    assert re.search(r"\n\s+\x08\n\s+Examples?:\n", command.help or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_resolves(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SOURCE = ROOT / "src" / "consent"


def test_every_room_is_said_and_every_file_and_test_that_is_named_is_there() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert {room for room in rooms if f"| `{room}`" not in ARCHITECTURE.replace("`, `", "` | `")} == set()
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", ARCHITECTURE)
    assert named
    assert [one for one in named if not (SOURCE / one).exists() and not (ROOT / one).exists()] == []


def test_every_documented_command_exists() -> None:
    documented = set(re.findall(r"\bconsent ([a-z]+)\b", (ROOT / "README.md").read_text("utf-8")))
    assert documented & {"render", "init", "list", "show", "schema"} <= set(COMMANDS)
