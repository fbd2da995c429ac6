"""A clause's Markdown as prose: paragraphs, one-level lists, bold, italic. All else is a finding.

Nothing may vanish or change silently: HTML, links, tables and renumbered lists are refused, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from consent.models.findings.finding import Finding
from consent.models.library.prose import PROCEDURE_ONLY, Block, Listing, Paragraph, Placeholder, Prose, Run
from consent.models.place import Place
from consent.suggest import did_you_mean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NAMES = {placeholder.value: placeholder for placeholder in Placeholder}

_REFUSED = {
    "heading_open": ("a heading", "write a paragraph; the title comes from `title:`"),
    "lheading_open": ("a heading", "write a paragraph; the title comes from `title:`"),
    "blockquote_open": ("a quotation", "remove the `>`"),
    "fence": ("a code block", "write a paragraph"),
    "code_block": ("a code block", "begin the line with fewer than four spaces"),
    "hr": ("a ruled line", "remove it"),
    "html_block": ("HTML", "write plain words; for a real `<` write `&lt;`"),
    "table_open": ("a table", "write a list"),
    "bullet_list_open": ("a list inside a list", "keep lists to one level"),
    "ordered_list_open": ("a list inside a list", "keep lists to one level"),
    "html_inline": ("HTML", "write plain words; for a real `<` write `&lt;`"),
    "link_open": ("a link", "write the address as plain words"),
    "image": ("a picture", "remove it"),
    "code_inline": ("code", "remove the backticks"),
    "s_open": ("struck-out text", "remove the `~~`"),
}


@dataclass(frozen=True, slots=True)
class Manner:
    """What a clause's front matter says about its body."""

    for_procedure: bool = False
    dictated: bool = False
    keep_lines: bool = False


@cache
def parser() -> MarkdownIt:
    """A CommonMark parser that also recognises what has to be refused."""
    from markdown_it import MarkdownIt  # 40 ms that only the library needs

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parse_prose(
    markdown: MarkdownIt, body: str, first: Place, manner: Manner
) -> tuple[Prose, tuple[Finding, ...]]:
    """The prose of a body that begins at ``first``, and everything in it that cannot be printed."""
    environment: dict[str, Any] = {}
    tokens = markdown.parse(body, environment)
    walk = _Walk(body.split("\n"), first, manner)
    blocks = tuple(walk.blocks(tokens))
    for reference in environment.get("references", {}).values():
        walk.refuse(reference["map"][0], "a link definition", "remove it")
    return blocks, tuple(walk.findings)


