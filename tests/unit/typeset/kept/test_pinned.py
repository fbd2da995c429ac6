"""Only the WeasyPrint that was read is changed; any other works as it was made."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import weasyprint

from consent.typeset.kept import pinned

ROOT = Path(__file__).parents[4]


def module(**named: object) -> ModuleType:
    made = ModuleType("made")
    vars(made).update(named)
    return made


def doubled(function: object) -> object:
    return (function, function)


def test_the_version_that_was_read_is_the_one_that_is_pinned() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert f"weasyprint=={pinned.VERSION}" in needed


def test_a_function_is_replaced_wherever_it_is_known() -> None:
    modules = (module(f=len), module(f=len))
    assert pinned.replace("f", modules, doubled)
    assert [one.f for one in modules] == [(len, len)] * 2
    assert modules[0].f is modules[1].f


@pytest.mark.parametrize(
    "modules", [(module(),), (module(f=len), module()), (module(f=len), module(f=max))], ids=len
)
def test_a_name_that_is_missing_or_means_two_things_is_left_alone(modules: tuple[ModuleType, ...]) -> None:
    before = [dict(vars(one)) for one in modules]
    assert not pinned.replace("f", modules, doubled)
    assert [vars(one) for one in modules] == before


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "70.1")
    made = module(f=len)
    assert not pinned.replace("f", (made,), doubled)
    assert made.f is len
