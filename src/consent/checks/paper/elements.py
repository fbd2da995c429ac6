"""How to know, in a stranger's words, what our own packets tell in tables and on the first page."""

from __future__ import annotations

from collections.abc import Mapping

from consent.models.element import Element
from consent.models.library import Recognition

_RISK = ("risk*", "complication*", "side effect*", "adverse", "hazard*", "dangers")
_CHOICE = ("alternative*", "other option*", "other treatment*", "other choice*", "options")
_SERIOUS = (
    "infect*",
    "sepsis",
    "death",
    "blood clot*",
    "embol*",
    "stroke",
    "anaphyla*",
    "nerve damage",
    "nerve injury",
    "paralysis",
    "cancer",
    "tumor*",
    "life threatening",
)

RECOGNISED: Mapping[Element, Recognition] = {
    Element.FACILITY: Recognition(
        all_of=(
            (
                "clinic",
                "center",
                "centre",
                "hospital",
                "practice",
                "institute",
                "associates",
                "medicine",
                "orthopedic*",
                "medical group",
                "PLLC",
                "LLC",
                "PC",
            ),
        ),
    ),
    Element.PRACTITIONER: Recognition(
        all_of=(
            ("dr", "MD", "DO", "physician", "practitioner", "doctor", "provider", "surgeon"),
            ("perform*", "name*", "by", "authorize*", "responsible", "signature"),
        ),
        within=25,
    ),
    Element.KEY_INFORMATION: Recognition(
        all_of=(
            ("key information", "summary", "important information", "most important"),
            _RISK,
            ("benefit*", "reasons to", "reasons you might", "why you might"),
        ),
        within=350,
    ),
    Element.DIAGNOSIS: Recognition(
        all_of=(
            (
                "diagnosis",
                "condition*",
                "treat* … for",
                "indication*",
                "for the treatment of",
                "arthritis",
                "osteoarthritis",
                "tendin*",
                "pain",
                "injury",
            ),
        ),
    ),
    Element.NATURE: Recognition(
        all_of=(("procedure", "treatment", "injection*"), ("inject*", "needle", "syringe", "infus*")),
        within=60,
    ),
    Element.SITE: Recognition(
        all_of=(
            (
                "left",
                "right",
                "bilateral",
                "both sides",
                "site",
                "joint",
                "body part",
                "location",
                "area to be",
            ),
        ),
    ),
    Element.PRODUCT: Recognition(
        all_of=(
            ("product", "manufactur*", "derived from", "made from", "brand", "lot"),
            (
                "exosome*",
                "hyaluronic",
                "hyaluronate",
                "amnio*",
                "umbilical",
                "placent*",
                "donor*",
                "cell*",
                "gel",
            ),
        ),
        within=60,
    ),
    Element.BENEFITS: Recognition(
        all_of=(
            (
                "benefit*",
                "may help",
                "hope* for",
                "goal*",
                "improve*",
                "intended to",
                "expected result*",
                "relie*",
            ),
        ),
    ),
    Element.LIKELIHOOD: Recognition(
        all_of=(
            ("benefit*", "results", "outcome*", "success", "improve*", "work*", "relie*", "help"),
            (
                "not known",
                "unknown",
                "likel*",
                "chance*",
                "percent",
                "%",
                "out of",
                "in … people",
                "no guarantee",
                "not guarantee*",
                "cannot guarantee",
                "may or may not",
                "vary",
                "varies",
                "probability",
                "uncertain",
            ),
        ),
        within=30,
    ),
    Element.EVIDENCE_LEVEL: Recognition(
        all_of=(
            ("stud*", "trial*", "evidence", "research", "scientific*"),
            (
                "no",
                "not",
                "limited",
                "small",
                "lack*",
                "insufficient",
                "random*",
                "control*",
                "placebo",
                "preliminary",
                "published",
                "show*",
            ),
        ),
        within=25,
    ),
    Element.RISKS: Recognition(
        all_of=(_RISK, ("infect*", "pain", "bleed*", "swell*", "react*", "bruis*")), within=80
    ),
    Element.SERIOUS_RISKS: Recognition(all_of=(_RISK, _SERIOUS), within=120),
    Element.ALTERNATIVES: Recognition(
        all_of=(
            _CHOICE,
            (
                "physical therap*",
                "exercise",
                "medic*",
                "surg*",
                "steroid*",
                "cortisone",
                "brace*",
                "weight",
                "no treatment",
                "other injection*",
            ),
        ),
        within=60,
    ),
    Element.CLINICAL_TRIAL: Recognition(all_of=(("clinical trial*", "clinical stud*", "research stud*"),)),
    Element.NO_TREATMENT: Recognition(
        all_of=(
            (
                "no treatment",
                "non treatment",
                "nontreatment",
                "doing nothing",
                "do nothing",
                "not having",
                "without treatment",
                "forgo*",
                "declin* … treatment",
                "refus* … treatment",
                "not to have",
                "choose not",
                "no therapy",
                "watchful",
            ),
        ),
    ),
    Element.RECOVERY: Recognition(
        all_of=(
            (
                "after the",
                "after your",
                "following the",
                "recover*",
                "aftercare",
                "post procedure",
                "post injection",
                "afterward*",
                "downtime",
            ),
            ("day*", "week*", "hour*", "rest", "activit*", "sore*", "ice", "swell*"),
        ),
        within=50,
    ),
    Element.WARNING_SIGNS: Recognition(
        all_of=(
            ("call", "contact", "notify", "seek", "go to", "emergency"),
            (
                "fever",
                "redness",
                "infect*",
                "severe pain",
                "swell*",
                "bleed*",
                "chest pain",
                "shortness of breath",
                "breathing",
                "emergency",
            ),
        ),
        within=50,
    ),
    Element.SIGNATURE: Recognition(
        all_of=(
            ("signature", "sign*"),
            ("patient*", "participant*", "representative", "guardian", "client*"),
            ("date", "time"),
        ),
        within=30,
    ),
}
"""Anchor phrases for each element."""
