"""``consent esign``."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from consent.cli.options.register import opened
from consent.cli.options.shared import practice_option, quiet_option, register_option

_VENDORS = ("docuseal", "documenso", "docusign", "dropbox-sign", "adobe")


@click.command("esign")
@click.argument(
    "packets",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PACKET...",
)
@click.option("--for", "vendor", type=click.Choice(_VENDORS), required=True, help="The signing service.")
@click.option(
    "--people",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Who signs: a YAML file with a line for each role, `patient: {name: …, email: …}`. Without it the"
    " request has stand-ins to fill in.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="ROLE",
    help="Ask nobody in this role, on a blank packet: interpreter, representative, witness; repeat for more.",
)
@click.option(
    "--acroform",
    is_flag=True,
    help="For docusign and adobe: no coordinates, but a copy of the packet whose fields are named as the"
    " service reads them.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the files. By default beside each packet.",
)
@register_option
@practice_option
@quiet_option
def command(
    packets: tuple[Path, ...],
    vendor: str,
    people: Path | None,
    without: tuple[str, ...],
    acroform: bool,
    output: Path | None,
    no_register: bool,
    practice: Path | None,
    quiet: bool,
) -> int:
    """Write the request that hands a packet to a signing service. Nothing is sent.

    Each empty place goes into it by page and coordinates, with its role and order: interpreter,
    patient, representative, witness, practitioner. Places that hold an answer are left out, so
    fill in the price and what else the patient reads before. The places to refuse and the seal
    are left out too: whoever refuses declines in the service.

    A packet with words that a service would take for a place to sign is refused. The files hold
    the packet, so they are readable by you alone; they are named by the packet's id.

    \b
    Examples:
      consent esign out/7K3M9-QPX2D.pdf --for docuseal --people people.yaml
      consent esign out/*.pdf --for adobe --acroform -o requests/
    """
    from consent.esign.acroform import LABELS
    from consent.esign.handover import Wish, hand_over
    from consent.esign.people import people_in

    if acroform and vendor not in LABELS:
        raise click.UsageError(f"--acroform is for {' and '.join(LABELS)}; {vendor} takes coordinates")
    with nullcontext() if no_register else opened(practice)[0] as register:
        wish = Wish(vendor, people_in(people), without, acroform, register)
        for file in hand_over(packets, output, wish):
            click.echo(str(file.path))
            if quiet:
                continue
            if file.request:
                click.echo(
                    f"  for {file.request}{f', with {file.attached}' if file.attached else ''}", err=True
                )
            if file.stand_ins:
                click.echo(f"  fill in before you send: {', '.join(file.stand_ins)}", err=True)
    return 0
