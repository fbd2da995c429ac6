"""docs/cli.md, made from `--help`, so that the page and the program cannot disagree."""

from __future__ import annotations

from pathlib import Path

import click

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"


def cli_page() -> str:
    """The text of docs/cli.md."""
    from consent.cli import cli

    parts = [
        "# Command line\n",
        "Made from `--help` by `python3 dev.py docs`.\n",
        "Results go to standard output, messages to standard error.\n",
        _section("consent", cli, None),
    ]
    context = _context(cli, "consent", None)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            parts.append(_section(f"consent {name}", command, context))
        if isinstance(command, click.Group):
            own = _context(command, name, context)
            parts += [_section(f"consent {name} {one.name}", one, own) for one in command.commands.values()]
    return "\n".join(parts)


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    context = _context(command, title.split()[-1], parent)
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    # The width is part of the page: a terminal's would change it.
    settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
    return click.Context(command, info_name=name, parent=parent, **settings)


if __name__ == "__main__":
    PAGE.write_text(cli_page(), "utf-8")
