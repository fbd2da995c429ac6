"""Reads page templates without rendering them, and finds every name the packet does not have.

Follows includes, imports, macros and loops, and goes into both branches of every condition: a
wrong name in a branch that no example takes is found too. Knows Jinja's syntax and nothing of a packet's values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_type_hints

import jinja2
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from consent.checks.source import template_types as typed
from consent.checks.source.template_types import TypeOf
from consent.models.page_values import PageValues
from consent.models.place import Place
from consent.models.sources import PageFile

START = "packet.html.j2"
_DEFAULTS = frozenset({"default", "d"})
_KEEPS_TYPE = frozenset({"select", "reject", "list", "unique", "sort", "reverse", "selectattr", "rejectattr", "safe", "trim"})
_ONE_OF = frozenset({"first", "last", "max", "min", "random"})
_IN_MACROS: Mapping[str, TypeOf] = {"caller": Any, "varargs": Any, "kwargs": Any}
_TEXT = frozenset({"join", "lower", "upper", "capitalize", "title", "string", "replace", "truncate", "escape", "e", "format"})

Scope = dict[str, TypeOf]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a template asks for that is not there."""

    kind: str
    """``syntax``, ``name`` or ``default``."""
    place: Place
    message: str
    choices: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class _Macro:
    page: PageFile
    node: nodes.Macro
    scope: Mapping[str, TypeOf]


@dataclass(frozen=True, slots=True)
class _Module:
    names: Mapping[str, TypeOf]


