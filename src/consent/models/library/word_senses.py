"""Words that stand for one another: short lists, most of them used inside a phrase (``<no> … <approve>``)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def words_in(text: str) -> tuple[str, ...]:
    """A list written with commas."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


SENSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "study": words_in("study, studies, studied, trial, trials, research"),
        "joint": words_in(
            "knee, knees, shoulder, shoulders, hip, hips, elbow, elbows, ankle, ankles, wrist, wrists, "
            "hand, hands, foot, feet, thumb, thumbs, finger, fingers, side, arm, leg, jaw, heel, joint, "
            "tmj, back, neck, sacroiliac, glenohumeral"
        ),
        "number": words_in(
            "#, two, three, four, five, six, seven, eight, nine, ten, twelve, twenty, hundred, dozen"
        ),
        "way": words_in(
            "way, ways, manner, manners, course, courses, means, method*, path, paths, road, roads, "
            "route, routes, avenue*, approach*, mode, modes, remedy, remedies, measure*, management, "
            "possibilit*, option*, choice*, treatment*, therap*"
        ),
        "credential": words_in("md, np, pa, pac, dpm, dds, dmd, dc, nd, aprn, crna, rn, mbbs, phd"),
        "month": words_in(
            "january, february, march, april, may, june, july, august, september, october, november, december"
        ),
        "other business": words_in(
            "claims, dispute*, arbitrat*, mediation, litigation, lawsuit*, property, theft, vehicle*, "
            "parking, premises, membership, liability, package*, booster*, photograph*, photos, video "
            "visit*, telehealth, cancellation, refund*, discount*, price*, fees, credit card, deposit, "
            "decline to give, decline to pay, insurance plan*"
        ),
        "state": words_in(
            "alabama, alaska, arizona, arkansas, california*, colorado, connecticut, delaware, florida*, "
            "georgia*, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, "
            "maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska*, "
            "nevada*, hampshire, jersey, mexico, york, carolina, dakota, ohio*, oklahoma, oregon, "
            "pennsylvania*, tennessee*, texas, utah*, vermont, virginia, washington*, wisconsin, wyoming*, "
            "state, states"
        ),
        "allow": words_in("permit*, allow*, lets, let, authorizes, legalized"),
        "of other care": words_in(
            "|<other care>, risks of <other care>, risk of <other care>, risks of knee <other care>, risks "
            "of hip <other care>, risks of joint <other care>, risks of a <other care>, risks of an <other "
            "care>, complications of <other care>, side effects of <other care>"
        ),
        "no": words_in(
            "no, not, none, neither, nor, never, without, nobody, nothing, lack, lacks, lacking, lacked, "
            "fail, fails, failed"
        ),
        "approve": words_in(
            "approv*, licens*, licenc*, cleared, clearance, authoriz*, authoris*, okay*, okd, ok, "
            "sanctioned, blessed, greenlit, legalized"
        ),
        "know": words_in(
            "know*, tell, say, said, predict*, foresee*, foreseen, establish*, determin*, followed, "
            "measur*, tested, evaluat*, assess*, learn*, discover*, understood, certain, clear, sure, "
            "settled, document*, characteri*, research*, examin*, looked, data, information, evidence, "
            "answer*, anticipat*, estimat*, quantif*, study, studies, studied"
        ),
        "promise": words_in("guarant*, promis*, warrant*, assur*, pledg*, vouch*, swear, vow, vows"),
        "sure": words_in(
            "guarant*, promis*, warrant*, assur*, pledg*, certain, certainty, sure, surely, definite*"
        ),
        "outcome": words_in(
            "work, works, result*, outcome*, success*, relief, better, cure*, heal, heals, fix, fixes, help, "
            "helps, improve*"
        ),
        "gift": words_in(
            "contribut*, gift*, donat*, fund*, survey*, tip, tips, fun, program*, newsletter*, standard*, "
            "muscle*, movement*"
        ),
        "other things": words_in(
            "i take, you take, i took, other medic*, other drug*, other condition*, other illness*, other "
            "doctor*, other clinic*, other risk*, other cost*, other side, other people, other staff, other "
            "rule*, before, afterwards, afterward, after the, not mix, stop taking"
        ),
        "prove": words_in(
            "proven, proved, proof, prove, proves, shown, show, demonstrat*, establish*, validated, confirmed"
        ),
        "other care": words_in(
            "surgery, surgical, operation*, steroid*, corticosteroid*, cortisone, NSAID*, opioid*, pills, "
            "painkiller*, replacement, arthroscop*, injections of cortisone, ibuprofen, acetaminophen, "
            "fusion, brace*, bracing, physiotherapy"
        ),
        "elsewhere": words_in(
            "foreign, abroad, overseas, other countries, another country, other clinics, another clinic, "
            "other providers, competitor*, lidocaine, anesthetic*, anaesthetic*, numbing, photograph*, "
            "facility is, laboratory is, this website, tourism, vitamin*, supplement*, website, ultrasound "
            "machine, laser, device is, premises"
        ),
        "may": words_in(
            "may, might, could, can, will, would, likely, often, usually, tends, tend, sometimes, slowly, "
            "gradually, generally, keep, keeps, typically, commonly, probably, possibly, expected, many, "
            "most"
        ),
        "turn out": words_in(
            "creep*, lock*, drag*, wear, weak, worse, worsen*, better, improve*, same, remain*, persist*, "
            "progress*, continu*, advanc*, deteriorat*, degenerat*, resolve*, recover*, settle*, ease*, "
            "subside*, linger*, flare*, increase*, maintain*, static, stable, decline, hurt*, spread*, "
            "stay*, limit*, happen*, unchanged, steady, further, limp*, grow*, decreas*, stiffen*, "
            "rupture, widen*, heal, heals, healing, fade*, vanish*, clear up, come back, enlarg*, "
            "tighten*, weaken, weakens, stiff, stiffer"
        ),
        "for or against": words_in(
            "risk*, benefit*, side effect*, downside*, upside*, advantage*, disadvantage*, drawback*, "
            "pros, cons, weaken*, quiets, suits, cheap, costly, safe, safer, wears off, may help, can "
            "help, help many, helpful, irritat*, upset*, harm, fade*, works, work while, acts, danger*, "
            "hazard*, effective, lasts, lasting, can cause, may cause, may raise, can raise, raise*, "
            "the rub, track record, complication*, takes months, takes weeks, takes time, no needle, "
            "quickly, stomach, kidney*, liver, short lived, temporary, months of, bulky, not always, "
            "plus, minus, for against, advantages, disadvantages, helps, helped, relief, relieves, "
            "relieve, costs little, costs more, costs less, take longer, takes longer, fleeting, kind "
            "to, long recovery, demands, endures, effect is small, works about, works as well, keeps "
            "working, rough on, chew up, chews up, surest"
        ),
    }
)
"""Each list under one name."""
