"""Whether a change matters to who signed the wording before it.

A changed risk, status, right or cost always does, whatever the history says; nothing but punctuation never
does, unless the history says so; for the rest the file's own history decides, and where nobody has said
anything, it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consent.compare.words import denials, numbers, spoken
from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.library.reviewed import HistoryEntry, version_order
from consent.models.register.change import Verdict

RULE = "rule"
NOBODY = "nobody"
Histories = Mapping[str, Sequence[HistoryEntry]]
"""By owner, as ``clauses/costs``."""
_CHANCE = re.compile(r"(?:About|Fewer than|Up to) .* in [0-9,]+")
_NAMES = {Stake.STATUS: "what FDA has said", Stake.RIGHT: "a right", Stake.COST: "what it costs"}


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows the histories of the newer wording, and what is a contact of the practice."""

    histories: Histories = field(repr=False)
    contacts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the practice is called and where it is reached, before and after; only what changed."""

    def __call__(self, old: Passage | None, new: Passage | None) -> Verdict | None:
        """The verdict; None when both read the same."""
        if old and new and (old.words, old.counted) == (new.words, new.counted):
            return None
        return next(verdict for rule in self._rules() if (verdict := rule(old, new)))

    def _rules(self) -> Iterator[Callable[[Passage | None, Passage | None], Verdict | None]]:
        yield self._contact
        yield _risk
        yield self._only_signs
        yield _at_stake
        yield self._said
        yield self._silence

    def _contact(self, old: Passage | None, new: Passage | None) -> Verdict | None:
        """A new telephone number is told, not signed."""
        if (new or old).kind is PassageKind.CONTACT:  # type: ignore[union-attr]  # one of them is there
            return Verdict(False, "only where or under which name the practice is reached", RULE)
        if old is None or new is None or not self.contacts:
            return None
        words = old.words
        for before in sorted(self.contacts, key=len, reverse=True):
            words = words.replace(before, self.contacts[before])
        if words == new.words and old.counted == new.counted:
            return Verdict(False, "only where or under which name the practice is reached", RULE)
        return None

    def _only_signs(self, old: Passage | None, new: Passage | None) -> Verdict | None:
        if old is None or new is None or old.counted != new.counted or spoken(old.words) != spoken(new.words):
            return None
        said = self._said(old, new)
        # One entry of a file of many rows may be about another of them.
        if said and said.material and new.kind is PassageKind.CLAUSE:
            return said
        return Verdict(False, "only punctuation, capitals, spaces, or figures for words", RULE)

    def _said(self, old: Passage | None, new: Passage | None) -> Verdict | None:
        """What the history says of every version since the one that was signed."""
        if new is None:
            return None
        entries = self._entries(old, new)
        if not entries:
            return None
        weighty = [entry for entry in entries if entry.material]
        telling = weighty or entries
        if not weighty and entries[-1].version != new.version:
            return None
        return Verdict(
            bool(weighty),
            " ".join(entry.reason for entry in telling),
            "; ".join(dict.fromkeys(f"{entry.by}, {entry.changed_on}" for entry in telling)),
        )

    def _entries(self, old: Passage | None, new: Passage) -> list[HistoryEntry]:
        if not new.version:
            return []
        first = version_order(old.version) if old and old.owner == new.owner and old.version else ()
        last = version_order(new.version)
        known = self.histories.get(new.owner, ())
        if old is None:
            # A row that is new in its file, which may have been there for long: only its last version counts.
            return [entry for entry in known if version_order(entry.version) == last]
        return [entry for entry in known if first < version_order(entry.version) <= last]

    def _silence(self, old: Passage | None, new: Passage | None) -> Verdict:
        if new is None:
            return Verdict(True, "it is gone", NOBODY)
        if old is not None and old.made_from and old.made_from == new.made_from:
            return Verdict(True, "what the practice or the record fills in is another", NOBODY)
        if old is not None and old.version and old.version == new.version:
            return Verdict(True, "the words changed and the version did not: raise it, and say why", NOBODY)
        if "/" not in new.owner:
            return Verdict(True, "what the practice or the record says is another", NOBODY)
        return Verdict(True, f"nobody has said that it does not matter: {new.owner} has no entry", NOBODY)


def _risk(old: Passage | None, new: Passage | None) -> Verdict | None:
    """A risk that is new, gone, graver, milder, or counted otherwise."""
    stakes = {one.stake for one in (old, new) if one}
    if Stake.RISK not in stakes:
        return None
    if old is None or new is None:
        if (new or old).kind is not PassageKind.RISK:  # type: ignore[union-attr]
            return None
        return Verdict(True, "a risk is new" if new else "a risk is no longer told", RULE)
    if old.counted != new.counted:
        return Verdict(True, _how_counted(old.counted, new.counted), RULE)
    before, after = _uncounted(old), _uncounted(new)
    if numbers(before) != numbers(after):
        return Verdict(True, "a number of a risk changed", RULE)
    if denials(before) != denials(after):
        return Verdict(True, "a “not” in the words of a risk came, went or changed", RULE)
    if old.counted and spoken(before) == spoken(after) and spoken(old.words) != spoken(new.words):
        return Verdict(False, "the same chance, written with another denominator", RULE)
    return None


def _uncounted(risk: Passage) -> str:
    """Without its chance where that is known apart from words."""
    if not risk.counted:
        return risk.words
    return "\n".join(line for line in risk.words.split("\n") if not _CHANCE.fullmatch(line))


def _how_counted(old: str, new: str) -> str:
    (bad, _, was), (now, _, is_) = old.partition(" "), new.partition(" ")
    if bad != now:
        return f"the risk was {bad} and is {now}".replace("life-threatening", "life threatening")
    if was != is_:
        return f"the chance of a risk changed: {was} became {is_}"
    return "a risk stands in another place"


def _at_stake(old: Passage | None, new: Passage | None) -> Verdict | None:
    """Words about what FDA has said, a right or a cost; and any amount of money."""
    stakes = [one.stake for one in (new, old) if one and one.stake in _NAMES]
    if stakes:
        return Verdict(True, f"{_NAMES[stakes[0]]} is told otherwise", RULE)
    if old and new and "$" in old.words + new.words and numbers(old.words) != numbers(new.words):
        return Verdict(True, f"{_NAMES[Stake.COST]} is told otherwise", RULE)
    return None