@dataclass(slots=True)
class _Walk:
    pages: Mapping[str, PageFile]
    environment: jinja2.Environment
    problems: dict[Problem, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    trees: dict[str, nodes.Template | None] = field(default_factory=dict)


def problems_of(pages: Sequence[PageFile]) -> tuple[Problem, ...]:
    """Everything wrong in the page templates, reached from ``packet.html.j2`` or not."""
    walk = _Walk({page.name: page for page in pages}, jinja2.Environment(autoescape=True))
    for page in pages:
        _tree(walk, page)
    if START in walk.pages:
        _template(walk, walk.pages[START], dict(get_type_hints(PageValues)))
    for page in pages:
        # A partial nobody includes yet: its own names are unknown, the global ones are not.
        if not any(key.startswith(f"{page.name}:") for key in walk.seen):
            _filters(walk, page)
    return tuple(sorted(walk.problems, key=lambda p: (p.place, p.message)))


def _tree(walk: _Walk, page: PageFile) -> nodes.Template | None:
    if page.name not in walk.trees:
        try:
            walk.trees[page.name] = walk.environment.parse(page.text, page.name, page.file)
        except jinja2.TemplateSyntaxError as error:
            walk.trees[page.name] = None
            _report(walk, "syntax", Place(page.file, error.lineno, 1), str(error.message))
    return walk.trees[page.name]


def _template(walk: _Walk, page: PageFile, scope: Scope) -> Scope:
    """Follow one template; gives the names it defines at its top level."""
    tree = _tree(walk, page)
    key = f"{page.name}:{sorted((name, str(kind)) for name, kind in scope.items() if not isinstance(kind, (_Macro, _Module)))}"
    if tree is None or key in walk.seen:
        return scope
    walk.seen.add(key)
    # Jinja knows every macro of a file before its first line runs.
    for macro in tree.find_all(nodes.Macro):
        scope[macro.name] = _Macro(page, macro, scope)
    _body(walk, page, tree.body, scope)
    for macro in tree.find_all(nodes.Macro):
        if not any(seen.startswith(f"{page.name}#{macro.name}(") for seen in walk.seen):
            _call_macro(walk, _Macro(page, macro, scope), [Any] * len(macro.args), final=False)
    return scope


def _filters(walk: _Walk, page: PageFile) -> None:
    tree = _tree(walk, page)
    for node in tree.find_all(nodes.Filter) if tree else ():
        _filter_name(walk, page, node)


def _body(walk: _Walk, page: PageFile, body: Sequence[nodes.Node], scope: Scope) -> None:
    for node in body:
        _statement(walk, page, node, scope)


def _statement(walk: _Walk, page: PageFile, node: nodes.Node, scope: Scope) -> None:  # noqa: C901, PLR0912 - one case per kind of statement
    match node:
        case nodes.Output():
            for part in node.nodes:
                _expression(walk, page, part, scope)
        case nodes.For():
            _loop(walk, page, node, scope)
        case nodes.If():
            _expression(walk, page, node.test, scope)
            for body in (node.body, node.elif_, node.else_):
                _body(walk, page, body, scope)
        case nodes.Assign():
            _bind(node.target, _expression(walk, page, node.node, scope), scope)
        case nodes.AssignBlock():
            _body(walk, page, node.body, scope)
            _bind(node.target, str, scope)
        case nodes.With():
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                _bind(target, _expression(walk, page, value, scope), inner)
            _body(walk, page, node.body, inner)
        case nodes.Include() | nodes.Extends():
            for other in _named(walk, page, node.template):
                _template(walk, other, dict(scope))
        case nodes.Import():
            for other in _named(walk, page, node.template):
                scope[node.target] = _Module(_template(walk, other, _imported(scope, with_context=node.with_context)))
        case nodes.FromImport():
            _from_import(walk, page, node, scope)
        case nodes.Macro():
            pass
        case nodes.CallBlock():
            _expression(walk, page, node.call, scope)
            _body(walk, page, node.body, {**scope, **dict.fromkeys((a.name for a in node.args), Any)})
        case nodes.FilterBlock() | nodes.Block() | nodes.Scope() | nodes.ScopedEvalContextModifier():
            _body(walk, page, node.body, dict(scope))
        case nodes.ExprStmt():
            _expression(walk, page, node.node, scope)
        case _:
            _children(walk, page, node, scope)


def _loop(walk: _Walk, page: PageFile, node: nodes.For, scope: Scope) -> None:
    kind = _expression(walk, page, node.iter, scope)
    one = typed.item(kind)
    if one is None:
        place = _place(page, node.iter, "")
        _report(walk, "name", place, f"a loop needs a list; this is {typed.described(kind)}")
        one = Any
    inner = {**scope, "loop": Any}
    _bind(node.target, one, inner)
    if node.test is not None:
        _expression(walk, page, node.test, inner)
    _body(walk, page, node.body, inner)
    _body(walk, page, node.else_, dict(scope))


def _from_import(walk: _Walk, page: PageFile, node: nodes.FromImport, scope: Scope) -> None:
    for other in _named(walk, page, node.template):
        names = _template(walk, other, _imported(scope, with_context=node.with_context))
        for wanted in node.names:
            name, alias = wanted if isinstance(wanted, tuple) else (wanted, wanted)
            if name not in names:
                _report(walk, "name", _place(page, node, name), f"{other.name} has no {name!r}", tuple(names), name)
            scope[alias] = names.get(name, Any)


def _imported(scope: Scope, *, with_context: bool) -> Scope:
    return dict(scope) if with_context else {}


def _named(walk: _Walk, page: PageFile, node: nodes.Expr) -> list[PageFile]:
    """The templates a tag names; those that are not there are reported."""
    names = node.items if isinstance(node, (nodes.List, nodes.Tuple)) else [node]
    found = []
    for one in names:
        if not isinstance(one, nodes.Const) or not isinstance(one.value, str):
            continue
        if one.value in walk.pages:
            found.append(walk.pages[one.value])
        else:
            _report(walk, "name", _place(page, node, one.value), f"there is no template {one.value!r}", tuple(walk.pages), one.value)
    return found


def _bind(target: nodes.Node, kind: TypeOf, scope: Scope) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        for part, part_kind in zip(target.items, typed.parts(kind, len(target.items)), strict=True):
            _bind(part, part_kind, scope)


def _expression(walk: _Walk, page: PageFile, node: nodes.Node | None, scope: Scope) -> TypeOf:  # noqa: C901, PLR0911, PLR0912 - one case per kind of expression
    match node:
        case None | nodes.TemplateData():
            return str
        case nodes.Const():
            if isinstance(node.value, str):
                return Literal[node.value]
            return type(node.value) if node.value is not None else Any
        case nodes.Name():
            return _name(walk, page, node, scope)
        case nodes.Getattr():
            return _get(walk, page, node, _expression(walk, page, node.node, scope), node.attr)
        case nodes.Getitem():
            kind = _expression(walk, page, node.node, scope)
            return _getitem(walk, page, node, kind, scope)
        case nodes.Call():
            return _call(walk, page, node, scope)
        case nodes.Filter():
            return _filter(walk, page, node, scope)
        case nodes.Test():
            _expression(walk, page, node.node, scope)
            for argument in node.args:
                _expression(walk, page, argument, scope)
            if node.name not in walk.environment.tests:
                _report(walk, "name", _place(page, node, node.name), f"Jinja has no test {node.name!r}", tuple(walk.environment.tests), node.name)
            return bool
        case nodes.CondExpr():
            _expression(walk, page, node.test, scope)
            return typed.union(_expression(walk, page, part, scope) for part in (node.expr1, node.expr2))
        case nodes.And() | nodes.Or():
            return typed.union([_expression(walk, page, node.left, scope), _expression(walk, page, node.right, scope)])
        case nodes.Compare():
            return _compare(walk, page, node, scope)
        case nodes.Not():
            _children(walk, page, node, scope)
            return bool
        case nodes.Concat():
            _children(walk, page, node, scope)
            return str
        case nodes.List() | nodes.Tuple():
            kind = typed.union(_expression(walk, page, part, scope) for part in node.items)
            return tuple if kind is Any else tuple[kind, ...]  # type: ignore[valid-type]
        case _:
            _children(walk, page, node, scope)
            return Any


def _children(walk: _Walk, page: PageFile, node: nodes.Node, scope: Scope) -> None:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Expr):
            _expression(walk, page, child, scope)
        else:
            _statement(walk, page, child, scope)


