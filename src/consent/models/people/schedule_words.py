"""What the words and codes of other people's schedules mean.

``templates/schedules/words.yaml``; of another language ``templates/translations/LANGUAGE/schedules.yaml``.
"""

from __future__ import annotations

from pydantic import Field

from consent.models.base import Id, Model, Text
from consent.models.people.record import Laterality, Modality


class StatusCodes(Model):
    """What single signs or numbers mean in the status column of one system."""

    system: Text
    headings: tuple[Text, ...]
    off: tuple[Text, ...] = ()
    on: tuple[Text, ...] = ()


class MethodCode(Model):
    """A billing code that tells how something is injected or drained, and not what."""

    code: Text
    needs: tuple[Id, ...] = ()
    """Procedures whose part belongs into a packet for which this code is written."""


class ProductCode(Model):
    """A billing code for what is injected."""

    code: Text
    procedure: Id
    brands: tuple[Text, ...] = ()
    """The products the code is for."""


class ScheduleWords(Model):
    """One file; several are added to each other, the practice's first."""

    status_headings: tuple[Text, ...] = ()
    """Of a column that says how a visit stands."""
    flag_headings: tuple[Text, ...] = ()
    """Of a column where a yes, or a day, means that the visit is off."""
    reason_headings: tuple[Text, ...] = ()
    """Of a column where any text means that the visit is off."""
    off: tuple[Text, ...] = ()
    """Of a status: the visit is off, wherever in it the words stand."""
    off_alone: tuple[Text, ...] = ()
    """The visit is off, or over, when the status says nothing else."""
    on: tuple[Text, ...] = ()
    status_codes: tuple[StatusCodes, ...] = ()
    method_codes: tuple[MethodCode, ...] = ()
    other_procedures: tuple[Text, ...] = ()
    """Words for what no procedure of the library does."""
    procedure_names: dict[Id, tuple[Text, ...]] = Field(default_factory=dict)
    """What schedules call a procedure, besides its title; one word may stand for several."""
    site_names: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """What schedules call a body site, besides what the library does; one word may stand for several."""
    indication_names: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """The same of what a visit is for."""
    language_names: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """What a column calls languages, by their codes: ``en: [inglés]``."""
    modality_names: dict[Modality, tuple[Text, ...]] = Field(default_factory=dict)
    """What a column calls the ways to interpret."""
    product_codes: tuple[ProductCode, ...] = ()
    same_words: dict[Text, Text] = Field(default_factory=dict)
    """Short and plural forms, each read as the other word."""
    hedges: tuple[Text, ...] = ()
    """Words that say that a text is about another time, another plan, or a doubt."""
    joiners: tuple[Text, ...] = ()
    """Words between two things that are both meant."""
    fillers: tuple[Text, ...] = ()
    words_headings: tuple[Text, ...] = ()
    """Of columns whose text is read for a procedure, a place and a side."""
    icd10cm_sided: tuple[Text, ...] = ()
    """Codes below which the last digit says the side: 1 right, 2 left, 3 both."""
    icd10cm_bilateral: tuple[Text, ...] = ()
    sides: dict[Laterality, tuple[Text, ...]] = Field(default_factory=dict)
