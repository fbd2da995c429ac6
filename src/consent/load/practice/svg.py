"""Whether an SVG picture only draws: no scripts, no entities, nothing from outside the file, no live text."""

from __future__ import annotations

import re
from xml.parsers import expat

_ROOT = "http://www.w3.org/2000/svg svg"
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"})
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,")
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"\s]|#)|@import|javascript:", re.IGNORECASE)
_LIVE = frozenset({"text", "tspan", "textpath", "tref", "font", "font-face"})
"""Letters that another machine may draw otherwise, and that a check would take for words of the packet."""
_OUTLINES = "turn text into outlines (Inkscape: Path, Object to Path; Illustrator: Type, Create Outlines)"
_ADVICE = "export it as a plain SVG, or save it as PNG"


class _UnsafeError(Exception):
    """The picture holds something that may not be printed."""

    def __init__(self, what: str, advice: str = _ADVICE) -> None:
        super().__init__(what)
        self.advice = advice


def wrong_with_svg(content: bytes) -> tuple[str, str] | None:
    """What is wrong with an SVG logo and what to do; None when it can be printed."""
    try:
        _parser().Parse(content, True)
    except _UnsafeError as error:
        return f"the logo's SVG holds {error}", error.advice
    except (expat.ExpatError, ValueError, LookupError):
        return "the logo's SVG cannot be read", _ADVICE
    return None


def _parser() -> expat.XMLParserType:
    """A parser that stops at the first thing that may not be printed."""
    open_elements: list[str] = []

    def on_doctype(*_: object) -> None:
        raise _UnsafeError("a `<!DOCTYPE>`")

    def on_instruction(*_: object) -> None:
        raise _UnsafeError("a processing instruction")

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if not open_elements and name != _ROOT:
            raise _UnsafeError('no `<svg xmlns="http://www.w3.org/2000/svg">` around it')
        local = name.rpartition(" ")[2].lower()
        open_elements.append(local)
        _check_element(local)
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2].lower(), value)

    def on_end(_name: str) -> None:
        open_elements.pop()

    def on_text(text: str) -> None:
        if "style" in open_elements:
            _check_style(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = on_doctype
    parser.ProcessingInstructionHandler = on_instruction
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = on_text
    return parser


def _check_element(local: str) -> None:
    if local in _ACTIVE:
        raise _UnsafeError(f"a `<{local}>`")
    if local in _LIVE:
        raise _UnsafeError(f"live text (`<{local}>`)", _OUTLINES)


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise _UnsafeError("a script")
    if name in ("href", "src") and not value.lstrip().startswith("#") and not _PICTURE.match(value.lstrip()):
        raise _UnsafeError("a reference to something outside the file")
    _check_style(value)


def _check_style(text: str) -> None:
    # A backslash can spell `url(` in a way no pattern sees.
    if "\\" in text or _OUTSIDE.search(text):
        raise _UnsafeError("a style that asks for something outside the file")
