"""Body site, side and indication of a row: typed in their own cells, or read from the words of the visit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consent.load.rows.codes import OTHER_SIDE
from consent.load.rows.words import SIDES
from consent.load.schedule.icd import icd_codes, indications_of, side_of
from consent.load.schedule.phrases import Kind, fold
from consent.load.table.visit.heard import Heard, Notes
from consent.load.table.visit.meanings import Meanings
from consent.models.library.procedure import Procedure
from consent.models.place import Sourced
from consent.suggest import choices

_MODIFIERS = {"LT": "left", "RT": "right", "50": "bilateral"}
_WORD = re.compile(r"[^\W_]+")
_EMPTY_WORDS = frozenset(
    {
        *("of", "the", "in", "at", "on", "and", "site", "side", "dx", "diagnosis", "joint"),
        *("unspecified", "unilateral", "primary", "chronic", "acute", "mild", "moderate", "severe"),
        *("end", "stage", "grade", "advanced", "early", "pain"),
    }
)
"""What a diagnosis may say besides, without becoming another."""
_BOTH = "bilateral"


@dataclass(slots=True)
class VisitDetails:
    """Decides on site, side and indication of one row, for its procedures together."""

    meanings: Meanings
    notes: Notes
    ids: Sequence[str]
    typed: dict[str, Heard]
    """By field: ``body_site``, ``laterality``, ``indication``."""
    words: Sequence[Heard] = ()
    """Cells that speak of the visit, the procedures' own among them."""
    modifiers: Sequence[Heard] = ()
    side_from_diagnosis: bool = False
    """The practice has said that the side of a diagnosis code is the side of the visit."""
    usual_indications: Mapping[str, str] = field(default_factory=dict)
    """By body site, what the practice has said a visit without a diagnosis is for."""
    found: dict[str, str] = field(default_factory=dict, init=False)

    def decide(self) -> dict[str, str]:
        """The values by field; a field that nothing is said of is left out."""
        sites = self._sites()
        indication = self._indication(sites)
        site = self._one_site(sites, indication)
        if site is not None:
            self.found["body_site"] = site
        if indication is None:
            indication = self._indication([frozenset({site})]) if site else None
        if site and indication is None and "indication" not in self.typed and site in self.usual_indications:
            indication = self.usual_indications[site]
            if indication in self._allowed_indications():
                self.notes.suppose("indication", indication, site)
        if indication is not None:
            self.found["indication"] = indication
        side = self._side()
        if side is not None:
            self.found["laterality"] = side
        return self.found

    # --- where -------------------------------------------------------------------------------------------

    def _sites(self) -> list[frozenset[str]]:
        """What is said of the site, each thing said once: several mean several sites."""
        said: list[frozenset[str]] = []
        own = self.typed.get("body_site")
        if own is not None:
            known = self._site_of(own)
            if known is None:
                # Complained about as it was typed, against the sites there are.
                return [frozenset({own.text})]
            said.append(known)
        for heard in self.words:
            for part, _ in heard.parts(Kind.SITE):
                meant = part.meanings
                if own is not None and not said[0] & meant:
                    message = "names another body site than the row's own cell"
                    self.notes.refuse(heard, OTHER_SIDE, message, "ask which is meant, and correct the other")
                    return said[:1]
                said.append(meant)
        return fold(said)

    def _site_of(self, own: Heard) -> frozenset[str] | None:
        for name in self._allowed_sites():
            if name.casefold() == own.text.casefold():
                return frozenset({name})
        name, side = self.meanings.body_site(own.text)
        if side is not None or name != own.text:
            return frozenset({name})
        groups = fold(part.meanings for part, _ in own.parts(Kind.SITE))
        return groups[0] if len(groups) == 1 and own.is_plain else None

    def _one_site(self, sites: Sequence[frozenset[str]], indication: str | None) -> str | None:
        allowed, anatomy = self._allowed_sites(), self.meanings.library.anatomy
        own = self.typed.get("body_site")
        if not allowed:
            return own.text if own else None
        if len(sites) > 1:
            heard = next(heard for heard in self.words if heard.reading.of(Kind.SITE))
            self.notes.refuse(heard, OTHER_SIDE, "names more than one body site", "write one row for each")
            return None
        if not sites:
            return self._site_of_indication(indication)
        left = [name for name in sites[0] if name in allowed] or sorted(sites[0])
        if len(left) > 1 and indication:
            left = [name for name in left if anatomy.fits(indication, name)] or left
        if len(left) == 1:
            self._tell("body_site", left[0])
            return left[0]
        heard = own or next(heard for heard in self.words if heard.reading.of(Kind.SITE))
        hint = f"{choices(sorted(left))}; write it in a column for `body_site`"
        self.notes.refuse(heard, OTHER_SIDE, "can mean several body sites", hint)
        return None

    def _site_of_indication(self, indication: str | None) -> str | None:
        """The one site an indication can be at."""
        own, anatomy = self.typed.get("indication"), self.meanings.library.anatomy
        known = anatomy.indications.get(indication or "")
        if known is None or not known.value.body_sites:
            return None
        fitting = [name for name in self._allowed_sites() if known.value.fits(name)]
        if len(fitting) != 1:
            return None
        if own is not None:
            self.notes.read("body_site", fitting[0], indication or "", own)
        return fitting[0]

    # --- what for ----------------------------------------------------------------------------------------

    def _indication(self, sites: Sequence[frozenset[str]]) -> str | None:
        allowed = self._allowed_indications()
        own = self.typed.get("indication")
        if own is not None:
            return self._indication_of(own, allowed, sites)
        said = fold(part.meanings for heard in self.words for part, _ in heard.parts(Kind.INDICATION))
        left = [name for name in said[0] if name in allowed] if len(said) == 1 else []
        if len(left) == 1:
            self._tell("indication", left[0])
            return left[0]
        return None

    def _indication_of(self, own: Heard, allowed: Sequence[str], sites: Sequence[frozenset[str]]) -> str:
        for name in allowed:
            if name.casefold() == own.text.casefold():
                return name
        mapped = self.meanings.indication(own.text)
        if mapped != own.text:
            return mapped
        anatomy = self.meanings.library.anatomy
        for code in icd_codes(own.text):
            mapped = self.meanings.indication(code)
            fitting = [mapped] if mapped != code else indications_of(code, allowed, anatomy)
            if len(fitting) == 1:
                self.notes.read("indication", fitting[0], code, own)
                return fitting[0]
        groups = fold(part.meanings for part in own.reading.of(Kind.INDICATION))
        left = [name for name in groups[0] if name in allowed] if len(groups) == 1 else []
        if len(left) != 1 and not icd_codes(own.text):
            left = self._by_some_words(own, allowed, sites)
        if len(left) == 1 and not own.reading.hedged:
            self.notes.read("indication", left[0], left[0], own)
            return left[0]
        return own.text

    def _by_some_words(
        self, own: Heard, allowed: Sequence[str], sites: Sequence[frozenset[str]]
    ) -> list[str]:
        """Indications that the words are a part of, at the site that is known: ``osteoarthritis``."""
        anatomy = self.meanings.library.anatomy
        parts = [*own.reading.of(Kind.SITE), *own.reading.of(Kind.SIDE)]
        placed = {word for part in parts for word in part.words.split()}
        said = {word.casefold() for word in _WORD.findall(own.text)} - placed - _EMPTY_WORDS
        said = {self.meanings.library.schedules.same_words.get(word, word) for word in said}
        where = fold([*(part.meanings for part in own.reading.of(Kind.SITE)), *sites])
        if not said or len(where) != 1:
            return []
        return [
            name
            for name in allowed
            if any(anatomy.fits(name, site) for site in where[0]) and self._is_part_of(said, name)
        ]

    def _is_part_of(self, said: set[str], name: str) -> bool:
        found = self.meanings.library.anatomy.indications.get(name)
        if found is None or not found.value.body_sites:
            return False
        names = self.meanings.library.schedules.indication_names
        phrases = (name, *found.value.also_called, *names.get(name, ()))
        return any(said <= {word.casefold() for word in _WORD.findall(one)} for one in phrases)

    # --- which side --------------------------------------------------------------------------------------

    def _side(self) -> str | None:
        said = list(self._sides())
        own = self.typed.get("laterality")
        if own is not None and own.text not in _SIDE_NAMES:
            # Complained about as it was typed.
            return own.text
        for side, _, heard in said[1:]:
            if side != said[0][0]:
                message = f"names another side than `{said[0][2].heading}`"
                self.notes.refuse(
                    heard, OTHER_SIDE, message, "ask which side is meant, and correct the other"
                )
                return said[0][0]
        diagnosed = list(self._sides_of_diagnosis())
        if said:
            side, words, heard = said[0]
            self._warn_of_diagnosis(side, diagnosed)
            if own is None:
                self.notes.read("laterality", side, words, heard)
            return side
        if self.side_from_diagnosis and len({side for side, _, _ in diagnosed}) == 1:
            side, words, heard = diagnosed[0]
            self.notes.read("laterality", side, words, heard)
            message = f"is the only cell that says the side: `{words}`"
            self.notes.warn(heard, OTHER_SIDE, message, "ask the patient which side, before anybody signs")
            return side
        return None

    def _sides(self) -> Iterator[tuple[str, str, Heard]]:
        """Each thing that says a side, the row's own cell first."""
        own, site = self.typed.get("laterality"), self.typed.get("body_site")
        if own is not None:
            yield own.text, own.text, own
        if site is not None:
            _, side = self.meanings.body_site(site.text)
            if side is not None:
                yield side, site.text, site
            yield from self._sides_in(site)
        for heard in self.modifiers:
            for word in re.split(r"[^A-Z0-9]+", heard.text.upper()):
                if word in _MODIFIERS:
                    yield _MODIFIERS[word], word, heard
        for heard in self.words:
            if heard.is_plain:
                yield from self._sides_in(heard)

    def _sides_in(self, heard: Heard) -> Iterator[tuple[str, str, Heard]]:
        for part in heard.reading.of(Kind.SIDE):
            for side in part.meanings:
                yield side, part.words, heard

    def _sides_of_diagnosis(self) -> Iterator[tuple[str, str, Heard]]:
        own = self.typed.get("indication")
        if own is None:
            return
        codes = icd_codes(own.text)
        for code in codes:
            side = side_of(code, self.meanings.library.schedules)
            if side is not None:
                yield side, code, own
        yield from self._sides_in(own)

    def _warn_of_diagnosis(self, side: str, diagnosed: Sequence[tuple[str, str, Heard]]) -> None:
        told = {one for one, _, _ in diagnosed}
        if told and _BOTH not in told | {side} and side not in told:
            heard = diagnosed[0][2]
            message = "is a diagnosis of the other side"
            self.notes.warn(heard, OTHER_SIDE, message, "ask which side is meant before anybody signs")

    # --- common ------------------------------------------------------------------------------------------

    def _allowed_sites(self) -> list[str]:
        return _together(one.value.body_sites for one in self._procedures())

    def _allowed_indications(self) -> list[str]:
        return _together(one.value.indications for one in self._procedures())

    def _procedures(self) -> list[Sourced[Procedure]]:
        shelf = self.meanings.library.procedures
        return [shelf[one] for one in self.ids if one in shelf]

    def _tell(self, name: str, value: str) -> None:
        """Where a value was read, when no cell of its own holds it as it is."""
        kind = Kind.SITE if name == "body_site" else Kind.INDICATION
        own = self.typed.get(name)
        for heard in (own,) if own else self.words:
            for part in heard.reading.of(kind):
                if value in part.meanings and heard.text.casefold() != value.casefold():
                    self.notes.read(name, value, part.words, heard)
                    return


_SIDE_NAMES = frozenset(SIDES.values())


def _together(lists: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(name for one in lists for name in one))
