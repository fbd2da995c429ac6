"""``consent schema``."""

from __future__ import annotations

import json

import click

from consent import __version__
from consent.models.base import Model
from consent.models.library import Clause, Policy, Procedure, SharedPart
from consent.models.practice import Practice
from consent.models.record import Record

_MODELS: dict[str, type[Model]] = {
    "record": Record,
    "practice": Practice,
    "procedure": Procedure,
    "shared": SharedPart,
    "clause": Clause,
    "policy": Policy,
}


@click.command("schema")
@click.argument("what", type=click.Choice([*_MODELS]))
def command(what: str) -> int:
    r"""Print the JSON Schema of a file you type, for completion in an editor.

    \b
    Example:
      consent schema record > record.schema.json
    """
    schema = _MODELS[what].model_json_schema()
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:consent:{__version__}:{what}",
        **schema,
    }
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0
