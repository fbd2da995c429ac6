"""``consent render``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli.options.blank import check_usage, plans, practitioner_of
from consent.cli.options.shared import (
    IsoDate,
    bilingual_option,
    cache_option,
    check_bilingual,
    check_facing,
    find_cache,
    find_practice,
    find_register,
    look_options,
    packet_language_option,
    practice_option,
    quiet_option,
    register_option,
    replace_option,
    say_without_policy,
    sources_sheet_option,
    templates_option,
    typeset_whole,
)
from consent.counted import counted
from consent.models.people.look import Bilingual, DocumentKind, Edition, Look, Paper
from consent.models.people.record import BlankForm, Laterality
from consent.models.people.use import Use
from consent.resources import require_libraries, template_roots

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet
    from consent.pipeline.issued.registering import Desk
    from consent.pipeline.remembered.memory import Memory, Wish
    from consent.pipeline.remembered.recalling import Recalled
    from consent.pipeline.workspace import Workspace


@click.command("render")
@click.argument("records", nargs=-1, type=click.Path(path_type=Path), metavar="[RECORD]...")
@click.option(
    "--blank", is_flag=True, help="Print a packet for no patient yet, with places to write in the rest."
)
@click.option(
    "--procedure",
    "procedures",
    multiple=True,
    metavar="ID",
    help="With --blank: a procedure; repeat for more.",
)
@click.option(
    "--count",
    type=click.IntRange(1, 500),
    help="With --blank: how many to print. Each has a number of its own, so do not copy one.",
)
@click.option("--body-site", help="With --blank: where it will be done, for all procedures that have a site.")
@click.option(
    "--laterality", type=click.Choice([side.value for side in Laterality]), help="With --blank: the side."
)
@click.option("--indication", help="With --blank: what it is for.")
@click.option(
    "--use",
    type=click.Choice([use.value for use in Use]),
    help="With --blank: how two or more products are given. By default as practice.yaml says under `usual:`.",
)
@click.option(
    "--practitioner",
    metavar="ID",
    help="With --blank: who is responsible; needed when the practice has several.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="A folder, or for a single packet a file name ending in .pdf.",
)
@look_options
@click.option(
    "--document",
    type=click.Choice([kind.value for kind in DocumentKind]),
    default=DocumentKind.CONSENT.value,
    show_default=True,
    help="Another document for the same patient, with an id of its own: permission to use a story, pictures"
    " or records; a refusal; a withdrawal.",
)
@sources_sheet_option
@click.option("--issued-on", type=IsoDate(), help="The printed date. By default today.")
@practice_option
@templates_option
@packet_language_option
@bilingual_option
@cache_option
@register_option
@replace_option
@quiet_option
def command(
    records: tuple[Path, ...],
    blank: bool,
    procedures: tuple[str, ...],
    count: int | None,
    body_site: str | None,
    laterality: str | None,
    indication: str | None,
    use: str | None,
    practitioner: str | None,
    output: Path,
    edition: str,
    paper: str | None,
    document: str,
    sources_sheet: bool,
    issued_on: date | None,
    practice: Path | None,
    templates: Path | None,
    language: str | None,
    allow_stale: bool,
    bilingual: str | None,
    no_cache: bool,
    no_register: bool,
    replace: bool,
    quiet: bool,
) -> int:
    """Print consent packets for RECORDs (YAML or JSON files), or blank ones.

    Writes one PDF per record, named after its packet id, and prints the path of each.
    Nothing is written while any record has an error.

    \b
    Examples:
      consent render records/r-0001.yaml
      consent render records/*.yaml -o packets/ --edition large-print
      consent render --blank --procedure msc-exosomes --procedure ultrasound-guidance --count 20
    """
    only_blank = {
        "--procedure": procedures,
        "--count": count,
        "--body-site": body_site,
        "--laterality": laterality,
        "--indication": indication,
        "--use": use,
        "--practitioner": practitioner,
    }
    check_usage(records, blank, procedures, [name for name, value in only_blank.items() if value])
    if document == DocumentKind.CONSENT:
        check_facing(bilingual, edition, blank=blank)
    from consent.pipeline.issued.registering import open_desk
    from consent.pipeline.printing import render
    from consent.pipeline.remembered.memory import Wish, open_memory

    practice_file = find_practice(practice)
    wish = Wish(
        practice=practice_file,
        templates=templates,
        language=language,
        # The one place that reads the clock: a date on paper is always an argument after this.
        issued_on=issued_on or datetime.now().astimezone().date(),
        edition=Edition(edition),
        paper=Paper(paper) if paper else None,
        sources=sources_sheet,
        document=DocumentKind(document),
        allow_stale=allow_stale,
        bilingual=Bilingual(bilingual) if bilingual else None,
    )
    roots = template_roots(templates, practice_file.parent)
    cache = find_cache(no_cache)
    memory = open_memory(cache, roots) if cache else None
    desk = None if no_register else open_desk(find_register(practice_file), wish, replace=replace)
    packets: Sequence[Packet | Recalled] | None = None
    if memory and not blank:
        packets = _recalled(records, wish, memory, desk)
    if packets is None:
        # A packet that an earlier run remembers does not wait for these.
        from consent.pipeline.preparing import prepare_blank
        from consent.pipeline.workspace import open_workspace

        require_libraries()
        workspace = open_workspace(
            practice_file, templates, language, memory, allow_stale=allow_stale, bilingual=bool(bilingual)
        )
        check_bilingual(bilingual, workspace)
        if not quiet:
            say_without_policy(workspace.practice.value, workspace.library)
        if blank:
            form = BlankForm(
                procedures=plans(workspace, procedures, body_site, laterality, indication),
                practitioner=practitioner_of(workspace, practitioner),
                use=Use(use) if use else None,
            )
            packets = prepare_blank(form, workspace, _look(wish, workspace), _serials(desk, count or 1))
        else:
            packets = _read(records, workspace, wish, memory, desk, quiet=quiet)
    path_of = _namer(output, packets)
    done = pages = 0
    whole = ""
    with desk or nullcontext():
        for written in render(packets, roots, path_of, memory, desk):
            click.echo(str(written.path))
            done, pages = done + 1, pages + written.pages
            whole = whole or written.whole
    if not quiet:
        click.echo(f"{counted(done, 'packet')}, {counted(pages, 'page')}", err=True)
        if whole:
            click.echo(typeset_whole(whole), err=True)
    return 0


def _recalled(
    paths: Sequence[Path], wish: Wish, memory: Memory, desk: Desk | None
) -> Sequence[Recalled] | None:
    """The packets, if all there is to know of them is known."""
    from consent.pipeline.remembered.recalling import recall

    found = recall(paths, wish, memory)
    if found is None:
        return None
    packets, records = found
    if desk and not desk.can_recall(packets, records):
        return None
    return packets


def _read(
    paths: Sequence[Path],
    workspace: Workspace,
    wish: Wish,
    memory: Memory | None,
    desk: Desk | None,
    *,
    quiet: bool,
) -> Sequence[Packet]:
    """The records as checked packets; warnings are said."""
    from consent.pipeline.preparing import prepare
    from consent.pipeline.remembered.recalling import remember
    from consent.pipeline.workspace import read_records

    records, warnings = read_records(paths, workspace, wish.issued_on)
    if warnings and not quiet:
        from consent.report import findings_text

        click.echo(findings_text(warnings, below=Path.cwd()), err=True)
    packets = prepare(records, workspace, _look(wish, workspace))
    if desk:
        desk.know(records)
    if memory:
        remember(records, packets, workspace, wish, memory)
    return packets


def _serials(desk: Desk | None, count: int) -> Callable[[Packet], range]:
    """The numbers of blank packets: what the register has not given away yet; without it, from 1."""
    if desk is None:
        return lambda _packet: range(1, count + 1)
    return lambda packet: desk.claim_serials(packet, count)


def _look(wish: Wish, workspace: Workspace) -> Look:
    paper = wish.paper or workspace.practice.value.paper
    return Look(wish.issued_on, wish.edition, paper, wish.sources, wish.document, wish.bilingual)


def _namer(output: Path, packets: Sequence[Packet | Recalled]) -> Callable[[Packet | Recalled], Path]:
    if output.suffix.lower() != ".pdf":
        return lambda packet: output / f"{packet.packet_id}.pdf"
    if len(packets) > 1:
        raise click.UsageError("-o names one PDF file, but there are several records: name a folder")
    return lambda _packet: output