def _name(walk: _Walk, page: PageFile, node: nodes.Name, scope: Scope) -> TypeOf:
    if node.name in scope:
        return scope[node.name]
    if node.name in DEFAULT_NAMESPACE or node.name in ("self", "super"):
        return Any
    names = tuple(name for name in scope)
    _report(walk, "name", _place(page, node, node.name), f"there is no {node.name!r} here", names, node.name)
    return Any


def _get(walk: _Walk, page: PageFile, node: nodes.Node, kind: TypeOf, name: str) -> TypeOf:
    if isinstance(kind, _Module):
      
        if name not in kind.names:
            _report(walk, "name", _place(page, node, name), f"the imported template has no {name!r}", tuple(kind.names), name)
        return kind.names.get(name, Any)
    if isinstance(kind, _Macro):
        return Any
    found = typed.attribute(kind, name)
    if found is not None and not hasattr(dict, name):
        _closed_list(walk, page, node, typed.no_such_key(kind, Literal[name]), Literal[name])
    if found is None:
        message = f"{typed.described(kind)} has no {name!r}"
        _report(walk, "name", _place(page, node, name), message, typed.known(kind), name)
        return Any
    return found


def _getitem(walk: _Walk, page: PageFile, node: nodes.Getitem, kind: TypeOf, scope: Scope) -> TypeOf:
    if isinstance(node.arg, nodes.Slice):
        _children(walk, page, node.arg, scope)
        return kind
    key = _expression(walk, page, node.arg, scope)
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) and typed.known(kind):
        return _get(walk, page, node, kind, node.arg.value)
    _closed_list(walk, page, node, typed.no_such_key(kind, key), key)
    return typed.value_of(kind)


def _compare(walk: _Walk, page: PageFile, node: nodes.Compare, scope: Scope) -> TypeOf:
    """A comparison with a word that the value can never be is a branch that is never taken."""
    left = _expression(walk, page, node.expr, scope)
    for operand in node.ops:
        right = _expression(walk, page, operand.expr, scope)
        if operand.op in ("eq", "ne"):
            _closed_list(walk, page, node, typed.never_equal(left, right), right)
    return bool


def _closed_list(walk: _Walk, page: PageFile, node: nodes.Node, words: tuple[str, ...], key: TypeOf) -> None:
    if words:
        word = str(get_args(key)[0])
        _report(walk, "name", _place(page, node, word), f"{word!r} is none of the words there are", words, word)


