"""``consent fhir``."""

from __future__ import annotations

from pathlib import Path

import click

from consent.cli.options.batch import check_fhir_out, fhir_version_option
from consent.cli.options.register import issue_option, one_issue, opened
from consent.cli.options.shared import language_option, practice_option, templates_option


@click.command("fhir")
@click.argument("packets", nargs=-1, required=True, metavar="PACKET...")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Lines (.ndjson) or one transaction (.json).",
)
@fhir_version_option
@click.option(
    "--record",
    "source",
    type=click.Path(path_type=Path),
    help="Where the records stand now: a record file or a table. By default where they stood.",
)
@click.option(
    "--mrn-system",
    metavar="URI",
    help="Whose the medical record numbers are, as `mrn_system:` in a file for --fhir-map.",
)
@issue_option
@practice_option
@templates_option
@language_option
def command(
    packets: tuple[str, ...],
    output: Path,
    fhir_version: str,
    source: Path | None,
    mrn_system: str | None,
    mark: str | None,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """Write packets for a record system, as FHIR: whose they are, the document, the agreement.

    PACKET is a packet id or a record id. Until `consent note PACKET signed`, the document is
    preliminary and the agreement a draft; a refusal is a rejected agreement. Sent again after
    the state has changed, a transaction changes what is there.

    \b
    Examples:
      consent fhir 7K3M9-QPX2D -o packet.json
      consent fhir r-0001 r-0002 -o packets.ndjson --fhir-version r5
    """
    from consent.fhir_out import Version
    from consent.pipeline.fhir_file import FhirOrder
    from consent.pipeline.issued.filing import file_issues
    from consent.pipeline.workspace import open_workspace

    check_fhir_out(output, dry_run=False)
    register, practice_file = opened(practice)
    with register:
        issues = [one_issue(register, packet, mark) for packet in dict.fromkeys(packets)]
        workspace = open_workspace(practice_file, templates, language)
        order = FhirOrder(output, Version(fhir_version), mrn_system)
        file_issues(register, issues, order, workspace, source)
    click.echo(str(output))
    return 0
