"""What headings, questions and the words before a colon say when they announce a part of a form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.models.library.word_senses import words_in

CAPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nature caption": words_in(
            "will happen, what we do, i do, we do, you do, going to do, will be done, is done, how it is "
            "done, how its done, steps, description, procedure, operation, treatment, technique, a visit "
            "is like, your visit, shot, injection, test, surgery, what you get, what it is, what "
            "happens, how it happens, happens during, happens next, happens at, happens on, happens to, "
            "happens when, happens here, happens today"
        ),
        "benefit caption": words_in(
            "+benefit*, +hope*, +hoping, +gain, +achieve, +good, +goal*, +aim, +aims, +purpose, in it "
            "for me, +upside*, +pros, why do it, point of it, expected result*, do for you, might help, "
            "may help, +what it is for, +what for, +what good, +notice"
        ),
        "risk caption": words_in(
            "+risk*, +complication*, +side effect*, +hazard*, +danger*, go wrong, +bad, +downside*, "
            "+unwanted, +adverse, do to you, not want, do not want, +harm*, +problems, +cons, "
            "+discomfort*, +now and then, +happens seldom, +happens rarely, +very seldom, +frequent, "
            "+less frequent, +very rare, +what bad, +trouble*"
        ),
        "choices caption": words_in(
            "instead, alternative*, other choice*, other option*, what else, another way, other way*, "
            "other treatment*, other possibilities, other routes, not taken, other management, could "
            "also do, your options, other <way>, else you could"
        ),
        "other things caption": words_in(
            "|other, |different, in its place, in place of, not this, only choice, only option, only way, "
            "skip this, else there is, try first, substitute*, rather than, besides this, apart from this, "
            "choices, choose from, can be done"
        ),
        "nothing done caption": words_in(
            "<no treatment>, i wait, you wait, we wait, say no, leave it, without treatment, without the "
            "treatment, not treated, refuse, go without, skip it, skip this, do not do anything, don t do "
            "anything, nothing, decline"
        ),
        "likely caption": words_in(
            "how likely, chance*, odds, how often, how well, help me, help you, it work, how many, success, "
            "likelihood"
        ),
        "other ways": words_in(
            "alternative*, alternatively, other option*, other choice*, other treatment*, other way*, "
            "what else, options, instead, other modalit*, conventional, other <way>, or instead"
        ),
        "recovery caption": words_in(
            "afterward*, recover*, aftercare, after care, convalescence, going home, at home, are home, "
            "go home, next days, days after, weeks after, after the procedure, after the injection, "
            "after surgery, after treatment, recuperation, downtime, |after"
        ),
        "doing": words_in(
            "needle*, inject*, shot, numb*, anesthe*, anaesthe*, sedat*, clean*, wash*, wipe*, cut, cuts, "
            "incision*, tube, scope, camera, drip, vein, syringe*, drill*, screw*, stitch*, sutur*, "
            "insert*, introduc*, remov*, placed, put in, slide*, infus*, catheter, laser, tourniquet, "
            "swab*"
        ),
        "but": words_in(
            "but, yet, though, however, whereas, cheap*, cheapest, fine, no surgery, no operation, no "
            "needle, no drug, seldom, rarely, slow, fast, quick, free, no cure, mild, severe, gentle, "
            "fleeting, brief, soon, surest, take longer, takes longer, costs nothing, gone by, small"
        ),
        "how": words_in(
            "needle*, syringe*, skin, ultrasound, sonogra*, numb, numbs, numbing, numbed, anesthe*, "
            "lidocaine, guid*, lie on, lie face, sit upright, catheter, vein, saline, drape*, scrub, "
            "sterile, clean*, disinfect*, antisep*, into, probe, draw* off, withdraw* … fluid, x ray, "
            "fluoroscop*, minutes, slowly, spot, incision*, stitch*, sutur*, sedat*, tourniquet, wip*, "
            "wash*, drill*, scope, camera, tube, snare*, cut, hand or arm, pump, drips in"
        ),
        "not told here": words_in(
            "<explained>, this form, this document, this sheet, insurance, insurer*, no benefit to, no "
            "known benefit"
        ),
    }
)
"""Each list under one name."""
