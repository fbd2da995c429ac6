"""CLS112: nothing says that FDA approved, cleared or registered an exosome, or that its use is off-label.

No exosome product is approved for any use. "Off-label" is as wrong: it presupposes a label.
A registration of a maker is no approval of a product. Said of an exosome these words
mislead the patient about the one fact that matters most.

Bad::

    We use FDA-registered exosomes. Their use here is off-label.

Good::

    FDA has not approved any exosome product for any use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Passage
from consent.checks.source.facts.wording import Products
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Clause
from consent.models.library.condition import Fact

CODE = "CLS112"
TITLE = "true FDA status"
SEVERITY = Severity.ERROR
REFERENCE = "FDA, Public Safety Notification on Exosome Products (Dec 6, 2019); 42 U.S.C. 262; 21 CFR 207.77"
EVERY_LANGUAGE = True
NEEDS = "claims"

ENGLISH = Products(
    exosomes=re.compile(
        r"\bexosom|\bvesicle|\bextracellular|\bamniotic|\bstem cell|\bMSC|\bregenerative|\bplacent|"
        r"\bumbilical",
        re.IGNORECASE,
    ),
    others=re.compile(
        r"\bHA\b|\bhyaluron|\bultrasound|\blidocaine|\bnumbing|\ban(?:a)?esthetic|\bsteroid|"
        r"\bcortisone|\bPRP\b|"
        r"\bgels?\b|\bantibiotic|\bsaline|\bscanner|\bmachine|\bcentrifuge|\bdevices?\b|\binsulin|"
        r"\bvaccin|\bkits?\b|"
        r"\bsynthetic\b",
        re.IGNORECASE,
    ),
    not_yet=re.compile(
        r"\b(?:needs?|requires?|subject\s+to|lacks?|awaits?|awaiting|pending|before|until|unless|"
        r"whether|asks?)\s+"
        r"(?:\w+\s+){0,4}(?:FDA|Food\s+and\s+Drug)",
        re.IGNORECASE,
    ),
)
_DONE = r"(?:approv|clear|regist|licens|authori[sz]|accept|endors|certif|sanction)\w*"
_HINT = "write what is true: FDA has not approved any exosome product for any use"
CLAIMS = (
    claim(
        rf"\b(?:U\.?S\.?\s+)?(?:FDA|"
        rf"Food\s+and\s+Drug\s+Administration)(?:['’]s)?[-\s–‑]+(?:(?:has|have|"
        rf"had)\s+)?(?:fully\s+|already\s+)?{_DONE}",
        "says of an exosome that FDA allows it",
        _HINT,
    ),
    claim(
        rf"(?<!may )(?<!can )(?<!must )\b{_DONE}\s+(?:by|with|from|through)\s+"
        rf"(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|"
        rf"Food\s+and\s+Drug\s+Administration)\b",
        "says of an exosome that FDA allows it",
        _HINT,
    ),
    claim(
        r"\b(?:FDA|Food\s+and\s+Drug\s+Administration)\b[^.]{0,40}\b(?:green\s+light|blessing|"
        r"no\s+objections?|"
        r"seal|ok(?:ay|’d|'d)?)\b|\b(?:green\s+light|blessing)\s+(?:of|from|by)\s+(?:the\s+)?FDA\b",
        "says of an exosome that FDA allows it",
        _HINT,
    ),
    claim(
        r"\b(?:section\s+|§\s*)?361\s+(?:product|tissue|HCT|regulat\w+|compliant|exempt\w*|pathway)|"
        r"\b(?:under|by|per)\s+(?:section\s+|§\s*)361\b|\bminimally\s+manipulated\b|\bhomologous\s+use\b",
        "says of an exosome that FDA need not approve it",
        _HINT,
    ),
    claim(
        r"\bFDA\s+(?:need|needs|does|do|did|has|have)(?:\s+not|n['’]t)?\s+(?:to\s+)?(?:approve|"
        r"regulate|require)\b"
        r"(?=[^.]{0,10}\b(?:it|them|these|this)\b)",
        "says of an exosome that FDA need not approve it",
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:FDA|Food\s+and\s+Drug\s+Administration)\b[^.]{0,60}\b(?:found|finds|considers?|regards?|"
        r"deems?|holds?)\b"
        r"[^.]{0,50}\b(?:safe|exempt|lawful|acceptable|compliant|fit)\b|"
        r"\bFDA\b[^.]{0,25}\b(?:inspected|visited|audited|reviewed)\b[^.]{0,40}\b(?:passed|satisf\w+|"
        r"clean|no\s+problems?)\b|"
        r"\b(?:recogni[sz]ed|endorsed|accepted|praised|trusted|"
        r"vetted)\s+by\s+(?:the\s+)?(?:National\s+Institutes?|NIH|"
        r"federal|(?:U\.?S\.?\s+)?government|Medicare|CDC|Congress)\b",
        "says of an exosome that FDA allows it",
        _HINT,
    ),
    claim(
        r"\b(?:under|meets?|satisf\w+|compl(?:y|ies)\s+with|passe[sd]|"
        r"follows?)\s+(?:\w+\s+){0,2}FDA(?:['’]s)?\s+"
        r"(?:oversight|supervision|requirements?|standards?|guidelines?|rules?|regulations?|inspections?)\b|"
        r"\bFDA[-\s](?:compliant|inspected|listed|number|certified|grade)\b|"
        r"\bfederally\s+(?:licensed|approved|registered)\b",
        "takes FDA's name for approval",
        _HINT,
    ),
    claim(
        r"\b(?:not|n['’]t|never)\s+(?:\w+\s+)?(?:require|need)\s+(?:\w+\s+){0,2}(?:FDA|approval|"
        r"a\s+license)\b|"
        r"\bFDA\b[^.]{0,25}\b(?:does|do|will|can)(?:\s+not|n['’]t)\s+(?:regulate|oversee|control)\b|"
        r"\bexempt\s+from\s+(?:FDA|approval|licens\w+|regulation)|"
        r"\b(?:because|since)\b[^.]{0,40}\b361\b|"
        r"\bno\s+(?:FDA\s+|federal\s+)?(?:approval|license)\s+(?:is|was)\s+(?:needed|required|necessary)\b",
        "says of an exosome that FDA need not approve it",
        _HINT,
        may_be_denied=False,
    ),
    claim(r"\boff[-\s–‑]?label\b", "said of an exosome presupposes a label that does not exist", _HINT),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each false word about an exosome's status."""
    about = _files_about_exosomes(context)

    products = ENGLISH if context.wording is None else context.wording.products

    def accept(passage: Passage, sentence: str) -> bool:
        around = (passage.owner, passage.place.file) in about
        return is_about_exosomes(sentence, around=around, products=products)

    yield from scan(context, CODE, CLAIMS, accept)


