"""Take a form apart: each page becomes one picture of vectors, with everything it needs and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from consent.official.content import Content, judge_space, rewritten
from consent.official.copier import DROPPED, Copier, dictionary, items, name, packed, reference
from consent.official.opened import box_of, opened, turn_of
from consent.official.parts import SAVE_AS_ARCHIVE, CarriedPage, PlainObject, UnusableFormError

# Six capitals and a plus begin the name of a font that was embedded in part (ISO 32000-1, 9.6.4).
_PREFIX = re.compile(r"^/(?:[A-Z]{6}\+)?")
_OF_A_FORM = ("/Type", "/Subtype", "/BBox", "/Matrix", "/Group")
_OF_A_TILE = (
    *("/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Matrix"),
)


def carried(content: bytes) -> tuple[tuple[CarriedPage, ...], tuple[PlainObject, ...]]:
    """The pages of a form and the objects that paint them. Raises :class:`UnusableFormError`."""
    with opened(content) as pdf:
        carrier = _Carrier()
        pages = tuple(carrier.page(page) for page in pdf.pages)
        return pages, carrier.objects()


class _Carrier(Copier):
    """Copies whatever paints, with the resources it really uses."""

    def page(self, page: pikepdf.Page) -> CarriedPage:
        """Copy a page as a form XObject; where it goes is for the page of ours to say."""
        number = self.reserve()
        box = box_of(page)
        entries = [("Type", b"/XObject"), ("Subtype", b"/Form")]
        entries.append(("BBox", b"[%s]" % b" ".join(b"%.4f" % side for side in box)))
        group = page.obj.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            judge_space(group.get("/CS"), page.resources)
            entries.append(("Group", self.plain(group)))
        content = rewritten(page, page.resources)
        entries.append(("Resources", self._resources(page.resources, content.used)))
        self.put(number, packed(entries, content.data))
        return CarriedPage(number, box, turn_of(page))

    def _resources(self, resources: Any, used: Mapping[str, set[str]]) -> bytes:
        kinds = []
        for kind in sorted(used):
            held = resources.get(f"/{kind}") if isinstance(resources, pikepdf.Dictionary) else None
            if isinstance(held, pikepdf.Dictionary):
                found = ((one, held[one]) for one in sorted(used[kind]) if one in held)
                words = (
                    (name(one)[1:].decode(), self._resource(kind, item, resources)) for one, item in found
                )
                kinds.append((kind, dictionary(words)))
        return dictionary(iter(kinds))

    def _resource(self, kind: str, item: Any, around: Any) -> bytes:
        match kind:
            case "Font":
                return self._font(item, around)
            case "XObject":
                return self._drawing(item, around)
            case "Pattern":
                return self._pattern(item, around)
            case "ExtGState":
                return dictionary(self._graphics_state(item, around))
            case "Shading":
                judge_space(item.get("/ColorSpace"), around)
            case "ColorSpace":
                judge_space(item, around)
        return self.plain(item)

    def _drawing(self, item: Any, around: Any) -> bytes:
        kind = str(item.get("/Subtype"))
        if kind == "/Image":
            judge_space(item.get("/ColorSpace"), around)
            return self.plain(item)
        if kind != "/Form":
            raise UnusableFormError("it holds a drawing that only a printer can read", hint=SAVE_AS_ARCHIVE)
        return self._painting(item, around, _OF_A_FORM)

    def _pattern(self, item: Any, around: Any) -> bytes:
        if int(item.get("/PatternType", 1)) == 1:
            return self._painting(item, around, _OF_A_TILE)
        judge_space(item["/Shading"].get("/ColorSpace"), around)
        return self.plain(item)

    def _painting(self, item: Any, around: Any, keys: tuple[str, ...]) -> bytes:
        """Copy a stream that paints, with its resources."""
        number = self.number("painting", *item.objgen)
        if number is None:
            number = self.reserve("painting", *item.objgen)
            resources = item.get("/Resources", around)
            if isinstance(item.get("/Group"), pikepdf.Dictionary):
                judge_space(item["/Group"].get("/CS"), resources)
            with self:
                content = rewritten(item, resources)
                entries = [(key[1:], self.plain(item[key])) for key in keys if key in item]
                entries.append(("Resources", self._resources(resources, content.used)))
            self.put(number, packed(entries, content.data))
        return reference(number)

    def _graphics_state(self, item: Any, around: Any) -> Iterator[tuple[str, bytes]]:
        for key, value in items(item):
            word = name(key)[1:].decode()
            if key == "/SMask" and isinstance(value, pikepdf.Dictionary):
                others = [(k[1:], self.plain(v)) for k, v in items(value) if k != "/G"]
                yield word, dictionary(iter([*others, ("G", self._drawing(value["/G"], around))]))
            elif key == "/Font" and isinstance(value, pikepdf.Array):
                yield word, b"[%s %s]" % (self._font(value[0], around), self.plain(value[1]))
            elif key not in DROPPED:
                yield word, self.plain(value)

    def _font(self, font: Any, around: Any) -> bytes:
        if str(font.get("/Subtype")) == "/Type3":
            return self._drawn_font(font, around)
        kids = font.get("/DescendantFonts")
        described = kids[0] if isinstance(kids, pikepdf.Array) and len(kids) else font
        if not _is_embedded(described.get("/FontDescriptor")):
            word = _PREFIX.sub("", str(font.get("/BaseFont", "/without a name")))
            raise UnusableFormError(f"the font {word} is not in the file", hint=SAVE_AS_ARCHIVE)
        return self.plain(font)

    def _drawn_font(self, font: Any, around: Any) -> bytes:
        known = ("font", *font.objgen) if font.is_indirect else ()
        number = self.number(*known) if known else None
        if number is None:
            number = self.reserve(*known)
            resources = font.get("/Resources", around)
            glyphs = [(key, rewritten(value, resources)) for key, value in items(font["/CharProcs"])]
            with self:
                entries = [
                    (key, words) for key, words in self.entries(font) if key not in ("CharProcs", "Resources")
                ]
                entries.append(("CharProcs", dictionary(self._glyphs(glyphs))))
                entries.append(("Resources", self._resources(resources, _together(glyphs))))
            self.put(number, PlainObject(tuple(entries)))
        return reference(number)

    def _glyphs(self, glyphs: list[tuple[str, Content]]) -> Iterator[tuple[str, bytes]]:
        for key, content in glyphs:
            number = self.reserve()
            self.put(number, packed([], content.data))
            yield name(key)[1:].decode(), reference(number)


def _together(glyphs: list[tuple[str, Content]]) -> Mapping[str, set[str]]:
    used: dict[str, set[str]] = {}
    for _, content in glyphs:
        for kind, names in content.used.items():
            used.setdefault(kind, set()).update(names)
    return used


def _is_embedded(descriptor: Any) -> bool:
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
