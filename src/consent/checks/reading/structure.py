"""What a file says of itself: language, title, tags, fields, attachments, active content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from consent.checks.reading.sheet import FileFacts, Signature, Widget

_HIDDEN_FLAGS = 1 << 1 | 1 << 5
"""Hidden, NoView."""
_PRINT_FLAG = 1 << 2
_DEEPEST = 60
_MOST_TAGS = 200_000
_HEADING = re.compile(r"H([1-6])$")
_ACTIVE = {
    b"/JavaScript": "a script",
    b"/JS": "a script",
    b"/Launch": "an action that starts a program",
    b"/GoToR": "a jump to another file",
    b"/GoToE": "a jump to an embedded file",
    b"/SubmitForm": "an action that sends the form away",
    b"/ImportData": "an action that loads data",
    b"/Rendition": "a media action",
    b"/RichMedia": "embedded media",
    b"/Movie": "a movie",
    b"/Sound": "a sound",
    b"/3D": "a 3D scene",
    b"/XFA": "an XFA form",
    b"/AA": "actions that run by themselves",
    b"/Ref": "content from another file",
    b"/FileAttachment": "a file pinned to a page",
}
_NAMES = re.compile(
    rb"/(?:JavaScript|JS|Launch|GoToR|GoToE|SubmitForm|ImportData|Rendition|RichMedia|Movie|Sound|3D|XFA|AA|Ref|FileAttachment)(?![A-Za-z0-9])"
)


def facts_of(pdf: pikepdf.Pdf) -> FileFacts:
    """Read the catalog, the tag tree, the form and the rest."""
    root = pdf.Root
    tree = _Tree(pdf)
    tree.walk()
    form = root.get("/AcroForm")
    widgets, unprinted = _widgets(pdf)
    return FileFacts(
        language=_text(root.get("/Lang")),
        title=_title(pdf),
        shows_title=bool(_at(root, "/ViewerPreferences", "/DisplayDocTitle") or False),
        tagged=bool(_at(root, "/MarkInfo", "/Marked") or False) and "/StructTreeRoot" in root,
        headings=tuple(tree.headings),
        tags=frozenset(tree.content),
        alternatives=tuple(tree.alternatives),
        active=tuple(sorted(set(_active(pdf)))),
        attachments=_attachments(root),
        widgets=tuple(widgets),
        needs_appearances=isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances", False)),
        signatures=tuple(_signatures(pdf)),
        layers="/OCProperties" in root,
        unprinted=unprinted,
    )


@dataclass(slots=True)
class _Tree:
    pdf: pikepdf.Pdf
    headings: list[tuple[str, int]] = field(default_factory=list)
    content: set[tuple[int, int]] = field(default_factory=set)
    alternatives: list[str] = field(default_factory=list)

    def walk(self) -> None:
        """Visit every tag in reading order."""
        root = self.pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, pikepdf.Dictionary):
            return
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}
        roles = {str(key): str(value) for key, value in _items(root.get("/RoleMap"))}
        waiting: list[tuple[Any, int, int]] = [(root.get("/K"), 0, 0)]
        visited = 0
        while waiting and visited < _MOST_TAGS:
            item, page, depth = waiting.pop()
            visited += 1
            if isinstance(item, pikepdf.Array):
                waiting += [(kid, page, depth) for kid in reversed(list(item.as_list()))]
            elif isinstance(item, pikepdf.Dictionary) and depth < _DEEPEST:
                own = item.get("/Pg")
                page = pages.get(own.objgen, page) if own is not None else page
                if "/MCID" in item:
                    self.content.add((page, int(item["/MCID"])))
                elif "/S" in item:
                    self._element(item, roles)
                    waiting.append((item.get("/K"), page, depth + 1))
            elif isinstance(item, int):
                self.content.add((page, item))

    def _element(self, item: Any, roles: Mapping[str, str]) -> None:
        role = str(item["/S"])
        name = roles.get(role, role).lstrip("/")
        if match := _HEADING.match(name):
            self.headings.append((name, int(match[1])))
        for key in ("/Alt", "/ActualText"):
            if key in item:
                self.alternatives.append(_text(item[key]))


def _widgets(pdf: pikepdf.Pdf) -> tuple[list[Widget], bool]:
    found: list[Widget] = []
    unprinted = False
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        edges = page.cropbox if "/CropBox" in page.obj else page.mediabox
        left, bottom = float(edges[0]), float(edges[1])
        for item in annotations.as_list() if isinstance(annotations, pikepdf.Array) else ():
            if not isinstance(item, pikepdf.Dictionary):
                continue
            flags = int(item.get("/F", 0))
            kind = str(item.get("/Subtype"))
            if kind not in ("/Popup", "/Link"):
                unprinted |= not flags & _PRINT_FLAG or bool(flags & _HIDDEN_FLAGS)
            if kind == "/Widget":
                found.append(_widget(item, number, flags, left, bottom))
    return found, unprinted


def _widget(item: Any, page: int, flags: int, left: float, bottom: float) -> Widget:
    names, kind, value, read_only, tooltip = [], "", False, False, ""
    holder: Any = item
    for _ in range(_DEEPEST):
        if "/T" in holder:
            names.append(_text(holder["/T"]))
        kind = kind or str(holder.get("/FT", ""))
        tooltip = tooltip or _text(holder.get("/TU"))
        value = value or ("/V" in holder and str(holder["/V"]) not in ("", "/Off"))
        read_only = read_only or bool(int(holder.get("/Ff", 0)) & 1)
        parent = holder.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            break
        holder = parent
    x0, y0, x1, y1 = (float(v) for v in item.get("/Rect", [0, 0, 0, 0]))
    box = min(x0, x1) - left, min(y0, y1) - bottom, max(x0, x1) - left, max(y0, y1) - bottom
    return Widget(
        name=".".join(reversed(names)),
        kind=kind.lstrip("/"),
        tooltip=tooltip,
        page=page,
        box=box,
        hidden=bool(flags & _HIDDEN_FLAGS) or not flags & _PRINT_FLAG,
        read_only=read_only or bool(flags & 1 << 6),
        filled=value,
        tagged="/StructParent" in item,
    )


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if "/F" in item:
                yield "content from another file"
            text = b" ".join(str(key).encode() for key in item)  # a pikepdf dictionary iterates over its keys
            text += b" " + str(item.get("/Subtype", "")).encode()
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Array):
            text = item.unparse(resolved=True)
        else:
            continue
        for name in _NAMES.findall(text):
            yield _ACTIVE[name]


def _attachments(root: Any) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = [_at(root, "/Names", "/EmbeddedFiles")]
    for _ in range(1000):
        if not waiting:
            break
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        kids, names = node.get("/Kids"), node.get("/Names")
        waiting += kids.as_list() if isinstance(kids, pikepdf.Array) else []
        pairs: list[Any] = list(names.as_list()) if isinstance(names, pikepdf.Array) else []
        for name, spec in zip(pairs[::2], pairs[1::2], strict=False):
            stream = _at(spec, "/EF", "/F")
            found[str(name)] = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
    return found


def _signatures(pdf: pikepdf.Pdf) -> Iterator[Signature]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/FT") == pikepdf.Name.Sig and "/V" in item:
            covered = _at(item, "/V", "/ByteRange")
            numbers = [int(n) for n in covered.as_list()] if isinstance(covered, pikepdf.Array) else []
            if len(numbers) == 4:
                yield Signature(_text(item.get("/T")), (numbers[0], numbers[1], numbers[2], numbers[3]))


def _title(pdf: pikepdf.Pdf) -> str:
    title = _text(_at(pdf.trailer, "/Info", "/Title")).strip()
    if title:
        return title
    metadata = pdf.Root.get("/Metadata")
    words = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
    match = re.search(rb"<dc:title>.*?<rdf:li[^>]*>([^<]+)</rdf:li>", words, re.DOTALL)
    return match[1].decode("utf-8", "replace").strip() if match else ""


def _at(item: Any, *path: str) -> Any:
    for key in path:
        if not isinstance(item, pikepdf.Dictionary) or key not in item:
            return None
        item = item[key]
    return item


def _items(item: Any) -> list[tuple[str, Any]]:
    return [(str(key), item[str(key)]) for key in item] if isinstance(item, pikepdf.Dictionary) else []


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String | str) else ""
