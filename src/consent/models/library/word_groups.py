"""Words and turns of phrase that many clauses look for in somebody else's form, each list under one name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.models.library.word_captions import CAPTIONS
from consent.models.library.word_senses import SENSES, words_in

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **SENSES,
        **CAPTIONS,
        "FDA": words_in(
            "FDA, Food and Drug Administration, Food Drug Administration, federal government, fdas, Food "
            "and Drug Administrations, the government, federal agency, federal approv*, federally "
            "approved, federal regulator*, federal authorit*, the agency, US regulator*, agencys, the "
            "governments, US Food and Drug"
        ),
        "exosome": words_in("exosome*, extracellular vesicle*, vesicle*, exosomal, EVs"),
        "regenerative": words_in(
            "regenerative, stem cell*, exosome*, vesicle*, amnio*, birth tissue*, biologic*, umbilical, "
            "placent*, similar products, such products, like products, these products, this kind, "
            "products like, related products, products sold as, tissue product*, vials, cellular "
            "product*, vesicle product*, this product, these injections, such treatments, such "
            "injections, this type of, the vial, this family, products of this, of this type, of this "
            "sort, the preparation, this preparation, foregoing"
        ),
        "hyaluronic": words_in(
            "hyaluron*, viscosupplement*, HA, synvisc*, euflexxa, orthovisc, monovisc, supartz, durolane, "
            "gel, gels"
        ),
        "treatment": words_in(
            "treatment*, procedure*, product*, therap*, injection*, shot*, drug*, this, it, them"
        ),
        "not approved": words_in(
            "unapproved, unlicensed, not … approv*, no … approv*, none … approv*, neither … approv*, nor "
            "… approv*, never … approv*, without … approv*, lack* … approv*, lack of … approv*, yet to … "
            "approv*, await* … approv*, pending … approv*, approv* no, approv* none, approval … not … "
            "been, approval … not yet, not … cleared, no … cleared, none … cleared, never … cleared, "
            "cleared no, not … licensed, no … licensed, none … licensed, never … licensed, licensed no, "
            "without … license, not … authorized, no … authorized, none … authorized, authorized no, not "
            "… sanctioned, yet to … licens*, yet to … clear*, fail* to … approv*, not … licensure, no … "
            "licensure, without … clearance, not … clearance, no … clearance, not … approvable, "
            "disapprov*, approval none, never … authorized, not … recognized by … FDA, <no> … <approve>, "
            "approved neither, approved none, approved no, <approve> … not been given, <approve> … not "
            "been granted, <approve> … not been obtained, <approve> … never been, authorization none, "
            "license none, licence none, awaiting … <approve>, yet to be <approve>, has yet to "
            "<approve>, have yet to <approve>, <approve> … is lacking, <approve> … is missing, ever been "
            "approv*, ever approv*, ever been licens*, ever been cleared, no license has, no licence "
            "has, no approval has, n t FDA … approv*, n t approv*, t FDA approv*, nobody has approv*, "
            "nor … else … approv*, <no> … … approval process, outside … <approve>, outside of anything, "
            "falls outside, fall outside, absence of … approv*, want of … approv*, unapproved status, "
            "hold* no … <approve>, withheld … approv*, no product that … … approv*, no product which … … "
            "approv*, no exosome product that … … approv*, none that … … approv*"
        ),
        "approval turned round": words_in(
            "not true, untrue, is false, false that, incorrect, a myth, not … unapproved, not … need … "
            "approv*, not … require … approv*, need* no … approv*, require* no … approv*, approv* … not … "
            "need*, approv* … not … requir*, approv* … not necessary, no … approv* … required, no … "
            "approv* … needed, no … approv* … necessary, no need, exempt from, no longer unapproved, "
            "without needing, without requiring, not believe, contrary to, stories that, rumor*, no "
            "approv* … administration … required, no approv* … administration … needed, no approv* … FDA … "
            "required, no approv* … FDA … needed, need not … approv*, unnecessary, does not apply, do not "
            "apply, do not fall under, not subject to, some people, on the internet, some say, critics, "
            "you may have heard, you may have read"
        ),
        "of registration": words_in(
            "not mean*, not imply*, not implies, not constitute*, not equal*, not the same"
        ),
        "unknown": words_in(
            "not known, unknown, not … know, not … known, no one knows, nobody knows, no one can say, "
            "not … studied, never … studied, not … established, not … understood, no … data, unclear, "
            "not … predict*, not … foresee*, not … excluded, not … ruled out, not … rule out, uncertain, "
            "not … determined, undetermined, not … followed, no … information, unforesee*, insufficient "
            "data, insufficient information, little is known, limited data, not … discovered, not … "
            "tested, not … evaluated, not … assessed, not … clear, remain* to be seen, yet to be, lack* "
            "… data, lack of … data, lack of long term, lack of research, more research is needed, "
            "anybodys guess, anyones guess, no one has looked, nobody has looked, never been looked, not "
            "… characterized, not … characterised, not settled, not … tell, nobody can, no one can, no "
            "one … knows, not … certain, not … learned, not … defined, not … measured, not … recorded, "
            "not … available, too early, too soon, too new, open question, not … documented, cannot say, "
            "not … say, still … learning, still … studied, awaits, scant, absence of, has yet to, have "
            "yet to, <no> … <know>, long enough, time will tell, incapable of, open to question, remain* "
            "unclear, unanswered, untested, unstudied, uncharted, <no> … <study>, no data, nobody "
            "looked, <no> … <prove>, theoretical, no long term data, no long term stud*, no long term "
            "information, no long term safety, no long term follow, too early to, not … ascertain*, not "
            "been ascertained, is a blank"
        ),
        "usual care": words_in(
            "physical therap*, physiotherap*, exercise*, PT, weight loss, losing weight, brace*, bracing, "
            "pain reliever*, pain pill*, pain medic*, painkiller*, pain killer*, NSAID*, anti "
            "inflammator*, acetaminophen, tylenol, steroid*, corticosteroid*, cortisone, surgery, "
            "surgical, operation, replacement, arthroscop*, hyaluron*, viscosupplement*, PRP, platelet*, "
            "acupuncture, analgesic*, no treatment, doing nothing, do nothing, oral medic*, therapist*"
        ),
        "choices": words_in(
            "+alternative*, +other option*, +other choice*, +other treatment*, +other therap*, +other "
            "ways, +other way, +another way, +instead, +options include, +treatment options, +options "
            "are, +what else, +other means, +other procedures, +different treatment*, +rather than, "
            "+your options, +my options, +other methods, +could … instead, +your choices, +options "
            "available, +available options, +in place of, +options, +other approach*, +other roads, "
            "+other route*, +other possibilities, +other measure*, +other steps, +conventional "
            "treatment*, +conventional care, +standard treatment*, +prefer, +other care, +other "
            "management, +substitute*, +different approach*, +other avenue*, +considered, +modalit*, "
            "+ways to treat, +ways of treating, +what other, +can do instead, +could do instead, "
            "+alternatively, +besides this, +apart from this, +other things, +what else there is, +other "
            "paths, +ways forward, +try first, +in its place, +can also choose, +could also do, +also "
            "choose, +other possibilities, +other treatment, +forgo, +you can try, +instead of this, "
            "+standard care, +usual care, +usually treated, +could also, +could try, +may try, +might "
            "try, +first line, +other <way>, +another <way>, +different <way>"
        ),
        "conventional": words_in(
            "physical therap*, physiotherap*, exercise*, PT, weight loss, losing weight, lose weight, "
            "weight control, dropping weight, brace*, bracing, strap, orthotic*, cane, medicine, "
            "medicines, medication*, pain reliever*, pain pill*, pain killer*, painkiller*, analgesic*, "
            "NSAID*, anti inflammator*, antiinflammator*, acetaminophen, tylenol, ibuprofen, naproxen, "
            "tablets, pills, steroid*, corticosteroid*, cortisone, surgery, surgical, surgeries, "
            "operation, replacement, arthroscop*, hyaluron*, viscosupplement*, PRP, platelet*, "
            "acupuncture, massage, chiropract*, nerve block*, radiofrequency, no treatment, doing "
            "nothing, do nothing, rehabilitation, therapist*, therapy, lifestyle, osteotomy, stretching, "
            "strengthening, activity modification, topical*, opioid*, waiting, watchful, splint*, "
            "physio, crutch*, boot, insoles, heat, ice packs, paracetamol, duloxetine, shoes, shockwave, "
            "hand therapy, tablet*, capsaicin, corticoid*, infiltration*, prosthes*, fusion, exercises, "
            "denervation, ablation, injections of, arthroplasty, diet, walking aid*, prolotherapy, watch "
            "and wait, exercising, stretches, relaxants, soft diet, water exercise*, movement therapy, "
            "supplements, medial branch, sling, operate, new knee, new hip, nothing, steroid shot*, keep "
            "walking, leg lifts, leg raises, pilates, pounds, yoga, swimming, walking"
        ),
        "no treatment": words_in(
            "|wait, leave it alone, leave it be, not treating, leave matters, let matters, no treatment, "
            "non treatment, nontreatment, doing nothing, do nothing, nothing done, have nothing, not "
            "having, without treatment, without the treatment, without any treatment, forgo, forgoing, "
            "forego, declin* … treatment, declin* … procedure, if i decline, if you decline, not to "
            "have, choose not, chose not, choosing not, no therapy, watchful, untreated, not treating, "
            "not treated, not receiving, not being treated, live with, refus* … treatment, not … "
            "undergo*, wait and see, no intervention, not proceeding, not … go ahead, not doing, living "
            "with, leave things be, leave it, let it be, let … heal, as it is, to wait, just wait, "
            "observation, stay as you are, nothing at all, no action, no further treatment, decide "
            "against, without it, without having, rejecting, refusing, no procedure, without the "
            "procedure, not … have the procedure, having no, not performed, not done, no operation, no "
            "shot, no injection, or nothing, absent any, not … submit, not doing anything, not to do "
            "anything, not do anything, skip … treatment, skip … injection, skip … shot, skip … surgery, "
            "skip … procedure, skip it, leave … alone, leaving … alone, do without, going without, not "
            "having it, not have it, not have this, not to proceed, decide not, decided not, choosing "
            "no, choose no, not have any treatment, not have treatment, opt out of treatment, opting out "
            "of treatment, keep the gap, turn it down, left compressed, left untreated, without "
            "intervention, no care, if nothing is done, without therapy, <no> … treated, none of this, "
            "none of these, left to itself, left alone, left as it is, |nothing, simply wait, just "
            "waiting, elect not, if nothing, not having treatment, have none of, without doing anything, "
            "take no action, do not treat, can wait, may wait, could wait, also wait, do not have the "
            "injection, do not have this, do not have the treatment, do not have the procedure, do not "
            "have it, do not have treatment, do not get the injection, leaving the <joint> alone, leave "
            "the <joint> alone, leave things, leave it as, leaving things, as they are, if no … is "
            "given, if no … is done, if no … is used, elect no, elects no"
        ),
        "what follows": words_in(
            "<may> … <turn out>, <turn out> … <may>, some … improve, many … improve, most … improve, "
            "shrink*, wast*, for good, lost, stays, get* worse, gets better, stay* the same, stay* as, "
            "stay* the way, stays like, slowly worse, without … change, no change, unchanged, +persist*, "
            "+worsen*, +progress*, +deteriorat*, +degenerat*, consequence*, happens if, go away on its "
            "own, natural course, run its course, settle* on its own, no better, +goes away, +gone away, "
            "+gets worse, +getting worse, heals on its own, heal on its own, go on hurting, goes on "
            "hurting, comes and goes, come and go, fades, fade, may <turn out>, +more pain, more stiff*, "
            "loss of function, loss of motion, lose motion, lose some, lose strength, lose function, "
            "slowly lose, <may> … lead to more, <may> … cause more, <may> get … deeper, goes on, get "
            "deeper, get bigger, get heavier, sit the same, get stiffer, gets deeper, gets stiffer, bow "
            "out, bows out, catch up"
        ),
        "risk": words_in(
            "+risk*, +complication*, +side effect*, +adverse, +hazard*, +danger*, go wrong, +discomfort*, "
            "+unwanted effect*, +harm*, +downside*, +drawback*, +peril*, +what might happen, +could "
            "happen, +bad happen, might do, +problems, +possible problem*, +ill effect*, +untoward, "
            "+reaction*, +undesir*, +negative effect*, +concerns, +unpleasant, might hurt, +what could go "
            "wrong, +could go wrong, +can go wrong, +bad effect*, +unfavorable, +mishap*, +possible "
            "effects, +what to watch for, +could get, +may get, +might get, +you could have, +you might "
            "have, +you may have"
        ),
        "harm": words_in(
            "infect*, bleed*, hemorrhag*, blood loss, pain*, sore*, ache*, swell*, swollen, bruis*, "
            "allerg*, react*, nerve*, embol*, faint*, dizz*, scar*, fever, rash*, stiff*, death, stroke, "
            "heart attack, tumor*, cancer*, not work, no benefit, worsen*, headache*, nausea, immun*, "
            "redness, itch*, inflam*, damage, tear, rupture, paralysis, sepsis, germs, discolor*, flare*, "
            "effusion*, warm*, tender*, puffiness, hematoma, syncope, hypersensitiv*, anaphyla*, "
            "irritat*, throb*, fatigue, bacteri*, puncture, necrosis, weakness, tingling, amputation, "
            "vision, blind*, loss of, rejection, transmi*, injury, tenderness, hives, breathing, poison*, "
            "germ, virus*, viral, lightheaded*, faint, light headed*, ineffective, calcif*, septic, "
            "abscess*, vessel*, artery, lesion*, haematoma, hematoma*, haemorrhage, tumour*, growths, "
            "hypertens*, puffy, throat closes, perforat*, hypotens*, thromb*, neurovascular, effusion, "
            "crystal*, pseudosep*, die, kill, fatal*, chills, numb, numbness, clot, clots, clotting"
        ),
        "serious harm": words_in(
            "+strong allerg*, +bad allerg*, +whole body allerg*, +wreck*, +growth where, need an "
            "operation, +infect*, +sepsis, +septic, +germs, +death, +fatal*, +blood clot*, +clots, "
            "+embol*, +stroke, +heart attack, +anaphyla*, +nerve damage, +nerve injury, +injury to … "
            "nerve*, +damage to … nerve*, +paralysis, +cancer*, +tumor*, +life threatening, +severe … "
            "allerg*, +serious … allerg*, +severe … reaction*, +blindness, +loss of vision, +permanent*, "
            "+rupture*, +hemorrhage, +anaphylactic, +dead*, +loss of life, +joint damage, +damage to, "
            "+neurovascular, +vision, +neoplas*, +bloodstream, +emergency, +ruin*, +infection … joint, "
            "+transmi*, +loss of … joint, +artery, +pneumothorax, +seizure*, +tumour*, +poison*, +kill*, "
            "+die, +dies, +vessel*, +arter*, +thromb*, +lose the, +infected joint, +joint infection, "
            "+growths, +sight, +haemorrhage, +washout, +septic arthritis, +anaphyl*, +organ damage, "
            "+organs, +hospitaliz*, +hospitalis*, +in hospital, lost cartilage, +ruin* … cartilage, damage "
            "… cartilage, loss of cartilage, lose … joint, meningitis, +abscess*, +weakness, bladder"
        ),
        "explained": words_in(
            "received an explanation, received … explanation, told about, spoke about, i walked, walked "
            "the patient, explained to me, explained to the patient, explain* … to me, discussed … with "
            "me, talked … with me, spoke* … with me, with me and explain*, has explained, "
            "have explained, has … discussed, "
            "have … discussed, went over, gone over, been … informed, been told, been … explained, were "
            "… explained, was … explained, are … explained, described … to me, has described, have "
            "described, reviewed … with, i … talked, i … discussed, has … talked, have … talked, been "
            "counseled, told me, told … what, informed me, has informed, have informed, made aware, been "
            "advised, been … described, walked me through, talked … over, talked … through, the doctor "
            "described, explained … in, been through, i went through, has gone through, have gone "
            "through, went through, has told me, have told me, has disclosed, disclosed to me, has "
            "reviewed, have reviewed, i was … told, i was … informed, has … answered, represents that, "
            "apprised, has … counseled, have … counseled, has … described, we … talked, we … discussed, "
            "we … reviewed, my doctor … explained, acquainted with, advised of, has laid out, has "
            "outlined, in plain language, i talked, talked with, spoke with, i spoke, discussed my, "
            "discussed the, discussed these, took me through, taken me through, has taken me, expounded, "
            "laid out, set out, went through … with me, presented to me, made clear to me, has informed "
            "me, has gone over, explains to me, were told, was informed, have been advised, has made "
            "known, has explained to, answered … questions, told us, talked to me, talked me through, "
            "has talked to me, discussed with the patient, explained to this patient, disclosed, went "
            "through this, gone through this, talked it over, talked it through, talked this over, went "
            "through it, been over this, took time to explain, has been over, discussion with, had a "
            "discussion, full discussion, <practitioner> … discussed, been talked, talked about, risks "
            "reviewed, alternatives reviewed, discussed with pt, reviewed with pt, discussed with the "
            "pt, <practitioner> … explained, dr … explained, doctor … explained, i was told, gone over … "
            "with me, been through … with me, went through … with me, talked through with me, have told "
            "you what, i get what, i went over, told the patient, spoke personally, spoke … with the "
            "patient, conducted … disclosure, gone through … aloud, went down, did … explain, "
            "did … tell you, did … go over"
        ),
        "benefit": words_in(
            "+benefit*, may help, might help, hope*, goal*, aim, aims, +gain*, +advantage*, +expected "
            "results, expected to do, expected to achieve, may achieve, might achieve, to achieve, less "
            "pain, pain … ease, reduc* … pain, decreas* … pain, +relief, +improve*, +improving, intended "
            "effect*, might do for, may do for, can do for, upside*, good it, lessen*, ease pain, purpose "
            "of this, +relieves, +relieve, +ease, eases, +easing, +smoother, +easier, cushion*, cut down, "
            "hurt less, walk farther, meant to, designed to, intended to, desired outcome, prospect*, "
            "supposed to, comfier, move better, feel better, +restor*, diminution, +better function, "
            "function better, +soothe*, +promote*, support … healing, +anticipated result*, good may, "
            "prospects, less stiff*, hurt* less, hurts less, like to see, want to see, calm*, diminish*, "
            "better movement, better mobility, mobility, put off surgery, lower pain, pain … lower, pain … "
            "less, pain … go down, +pain relief, sleep better, walk better, walking further, expectation "
            "that, good … might do, smoother, may reduce, can reduce, could reduce, reduced pain, support* "
            "… comfort, joint comfort, comfort, gain*, +what good, bother* you less, bother* me less, "
            "easier to, reach*, could help, can help, help … heal"
        ),
        "gain": words_in(
            "pain*, ache*, aching, sore*, stiff*, function*, mobility, motion, move, moves, moving, "
            "movement, walk*, stairs, climb*, sleep*, swelling, heal, healing, heals, sport*, activit*, "
            "quality of life, comfort*, lift, grip, reach, kneel, disability, inflammation, wider, chew*, "
            "overhead, symptom*, condition, knee*, shoulder*, hip, joint*, tendon*, cartilage, surgery, "
            "life, daily, people, others, better, results, help, hurt*, trouble, strength, recovery, use "
            "of, bend*, jaw, you"
        ),
        "practitioner": words_in(
            "dr, doctor, physician*, practitioner*, provider*, surgeon*, clinician*, md, injector*, he, "
            "she, nurse, specialist, they, physician s, therapist, radiologist, i am, DO, DPM, NP, PA C, "
            "CRNA, chiropractor, podiatrist, rheumatologist, orthopedist, orthopaedist, ND, DDS, DMD, "
            "MBBS, DC, consultant, podiatric"
        ),
        "first person": words_in(
            "i get that, i know that, i see that, i understand*, i acknowledge*, i am aware, i know, i "
            "have been, i was told, i realize, i recognize, i confirm, i agree, i have read, my "
            "signature, by signing, initial*, patient understands, it has been explained, i accept, "
            "clear to me, i comprehend, comprehends, acknowledges, patient acknowledges, i have been "
            "told, i was informed, i have been informed, patient represents, it is my understanding, i "
            "attest, i certify, i appreciate, i concede, i affirm, i declare, i verify, i realise*, i "
            "recognise, i now know, i was advised, i have been advised, i have been made aware, i have "
            "understood, i note, i see that, we understand, the undersigned, i was made aware, i am "
            "choosing, i am informed, client understands, participant understands, client acknowledges, "
            "patient has been informed, patient is aware, i get it, i see it, declares"
        ),
        "signature": words_in("signature*, signed, sign, signing"),
        "signs": words_in(
            "fever*, temperature, chills, redness, red, infect*, severe pain, worse* pain, pain … worse, "
            "increas* pain, pain grows, mounting pain, worsening, swell*, swollen, bleed*, chest pain, "
            "shortness of breath, breathing, discharge, drainage, pus, hot, weakness, rash, hives, throb*, "
            "drain*, ooz*, unwell, faint, puffy, stiff, pain that, climbs, allerg*, warm*, burning, "
            "tender*, bleeding, calf, lump, vision, run a fever, hurts more, trouble breathing, short of "
            "breath, pain that builds, severe, redden*, inflam*, spreading, numb, numbness"
        ),
    }
)
"""Lists that ``<name>`` stands for."""
