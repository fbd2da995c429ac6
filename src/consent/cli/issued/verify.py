"""``consent verify``."""

from __future__ import annotations

from pathlib import Path

import click

from consent.cli import Exit
from consent.cli.options.register import format_option, say
from consent.cli.options.shared import find_register, nearest_practice, practice_option
from consent.errors import ConsentError
from consent.models.register.issue import Issue


@click.command("verify")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE...",
)
@click.option(
    "--trust",
    "trust",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A certificate whose owner you trust, and whatever it vouches for: a PEM or DER file, or a folder of"
    " them; repeat for more. Without it nothing is said about trust.",
)
@click.option(
    "--issued",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The packet as it was issued, to compare with; in place of the register.",
)
@click.option(
    "--allow-empty", is_flag=True, help="Exit 0 also when a required place is empty, for files on their way."
)
@format_option
@practice_option
def command(
    files: tuple[Path, ...],
    trust: tuple[Path, ...],
    issued: Path | None,
    allow_empty: bool,
    form: str,
    practice: Path | None,
) -> int:
    """Hold files against what was issued: what is another, what was filled, who signed, what is empty.

    A file is known by its first bytes, whose SHA-256 the register has. What was added behind
    them is named: answers, signatures, anything else. A file that begins like no packet of ours is
    altered, shortened, re-saved, flattened, pictures only, merged, has pages missing, is
    not known here, or is no packet. Answers are never shown, only which fields have one.

    Of a signature it says whether it holds, what its certificate says, and with --trust whether
    that certificate leads to one of yours. Who held the pen or the key, it cannot say.
    Nothing is fetched from the network.

    Exit code 0: every file is as issued, only filled and signed, each signature holds and is not
    distrusted, no required place is empty and nobody refused. 1: a file is something else.
    2: it could not run.

    \b
    Examples:
      consent verify signed.pdf
      consent verify signed.pdf --trust certificates/ --format json
      consent verify copy.pdf --issued out/7K3M9-QPX2D.pdf
    """
    from contextlib import nullcontext

    from consent.reading.safe.regular import bytes_of
    from consent.reading.unreadable import UnreadableError
    from consent.register import open_register
    from consent.report.verify_text import verify_lines, verify_values
    from consent.verify.trust import trusted_by
    from consent.verify.verify import Against, verify

    file = practice or nearest_practice()
    folder = find_register(file) if file is not None and issued is None else None
    known = folder is not None and (practice is not None or folder.is_dir())
    try:
        original = bytes_of(issued) if issued else None
    except UnreadableError as error:
        raise click.UsageError(f"{issued}: {error.message}") from None
    with open_register(folder, must_exist=True) if known and folder else nullcontext() as register:

        def remake(issue: Issue) -> bytes | None:
            from consent.pipeline.issued.reprinting import reprint
            from consent.pipeline.workspace import open_workspace

            if register is None or file is None:
                return None
            try:
                return reprint(
                    register, issue, file.parent, None, lambda language: open_workspace(file, None, language)
                )
            except ConsentError:
                return None

        against = Against(register, original, remake, trusted_by(trust))
        found = [verify(path, against) for path in files]
    say(form, verify_lines(found), verify_values(found))
    good = all(one.is_true and not one.refused and (allow_empty or not one.missing) for one in found)
    return Exit.DONE if good else Exit.FOUND
