"""The fixed words of pages and of the sentences that the program puts together, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Translations by their English words; in English every word stands for itself."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    complete: bool = True
    """Whether what it lacks is said in English: True in English, and where stale words were allowed."""

    def say(self, english: str, /, **values: object) -> str:
        """The words in this language, each ``{name}`` in them replaced by its value.

        Raises:
            KeyError: no translation has these words.

        """
        said = self.texts.get(english)
        if said is None:
            if not self.complete:
                raise KeyError(english)
            said = english
        return said.format(**values) if values else said
