"""YAML text to plain data, by the rules of YAML 1.2 and less: no anchors, aliases, tags, merge keys.

Reads events one by one, so a bomb is refused before it can grow. Dates, ``yes`` and ``on`` stay text.
Quotes nothing from the file: PyYAML's own messages are replaced.
"""

from __future__ import annotations

import math
import re
import sys
from typing import Any

import yaml

from consent.load.codes import Common, Kind
from consent.load.typed.text import RefusalError, refuse
from consent.load.typed.tree import Document, TreeBuilder
from consent.models.place import Place

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
# Not `yes`, `no`, `on`, `off`, which are truth values in YAML 1.1: people type them as words.
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_NUMBER_START = frozenset("+-.0123456789")
# As in YAML 1.2: before, `0123` was eighty-three, and `12:30` seven hundred and fifty.
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# Past it a number is as large as can be: Python reads no more than 4,300 digits, and 309 are no float.
_LONGEST_NUMBER = 300

# The base loader leaves every value text; the one in C is much the faster, where PyYAML was built with it.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(text: str, file: str, kind: Kind, *, first_line: int = 1) -> Document:
    """The one document in a text whose first line is ``first_line`` of the file.

    Raises:
        RefusalError: it is not YAML, holds several documents or none, or is nested too deeply.
    """
    builder = TreeBuilder(file, kind)
    problem: RefusalError | None = None
    try:
        _walk(text, builder, file, kind, first_line)
    except RefusalError as refused:
        problem = refused
    except yaml.MarkedYAMLError as error:
        lost_colon = "expected ':'" in (error.problem or "")
        mark = (error.context_mark if lost_colon else None) or error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        message, hint = _in_plain_words(text, line, column, error.problem or "", error.context or "")
        problem = refuse(Place(file, line + first_line, column + 1), kind, Common.SYNTAX, message, hint)
    except (yaml.YAMLError, ValueError):
        problem = refuse(
            Place(file), kind, Common.SYNTAX, "this is not valid YAML", "save the file again as plain text"
        )
    if problem is not None:
        raise RefusalError([*builder.findings, *problem.findings])
    return builder.document()


def _walk(text: str, builder: TreeBuilder, file: str, kind: Kind, first_line: int) -> None:
    loader = _LOADER(text)
    documents = 0
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            builder.close()
            continue
        mark = event.start_mark
        place = Place(file, mark.line + first_line, mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise refuse(
                    place,
                    kind,
                    Common.REFUSED_YAML,
                    "a second document begins here",
                    "keep one document in each file: remove the `---` line, or split the file",
                )
        elif isinstance(event, yaml.NodeEvent):
            _node(event, place, builder)
    if not documents:
        raise refuse(
            Place(file), kind, Common.UNREADABLE, "the file is empty", "write the file, or remove it"
        )


def _node(event: yaml.NodeEvent, place: Place, builder: TreeBuilder) -> None:
    if isinstance(event, yaml.AliasEvent):
        hint = "write the value out, or put a text that begins with `*` in quotes"
        builder.report(place, Common.REFUSED_YAML, "aliases (`*name`) are not allowed", hint)
        if builder.wants_key:
            builder.refuse_key(place)
        else:
            builder.spoil(place)
        return
    if event.anchor is not None:
        hint = "remove it, or put a text that begins with `&` in quotes"
        builder.report(place, Common.REFUSED_YAML, "anchors (`&name`) are not allowed", hint)
    tagged = isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None
    if tagged:
        hint = "remove it, or put a text that begins with `!` in quotes"
        builder.report(place, Common.REFUSED_YAML, "tags (`!name`) are not allowed", hint)
    if builder.wants_key:
        _key(event, place, builder, tagged)
    elif isinstance(event, yaml.ScalarEvent):
        if tagged:
            builder.spoil(place)
        else:
            builder.scalar(plain_means(event.value) if event.implicit[0] else event.value, place)
    else:
        _open(event, place, builder)


def _key(event: yaml.NodeEvent, place: Place, builder: TreeBuilder, tagged: bool) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        message = "a list or mapping is used as a key"
        raise refuse(place, builder.kind, Common.REFUSED_YAML, message, "write a plain word before the `:`")
    if event.value == "<<" and event.implicit[0]:
        builder.report(
            place, Common.REFUSED_YAML, "merge keys (`<<`) are not allowed", "write the values out"
        )
        builder.refuse_key(place)
    elif tagged:
        builder.refuse_key(place)
    else:
        builder.key(event.value, place)


def _open(event: yaml.NodeEvent, place: Place, builder: TreeBuilder) -> None:
    if isinstance(event, yaml.MappingStartEvent):
        builder.open({}, place)
    else:
        builder.open([], place)


def plain_means(text: str) -> bool | int | float | str | None:
    """What a plain scalar means in YAML 1.2."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if text[0] not in _NUMBER_START:
        return text
    if _INT.fullmatch(text):
        return (
            int(text, 0 if text[1:2] in ("o", "x") else 10)
            if len(text) <= _LONGEST_NUMBER
            else sys.float_info.max
        )
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else math.copysign(sys.float_info.max, number)
    return text


def _in_plain_words(text: str, line: int, column: int, problem: str, context: str) -> tuple[str, str]:
    """PyYAML's complaint as one sentence and what to type."""
    lines = text.split("\n")
    here = lines[line][column : column + 1] if line < len(lines) else ""
    if "tab" in problem or (here == "\t" and "cannot start" in problem):
        return "a tab is used to indent", "indent with spaces"
    if "cannot start any token" in problem:
        return "a text begins with a character that means something in YAML", "put the whole text in quotes"
    for words, answer in _ANSWERS:
        if words in problem or words in context:
            return answer
    return "this is not valid YAML", "check the indentation, the quotes and the `: ` around this line"


_ANSWERS: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        "mapping values are not allowed",
        (
            "a `: ` where none can be",
            "put a text that holds `: ` in quotes, and indent the keys of one mapping alike",
        ),
    ),
    ("unknown escape character", ("a backslash in double quotes", "use single quotes, or write `\\\\`")),
    ("escape", ("an escape in double quotes that stands for no character", "type the character itself")),
    (
        "quoted scalar",
        ("a quotation mark is not closed", "close the quotes, or check that they come in pairs"),
    ),
    ("'-' indicator", ("a line that is not part of the list above it", "begin it with `- `, or indent it")),
    ("']'", ("a list in square brackets is not closed, or a comma is missing", "write `[one, two]`")),
    (
        "'}'",
        (
            "a mapping in curly brackets is not closed, or a comma is missing",
            "write `{key: value, key: value}`",
        ),
    ),
    ("expected ':'", ("a key without a colon", "write `key: value`")),
    ("anchor", ("a text begins with `&`", "put the whole text in quotes")),
    ("alias", ("a text begins with `*`", "put the whole text in quotes")),
    ("tag", ("a text begins with `!`", "put the whole text in quotes")),
    (
        "block sequence entries",
        ("a list begins on the line of its key", "begin the list on a line of its own"),
    ),
    (
        "expected key",
        ("a key was expected here", "check the indentation, and the quotes here and in the lines above"),
    ),
    (
        "block scalar",
        ("a `|` or `>` is followed by something unexpected", "put the text on the next line, indented"),
    ),
    ("directive", ("a line begins with `%`", "put the whole text in quotes")),
)
