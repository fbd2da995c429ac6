"""``consent watch``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli.options.shared import (
    find_cache,
    find_practice,
    look_options,
    packet_language_option,
    practice_option,
    templates_option,
)
from consent.counted import counted
from consent.errors import ConsentError
from consent.models.people.look import Edition, Paper
from consent.models.spoken import SOURCE
from consent.resources import require_libraries, template_roots

if TYPE_CHECKING:
    from consent.pipeline.remembered.memory import Wish

_READ = frozenset({".yaml", ".yml", ".json", ".md", ".j2", ".css", ".svg", ".png", ".jpg", ".jpeg"})
"""Endings of what a packet is made of; editors leave swap files and backups under others."""


@click.command("watch")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output/proofs"),
    show_default=True,
    help="The folder for proofs; each is named after its record file.",
)
@look_options
@practice_option
@templates_option
@packet_language_option
def command(
    paths: tuple[Path, ...],
    output: Path,
    edition: str,
    paper: str | None,
    practice: Path | None,
    templates: Path | None,
    language: str | None,
    allow_stale: bool,
) -> int:
    """Print a proof again each time something it is made of is saved, and say what is wrong.

    PATH is a record, which is typeset, or a folder or file of templates, which is checked. The PDF is
    replaced whole, so a viewer that is open on it never sees half a file. A proof is for looking:
    it is in no register; print the one to be signed with `consent render`. Stop with Ctrl-C.

    \b
    Examples:
      consent watch records/r-0001.yaml
      consent watch records/r-0001.yaml templates/
    """
    from consent.pipeline.remembered.memory import Wish

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"there is no {', no '.join(missing)}")
    require_libraries()
    practice_file = find_practice(practice)
    wish = Wish(
        practice=practice_file,
        templates=templates,
        language=language,
        issued_on=datetime.now().astimezone().date(),
        edition=Edition(edition),
        paper=Paper(paper) if paper else None,
        allow_stale=allow_stale,
    )
    watched = Watched(paths, output, wish)
    from watchfiles import watch

    shown = False
    for changes in watch(
        *watched.folders(),
        watch_filter=lambda _change, path: watched.matters(Path(path)),
        debounce=400,
        # The first answer says that watching has begun: what is saved while the first proof is made counts.
        rust_timeout=200,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if not shown:
            watched.show(paths)
        elif changes:
            watched.show(watched.touched({Path(path) for _, path in changes}))
        shown = True
    return 0


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked at, and what it depends on."""

    paths: tuple[Path, ...]
    output: Path
    wish: Wish

    def folders(self) -> tuple[Path, ...]:
        """What the system is asked to watch: folders, since many editors save by renaming a new file."""
        named = [path if path.is_dir() else path.parent for path in self.paths]
        own = [self.wish.practice.parent, *([self.wish.templates] if self.wish.templates else [])]
        return tuple(dict.fromkeys(folder.resolve() for folder in (*named, *own)))

    def matters(self, changed: Path) -> bool:
        """Whether a file is of a kind that packets are made of, and not one that was made; or a new folder.

        What is saved into a new folder at once can come before the system watches it, so the folder counts.
        """
        output = self.output.resolve()
        if output == changed or output in changed.parents or changed in output.parents:
            return False
        return changed.suffix.lower() in _READ or changed.is_dir()

    def touched(self, changed: set[Path]) -> tuple[Path, ...]:
        """The paths that have to be shown again: a record for itself, everything for anything else."""
        records = {path.resolve(): path for path in self.paths if _is_record(path)}
        if changed and changed <= records.keys():
            return tuple(path for real, path in records.items() if real in changed)
        others = {path for path in changed if not _is_record(path)}
        return self.paths if others else ()

    def show(self, paths: Sequence[Path]) -> None:
        """Typeset or check each path and say how that went; an error is said and watching goes on."""
        for path in paths:
            for line in self._told(path):
                click.echo(line)

    def _told(self, path: Path) -> Iterator[str]:
        try:
            if _is_record(path):
                yield from self._prove(path)
            else:
                yield from self._check(path)
        except ConsentError as error:
            from consent.cli import explain

            explain(error)
            yield f"{path}: not printed; what was printed before stays"

    def _prove(self, record: Path) -> Iterator[str]:
        from consent.pipeline.proof import prove
        from consent.pipeline.remembered.memory import open_memory
        from consent.report import findings_text

        roots = template_roots(self.wish.templates, self.wish.practice.parent)
        cache = find_cache(switched_off=False)
        memory = open_memory(cache, roots) if cache else None
        proof = prove(record, self.output / f"{record.stem}.pdf", self.wish, roots, memory)
        if proof.warnings:
            yield findings_text(proof.warnings, below=Path.cwd())
        yield f"{proof.path}: {counted(proof.pages, 'page')}"

    def _check(self, path: Path) -> Iterator[str]:
        from consent.gate.catalogue import catalogue
        from consent.gate.paths import resolve
        from consent.gate.question import Question
        from consent.gate.run import run
        from consent.report import Format, report

        if path.is_dir() and not resolve([path]).files:
            yield f"{path}: nothing in it yet"
            return
        question = Question(
            as_of=self.wish.issued_on,
            paths=(path,),
            practice_file=self.wish.practice,
            overlay=self.wish.templates,
            language=self.wish.language or SOURCE,
        )
        rules = catalogue()
        outcome = run(question, rules)
        text = report(outcome, rules, Path.cwd(), Format.TEXT, brief=True).rstrip()
        yield text or f"{path}: nothing found"


def _is_record(path: Path) -> bool:
    from consent.load.library.what import What, what_is

    return path.is_file() and what_is(path) is What.RECORD
