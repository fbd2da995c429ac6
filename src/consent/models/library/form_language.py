"""``forms/LANGUAGE/``: how to know, in a language other than English, what a stranger's form says.

English stands in ``consent.forms`` and in the ``evidence:`` of clauses and policies. Another language is a
folder of these files and no code. Words are compared in small letters and without accents.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from consent.models.base import Id, Model, Text
from consent.models.library.claim_words import ClaimLanguage
from consent.models.library.element import Element
from consent.models.library.recognition import Recognition
from consent.models.library.word_groups import GROUPS


def _is_group(value: str) -> str:
    if value not in GROUPS:
        raise ValueError(f"no list of words is called {value}; there are: {', '.join(sorted(GROUPS))}")
    return value


GroupName: TypeAlias = Annotated[str, AfterValidator(_is_group)]
Listed: TypeAlias = Text
"""Words or turns of phrase with commas between them."""


class DenialWords(Model):
    """By which words a sentence takes back what it names."""

    none: Listed
    """``ninguno``: at the head of a sentence whose verb tells."""
    negations: Listed
    """``no, nunca``."""
    nothing_there: Listed
    """``no hay, no existe``: what follows is not there."""
    told: Listed
    """Verbs of telling; ``explic*`` lets a word end as it likes."""
    modals: Listed
    """``puedo, podra``."""
    negation_first: bool = False
    """Whether "not" stands before the verb (``no puedo``), not after it (``can not``)."""
    goes_on: Listed
    """``pero``: after it the sentence says something else."""
    opens: Listed
    """``que, porque``: what follows is not denied."""
    condition: Listed
    """``si, a menos``."""
    asserts: Listed
    """Words after a negation that make it deny nothing: ``no solo``."""
    small: Listed = "—"
    """Small words between a negation and its verb: ``no se``."""
    no_names: Listed
    """Words that stand before a common noun, and so before no name."""


class SigningWords(Model):
    """By which words a place to sign is known."""

    sign: Listed
    patients: Listed
    """Whose signature is the patient's, or that of whoever decides."""
    others: Listed
    of: Listed
    """``de, del``: what stands between a signature and whose it is."""
    dates: Listed
    times: Listed
    birth: Listed
    """After ``date of``: then it is no date beside a signature."""
    before_prose: Listed
    """Words before "date" or "time" that make it part of a sentence."""
    after_prose: Listed
    beside_caption: Listed
    """Small words of a caption."""
    names: Listed
    """Words after a person that ask for a name, not for a signature."""
    representative: Listed
    practitioner: Listed
    witness: Listed
    interpreter: Listed


class SubjectWords(Model):
    """By which words a form says what it is, and about which treatment."""

    names: dict[Id, Listed]
    """What procedures are called, by their ids."""
    treatments: Listed
    """``inyeccion, suero``: the next noun says of what."""
    tell_nothing: Listed
    """Words beside those that name no treatment, or one of the other choices."""
    of: Listed
    """``de, con``: stand between a treatment and what it is of."""
    asks: Listed
    """Beginnings of words by which a form asks for consent."""
    agrees: Listed
    """``acepto recibir``: turns of phrase by which somebody agrees to a treatment."""
    papers: dict[str, Listed]
    """Other papers, as a finding names them (``a bill``), by the words at their head."""


class TellingWords(Model):
    """``language.yaml``: the words that all the rest is built with."""

    name: Text
    """In English: ``Spanish``."""
    common: Listed
    """The most common words of the language, by which a page in it is known."""
    written_out: dict[str, Text] = Field(default_factory=dict)
    """What clinics abbreviate."""
    groups: dict[GroupName, Listed]
    """The lists that ``<name>`` stands for; they have the names of the English ones."""
    denial: DenialWords
    signing: SigningWords
    subject: SubjectWords

    @property
    def common_words(self) -> frozenset[str]:
        """One by one, with their accents."""
        return frozenset(one.strip().casefold() for one in self.common.split(","))


class Told(Model):
    """``told.yaml``: what must stand there to have said it."""

    elements: dict[Element, Recognition] = Field(default_factory=dict)
    clauses: dict[Id, Recognition] = Field(default_factory=dict)
    requirements: dict[str, Recognition] = Field(default_factory=dict)
    """By ``policy.requirement``, where it asks for more, or for less, than its clause or element."""
    examples: dict[str, Text] = Field(default_factory=dict)
    """A sentence that would do, by element or clause, in the language."""


class FormLanguage(Model):
    """All of one language."""

    words: TellingWords
    told: Told
    claims: ClaimLanguage | None = None
    """What no consent may say, out of ``words/LANGUAGE.yaml``; None where nobody wrote it down."""

    @property
    def name(self) -> str:
        """In English: ``Spanish``."""
        return self.words.name
