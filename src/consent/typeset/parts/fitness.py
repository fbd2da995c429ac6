"""Whether pages may be typeset part by part: what they look like must not hang on the parts before them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2
from cssselect2 import parser
from cssselect2.parser import SelectorError

from consent.typeset.parts.divide import Divided, NotInPartsError

_ACROSS = (
    (re.compile(r"\btarget-(counter|counters|text)\s*\("), "target-counter()"),
    (re.compile(r"\bstring(-set\s*:|\()"), "string-set"),
    (re.compile(r"\bfootnote\b"), "footnotes"),
    (
        re.compile(r"\b(break|page-break)-(before|after)\s*:\s*(left|right|recto|verso)\b"),
        "left and right pages",
    ),
)
_COUNTERS = re.compile(r"\bcounters?\s*\(|\bcounter-(reset|increment|set)\b")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_IDS = re.compile(r'\bid="([^"]*)"')
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
_BY_PLACE = frozenset(
    {
        *("first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type"),
        *("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"),
    }
)
_SIBLINGS = frozenset({"+", "~"})


@dataclass(frozen=True, slots=True)
class Compound:
    """What an element must be, as far as its own tag says."""

    tag: str
    """Empty when it may be any."""
    classes: frozenset[str]
    ids: frozenset[str]

    def may_be(self, tags: Collection[str], classes: Collection[str], ids: Collection[str]) -> bool:
        """Whether an element of these may match. In doubt, it may."""
        return (
            (not self.tag or self.tag in tags) and self.classes.issubset(classes) and self.ids.issubset(ids)
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """What of some style sheets may look beyond one part."""

    refused: str = ""
    by_place: frozenset[Compound] = frozenset()
    """They ask for a place among siblings."""
    counting: frozenset[Compound] = frozenset()
    """They show or move a counter."""


def check_fitness(divided: Divided, stylesheets: Sequence[str]) -> None:
    """Refuse pages of which a part looks another way on its own.

    Raises:
        NotInPartsError: a rule of a style sheet asks what stands before a part, or counts across parts.
    """
    rules = rules_of(tuple(stylesheets))
    if rules.refused:
        raise NotInPartsError(f"a style sheet uses {rules.refused}, which looks beyond one part")
    for source in divided.sources:
        names = [source.tag], _words(_CLASSES, source.attributes), _words(_IDS, source.attributes)
        if any(compound.may_be(*names) for compound in rules.by_place):
            raise NotInPartsError(
                f"a style sheet asks for the place of part {source.name!r} among the others"
            )
    text = "".join((divided.running, *(source.html for source in divided.sources)))
    counting = [one for one in rules.counting if all(word in text for word in (*one.classes, *one.ids))]
    if counting:
        names_ = set(_TAGS.findall(text)), _words(_CLASSES, text), _words(_IDS, text)
        if any(compound.may_be(*names_) for compound in counting):
            raise NotInPartsError("a style sheet counts, and each part would begin to count anew")


def _words(pattern: re.Pattern[str], text: str) -> set[str]:
    return set(" ".join(pattern.findall(text)).split())


@lru_cache(maxsize=8)
def rules_of(stylesheets: tuple[str, ...]) -> Rules:
    """Read style sheets for what may look beyond one part."""
    by_place: set[Compound] = set()
    counting: set[Compound] = set()
    for css in stylesheets:
        for pattern, name in _ACROSS:
            if pattern.search(_without_comments(css)):
                return Rules(name)
        for kind, prelude, content in _blocks(tinycss2.parse_stylesheet(css, True, True)):
            counts = bool(_COUNTERS.search(tinycss2.serialize(content)))
            if kind == "page":
                # A page's own margin boxes may count pages: they are not drawn from the style sheet.
                if ":" in tinycss2.serialize(prelude) or counts:
                    return Rules("@page with :first, :left, :right, :nth() or a counter")
                continue
            try:
                selectors = list(parser.parse(prelude))
            except SelectorError:
                continue
            by_place |= {_plain(one) for selector in selectors for one in _placed(selector.parsed_tree)}
            if counts:
                counting |= {_plain(_last(selector.parsed_tree)) for selector in selectors}
    return Rules("", frozenset(by_place), frozenset(counting))


def _without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def _blocks(rules: Sequence[Any]) -> Iterator[tuple[str, Any, Any]]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield "style", rule.prelude, rule.content
        elif rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword == "page":
                yield "page", rule.prelude, rule.content
            elif rule.lower_at_keyword in ("media", "supports", "layer"):
                yield from _blocks(tinycss2.parse_rule_list(rule.content, True, True))


def _placed(tree: Any) -> Iterator[Any]:
    """Compound selectors outside a part whose match hangs on the siblings."""
    if isinstance(tree, parser.CombinedSelector):
        if tree.combinator not in _SIBLINGS and _is_part(_last(tree.left)):
            return
        yield from _placed(tree.left)
        if tree.combinator in _SIBLINGS:
            yield _last(tree.left)
            yield tree.right
        yield from _placed(tree.right)
    elif any(getattr(simple, "name", "") in _BY_PLACE for simple in _simple(tree)):
        yield tree


def _is_part(compound: Any) -> bool:
    return any(
        isinstance(simple, parser.AttributeSelector) and simple.name == "data-part"
        for simple in _simple(compound)
    )


def _last(tree: Any) -> Any:
    return tree.right if isinstance(tree, parser.CombinedSelector) else tree


def _simple(tree: Any) -> Sequence[Any]:
    return tuple(getattr(tree, "simple_selectors", (tree,)))


def _plain(compound: Any) -> Compound:
    simple = _simple(compound)
    tags = [one.local_name for one in simple if isinstance(one, parser.LocalNameSelector)]
    return Compound(
        tags[0] if tags else "",
        frozenset(one.class_name for one in simple if isinstance(one, parser.ClassSelector)),
        frozenset(one.ident for one in simple if isinstance(one, parser.IDSelector)),
    )