def is_about_exosomes(sentence: str, *, around: bool, products: Products = ENGLISH) -> bool:
    """Whether a sentence speaks of an exosome's status as it is, and not as it would have to be.

    Args:
        sentence: the words.
        around: whether the words before and after are about exosomes; then a sentence need not name them.
        products: by which words its language names them.

    """
    if products.not_yet.search(sentence):
        return False
    return bool(products.exosomes.search(sentence)) or (around and not products.others.search(sentence))


def _files_about_exosomes(context: SourceContext) -> set[tuple[str, str]]:
    """Owner and file of everything that speaks of exosomes even where a sentence does not name them."""
    library = context.library
    found, shares = set(), dict[str, set[str]]()
    for id_, procedure in library.procedures.items():
        family = procedure.value.product.family if procedure.value.product else "none"
        if family == "exosome":
            found.add((id_, procedure.source.file))
        for name in procedure.value.shares:
            shares.setdefault(name, set()).add(family)
    for id_, part in library.shared.items():
        if shares.get(id_) == {"exosome"}:
            found.add((id_, part.source.file))
    for id_, loaded in library.clauses.items():
        if _asks_for_exosomes(loaded.clause.value):
            found.add((id_, loaded.clause.source.file))
    return found


def _asks_for_exosomes(clause: Clause) -> bool:
    for test in clause.applies_when:
        words = (test.includes,) if isinstance(test.includes, str) else test.includes
        if test.fact in (Fact.FAMILY, Fact.KIND) and words and all("exosome" in word for word in words):
            return True
        if test.fact is Fact.IND and words:
            return True
    return False
