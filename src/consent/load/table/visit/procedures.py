"""Which procedures a row is about: by its own cell, by billing codes, by words; what differs is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from consent.load.rows.codes import NEEDS_GUIDANCE, OTHER_PROCEDURE
from consent.load.schedule.phrases import Kind, fold
from consent.load.table.visit.heard import Heard, Notes
from consent.load.table.visit.meanings import Meanings
from consent.suggest import choices

_BETWEEN = re.compile(r"[;|\n]")
_COMMAS = re.compile(r"[;,|\n]")
_DRUG = re.compile(r"[JQ]\d{4}", re.ASCII)
"""HCPCS codes of drugs."""
_TELL = (
    "write what is injected, for example its own billing code or its name, beside it;"
    " or say what the code means in your practice, under `procedures:` in a file for `--fhir-map`"
)


@dataclass(slots=True)
class VisitProcedures:
    """Decides on the procedures of one row."""

    meanings: Meanings
    notes: Notes
    typed: Heard | None = None
    """The cell of the field itself."""
    codes: Sequence[Heard] = ()
    words: Sequence[Heard] = ()
    unknown: bool = field(default=False, init=False)
    """The field's own cell means nothing here; it is complained about as it was typed."""

    def decide(self) -> list[str]:
        """The ids, in the order they are named; empty when nothing is said or something was refused."""
        self._refuse_others()
        if self.notes.errors:
            return []
        named = list(self._named())
        if self.unknown:
            return named
        typed, coded = self._main(named), self._main(self._coded())
        if typed and coded and not set(coded) <= set(typed):
            self._differ(next(iter([one for one in self.codes if self._ids_in(one)] or self.words)))
            return []
        base = typed or coded
        spoken = self._spoken(base)
        if self.notes.errors:
            return []
        mains = base or self._main(spoken)
        extras = self._extras([*named, *self._coded(), *spoken])
        if not mains and (self.methods() or (extras and not named)):
            self._not_told()
            return []
        ids = list(dict.fromkeys([*(one for one in named if one in mains), *mains, *extras]))
        self._check_guidance(ids)
        return ids

    def methods(self) -> list[tuple[str, Heard]]:
        """Codes that tell how, and not what."""
        cells = [*([self.typed] if self.typed else []), *self.codes, *self.words]
        return [(part.words, heard) for heard in cells for part in heard.reading.of(Kind.METHOD)]

    def _refuse_others(self) -> None:
        """Words for another injection, in whatever cell, refuse the row."""
        for heard in (*([self.typed] if self.typed else []), *self.codes, *self.words):
            for part in heard.reading.of(Kind.OTHER):
                if not self._is_mapped(heard.text):
                    message = f"names something else besides: `{part.words}`"
                    hint = "make that visit's consent from what will be done; no procedure here covers it"
                    self.notes.refuse(heard, OTHER_PROCEDURE, message, hint)
                    return
        for heard in self.codes:
            for code in _drugs(heard.text):
                if not self.meanings.exact_procedures(code):
                    message = f"holds a code for a drug that nobody knows here: `{code}`"
                    self.notes.refuse(heard, OTHER_PROCEDURE, message, _TELL)
                    return

    def _is_mapped(self, text: str) -> bool:
        return bool(self.meanings.exact_procedures(text))

    def _named(self) -> Iterator[str]:
        """What the field's own cell names."""
        if self.typed is None:
            return
        whole = self.meanings.exact_procedures(self.typed.text)
        pieces = (
            [self.typed.text] if whole else [one for one in _BETWEEN.split(self.typed.text) if one.strip()]
        )
        commas = [one.strip() for one in _COMMAS.split(self.typed.text) if one.strip()]
        if whole:
            pieces = [self.typed.text]
        elif len(commas) > 1 and all(self._says(one) for one in commas):
            pieces = commas
        for piece in pieces:
            yield from self._of_piece(piece.strip(), self.typed)

    def _says(self, piece: str) -> bool:
        return bool(self.meanings.exact_procedures(piece)) or bool(
            self.meanings.phrases.read(piece).of(Kind.METHOD)
        )

    def _of_piece(self, piece: str, typed: Heard) -> Iterator[str]:
        exact = self.meanings.exact_procedures(piece)
        if exact:
            yield from exact
            return
        reading = self.meanings.phrases.read(piece)
        groups = fold(part.meanings for part in reading.of(Kind.PROCEDURE))
        if reading.hedged or reading.open_end:
            self._unsure(typed)
        elif groups and reading.whole:
            yield from self._single(groups, typed)
        elif not reading.parts or not reading.whole:
            self.unknown = True
            yield from self.meanings.procedures(piece)

    def _single(self, groups: Iterable[frozenset[str]], heard: Heard) -> Iterator[str]:
        for group in groups:
            if len(group) > 1:
                self._ambiguous(group, heard)
            else:
                (one,) = group
                words = next(p.words for p in heard.reading.of(Kind.PROCEDURE) if one in p.meanings)
                self.notes.read("procedures", one, words, heard)
                yield one

    def _coded(self) -> list[str]:
        mapped = [one for heard in self.words for one in self.meanings.exact_procedures(heard.text)]
        return [*(one for heard in self.codes for one in self._ids_in(heard)), *mapped]

    def _ids_in(self, heard: Heard) -> list[str]:
        pieces = re.split(r"[\s;,|]+", heard.text)
        return [one for piece in pieces if piece for one in self.meanings.exact_procedures(piece.upper())]

    def _spoken(self, base: Sequence[str]) -> list[str]:
        """What the words name; what they name besides what is known already is refused."""
        parts = [found for heard in self.words for found in heard.parts(Kind.PROCEDURE)]
        groups = fold(part.meanings for part, _ in parts)
        if not groups and not base:
            for heard in self.words:
                if heard.reading.of(Kind.PROCEDURE):
                    self._unsure(heard)
                    return []
        ids: list[str] = []
        for group in groups:
            heard = next(heard for part, heard in parts if part.meanings & group)
            words = next(part.words for part, _ in parts if part.meanings & group)
            if base and group & set(base):
                continue
            if len(group) > 1:
                self._ambiguous(group, heard)
            elif base and self._main(group):
                self._differ(heard)
            else:
                (one,) = group
                self.notes.read("procedures", one, words, heard)
                ids.append(one)
        if len(self._main(ids)) > 1 and len({heard.index for _, heard in parts}) > 1:
            self._differ(parts[-1][1])
        return ids

    def _main(self, ids: Iterable[str]) -> list[str]:
        """Those that put something into the body."""
        return [one for one in dict.fromkeys(ids) if not self._is_extra(one)]

    def _extras(self, ids: Iterable[str]) -> list[str]:
        return [one for one in dict.fromkeys(ids) if self._is_extra(one)]

    def _is_extra(self, id_: str) -> bool:
        found = self.meanings.library.procedures.get(id_)
        return found is not None and found.value.product is None

    def _check_guidance(self, ids: Sequence[str]) -> None:
        """A code that includes guidance, and a packet that is silent about it."""
        needs = {one.code: one.needs for one in self.meanings.library.schedules.method_codes}
        for code, heard in self.methods() if ids else ():
            for needed in needs.get(code, ()):
                if needed not in ids and needed in self.meanings.library.procedures:
                    message = f"`{code}` includes `{needed}`, and the packet says nothing of it"
                    hint = f"add `{needed}` to the row's procedures, or correct the code"
                    self.notes.warn(heard, NEEDS_GUIDANCE, message, hint)

    def _not_told(self) -> None:
        found = self.methods()
        if found:
            code, heard = found[0]
            message = f"`{code}` tells how something is injected or drained, and not what"
        else:
            heard = next(one for one in self.words if one.reading.of(Kind.PROCEDURE))
            message = "does not say what is injected"
        self.notes.refuse(heard, OTHER_PROCEDURE, message, _TELL)

    def _differ(self, heard: Heard) -> None:
        message = "names another procedure than the rest of the row"
        self.notes.refuse(
            heard, OTHER_PROCEDURE, message, "correct one of the two; or write both in one cell"
        )

    def _ambiguous(self, group: Iterable[str], heard: Heard) -> None:
        hint = f"{choices(sorted(group))}; and write it in a column for `procedures`"
        self.notes.refuse(heard, OTHER_PROCEDURE, "can mean several procedures", hint)

    def _unsure(self, heard: Heard) -> None:
        message = "speaks of a doubt, another time or something unknown, so no procedure is read from it"
        hint = "write the procedure in a column of its own, or only it in this one"
        self.notes.refuse(heard, OTHER_PROCEDURE, message, hint)


def _drugs(text: str) -> list[str]:
    return [one for one in re.split(r"[^A-Z0-9]+", text.upper()) if _DRUG.fullmatch(one)]
