"""Every complaint the loader can make, by code. A code is never reused.

``REC`` record, ``PRO`` procedure or shared part, ``CLS`` clause, ``POL`` policy, ``PRA`` practice,
``WVR`` waivers, ``WRD`` word lists, ``TRN`` translations.
001-019 mean the same for every kind of file; from 020 each kind has its own.
100 and up belong to ``consent check``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a file holds; the letters of its codes."""

    RECORD = "REC"
    PROCEDURE = "PRO"
    CLAUSE = "CLS"
    POLICY = "POL"
    PRACTICE = "PRA"
    WAIVER = "WVR"
    WORDS = "WRD"
    TRANSLATION = "TRN"


class Common(IntEnum):
    """What can be wrong with a file of any kind."""

    UNREADABLE = 1
    UNKNOWN_KEY = 2
    MISSING_KEY = 3
    WRONG_TYPE = 4
    NO_SUCH_CHOICE = 5
    MALFORMED = 6
    CONTRADICTION = 7
    SYNTAX = 8
    REFUSED_YAML = 9
    DUPLICATE_KEY = 10
    CHARACTER = 11
    FILE_NAME = 12
    DUPLICATE_ID = 13
    UNKNOWN_WORD = 14


def code(kind: Kind, number: Common) -> str:
    """The printed code, for example ``REC001``."""
    return f"{kind.value}{number:03d}"


_EVERY_KIND = {
    Common.UNREADABLE: "the file is missing, empty, too large, or not UTF-8 text",
    Common.UNKNOWN_KEY: "a key nobody knows",
    Common.MISSING_KEY: "a key that must be there is missing",
    Common.WRONG_TYPE: "a number where text is needed, a list where one value is needed, and the like",
    Common.NO_SUCH_CHOICE: "a word that is not one of the choices",
    Common.MALFORMED: "a value of the wrong form: an impossible date, an empty text, a malformed id",
    Common.SYNTAX: "the file is not valid YAML, JSON or front matter",
    Common.REFUSED_YAML: "anchors, aliases, tags, merge keys, several documents, or too much nesting",
    Common.DUPLICATE_KEY: "a key is written twice",
    Common.CHARACTER: "a character that cannot be printed",
}

_SOME_KINDS = {
    "PRO007": "two values that cannot both be right",
    "CLS007": "two values that cannot both be right",
    "POL007": "two values that cannot both be right",
    "PRO012": "the id differs from the file's name",
    "PRO013": "an id is used twice",
    "PRO014": "a source, body site or indication the file does not list",
    "CLS012": "the id differs from the file's name",
    "CLS013": "an id is used twice",
    "CLS014": "a condition asks for a word that can never be true",
    "POL012": "the id differs from the file's name",
    "POL013": "an id is used twice",
    "POL014": "a condition asks for a word that can never be true",
    "TRN012": "the id differs from the file's name, or names another file",
    "PRA013": "two practitioners have the same id",
}

_OWN = {
    "REC020": "no such procedure in the library",
    "REC021": "no such practitioner in practice.yaml",
    "REC022": "no such body site for the procedure",
    "REC023": "the procedure needs a body site",
    "REC024": "the procedure has no body site of its own",
    "REC025": "the body site needs a side",
    "REC026": "a side where there is none",
    "REC027": "the procedure needs an indication",
    "REC028": "no such indication for the procedure",
    "REC029": "the procedure takes no indication",
    "REC030": "the same procedure twice at one site",
    "REC031": "practice.yaml names no product for the procedure",
    "REC032": "born after the date of issue or of the procedure",
    "REC033": "born more than 130 years ago",
    "REC034": "the procedure is before the date of issue (warning)",
    "REC035": "a minor without a representative",
    "REC036": "another language is preferred and no interpreter is planned (warning)",
    "REC037": "two records have the same record_id",
    "REC038": "a text begins or ends with a space",
    "REC039": "neither the given nor the family name is a name",
    "REC090": "a packet issued too often with other values",
    "REC091": "a record_id that was issued for a patient with another MRN",
    "REC092": "a row of a downtime log that says two things that cannot both be true",
    "REC093": "a packet in a downtime log that was not issued here",
    "REC094": "the same packet twice in a downtime log",
    "REC095": "a packet in a downtime log of which the register says otherwise",
    "REC055": "a text that an e-sign service would take for a place to sign",
    "REC070": "two or more products, and nothing says how they are given together",
    "REC071": "`use` where there is nothing to give together",
    "REC072": "products given together at different body sites or sides",
    "REC073": "an indication that cannot be at the body site",
    "REC074": "the patient is younger than the procedure allows",
    "REC075": "no right to decide for somebody",
    "REC076": "a parent decides for a patient who is grown up",
    "REC077": "a code that no language has",
    "REC078": "something to carry another product, where that product is not planned",
    "PRO020": "no such shared part",
    "PRO021": "the alternatives lack `no-treatment` or `clinical-trial`",
    "PRO022": "no risks, recovery, aftercare or warning signs",
    "PRO023": "approved uses on a product that is not a premarket-approval device",
    "PRO024": "a body site or indication that no file of `anatomy/` has",
    "PRO025": "an indication that can be at none of the procedure's body sites",
    "CLS020": "Markdown beyond paragraphs, one-level lists, bold and italic",
    "CLS021": "no such placeholder",
    "CLS022": "a placeholder where it has no meaning",
    "CLS023": "stray template braces",
    "POL020": "no such clause",
    "TRN020": "English words that have changed since they were translated",
    "TRN021": "words that a language lacks",
    "TRN022": "a translation of words that there are none of any more (warning)",
    "TRN023": "a translation that nobody has signed for (warning)",
    "TRN024": "rules that cannot read a language: what they need to know of it stands nowhere (warning)",
    "PRA020": "a product for a procedure that does not exist or has no product",
    "PRA021": "no such policy",
    "PRA022": "the policy cannot be used yet",
    "PRA023": "an election the policies need is not recorded",
    "PRA024": "no such election",
    "PRA025": "the logo is missing, outside the folder, or no safe PNG, JPEG or SVG",
    "PRA026": "a PMA number on a product that is not a premarket-approval device",
    "PRA027": "no such US state",
    "PRA028": "an official form that no policy asks for",
    "PRA029": "the official form is missing, not the file that was pinned, or cannot be bound in",
    "PRA045": "a product made of something its procedure does not name",
    "PRA047": "words of the practice for a clause that there is none of",
    "PRA048": "words of the practice for a line that its clause does not have",
    "PRA049": "a language to print in that there is no translation into",
}

CODES: Mapping[str, str] = MappingProxyType(
    dict(
        sorted(
            {
                **{code(kind, number): text for kind in Kind for number, text in _EVERY_KIND.items()},
                **_SOME_KINDS,
                **_OWN,
            }.items()
        )
    )
)
"""What each code stands for, in one line."""
