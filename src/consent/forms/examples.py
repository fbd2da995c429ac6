"""What to write into a form that does not tell something: a sentence of ours that would do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.forms.form import Sought, plain_text
from consent.models.library.element import Element
from consent.models.library.form_language import FormLanguage

_EXAMPLES: Mapping[Element, str] = MappingProxyType(
    {
        Element.FACILITY: "the name of the practice at the head of the first page",
        Element.PRACTITIONER: "“The injection will be done by Dr. ____________.”",
        Element.KEY_INFORMATION: "a first part “Key information” with reasons for and reasons against",
        Element.DIAGNOSIS: "“This treatment is planned for: ____________.”",
        Element.NATURE: "“We clean and numb the skin, guide a needle and inject the product slowly.”",
        Element.SITE: "“Body part: ____________ Side: left / right / both”",
        Element.PRODUCT: "“Product: ________ Maker: ________ Made from: ________ Lot: ________”",
        Element.BENEFITS: "“We hope for less pain.”",
        Element.LIKELIHOOD: "“How likely this is to help is not known.”",
        Element.EVIDENCE_LEVEL: "“The evidence is one small blinded study (last reviewed: ________).”",
        Element.RISKS: "“Risks: pain, bleeding, infection, allergic reaction”, each with how likely it is",
        Element.SERIOUS_RISKS: "“Rare but serious: joint infection, severe allergic reaction, nerve injury”",
        Element.ALTERNATIVES: "“Other choices are exercise, medicines, a steroid shot and surgery”, "
        "each with its benefit and its risk",
        Element.CLINICAL_TRIAL: "“You can ask about a clinical trial.”",
        Element.NO_TREATMENT: "“You can choose no treatment. The pain may stay the same, ease or get worse.”",
        Element.RECOVERY: "“Expect soreness for 1 to 3 days. Rest the joint for two days.”",
        Element.WARNING_SIGNS: "“Call us at once if you have a fever, or a hot, red or very swollen joint.”",
        Element.SIGNATURE: "“Patient's signature ____________ Date ________ Time ________”",
    }
)


def what_to_write(sought: Sought, *, own_subject: bool, language: FormLanguage | None = None) -> str:
    """What would do, whole, as the end of a sentence that begins with "add".

    Args:
        sought: what is missing.
        own_subject: whether the form is about the procedure it is held against. If it is not, our sentences
            are about something else, and only what is asked for is said.
        language: of the form, where that is not English.

    """
    requirement = sought.wanted.requirement
    if not own_subject:
        return "it, in words about this form's own treatment"
    if language is not None:
        return _in_language(sought, language)
    if sought.clause is None:
        return _EXAMPLES[requirement.element] if requirement.element is not None else "it to the form"
    clause = sought.clause.clause.value
    if clause.dictated:
        return f"its words letter for letter; to read them: consent show {clause.id}"
    if "{{" in clause.body or "{%" in clause.body:
        return f"a sentence that says it; ours, with its blanks: consent show {clause.id}"
    return f"words such as “{plain_text(sought.clause.prose)}”"


def _in_language(sought: Sought, language: FormLanguage) -> str:
    requirement = sought.wanted.requirement
    example = language.told.examples.get(requirement.clause or str(requirement.element))
    if sought.clause is not None and sought.clause.clause.value.dictated:
        return f"its English words letter for letter; to read them: consent show {requirement.clause}"
    if example is not None:
        return f"words such as “{example}”"
    ours = f"; ours, in English: consent show {requirement.clause}" if sought.clause is not None else ""
    return f"a sentence in {language.name} that says it{ours}"
