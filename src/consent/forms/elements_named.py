"""How to know in a stranger's words who treats whom, what is done, where and with which product.

Where the patient signs is found by ``signing_places``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.models.library.element import Element
from consent.models.library.recognition import Recognition, Several


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


NAMED: Mapping[Element, Recognition] = MappingProxyType(
    {
        Element.FACILITY: Recognition(
            all_of=(
                _list(
                    "^clinic, ^center, ^centre, ^hospital, ^practice, ^institute, ^associates, "
                    "^medicine, ^orthopedic*, ^orthopaedic*, ^medical group, ^group, ^pllc, ^llc, ^inc, "
                    "^pc, ^health, ^wellness, ^spa, ^lounge, ^surgery, ^physicians, ^partners, "
                    "^university, ^rehab*, ^rehabilitation, ^care, ^specialists, ^medspa, ^aesthetics, "
                    "^pain, ^spine, ^university hospital, ^sports, ^p … c, ^foundation, ^network, "
                    "^office, ^department, ^orthopedics, department of, ^ortho, ^rheumatology, "
                    "^podiatry, ^dermatology, ^chiropractic, ^neurology, ^radiology, ^cardiology, "
                    "^urology, ^oncology, ^imaging, ^physiotherapy, ^physio, ^therapy, ^doctors, "
                    "^infirmary, ^trust, ^dispensary, ^hospitals, ^clinics, ^instituto, ^clinica, "
                    "^regenerative, ^longevity, ^vitality, ^surgicenter, ^healthcare, ^joint, ^joints, "
                    "^bone, ^foot, ^sportsmed, ^dental, ^surgeons, ~office of, ^cooperative, ^network, "
                    "^med, ^dentistry, ^endoscopy, ^gastroenterology, ^ophthalmology, ^psychiatry, "
                    "^pharmacy, ^studio, ^bar, ^franchise, ^aesthetic, ^periodontics, ^eye, ^vein, "
                    "^vascular, ^college, ^clínica, ~clínica, ~centro, ~instituto, ~institute for, "
                    "~center for, ~centre for, ~institute of, ~university of, consulting room*, "
                    "^rooms"
                ),
            ),
            unless=_list(
                "manufactur*, made by, maker, producer, put up by, fabricat*, supplied, emergency department"
            ),
        ),
        Element.PRACTITIONER: Recognition(
            all_of=(
                _list(
                    "~dr, ~doctor, ^md, ^do, ^dpm, ^dds, ^dmd, ^np, ^pa, ^dc, ^nd, ^mbbs, treating "
                    "physician, treating doctor, physician name, name of physician, name of the physician, "
                    "name of practitioner, name of the practitioner, practitioner name, provider name, "
                    "name of provider, name of the provider, name of surgeon, ~surgeon, ~physician, "
                    "~provider, ~practitioner, performed by, attending physician, responsible physician, "
                    "responsible practitioner, responsible health professional, ~proceduralist, principal "
                    "investigator, physician physician, injecting physician, physician assistant, provider "
                    "print*, physician print*, ~operator, performing provider, performing physician, "
                    "performing practitioner, provider listed, ~consultant, consultant … surgeon, "
                    "consultant … radiologist, consultant physician, ~attending, injector … md, operating "
                    "practitioner, person performing, performing the procedure, performing the injection, "
                    "done by, ~investigator, ~nurse, practice nurse, doing your injection, does it, "
                    "~office of, ^mc, ^aprn, ^rn"
                ),
            ),
        ),
        Element.KEY_INFORMATION: Recognition(
            all_of=(
                _list(
                    "key information, key facts, summary, important information, most important, at a "
                    "glance, in brief, in short, before you decide, quick facts, what you should know"
                ),
                _list("<risk>, say no, reasons … not, might not want"),
                _list("<benefit>, reasons to, reasons you might, why you might, say yes, might want"),
            ),
            within=350,
        ),
        Element.DIAGNOSIS: Recognition(
            all_of=(
                _list(
                    "diagnos*, condition, condition treated, conditions treated, indication*, to treat, "
                    "for the treatment of, problem for which, reason for, done for, dx, your problem, what "
                    "is wrong, i have been having, suffer* from, why you are here, because of"
                ),
            ),
            unless=_list(
                "<not approved>, |<other care>, medical condition*, any condition, other condition*, "
                "health condition*, conditions of, terms and"
            ),
            or_else=(
                Recognition(
                    all_of=(
                        _list(
                            "arthritis, osteoarthritis, arthrosis, coxarthrosis, tendin*, tear of, partial "
                            "tear, cuff tear, tendon tear, thickness tear, thickness … tear, a tear, "
                            "degenerative tear, meniscal tear, worn, wear of, thinning, thinned, torn, "
                            "degenerat*, impingement, bursitis, chronic pain, pain, painful, ache, aching, "
                            "sprain*, injury, capsulitis, frozen shoulder, fasciitis, epicondyl*, tennis "
                            "elbow, frayed, joint disease, cartilage, clicking, hurts, wear and tear"
                        ),
                        _list(
                            "you have, i have, your, my, +for, because, due to, called, suffer*, treat*, "
                            "from, diagnos*, problem, comes from, you asked, show, shows, shown, showed, "
                            "why, reason"
                        ),
                    ),
                    within=12,
                    unless=_list(
                        "<not approved>, |<other care>, <risk>, call us, fever, injury result*, "
                        "harm result*, FDA … approv*, FDA approv*, approv* … FDA"
                    ),
                ),
            ),
        ),
        Element.NATURE: Recognition(
            all_of=(
                _list(
                    "procedure, treatment*, inject*, infus*, drip, catheter, intravenous*, injection*, "
                    "shot, shots, what we do, needle*, syringe*, operation, surgery, examination, drips"
                ),
                Several(
                    at_least=2,
                    of=_list("<how>"),
                ),
            ),
            within=60,
            unless=_list("risk*, side effect*, bleed*"),
            not_under=_list("<other ways>, <risk caption>, <recovery caption>"),
            or_else=(
                Recognition(
                    all_of=(
                        _list("injected into, inject … into, injection of … into, injected in, inject … in"),
                    ),
                ),
                Recognition(
                    all_of=(
                        _list(
                            "following … procedure*, following … operation*, following … treatment*, carry "
                            "out upon, perform … following, procedure to be performed, name of procedure, "
                            "name of the procedure, proposed procedure, planned procedure, authorize … "
                            "perform*, procedure … injection, procedure … inject*, procedure s, operation "
                            "or procedure"
                        ),
                    ),
                ),
                Recognition(
                    all_of=(_list("<doing>"),),
                    under=_list("<nature caption>"),
                    unless=_list("<not told here>, risk*, side effect*"),
                ),
            ),
        ),
        Element.SITE: Recognition(
            all_of=(
                _list(
                    "left right, right left, left or right, right or left, left … right, right … left, "
                    "left <joint>, right <joint>, <joint> left, <joint> right, left both, right both, "
                    "bilateral, body part*, site and side, site side, side and site, side r l, side l r, "
                    "side left, side right, l side, r side, which side, surgical site, procedure site, "
                    "site of, location of, area to be, <joint> to be, joint treated, joint s, which "
                    "<joint>, laterality, both <joint>, r l, l r, l … r … both, treatment area, joint or "
                    "tendon, joint injected, location of, anatomical location, location, left my right, "
                    "right my left"
                ),
            ),
            doubtful=(
                Recognition(
                    all_of=(_list("knee*, shoulder*, hip, hips, elbow*, ankle*, wrist*, joint"),),
                ),
            ),
        ),
        Element.PRODUCT: Recognition(
            all_of=(
                _list("product*, manufactur*, made by, maker, brand*, lot, preparation, syringe, supplie*"),
                _list(
                    "derived, made from, come* from, came from, obtained from, source*, umbilical, "
                    "placent*, donor*, donat*, cord, amniotic, bacteri*, ferment*, rooster, avian, cells, "
                    "hyaluron*"
                ),
            ),
            within=60,
        ),
    }
)
"""Who, what, where; word lists in angle brackets stand in ``word_groups``."""
