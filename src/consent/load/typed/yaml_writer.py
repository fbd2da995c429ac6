"""Plain data to YAML that :mod:`consent.load.typed.yaml_reader` reads back as it was."""

from __future__ import annotations

import yaml

from consent.load.typed.yaml_reader import plain_means


class _Dumper(yaml.SafeDumper):
    """Puts into quotes what YAML 1.2 takes for a number.

    PyYAML writes by the rules of 1.1, where ``00778`` and ``1e5`` are text without quotes.
    """

    def _text(self, text: str) -> yaml.ScalarNode:
        style = '"' if plain_means(text) != text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper._text)


def yaml_text(data: object, *, width: int = 100, on_one_line: bool = False) -> str:
    """The data as a document, keys in their order."""
    return str(
        yaml.dump(
            data,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            width=width,
            default_flow_style=on_one_line,
        )
    )
