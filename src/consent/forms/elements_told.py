"""How to know in a stranger's words what a treatment may bring: benefits, risks, other choices, aftercare."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.models.library.element import Element
from consent.models.library.recognition import Recognition, Several


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


_NO_BENEFIT_OF_OURS = _list(
    "no benefit to, no known benefit, physical therap*, exercise*, brace*, pills, tablets, anti "
    "inflammator*, cortisone, steroid*, operation, <explained>, this form, this document, this sheet, "
    "insurance, insurer*, entitled, health benefits, help you decide, help you understand"
)

TOLD: Mapping[Element, Recognition] = MappingProxyType(
    {
        Element.BENEFITS: Recognition(
            all_of=(_list("<benefit>"), _list("<gain>")),
            within=16,
            unless=_NO_BENEFIT_OF_OURS,
            not_under=_list("<other ways>, <risk caption>"),
            or_else=(
                Recognition(
                    all_of=(
                        _list(
                            "less pain, pain reduction, pain relief, reduc* … pain, decreas* … pain, "
                            "relie* … pain, eas* … pain, lessen* … pain, relief of … pain, improve* … "
                            "function, improve* … motion, improve* … mobility, improve* … movement, "
                            "improved ROM, better movement, better function, hurt* less, less ache, easier "
                            "stairs"
                        ),
                    ),
                    unless=_list(
                        "physical therap*, exercise*, brace*, pills, tablets, anti inflammator*, "
                        "cortisone, steroid*, surgery, operation, no benefit, <of other care>"
                    ),
                ),
                Recognition(under=_list("<benefit caption>"), unless=_list("<not told here>")),
            ),
            doubtful=(
                Recognition(
                    all_of=(_list("<benefit>"),),
                    unless=_list("no benefit to, no known benefit"),
                ),
            ),
        ),
        Element.LIKELIHOOD: Recognition(
            all_of=(
                _list(
                    "<benefit>, better, heal, heals, improve*, results, outcome*, success*, succeed*, "
                    "work*, odds, goal*, help*, effective*, difference, notice*, response, responses, "
                    "some respond, who respond*, will respond, patients respond, people respond, occurs, "
                    "occur, glad, feel a"
                ),
                _list(
                    "not … predict*, not … foresee*, variable, for some and, not … know if, "
                    "not … know whether, not known, unknown, likel*, unlikely, chance*, percent, %, out of, "
                    "in … people, odds, may or may not, vary, varies, "
                    "probab*, uncertain, some patients, some people, many patients, many people, most "
                    "patients, most people, not … said, not … known, no one knows, nobody knows, whether "
                    "it works, not help everyone, not everyone, not … work "
                    "for, may not work, might not work, no better, nobody can, how often it, how likely "
                    "it, how likely that, no one can, not … tell, differ*, respond*, no response, count "
                    "on, not settled, my chances, your chances, times in, # out of, # in, half, "
                    "majority, one in, # of #, # of every #, may do nothing, may also do "
                    "nothing, # times, guess, proportion, ascertain*, no way of, no "
                    "way to, some not at all, how many, not equal, not the same in, of each <number>, of "
                    "every <number>, out of <number>, <number> of <number>, <number> in <number>"
                ),
            ),
            within=30,
            or_else=(
                Recognition(
                    all_of=(
                        _list(
                            "may get no benefit, no benefit at all, may not benefit, may have no benefit, "
                            "not everyone, may or may not, might or might not, whether … will help, "
                            "whether … works, whether it will"
                        ),
                    ),
                ),
                Recognition(
                    all_of=(
                        _list(
                            "<number> of <number>, <number> in <number>, <number> out of, # out of, # of #, "
                            "# in #, a third, third of, a quarter, quarter of, half, most, some, "
                            "a few, many, "
                            "not know, has counted, nobody knows, no one knows, not known, "
                            "unknown, "
                            "cannot say, can not say, guess*, percent, %, perhaps, varies, differs"
                        ),
                    ),
                    under=_list("<likely caption>"),
                    unless=_list(
                        "infect*, bleed*, flare*, problem*, go wrong, happen, <other business>, weekend*"
                    ),
                ),
            ),
            unless=_list(
                "is certain, results are guaranteed, always works, we guarantee, prove a, unknown long, "
                "success rate, do not work, infect*, bleed*, bruis*, virus*, germ, germs, transmi*, "
                "<other business>"
            ),
            not_under=_list("<other ways>"),
        ),
        Element.EVIDENCE_LEVEL: Recognition(
            all_of=(
                _list(
                    "study, studies, studied, trial*, evidence, research, published, proof, scientific*, "
                    "tested in, tried in, tried on, tested mainly, tested only, tested mostly, tested … "
                    "animals, literature, investigations, comparison, laboratory animals, human studies"
                ),
                _list(
                    "random*, placebo, blinded, comparison, compare, control group*, controlled, "
                    "uncontrolled, animal*, mice, rat, rats, dogs, horses, rabbit*, lacking, missing, "
                    "scarce, sparse, weak, handful, first in human, nobody to compare, small group*, few "
                    "patients, case series, case report*, small … <study>, series, no … <study>, not … "
                    "studied, never … studied, not … tested, never … tested, lack* … evidence, limited, "
                    "insufficient, observational, laboratory <study>, laboratory research, in the "
                    "laboratory, pilot, salt water, saline, dummy, sham, animals, in humans, in people, "
                    "human being*, well controlled, not been done, even with saline, few … <study>, "
                    "preliminary, anecdotal, mixed, no good evidence, low quality, no … trial*, "
                    "guideline*, open label, without controls, without a comparison, without a control, no "
                    "control, better than, no difference, disagree, negative for"
                ),
            ),
            within=25,
            unless=_list("proven in many, proven by science, not part of"),
            not_under=_list("<other ways>"),
        ),
        Element.RISKS: Recognition(
            all_of=(
                _list("<risk>"),
                Several(at_least=3, of=_list("<harm>")),
            ),
            within=80,
            unless=_list(
                "<explained>, no risks, no side effects, none worth, risks none, unlike, there will be "
                "none, never hurt, <of other care>, <other business>"
            ),
            not_under=_list("<other ways>"),
            or_else=(
                Recognition(
                    all_of=(Several(at_least=5, of=_list("<harm>")),),
                    within=90,
                    unless=_list(
                        "unlike, none worth, call us, call our, call the, phone, telephone, <of other "
                        "care>, <other business>"
                    ),
                    not_under=_list("<other ways>"),
                ),
                Recognition(
                    all_of=(Several(at_least=2, of=_list("<harm>")),),
                    under=_list("<risk caption>"),
                    within=60,
                    unless=_list(
                        "<explained>, no risks, none worth, risks none, there will be none, never hurt"
                    ),
                    not_under=_list("<other ways>"),
                ),
            ),
        ),
        Element.SERIOUS_RISKS: Recognition(
            all_of=(
                _list("<risk>, serious, rare, rarely, severe"),
                Several(at_least=2, of=_list("<serious harm>")),
            ),
            within=140,
            unless=_list(
                "no serious risk*, no risks, none worth, risks none, unlike, there will be none, never "
                "hurt, <of other care>, <other business>"
            ),
            not_under=_list("<other ways>"),
        ),
        Element.ALTERNATIVES: Recognition(
            all_of=(
                _list("<choices>"),
                Several(at_least=2, of=_list("<conventional>")),
            ),
            within=80,
            unless=_list("not an option, no alternative*, no other treatment*, no other option*"),
            or_else=(
                Recognition(
                    all_of=(Several(at_least=4, of=_list("<usual care>")),),
                    within=60,
                    unless=_list(
                        "unlike, do not work, not an option, no alternative*, no other treatment*, no "
                        "other option*"
                    ),
                ),
                Recognition(
                    all_of=(Several(at_least=2, of=_list("<conventional>")),),
                    within=80,
                    under=_list("<other things caption>"),
                    unless=_list("<explained>, <other things>, no alternative*, no other treatment*"),
                ),
                Recognition(
                    under=_list("<choices caption>"), unless=_list("<not told here>, no alternative*")
                ),
            ),
            in_part=(
                Recognition(
                    all_of=(
                        _list("<explained>"),
                        _list("alternative*, other choices, other options, other treatments"),
                    ),
                    unless=_list("not an option, no alternative*, no other treatment*, no other option*"),
                ),
            ),
        ),
        Element.CLINICAL_TRIAL: Recognition(
            all_of=(
                _list(
                    "+clinical trial*, +a trial, +a study, +clinical <study>, +research <study>, +another "
                    "study, +research trial*, +another trial, +other trial"
                ),
                _list(
                    "<choices>, <conventional>, join*, look for, enroll*, take part, consider*, ask*, "
                    "looking for, volunteers, enter, qualify, about, search*"
                ),
            ),
            within=60,
            unless=_list(
                "guinea pig, prove*, success rate, outside a, outside of, outside the, trial of, "
                "keep* … out of, ineligible, shut* … out"
            ),
        ),
        Element.NO_TREATMENT: Recognition(
            all_of=(_list("<no treatment>"),),
            unless=_list("not an option"),
        ),
        Element.RECOVERY: Recognition(
            all_of=(
                _list(
                    "rest two, rest one, rest three, rest #, expect, no running, no sports, for one day, "
                    "for two days, for three days, for a day, for a week, for two weeks, for one week, for "
                    "a few days, for several days, for # weeks, a day or two, return to normal, return to "
                    "work, return to activit*, return to sport*, back to work, the first, after the, after "
                    "your, after my, afterwards, afterward, at home, the days after, days afterward, going "
                    "home, after an, following the, following your, recover*, aftercare, after care, post "
                    "procedure, post injection, postprocedure, afterward*, downtime, recuperat*, first few "
                    "days, next few days, go home, when you get home, days after, hours after, rest the, "
                    "rest your, rest for, no lifting, keep … dry, take it easy, taking it easy, take "
                    "things easy, abstain, refrain, goes away, go away, wears off, subside*, resume*, for "
                    "# hours, for # days, initial"
                ),
                _list(
                    "running, boot, day*, week*, hour*, rest, activit*, sore*, ice, swell*, problems, "
                    "avoid, take it easy, normal, expect*"
                ),
            ),
            within=50,
            unless=_list(
                "no downtime, bill, invoice*, payment*, <of other care>, <other business>, hours before, "
                "days before, before your, before the, before my, night before, prior to, do not eat"
            ),
            or_else=(
                Recognition(under=_list("<recovery caption>"), unless=_list("<not told here>, no downtime")),
            ),
        ),
        Element.WARNING_SIGNS: Recognition(
            all_of=(
                _list(
                    "page us, page, come in, whatsapp, ring, get in touch, text us, dial, tell the nurse, "
                    "attend a e, attend the, report at once, report signs, report any, see a doctor, see "
                    "your doctor, call, phone, telephone, contact, notify, seek, go to, let us know, tell "
                    "us, reach the, reach us, reach our, our line, the phone, report to us, "
                    "emergency room, return to, come back, urgent*, immediately, right "
                    "away"
                ),
                _list("<signs>"),
            ),
            within=50,
            unless=_list("reschedul*, appointment*, billing, cancel*"),
        ),
    }
)
"""Benefits, risks, choices; word lists in angle brackets stand in ``word_groups``."""
