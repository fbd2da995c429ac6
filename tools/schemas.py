"""schema/: the JSON Schema of each kind of file that people type, made from the models."""

from __future__ import annotations

from collections.abc import Mapping

from consent.cli.library.schema import MODELS, schema_text
from tools.console import ROOT

FOLDER = ROOT / "schema"


def schemas() -> Mapping[str, str]:
    """The text of every schema by its file name."""
    return {f"{kind}.schema.json": schema_text(kind) for kind in MODELS}


def write() -> None:
    """Write all of them, and remove what belongs to none."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