@dataclass(slots=True)
class _Piece:
    """Text of one style while it is being collected."""

    text: str
    strong: bool
    emphasis: bool
    line_break: bool = False


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens of a body."""

    lines: Sequence[str]
    first: Place
    manner: Manner
    findings: list[Finding] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        at = 0
        while at < len(tokens):
            token, end = tokens[at], _closing(tokens, at)
            line = token.map[0] if token.map else 0
            if token.type == "paragraph_open":
                yield Paragraph(self._runs(tokens[at + 1]), self._place(line))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._listing(token, tokens[at + 1 : end], line)
            else:
                self.refuse(line, *_REFUSED.get(token.type, ("something", "write paragraphs and lists")))
            at = end + 1

    def refuse(self, line: int, what: str, hint: str, needle: str = "") -> None:
        self._report("CLS020", line, f"{what} cannot be printed in a clause", hint, needle)

    def _listing(self, opening: Token, tokens: Sequence[Token], line: int) -> Listing:
        ordered = opening.type == "ordered_list_open"
        start = opening.attrs.get("start", 1)
        if ordered and start != 1:
            self.refuse(
                line, f"a list that begins with {start}", "begin with 1, or write `\\.` after the number"
            )
        items: list[tuple[Run, ...]] = []
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            items.append(self._item(tokens[at], tokens[at + 1 : end]))
            at = end + 1
        return Listing(tuple(items), ordered, self._place(line))

    def _item(self, opening: Token, tokens: Sequence[Token]) -> tuple[Run, ...]:
        runs: tuple[Run, ...] = ()
        item_line = opening.map[0] if opening.map else 0
        at = paragraphs = 0
        while at < len(tokens):
            token, end = tokens[at], _closing(tokens, at)
            line = token.map[0] if token.map else item_line
            if token.type != "paragraph_open":
                self.refuse(line, *_REFUSED.get(token.type, ("something", "write paragraphs and lists")))
            elif paragraphs:
                self.refuse(
                    line, "a second paragraph in a list item", "join it to the first, or end the list"
                )
            else:
                paragraphs = 1
                runs = self._runs(tokens[at + 1])
            at = end + 1
        if not runs and not paragraphs and not tokens:
            self.refuse(item_line, "an empty list item", "write its text, or remove it")
        return runs

    def _runs(self, inline: Token) -> tuple[Run, ...]:
        first = inline.map[0] if inline.map else 0
        pieces = self._pieces(inline.children or [], first)
        last = inline.map[1] if inline.map else first + 1
        return tuple(run for piece in pieces for run in self._filled(piece, range(first, last)))

    def _pieces(self, tokens: Sequence[Token], line: int) -> list[_Piece]:
        pieces: list[_Piece] = []
        strong = emphasis = 0
        for token in tokens:
            if token.type == "text":
                _append(pieces, token.content, strong > 0, emphasis > 0)
            elif token.type in ("strong_open", "strong_close"):
                strong += token.nesting
            elif token.type in ("em_open", "em_close"):
                emphasis += token.nesting
            elif token.type in ("softbreak", "hardbreak"):
                line += 1
                if token.type == "softbreak" and not self.manner.keep_lines:
                    _append(pieces, " ", strong > 0, emphasis > 0)
                elif pieces:
                    pieces[-1].line_break = True
            elif token.type in _REFUSED:
                needle = "![" if token.type == "image" else token.content
                self.refuse(line, *_REFUSED[token.type], needle=needle)
        return pieces

    def _filled(self, piece: _Piece, lines: range) -> Iterator[Run]:
        """The runs of a piece, its placeholders apart."""
        runs = list(self._split(piece, lines))
        if not runs:
            return
        last = runs.pop()
        yield from runs
        yield Run(last.text, last.strong, last.emphasis, last.placeholder, piece.line_break)

    def _split(self, piece: _Piece, lines: range) -> Iterator[Run]:
        at = 0
        for match in _PLACEHOLDER.finditer(piece.text):
            yield from self._plain(piece, piece.text[at : match.start()], lines)
            placeholder = self._placeholder(match, lines)
            if placeholder is not None:
                yield Run("", piece.strong, piece.emphasis, placeholder)
            at = match.end()
        yield from self._plain(piece, piece.text[at:], lines)

    def _plain(self, piece: _Piece, text: str, lines: range) -> Iterator[Run]:
        for stray in _STRAY.finditer(text):
            line = self._line_with(stray.group(), lines)
            hint = "write `{{ name }}`, or remove the braces"
            self._report("CLS023", line, f"stray `{stray.group()}`", hint, stray.group())
        if text:
            yield Run(text, piece.strong, piece.emphasis)

    def _placeholder(self, match: re.Match[str], lines: range) -> Placeholder | None:
        name, typed = match.group(1).strip(), match.group()
        line = self._line_with(typed, lines)
        found = _NAMES.get(name)
        if found is None:
            self._report("CLS021", line, f"unknown placeholder `{name}`", did_you_mean(name, _NAMES), typed)
        elif self.manner.dictated:
            hint = "write the words out, or set `dictated: false`"
            self._report("CLS022", line, f"`{name}` in dictated wording", hint, typed)
        elif found in PROCEDURE_ONLY and not self.manner.for_procedure:
            hint = "use `procedures`, or set `scope: procedure` and a `section:` that tells of procedures"
            self._report("CLS022", line, f"`{name}` has a meaning only for one procedure", hint, typed)
        return found

    def _line_with(self, needle: str, lines: range) -> int:
        return next(
            (line for line in lines if line < len(self.lines) and needle in self.lines[line]), lines.start
        )

    def _report(self, number: str, line: int, message: str, hint: str, needle: str = "") -> None:
        place = self._place(line, needle)
        self.findings.append(Finding(place, number, message, hint, field="body"))

    def _place(self, line: int, needle: str = "") -> Place:
        text = self.lines[line] if line < len(self.lines) else ""
        column = text.find(needle) if needle else -1
        if column < 0:
            column = len(text) - len(text.lstrip())
        return Place(self.first.file, self.first.line + line, column + 1)


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the token that closes the one at ``at``; itself when it opens nothing."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _append(pieces: list[_Piece], text: str, strong: bool, emphasis: bool) -> None:
    last = pieces[-1] if pieces else None
    if last and (last.strong, last.emphasis, last.line_break) == (strong, emphasis, False):
        last.text += text
    elif text:
        pieces.append(_Piece(text, strong, emphasis))
