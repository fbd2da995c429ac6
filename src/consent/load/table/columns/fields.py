"""The columns a table may have, and where each belongs in a record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.load.schedule.vocabulary import key_of as key_of
from consent.models.place import Path

FIELDS: Mapping[str, Path] = MappingProxyType(
    {
        "record_id": ("record_id",),
        "given_name": ("patient", "given_name"),
        "middle_name": ("patient", "middle_name"),
        "family_name": ("patient", "family_name"),
        "suffix": ("patient", "suffix"),
        "patient_name": ("patient",),
        "date_of_birth": ("patient", "date_of_birth"),
        "mrn": ("patient", "mrn"),
        "preferred_language": ("patient", "preferred_language"),
        "procedures": ("procedures",),
        "body_site": ("procedures", "body_site"),
        "laterality": ("procedures", "laterality"),
        "indication": ("procedures", "indication"),
        "practitioner": ("practitioner",),
        "scheduled_on": ("scheduled_on",),
        "use": ("use",),
        "needles": ("needles",),
        "shots": ("shots",),
        "visits": ("visits",),
        "representative_name": ("representative", "name"),
        "representative_authority": ("representative", "authority"),
        "representative_capacity": ("representative", "capacity"),
        "signed_by": ("signed_by",),
        "witness": ("witness",),
        "interpreter_language": ("interpreter", "language"),
        "interpreter_modality": ("interpreter", "modality"),
    }
)
"""Each field, and the keys that lead to it; what belongs to a procedure has no number here."""

REQUIRED = (
    "given_name",
    "family_name",
    "date_of_birth",
    "mrn",
    "procedures",
    "practitioner",
    "scheduled_on",
)
CHOICES = frozenset({"use", "signed_by", "representative_capacity", "representative_authority"})
"""Words of ours, whatever the case."""
YES_OR_NO = frozenset({"witness"})
COUNTS = frozenset({"needles", "shots", "visits"})
NEVER_BY_LOOKS = frozenset(
    {
        *("given_name", "middle_name", "family_name", "suffix", "patient_name", "representative_name"),
        *("body_site", "laterality"),
    }
)
"""Fields never suggested for a heading that only looks like theirs."""
STATUS = "status"
"""What a columns file calls a column that says how a visit stands; several may."""
WORDS, CODES, MODIFIER = "words", "codes", "modifier"
"""Columns of free text about the visit, of billing codes, of their modifiers; several may be each."""
TIME = "time"
"""The time of day, which tells two visits of one day apart where no visit number does."""
PRACTITIONER_PART = "practitioner_part"
"""One of several columns that hold a practitioner's name together."""
ROLES = (STATUS, WORDS, CODES, MODIFIER, TIME, PRACTITIONER_PART)
"""What a column may be besides a field of a record."""
DATES = frozenset({"date_of_birth", "scheduled_on"})

