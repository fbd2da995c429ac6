"""``consent schema``."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from functools import cache
from typing import Any

import click

from consent import __version__
from consent.models.base import Model
from consent.models.library.anatomy import AnatomyFile
from consent.models.library.clause import Clause
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.people.practice import Practice
from consent.models.people.record import Record

MODELS: dict[str, type[Model]] = {
    "record": Record,
    "practice": Practice,
    "procedure": Procedure,
    "shared": SharedPart,
    "anatomy": AnatomyFile,
    "clause": Clause,
    "policy": Policy,
}


@click.command("schema")
@click.argument("what", type=click.Choice([*MODELS]))
def command(what: str) -> int:
    """Print the JSON Schema of a file you type, for completion in an editor.

    `consent init` writes those of records and practice.yaml beside them, with the line that editors look for.

    \b
    Example:
      consent schema procedure > schema/procedure.schema.json
    """
    click.echo(schema_text(what), nl=False)
    return 0


def schema_text(what: str) -> str:
    """The JSON Schema of one kind of file, as it is written."""
    return f"{json.dumps(schema_of(what), indent=2, ensure_ascii=False)}\n"


def schema_of(what: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file; the docstring under each field is its description."""
    root = MODELS[what]
    schema = root.model_json_schema()
    known = {cls.__name__: cls for cls in _below(Model)}
    for name, part in ((root.__name__, schema), *schema.get("$defs", {}).items()):
        if name in known:
            _describe(known[name], part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:consent:{__version__}:{what}",
        **schema,
    }


def _below(cls: type[Model]) -> list[type[Model]]:
    return [deeper for child in cls.__subclasses__() for deeper in (child, *_below(child))]


def _describe(cls: type[Model], schema: dict[str, Any]) -> None:
    # Pydantic can do this by itself, but then every start of every command pays for it.
    for owner in reversed(cls.__mro__):
        for field, text in _docstrings(owner.__module__).get(owner.__name__, {}).items():
            if field in schema.get("properties", {}):
                schema["properties"][field]["description"] = text


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    if not module.startswith("consent."):
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_fields(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    return [
        (line.target.id, inspect.cleandoc(below.value.value))
        for line, below in zip(node.body, node.body[1:], strict=False)
        if isinstance(line, ast.AnnAssign)
        and isinstance(line.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    ]
