"""Words that stand for one another: short lists, most of them used inside a phrase (``<no> … <approve>``)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def words_in(text: str) -> tuple[str, ...]:
    """A list written with commas."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


SENSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "no": words_in(
            "no, not, none, neither, nor, never, without, nobody, nothing, lack, lacks, lacking, lacked, "
            "fail, fails, failed"
        ),
        "approve": words_in(
            "approv*, licens*, licenc*, cleared, clearance, authoriz*, authoris*, okay*, okd, ok, "
            "sanctioned, blessed, greenlit, legalized"
        ),
        "know": words_in(
            "know*, tell, say, said, predict*, foresee*, foreseen, stud*, establish*, determin*, "
            "followed, measur*, tested, evaluat*, assess*, learn*, discover*, understood, certain, clear, "
            "sure, settled, document*, characteri*, research*, examin*, looked, data, information, "
            "evidence, answer*, anticipat*, estimat*, quantif*"
        ),
        "promise": words_in("guarant*, promis*, warrant*, assur*"),
        "prove": words_in(
            "proven, proved, proof, prove, proves, shown, show, demonstrat*, establish*, validated, confirmed"
        ),
        "other care": words_in(
            "surgery, surgical, operation*, steroid*, corticosteroid*, cortisone, NSAID*, opioid*, pills, "
            "painkiller*, replacement, arthroscop*, injections of cortisone, ibuprofen, acetaminophen, "
            "fusion"
        ),
        "elsewhere": words_in(
            "foreign, abroad, overseas, other countries, another country, other clinics, another clinic, "
            "other providers, competitor*, lidocaine, anesthetic*, anaesthetic*, numbing, photograph*, "
            "facility is, laboratory is, this website, tourism"
        ),
        "may": words_in(
            "may, might, could, can, will, would, likely, often, usually, tends, tend, sometimes, slowly, "
            "gradually, generally, keep, keeps, typically, commonly, probably, possibly, expected, many, "
            "most"
        ),
        "turn out": words_in(
            "worse, worsen*, better, improve*, same, remain*, persist*, progress*, continu*, advanc*, "
            "deteriorat*, degenerat*, heal*, resolve*, recover*, settle*, ease*, subside*, linger*, "
            "flare*, increase*, maintain*, static, stable, decline, lose, losing, hurt*, spread*, wear*, "
            "stay*, limit*, happen*, lead, result, change, unchanged, steady, further, limp*, grow*, "
            "decreas*, stiffen*, fail, rupture, widen*, go"
        ),
        "for or against": words_in(
            "risk*, benefit*, side effect*, downside*, upside*, advantage*, disadvantage*, drawback*, "
            "pros, cons, weaken*, quiets, suits, costs, cheap, costly, safe, safer, wears off, helps, may "
            "help, can help, help many, helpful, relie*, irritat*, upset*, harm, fade*, works, work "
            "while, acts, danger*, hazard*, effective, lasts, lasting, can cause, may cause, may raise, "
            "can raise, raise*, damage, rub, track record, improve*, complication*, takes months, takes "
            "weeks, takes time, no needle, slow, quick, quickly, stomach, kidney*, liver, recovery, "
            "recuperation, short lived, temporary, longer, months of, bulky, not always, less pain, "
            "ease*, eases"
        ),
    }
)
"""Each list under one name."""
