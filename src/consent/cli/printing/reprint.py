"""``consent reprint``."""

from __future__ import annotations

from pathlib import Path

import click

from consent.cli.options.register import issue_option, one_issue, opened
from consent.cli.options.shared import practice_option, templates_option


@click.command("reprint")
@click.argument("packet", metavar="PACKET")
@click.option("--pages", metavar="N[,N-N]", help="Only these pages, for paper: without tags and form fields.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. By default the packet's id in this folder; it must not be there yet.",
)
@click.option(
    "--record",
    "source",
    type=click.Path(path_type=Path),
    help="Where its record stands now: a record file or a table. By default where it stood.",
)
@issue_option
@practice_option
@templates_option
def command(
    packet: str,
    pages: str | None,
    output: Path | None,
    source: Path | None,
    mark: str | None,
    practice: Path | None,
    templates: Path | None,
) -> int:
    """Write a packet again as it was issued: the same bytes, or an error that says what has changed.

    The file that was written is taken if it is still whole. Else the packet is made again from
    the pages that the register keeps and from its record, which must be as it was.

    \b
    Examples:
      consent reprint 7K3M9-QPX2D
      consent reprint 7K3M9-QPX2D --pages 12 -o sheet.pdf
    """
    from consent.pipeline.issued.reprinting import reprint
    from consent.pipeline.workspace import open_workspace
    from consent.register.pages import only_pages, page_numbers
    from consent.write import write_packet

    register, practice_file = opened(practice)
    with register:
        issue = one_issue(register, packet, mark)
        target = output or Path(f"{issue.name.replace(' ', '-')}.pdf")
        if target.exists():
            raise click.UsageError(f"{target} is there already; name another file with -o")
        wanted = page_numbers(pages, issue.files[-1].pages) if pages and issue.files else ()
        pdf = reprint(
            register,
            issue,
            practice_file.parent,
            source,
            lambda printed: open_workspace(practice_file, templates, printed),
        )
        write_packet(target, only_pages(pdf, wanted) if wanted else pdf)
        register.tell(issue, "printed again" + (f", pages {pages}" if pages else ""))
    click.echo(str(target))
    return 0