SURE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "record_id": "appointment id,appt id,appointment number,appt no,csn,visit id,visit number,"
        "encounter id,encounter number,case id,case number,case no,case,surgery id,booking id,"
        "booking number,apptid,apt num,appt num,"
        "enc no,enc id,appointment no,visit no,pc eid,appt key",
        "given_name": "first name,patient first name,pt first name,legal first name,forename,first,"
        "fname,client first name,first nm",
        "middle_name": "patient middle name,pt middle name,legal middle name,middle,middle initial,mi,"
        "mname,middle i,patient mi,middle nm",
        "suffix": "name suffix,patient suffix,pt suffix,generation",
        "family_name": "last name,patient last name,pt last name,legal last name,surname,"
        "patient surname,last,lname,client last name,last nm",
        "patient_name": "patient,pt name,name last first,last first,pt last first,patient last first,"
        "patient name last first,last name first name,pt name last first,patient full name,pt,client,"
        "client name,patient nm",
        "date_of_birth": "dob,birth date,birthday,patient dob,pt dob,patient date of birth,"
        "patient birth date,patient birthdate,birthdate,birth dt,patientdob,client dob,birth day,d o b",
        "mrn": "medical record number,medical record no,med rec no,mrn number,mrn no,mr number,mr no,"
        "patient mrn,pt mrn,chart,chart number,chart no,chart id,chart num,patient acct no,"
        "patient account number,"
        "patient account no,mrn id,pat no,pat num",
        "preferred_language": "preferred lang,language,patient language,pt language,lang",
        "procedures": "procedure,procedure s,planned procedure,planned procedures,procedure name,"
        "procedure description,scheduled procedure",
        "body_site": "site,body part,anatomic site,anatomical site,joint",
        "laterality": "side,side l r,side l r b,side l r bilat,side l r bilateral,side left right",
        "indication": "diagnosis,dx,diagnosis code,dx code,icd10,icd 10,icd 10 code,icd 10 codes,"
        "icd code,icd codes,primary icd10,pre op diagnosis,"
        "preop diagnosis,primary diagnosis,diagnosis codes,dx codes,dx1,primary dx,reason for procedure",
        "practitioner": "provider,provider name,physician,doctor,surgeon,clinician,rendering provider,"
        "performing provider,attending provider,resource provider,provider id,primary surgeon,"
        "surgeon name,lead surgeon,operating surgeon,physician name,appt provider,appointment provider,"
        "primary provider,treating practitioner,treating provider,appt provider name,provider resource,"
        "staff member,practitioner name,dr,rendering provider name,provider full name,npi,provider npi,"
        "rendering npi,rendering provider npi,doctor name,care provider,scheduled provider,"
        "scheduling provider,"
        "treating physician,rendering physician,rendering provider id,seeing provider,provider npi number",
        "scheduled_on": "appointment date,appt date,appt dt,appt dt tm,appt date time,appointment datetime,"
        "appointment date time,date of service,dos,service date,visit date,procedure date,surgery date,"
        "scheduled date,surg date,date of surgery,date of procedure,case date,proc date,op date,"
        "sched date,scheduled dt,apt date time,apt date,appt start date,start at,"
        "appointment start,visit dt,pc event date,appointment start time date,encounter date,sch date,"
        "sch dt,surgery dt,appt start dt,date of appointment,appt start date time",
        "representative_name": "guardian name,legal guardian,representative",
        "representative_authority": "guardian relationship",
    }
)
"""What other systems call them, where it can mean one thing only: such a column is read."""
ROLE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        CODES: "cpt,cpt code,cpt codes,cpts,hcpcs,hcpcs code,hcpcs codes,cpt hcpcs,billing code,"
        "billing codes,"
        "procedure code,procedure codes,proc code,proc codes,j code,drug code,service code,charge code",
        TIME: "appt time,appointment time,sched time,time,start time,appt start time,visit time,"
        "appointment start time,pc start time,apptstarttime,case time",
        MODIFIER: "modifier,modifiers,mod,mod1,modifier 1,cpt modifier,mods",
    }
)
"""What other systems call a column of codes."""
OTHER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "record_id": "id,fin,account number,acct no,log id",
        "patient_name": "name",
        "date_of_birth": "born",
        "mrn": "pat,patient id,patient number,pt id,identifier,pubpid,pid,pat num,patient guid,acct,account,"
        "unit number,unit no,person id,person number,person nbr,client id,patient no",
        "body_site": "location of procedure",
        "laterality": "lateral",
        "indication": "reason",
        "practitioner": "resource,resource name,resource description,resource desc,prov,staff,seen by",
        "scheduled_on": "date,start date time,start,start time,start date,scheduled time,when",
        "representative_name": "guardian",
        "representative_authority": "relationship,authority",
        "needles": "needle sticks",
        "shots": "injections,number of injections",
        "visits": "number of visits,planned visits",
        "interpreter_language": "interpreter",
        "interpreter_modality": "interpreter type,modality",
    }
)
"""What may be meant by other names: good for a suggestion, never a reason to read a column."""


_BY_KEY: Mapping[str, str] = MappingProxyType(
    {
        **{
            key_of("_".join(map(str, path))): name for name, path in FIELDS.items() if path[0] != "procedures"
        },
        **{key_of(name): name for name in FIELDS},
    }
)
_BY_SURE_WORD: Mapping[str, str] = MappingProxyType(
    {key_of(word): name for name, words in SURE_WORDS.items() for word in words.split(",")}
)
_BY_OTHER_WORD: Mapping[str, str] = MappingProxyType(
    {key_of(word): name for name, words in OTHER_WORDS.items() for word in words.split(",")}
)


_BY_ROLE_WORD: Mapping[str, str] = MappingProxyType(
    {key_of(word): name for name, words in ROLE_WORDS.items() for word in words.split(",")}
)


def role_called(heading: str) -> str | None:
    """The role of a column of codes, by its heading."""
    return _BY_ROLE_WORD.get(key_of(heading))


def field_named(heading: str) -> str | None:
    """The field a heading names: ``Given Name``, ``given_name`` and ``patient.given_name`` are the same."""
    return _BY_KEY.get(key_of(heading))


def field_called(heading: str) -> str | None:
    """The field a heading of another system can only mean."""
    return _BY_SURE_WORD.get(key_of(heading))


def field_meant(heading: str) -> str | None:
    """The field a heading of another system probably means."""
    return field_called(heading) or _BY_OTHER_WORD.get(key_of(heading))
