"""Rewrite what paints a page: the same marks on paper, without what only the form's own file needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf

from consent.official.parts import SAVE_AS_ARCHIVE, UnusableFormError

_DROPPED = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"})
_NAMED = {
    "Do": "XObject",
    "gs": "ExtGState",
    "Tf": "Font",
    "sh": "Shading",
    "cs": "ColorSpace",
    "CS": "ColorSpace",
}
_INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})
_CMYK = "/DeviceCMYK"
_DEEPEST = 24
"""PDF/A-3 allows 28; a page of ours has a few of its own."""
_COLOURS = {"sc": "cs", "scn": "cs", "SC": "CS", "SCN": "CS"}
_PRINTING_COLOURS = "it uses printing colors (CMYK), which look different from one printer to the next"


@dataclass(slots=True)
class Content:
    """Operators ready to be stored, and the names of the resources they use, by kind."""

    data: bytes
    used: Mapping[str, set[str]]


@dataclass(slots=True)
class _State:
    """The color spaces in force, and those to come back to."""

    inks: bool
    """Whether the form says what its printing colors look like."""
    spaces: dict[str, str] = field(default_factory=lambda: {"cs": "", "CS": ""})
    kept: list[dict[str, str]] = field(default_factory=list)


def rewritten(source: Any, resources: Any) -> Content:
    """The operators of a page, or of a stream that paints. Raises :class:`UnusableFormError`."""
    used: dict[str, set[str]] = defaultdict(set)
    standing = _standing_spaces(resources)
    if standing:
        used["ColorSpace"] |= standing
    state = _State(inks="/DefaultCMYK" in standing)
    out: list[Any] = []
    for instruction in pikepdf.parse_content_stream(source):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            _judge_inline(instruction.iimage)
            out.append(instruction)
            continue
        operands, operator = list(instruction.operands), str(instruction.operator)
        new = _rewritten(operands, operator, state)
        if new is not None:
            out.append(new)
            _note(new[0], operator, used)
    out += [([], pikepdf.Operator("Q"))] * len(state.kept)
    return Content(pikepdf.unparse_content_stream(out), used)


def _rewritten(
    operands: list[Any], operator: str, state: _State
) -> tuple[list[Any], pikepdf.Operator] | None:
    if operator in _DROPPED or (operator == "ri" and str(operands[0]) not in _INTENTS):
        return None
    if operator in ("q", "Q"):
        if not _nested(operator, state):
            return None
    elif not state.inks:
        operands, operator = _without_ink(operands, operator, state)
    return operands, pikepdf.Operator(operator)


def _nested(operator: str, state: _State) -> bool:
    """Keep account of what is put aside; False when there is nothing to come back to."""
    if operator == "q":
        state.kept.append(dict(state.spaces))
        if len(state.kept) > _DEEPEST:
            raise UnusableFormError("its drawing is nested too deeply", hint=SAVE_AS_ARCHIVE)
        return True
    if state.kept:
        state.spaces = state.kept.pop()
        return True
    return False


def _without_ink(operands: list[Any], operator: str, state: _State) -> tuple[list[Any], str]:
    match operator:
        case "k" | "K":
            state.spaces["cs" if operator == "k" else "CS"] = ""
            return _black(operands), "g" if operator == "k" else "G"
        case "g" | "rg" | "G" | "RG":
            state.spaces["cs" if operator.islower() else "CS"] = ""
        case "cs" | "CS":
            state.spaces[operator] = str(operands[0])
            if str(operands[0]) == _CMYK:
                return [pikepdf.Name.DeviceGray], operator
        case "sc" | "scn" | "SC" | "SCN" if state.spaces[_COLOURS[operator]] == _CMYK:
            return _black(operands), operator
    return operands, operator


def _black(operands: list[Any]) -> list[Any]:
    """Black ink alone is a grey, the same on every printer; any other mixture is not."""
    cyan, magenta, yellow, black = (Decimal(value) for value in operands)
    if cyan or magenta or yellow:
        raise UnusableFormError(_PRINTING_COLOURS, hint=SAVE_AS_ARCHIVE)
    return [max(Decimal(1) - black, Decimal(0))]


def _note(operands: list[Any], operator: str, used: dict[str, set[str]]) -> None:
    kind = _NAMED.get(operator)
    if kind is not None and operands:
        used[kind].add(str(operands[0]))
    elif operator in ("scn", "SCN") and operands and isinstance(operands[-1], pikepdf.Name):
        used["Pattern"].add(str(operands[-1]))


def _judge_inline(image: Any) -> None:
    words = {
        str(item) for key in ("/CS", "/ColorSpace", "/F", "/Filter") for item in _listed(image.obj.get(key))
    }
    if words & {"/CMYK", _CMYK}:
        raise UnusableFormError(_PRINTING_COLOURS, hint=SAVE_AS_ARCHIVE)
    if words & {"/LZW", "/LZWDecode"}:
        raise UnusableFormError("a picture in it is packed in an outdated way (LZW)", hint=SAVE_AS_ARCHIVE)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else [value]


def judge_space(space: Any, resources: Any, depth: int = 0) -> None:
    """Refuse a color space that depends on the printer's inks. Raises :class:`UnusableFormError`."""
    if isinstance(space, pikepdf.Name):
        if str(space) == _CMYK and "/DefaultCMYK" not in _standing_spaces(resources):
            raise UnusableFormError(_PRINTING_COLOURS, hint=SAVE_AS_ARCHIVE)
    elif isinstance(space, pikepdf.Array) and len(space) > 1 and depth < 8:
        kind = str(space[0])
        if kind in ("/Indexed", "/Pattern"):
            judge_space(space[1], resources, depth + 1)
        elif kind in ("/Separation", "/DeviceN") and len(space) > 2:
            judge_space(space[2], resources, depth + 1)


def _standing_spaces(resources: Any) -> set[str]:
    """Color spaces that the form puts in place of the plain ones without naming them."""
    spaces = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    names = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
    return {name for name in names if isinstance(spaces, pikepdf.Dictionary) and name in spaces}
