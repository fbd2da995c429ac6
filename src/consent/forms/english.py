"""English, the language in which the evidence of clauses, policies and elements is written."""

from __future__ import annotations

from itertools import product
from types import MappingProxyType

from consent.forms.speech import Denying, Signing, Speech, Subject
from consent.models.library.word_groups import GROUPS


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BE = _set("are been is was were will be have has had being")
_NONE = _set("no none neither")
_DATED = _set("date dated day datetime")

_DENYING = Denying(
    none=_NONE,
    negations=_set("not never without n't cannot"),
    nothing_there=tuple(product(("there",), sorted(_BE), sorted(_NONE))),
    told=_set(
        "addressed advised covered described disclosed discussed explained given informed listed mentioned "
        "named offered outlined presented provided shown told"
    ),
    told_begun=(),
    helpers=_BE,
    modals=_set("can cannot could may might must shall should will would"),
    negation_first=False,
    goes_on=_set("but except however although though unless instead besides"),
    opens=_set("that which who whom whose because when whenever until while if"),
    condition=_set("if unless until before whenever should"),
    more_than=_set("doubt guarantee guarantees more longer later less promise promises one way question"),
    no=_set("no not never without none neither nor zero"),
    but=_set("only limited but just all later longer less more every other"),
    small=frozenset(),
    after_verbs=_set("is are was were will do does did has have had can may shall would"),
    no_names=_set("the our this a an any my your their each every at in of to from call"),
)
_SIGNING = Signing(
    sign=_set("signature signatures sign signed signs signing signer sig"),
    patients=_set(
        "patient patients participant participants client clients guest representative guardian surrogate "
        "parent subject subjects my your i person undersigned decider proxy member pt"
    ),
    others=_set(
        "witness witnesss witnesses physician physicians doctor doctors provider providers practitioner "
        "practitioners surgeon surgeons interpreter interpreters translator investigator investigators "
        "clinician clinicians nurse staff obtaining professional dr md do np injector technician notary "
        "therapist employee rn lpn np crna aprn"
    ),
    of=_set("of by"),
    dates=_DATED,
    times=_set("time hour hours datetime clock"),
    halves=_set("am pm"),
    birth=frozenset((("of", "birth"),)),
    before_prose=_set(
        "any this the of each every same first second that at more some long your my in over what enough all "
        "full from given took take to recovery healing down half short which no next last spend waiting per "
        "few"
    ),
    after_prose=_set("to for off with being i you we they when before after until"),
    beside_caption=_set(
        "or of legal the representative guardian legally authorized surrogate parent s his her personal "
        "patient participant duly"
    ),
    names=_set("name names print printed address phone s"),
)
_SUBJECT = Subject(
    names=None,
    treatments=_set("drip infusion infusions injection injections peel shot shots therapy"),
    tell_nothing=_set(
        "a an and at by cell fluid for from gel guidance guided in injection injections into medium needle "
        "of on or our procedure product session shot shots stem the therapy to treatment us with your "
        "after allergy ankle another any before cortisone during each elbow every first following heel hip "
        "joint knee last local medical more next one other physical same second shoulder steroid that these "
        "this"
    ),
    of=frozenset(),
    asks=("consent", "authoriz", "authoris", "permission", "permit"),
    agrees=tuple(
        product(
            ("accept", "agree", "choose", "decide", "request", "want"),
            ("get", "go", "have", "proceed", "receive", "the", "this", "to", "undergo"),
        )
    ),
    papers=MappingProxyType(
        {
            "an agreement about fees": _set("fee fees financial payment payments pricing refund"),
            "a bill": _set("bill invoice receipt"),
            "a leaflet": _set("brochure flyer leaflet newsletter"),
        }
    ),
)
_WRITTEN_OUT = MappingProxyType(
    {
        "alt": "alternatives",
        "alts": "alternatives",
        "dz": "disease",
        "infxn": "infection",
        "inj": "injection",
        "iv": "intravenous",
        "lido": "lidocaine",
        "min": "minutes",
        "mins": "minutes",
        "proc": "procedure",
        "rxn": "reaction",
        "tx": "treatment",
    }
)
"""What clinics abbreviate."""
ENGLISH = Speech(
    "English",
    _DENYING,
    _SIGNING,
    _SUBJECT,
    (*GROUPS["explained"], *GROUPS["first person"]),
    written_out=_WRITTEN_OUT,
    folded=False,
)
