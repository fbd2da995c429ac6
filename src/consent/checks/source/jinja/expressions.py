"""The type of every expression in a page template, and a problem for each name it does not find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from consent.checks.source.jinja import types as typed
from consent.checks.source.jinja.state import Macro, Module, Scope, Walk, place_of
from consent.checks.source.jinja.types import TypeOf
from consent.models.library.sources import PageFile

_DEFAULTS = frozenset({"default", "d"})
_KEEPS_TYPE = frozenset(
    {
        "select", "reject", "list", "unique", "sort", "reverse", "selectattr", "rejectattr", "safe", "trim",
    }
)  # fmt: skip
_ONE_OF = frozenset({"first", "last", "max", "min", "random"})
_TEXT = frozenset(
    {
        "join", "lower", "upper", "capitalize", "title", "string", "replace",
        "truncate", "escape", "e", "format",
    }
)  # fmt: skip


def type_of(walk: Walk, page: PageFile, node: nodes.Node | None, scope: Scope) -> TypeOf:
    """The type of an expression; what it names and does not find is noted."""
    if node is None:
        return str
    handler = _BY_KIND.get(type(node))
    if handler is not None:
        return handler(walk, page, node, scope)
    visit_children(walk, page, node, scope)
    return _OF_KIND.get(type(node), Any)


def visit_children(walk: Walk, page: PageFile, node: nodes.Node, scope: Scope) -> None:
    """Look at every expression below a node."""
    for child in node.iter_child_nodes():
        type_of(walk, page, child, scope)


def check_filter_name(walk: Walk, page: PageFile, node: nodes.Filter) -> None:
    """Note a filter that does not exist, or that hides what is missing."""
    if node.name in _DEFAULTS:
        message = f"the filter {node.name!r} would hide a missing value"
        walk.report("default", place_of(page, node, node.name), message)
    elif node.name not in walk.environment.filters:
        known = tuple(walk.environment.filters)
        walk.no_name(page, node, node.name, f"Jinja has no filter {node.name!r}", known)


def _const(_walk: Walk, _page: PageFile, node: nodes.Const, _scope: Scope) -> TypeOf:
    if isinstance(node.value, str):
        return Literal[node.value]
    return Any if node.value is None else type(node.value)


def _name(walk: Walk, page: PageFile, node: nodes.Name, scope: Scope) -> TypeOf:
    if node.name in scope:
        return scope[node.name]
    if node.name not in DEFAULT_NAMESPACE and node.name not in ("self", "super"):
        walk.no_name(page, node, node.name, f"there is no {node.name!r} here", tuple(scope))
    return Any


def _getattr(walk: Walk, page: PageFile, node: nodes.Getattr, scope: Scope) -> TypeOf:
    return _get(walk, page, node, type_of(walk, page, node.node, scope), node.attr)


def _get(walk: Walk, page: PageFile, node: nodes.Node, kind: TypeOf, name: str) -> TypeOf:
    if isinstance(kind, Macro):
        return Any
    if isinstance(kind, Module):
        if name not in kind.names:
            walk.no_name(page, node, name, f"the imported template has no {name!r}", tuple(kind.names))
        return kind.names.get(name, Any)
    found = typed.attribute(kind, name)
    if found is None:
        walk.no_name(page, node, name, f"{typed.described(kind)} has no {name!r}", typed.known(kind))
        return Any
    if not hasattr(dict, name):
        _closed_list(walk, page, node, typed.no_such_key(kind, Literal[name]), name)
    return found


def _getitem(walk: Walk, page: PageFile, node: nodes.Getitem, scope: Scope) -> TypeOf:
    kind = type_of(walk, page, node.node, scope)
    if isinstance(node.arg, nodes.Slice):
        visit_children(walk, page, node.arg, scope)
        return kind
    key = type_of(walk, page, node.arg, scope)
    word = _word(key)
    if isinstance(node.arg, nodes.Const) and word is not None and typed.known(kind):
        return _get(walk, page, node, kind, word)
    if word is not None:
        _closed_list(walk, page, node, typed.no_such_key(kind, key), word)
    return typed.value_of(kind)


def _compare(walk: Walk, page: PageFile, node: nodes.Compare, scope: Scope) -> TypeOf:
    """A comparison with a word that the value can never be is a branch that is never taken."""
    left = type_of(walk, page, node.expr, scope)
    for operand in node.ops:
        right = type_of(walk, page, operand.expr, scope)
        word = _word(right)
        if operand.op in ("eq", "ne") and word is not None:
            _closed_list(walk, page, node, typed.never_equal(left, right), word)
    return bool


def _closed_list(walk: Walk, page: PageFile, node: nodes.Node, words: tuple[str, ...], word: str) -> None:
    if words:
        walk.no_name(page, node, word, f"{word!r} is none of the words there are", words)


def _word(kind: TypeOf) -> str | None:
    """The word itself, when it is known in advance."""
    arguments = get_args(kind)
    return str(arguments[0]) if arguments and kind == Literal[arguments[0]] else None


def _call(walk: Walk, page: PageFile, node: nodes.Call, scope: Scope) -> TypeOf:
    target = type_of(walk, page, node.node, scope)
    arguments = [type_of(walk, page, argument, scope) for argument in node.args]
    named = {pair.key: type_of(walk, page, pair.value, scope) for pair in node.kwargs}
    if not isinstance(target, Macro):
        return Any
    known = [argument.name for argument in target.node.args]
    for name in named:
        if name not in known:
            walk.no_name(page, node, name, f"the macro {target.node.name!r} takes no {name!r}", known)
    given = {**dict(zip(known, arguments, strict=False)), **named}
    walk.run_macro(walk, target, [given.get(name, Any) for name in known])
    return str


def _filter(walk: Walk, page: PageFile, node: nodes.Filter, scope: Scope) -> TypeOf:
    kind = type_of(walk, page, node.node, scope)
    for argument in (*node.args, *(pair.value for pair in node.kwargs)):
        type_of(walk, page, argument, scope)
    check_filter_name(walk, page, node)
    path = _attribute_path(node)
    if path:
        found = typed.item(kind) or Any
        for name in path.split("."):
            found = found if name.isdigit() else _get(walk, page, node, found, name)
        if node.name == "map":
            return _list_of(found)
    if node.name in _KEEPS_TYPE:
        return kind
    if node.name in _ONE_OF:
        return typed.item(kind) or Any
    return str if node.name in _TEXT else Any


def _attribute_path(node: nodes.Filter) -> str:
    """The attribute a filter is told to look at, if any."""
    for pair in node.kwargs:
        if pair.key == "attribute" and isinstance(pair.value, nodes.Const):
            return str(pair.value.value)
    takes_it_first = node.name in ("selectattr", "rejectattr", "groupby")
    if takes_it_first and node.args and isinstance(node.args[0], nodes.Const):
        return str(node.args[0].value)
    return ""


def _test(walk: Walk, page: PageFile, node: nodes.Test, scope: Scope) -> TypeOf:
    visit_children(walk, page, node, scope)
    if node.name not in walk.environment.tests:
        walk.no_name(page, node, node.name, f"Jinja has no test {node.name!r}", tuple(walk.environment.tests))
    return bool


def _either(walk: Walk, page: PageFile, node: nodes.CondExpr, scope: Scope) -> TypeOf:
    type_of(walk, page, node.test, scope)
    return typed.union(type_of(walk, page, part, scope) for part in (node.expr1, node.expr2))


def _and_or(walk: Walk, page: PageFile, node: nodes.BinExpr, scope: Scope) -> TypeOf:
    return typed.union([type_of(walk, page, part, scope) for part in (node.left, node.right)])


def _listing(walk: Walk, page: PageFile, node: nodes.List, scope: Scope) -> TypeOf:
    return _list_of(typed.union(type_of(walk, page, part, scope) for part in node.items))


def _list_of(kind: TypeOf) -> TypeOf:
    return tuple.__class_getitem__((kind, ...))


_OF_KIND: Mapping[type[nodes.Node], TypeOf] = MappingProxyType(
    {nodes.TemplateData: str, nodes.Concat: str, nodes.Not: bool}
)
_BY_KIND: Mapping[type[nodes.Node], Callable[..., TypeOf]] = MappingProxyType(
    {
        nodes.Const: _const,
        nodes.Name: _name,
        nodes.Getattr: _getattr,
        nodes.Getitem: _getitem,
        nodes.Call: _call,
        nodes.Filter: _filter,
        nodes.Test: _test,
        nodes.CondExpr: _either,
        nodes.And: _and_or,
        nodes.Or: _and_or,
        nodes.Compare: _compare,
        nodes.List: _listing,
        nodes.Tuple: _listing,
    }
)