def _call(walk: _Walk, page: PageFile, node: nodes.Call, scope: Scope) -> TypeOf:
    target = _expression(walk, page, node.node, scope)
    arguments = [_expression(walk, page, argument, scope) for argument in node.args]
    named = {pair.key: _expression(walk, page, pair.value, scope) for pair in node.kwargs}
    if isinstance(target, _Macro):
        given = dict(zip((argument.name for argument in target.node.args), arguments, strict=False)) | named
        known = [argument.name for argument in target.node.args]
        for name in named:
            if name not in known:
                _report(walk, "name", _place(page, node, name), f"the macro {target.node.name!r} takes no {name!r}", tuple(known), name)
        _call_macro(walk, target, [given.get(name, Any) for name in known])
        return str
    return Any


def _call_macro(walk: _Walk, macro: _Macro, arguments: Sequence[TypeOf], *, final: bool = True) -> None:
    key = f"{macro.page.name}#{macro.node.name}({', '.join(str(kind) for kind in arguments)})"
    if key in walk.seen:
        return
    if final:
        walk.seen.add(key)
    scope = {**macro.scope, **_IN_MACROS}
    scope |= {argument.name: kind for argument, kind in zip(macro.node.args, arguments, strict=True)}
    for default in macro.node.defaults:
        _expression(walk, macro.page, default, dict(macro.scope))
    _body(walk, macro.page, macro.node.body, scope)


def _filter(walk: _Walk, page: PageFile, node: nodes.Filter, scope: Scope) -> TypeOf:
    kind = _expression(walk, page, node.node, scope)
    for argument in node.args:
        _expression(walk, page, argument, scope)
    for pair in node.kwargs:
        _expression(walk, page, pair.value, scope)
    _filter_name(walk, page, node)
    path = _attribute_path(node)
    if path:
        found = typed.item(kind) or Any
        for name in path.split("."):
            if not name.isdigit():
                found = _get(walk, page, node, found, name)
        if node.name == "map":
            return tuple[found, ...]
    if node.name in _KEEPS_TYPE:
        return kind
    if node.name in _ONE_OF:
        return typed.item(kind) or Any
    return str if node.name in _TEXT else Any


def _filter_name(walk: _Walk, page: PageFile, node: nodes.Filter) -> None:
    if node.name in _DEFAULTS:
        _report(walk, "default", _place(page, node, node.name), f"the filter {node.name!r} would hide a missing value")
    elif node.name not in walk.environment.filters:
        _report(walk, "name", _place(page, node, node.name), f"Jinja has no filter {node.name!r}", tuple(walk.environment.filters), node.name)


def _attribute_path(node: nodes.Filter) -> str:
    """The attribute a filter is told to look at, if any."""
    for pair in node.kwargs:
        if pair.key == "attribute" and isinstance(pair.value, nodes.Const):
            return str(pair.value.value)
    takes_it_first = node.name in ("selectattr", "rejectattr", "groupby")
    if takes_it_first and node.args and isinstance(node.args[0], nodes.Const):
        return str(node.args[0].value)
    return ""


def _report(walk: _Walk, kind: str, place: Place, message: str, choices: tuple[str, ...] = (), name: str = "") -> None:
    walk.problems.setdefault(Problem(kind, place, message, choices, name))


def _place(page: PageFile, node: nodes.Node, name: str) -> Place:
    """The line of a node, and the column of a name on it or on one of the next lines."""
    lines = page.text.split("\n")
    for number in range(node.lineno, min(node.lineno + 4, len(lines) + 1)):
        line = lines[number - 1]
        column = _column(line, name) if name else len(line) - len(line.lstrip())
        if column >= 0:
            return Place(page.file, number, column + 1)
    return Place(page.file, node.lineno, 1)


def _column(line: str, name: str) -> int:
    """Where a whole word stands in a line, after a dot or in quotes rather than elsewhere; -1 when it does not."""
    for pattern in (rf"(?<=\.){re.escape(name)}(?!\w)", rf"(?<!\w){re.escape(name)}(?!\w)"):
        match = re.search(pattern, line)
        if match:
            return match.start()
    return -1
