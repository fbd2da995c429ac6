"""Reads page templates without rendering them, and finds every name the packet does not have.

Follows includes, imports, macros and loops, and goes into both branches of every condition: a
wrong name in a branch that no example takes is found too. Never sees a packet's values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_type_hints

import jinja2
from jinja2 import nodes

from consent.checks.source.jinja import types as typed
from consent.checks.source.jinja.expressions import check_filter_name, type_of, visit_children
from consent.checks.source.jinja.state import Macro, Module, Problem, Scope, Walk, place_of
from consent.checks.source.jinja.types import TypeOf
from consent.models.library.sources import PageFile
from consent.models.paper.page_values import PageValues
from consent.models.place import Place

START = "packet.html.j2"
_IN_MACROS: Mapping[str, TypeOf] = MappingProxyType({"caller": Any, "varargs": Any, "kwargs": Any})


@lru_cache(maxsize=4)
def problems_of(pages: tuple[PageFile, ...]) -> tuple[Problem, ...]:
    """Everything wrong in the page templates, reached from ``packet.html.j2`` or not."""
    walk = Walk({page.name: page for page in pages}, jinja2.Environment(autoescape=True), _run_macro)
    for page in pages:
        _tree(walk, page)
    if START in walk.pages:
        _template(walk, walk.pages[START], dict(get_type_hints(PageValues)))
    for page in pages:
        # A partial nobody includes yet: what it will be given is unknown, its filters are not.
        if not any(key.startswith(f"{page.name}:") for key in walk.seen):
            _filters(walk, page)
    return tuple(sorted(walk.problems, key=lambda p: (p.place, p.message)))


def _tree(walk: Walk, page: PageFile) -> nodes.Template | None:
    if page.name not in walk.trees:
        try:
            walk.trees[page.name] = walk.environment.parse(page.text, page.name, page.file)
        except jinja2.TemplateSyntaxError as error:
            walk.trees[page.name] = None
            walk.report("syntax", Place(page.file, error.lineno, 1), str(error.message))
    return walk.trees[page.name]


def _template(walk: Walk, page: PageFile, scope: Scope) -> Scope:
    """Follow one template; gives the names it defines at its top level."""
    tree = _tree(walk, page)
    plain = {name: kind for name, kind in scope.items() if not isinstance(kind, (Macro, Module))}
    key = f"{page.name}:{sorted((name, str(kind)) for name, kind in plain.items())}"
    if tree is None or key in walk.seen:
        return scope
    walk.seen.add(key)
    macros = tuple(tree.find_all(nodes.Macro))
    # Jinja knows every macro of a file before its first line runs.
    for macro in macros:
        scope[macro.name] = Macro(page, macro, scope)
    _body(walk, page, tree.body, scope)
    for macro in macros:
        if not any(seen.startswith(f"{page.name}#{macro.name}(") for seen in walk.seen):
            _macro_body(walk, Macro(page, macro, scope), [Any] * len(macro.args))
    return scope


def _filters(walk: Walk, page: PageFile) -> None:
    tree = _tree(walk, page)
    for node in tree.find_all(nodes.Filter) if tree else ():
        check_filter_name(walk, page, node)


def _run_macro(walk: Walk, macro: Macro, arguments: Sequence[TypeOf]) -> None:
    """Follow a macro for arguments of these types, once."""
    key = f"{macro.page.name}#{macro.node.name}({', '.join(str(kind) for kind in arguments)})"
    if key not in walk.seen:
        walk.seen.add(key)
        _macro_body(walk, macro, arguments)


def _macro_body(walk: Walk, macro: Macro, arguments: Sequence[TypeOf]) -> None:
    scope = {**macro.scope, **_IN_MACROS}
    scope |= {argument.name: kind for argument, kind in zip(macro.node.args, arguments, strict=True)}
    for default in macro.node.defaults:
        type_of(walk, macro.page, default, dict(macro.scope))
    _body(walk, macro.page, macro.node.body, scope)


def _body(walk: Walk, page: PageFile, body: Sequence[nodes.Node], scope: Scope) -> None:
    for node in body:
        handler = _BY_KIND.get(type(node))
        if handler is not None:
            handler(walk, page, node, scope)
        elif isinstance(node, nodes.Expr):
            type_of(walk, page, node, scope)
        else:
            visit_children(walk, page, node, scope)


def _loop(walk: Walk, page: PageFile, node: nodes.For, scope: Scope) -> None:
    kind = type_of(walk, page, node.iter, scope)
    one = typed.item(kind)
    if one is None:
        message = f"a loop needs a list; this is {typed.described(kind)}"
        walk.report("name", place_of(page, node.iter), message)
        one = Any
    inner = {**scope, "loop": Any}
    _bind(node.target, one, inner)
    type_of(walk, page, node.test, inner)
    _body(walk, page, node.body, inner)
    _body(walk, page, node.else_, dict(scope))


def _if(walk: Walk, page: PageFile, node: nodes.If, scope: Scope) -> None:
    type_of(walk, page, node.test, scope)
    for body in (node.body, node.elif_, node.else_):
        _body(walk, page, body, scope)


def _set(walk: Walk, page: PageFile, node: nodes.Assign, scope: Scope) -> None:
    _bind(node.target, type_of(walk, page, node.node, scope), scope)


def _set_block(walk: Walk, page: PageFile, node: nodes.AssignBlock, scope: Scope) -> None:
    _body(walk, page, node.body, scope)
    _bind(node.target, str, scope)


def _with(walk: Walk, page: PageFile, node: nodes.With, scope: Scope) -> None:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        _bind(target, type_of(walk, page, value, scope), inner)
    _body(walk, page, node.body, inner)


def _include(walk: Walk, page: PageFile, node: nodes.Include | nodes.Extends, scope: Scope) -> None:
    for other in _named(walk, page, node.template):
        _template(walk, other, dict(scope))


def _import(walk: Walk, page: PageFile, node: nodes.Import, scope: Scope) -> None:
    for other in _named(walk, page, node.template):
        scope[node.target] = Module(_template(walk, other, dict(scope) if node.with_context else {}))


def _from_import(walk: Walk, page: PageFile, node: nodes.FromImport, scope: Scope) -> None:
    for other in _named(walk, page, node.template):
        names = _template(walk, other, dict(scope) if node.with_context else {})
        for wanted in node.names:
            name, alias = wanted if isinstance(wanted, tuple) else (wanted, wanted)
            if name not in names:
                walk.no_name(page, node, name, f"{other.name} has no {name!r}", tuple(names))
            scope[alias] = names.get(name, Any)


def _call_block(walk: Walk, page: PageFile, node: nodes.CallBlock, scope: Scope) -> None:
    type_of(walk, page, node.call, scope)
    _body(walk, page, node.body, {**scope, **dict.fromkeys((a.name for a in node.args), Any)})


def _block(walk: Walk, page: PageFile, node: nodes.Block, scope: Scope) -> None:
    _body(walk, page, node.body, dict(scope))


def _filter_block(walk: Walk, page: PageFile, node: nodes.FilterBlock, scope: Scope) -> None:
    check_filter_name(walk, page, node.filter)
    _body(walk, page, node.body, dict(scope))


def _nothing(_walk: Walk, _page: PageFile, _node: nodes.Node, _scope: Scope) -> None:
    """A macro is followed where it is called."""


def _named(walk: Walk, page: PageFile, node: nodes.Expr) -> list[PageFile]:
    """The templates a tag names; those that are not there are noted."""
    names = node.items if isinstance(node, (nodes.List, nodes.Tuple)) else [node]
    found = []
    for one in names:
        if not isinstance(one, nodes.Const) or not isinstance(one.value, str):
            continue
        if one.value in walk.pages:
            found.append(walk.pages[one.value])
        else:
            walk.no_name(page, node, one.value, f"there is no template {one.value!r}", tuple(walk.pages))
    return found


def _bind(target: nodes.Node, kind: TypeOf, scope: Scope) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        for part, part_kind in zip(target.items, typed.parts(kind, len(target.items)), strict=True):
            _bind(part, part_kind, scope)


_BY_KIND: Mapping[type[nodes.Node], Callable[..., None]] = MappingProxyType(
    {
        nodes.For: _loop,
        nodes.If: _if,
        nodes.Assign: _set,
        nodes.AssignBlock: _set_block,
        nodes.With: _with,
        nodes.Include: _include,
        nodes.Extends: _include,
        nodes.Import: _import,
        nodes.FromImport: _from_import,
        nodes.Macro: _nothing,
        nodes.CallBlock: _call_block,
        nodes.Block: _block,
        nodes.FilterBlock: _filter_block,
        nodes.Scope: _block,
        nodes.ScopedEvalContextModifier: _block,
    }
)
