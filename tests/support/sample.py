"""A small made-up packet with every construct that pages use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from consent.models.paper.master import Master
from consent.models.paper.slots import SENTINELS, Slot
from consent.stamp import stamp
from consent.typeset import typeset

ISSUED = date(2026, 1, 15)
PAGES = 3
"""How many pages the sample has."""
VALUES: Mapping[Slot, str] = {
    Slot.PATIENT_NAME: "Maria Nguyễn",
    Slot.DATE_OF_BIRTH: "1961-03-09",
    Slot.MRN: "00123456",
    Slot.PACKET_ID: "7K3M9QPX2D",
    Slot.ISSUED_ON: "Jan 15, 2026",
    Slot.ISSUED_DAY: ISSUED.isoformat(),
    Slot.SCHEDULED_ON: "2026-12-01",
    Slot.REPRESENTATIVE_NAME: "Zoë Müller",
    Slot.REPRESENTATIVE_AUTHORITY: "legal guardian",
    Slot.INTERPRETER_LANGUAGE: "Ελληνικά, by phone",
}

CSS = """
@page { size: Letter; margin: 26mm 20mm; @top-left { content: element(head); width: 100% }
  @bottom-left { content: element(foot); width: 100% } }
.head { position: running(head); font-size: 8pt }
.foot { position: running(foot); font-size: 8pt }
.pages::after { content: "Page " counter(page) " of " counter(pages) }
.code { float: right; width: 13mm; height: 13mm }
body { font-size: 11pt; line-height: 1.4 }
input { font-size: 10pt }
h2 { break-after: avoid }
table { border-collapse: collapse } td, th { border: 0.5pt solid #444; padding: 3pt }
.slot { display: inline-block; width: 45mm; white-space: nowrap; font-weight: bold }
.short { width: 25mm }
.wide { width: 90mm; font-weight: normal }
.sig { display: block; width: 80mm; height: 14mm; border-bottom: 1pt solid #000 }
.line { display: inline-block; width: 60mm; height: 7mm; border-bottom: 0.5pt solid #000 }
.box { display: inline-block; width: 4mm; height: 4mm; border: 0.75pt solid #000 }
.many { display: block; width: 150mm; height: 25mm; border: 0.5pt solid #000 }
#signatures { break-inside: avoid }
"""

_RISKS = "<tr><td>Pain at the site</td><td>10 of 100 people</td></tr>" * 8
_WORDS = "<p>You may say no. You may change your mind at any time, and your care stays the same.</p>" * 12

HEAD = """<div class="head">Patient <span class="slot" data-slot="patient-name">{patient-name}</span>
Born <span class="slot short" data-slot="date-of-birth">{date-of-birth}</span>
MRN <span class="slot short" data-slot="mrn">{mrn}</span></div>
<div class="foot"><div class="code" data-page-code></div>
Packet <span class="slot" data-slot="packet-id">{packet-id}</span> <span class="pages"></span></div>"""

BODY = f"""<main><h1 id="top">Consent</h1>
<p>I am <span class="slot wide" id="name" data-slot="patient-name">{{patient-name}}</span>, and was asked.</p>
<p lang="es">Puedo decir que no, señora.</p>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><title>A grey square</title>
<rect width="20" height="20" fill="#333"/></svg>
<section id="risks"><h2>Risks</h2>{_WORDS}
<table><thead><tr><th scope="col">What</th><th scope="col">How often</th></tr></thead>
<tbody>{_RISKS}</tbody></table>
<ul><li>One</li><li>Two <em>now</em><ul><li>and a half</li></ul></li></ul>{_WORDS}</section>
<section id="signatures"><h2>Signatures</h2><p>I agree.</p>
<p>Patient</p>
<input type="checkbox" class="sig" name="sig:patient-signature" title="Signature of the patient">
<p>Date <input type="checkbox" class="line" name="date:patient-date" title="Date">
Time <input type="checkbox" class="line" name="time:patient-time" title="Time"></p>
<p>Initials <input type="checkbox" class="line" name="initials:risks-initials" title="Initials"></p>
<p><input type="checkbox" class="box" name="check:photos" title="I agree to photos"> I agree to photos</p>
<p>In my words</p>
<input type="checkbox" class="many" name="multiline:own-words" title="In your own words">
<p>Name <input type="checkbox" class="line" name="text:printed-name" title="Printed name" maxlength="40"></p>
<p>Doctor</p>
<input type="checkbox" class="sig" name="sig:practitioner-signature" title="Signature of the practitioner">
</section></main>"""


def document(body: str = BODY, values: Mapping[Slot, str] = SENTINELS, *, head: str = HEAD) -> str:
    """A complete page with these values in its slots."""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Consent {packet-id}</title>'
        '<meta name="author" content="Example Clinic"></head><body>' + head + body + "</body></html>"
    )
    for slot, value in values.items():
        html = html.replace(f"{{{slot}}}", value)
    return html


def twin(values: Mapping[Slot, str] = SENTINELS) -> str:
    """The machine-readable twin of the sample."""
    return f'{{"packet_id": "{values[Slot.PACKET_ID]}", "clauses": []}}'


def master_of(html: str, slots: Mapping[Slot, str] = SENTINELS, css: str = CSS) -> Master:
    """Typeset this page."""
    return typeset(html, stylesheets=[css], issued_on=ISSUED, slots=slots)


@cache
def sample_master() -> Master:
    """The sample with empty slots."""
    return typeset(document(), stylesheets=[CSS], issued_on=ISSUED, twin=twin())


def direct(values: Mapping[Slot, str]) -> Master:
    """The sample with the values typeset in place: the slow road."""
    html = document(values=values)
    return typeset(html, stylesheets=[CSS], issued_on=ISSUED, twin=twin(values), slots={})


@cache
def sample_packet() -> bytes:
    """The sample, filled."""
    return stamp(sample_master(), VALUES)


def named(name: str) -> bytes:
    """The sample for a patient of this name."""
    return stamp(sample_master(), {**VALUES, Slot.PATIENT_NAME: name})
