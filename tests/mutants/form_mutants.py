"""A stranger's consent form that says everything, and ways in which it does not."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import weasyprint
import zxingcpp

from consent.checks.paper.entry import check_pdf_bytes
from tests.mutants.kitchen import kitchen
from tests.mutants.mutant import expectation_of

POLICIES = ("us-ca", "us-fda")
_BOARD = "https://www.mbc.ca.gov/licensing/Notice-to-Consumers.aspx"
PROCEDURES = ("msc-exosomes",)
_CSS = """
@page { size: letter; margin: 1in }
@page notice { margin: 0.5in }
body { font: 12pt sans-serif }
.notice { page: notice; break-before: page; break-after: page; font-size: 40pt; line-height: 1.1 }
.board { font-size: 14pt; break-before: page }
"""
_BODY = """
<h1>Informed Consent for Exosome Injection</h1>
<p>Bayview Regenerative Medicine Clinic. I authorize Dr. Smith to inject exosomes into my left knee joint. The
product is derived from donated umbilical cord tissue. Manufacturer: Acme Bio. Lot number: ________</p>
<p class="status">Exosome products have <b>not been ap\u00adproved</b> by the U.S. Food and Drug Administration
(FDA) for any use, including orthopedic conditions such as arthritis or tendon injury. This treatment is
experimental, and its benefits have not been proven.</p>
<p>Donors are screened for infectious disease, but a disease may still be transmitted. FDA has cautioned
patients about regenerative products, including exosomes. No investigational new drug application (IND) is in
effect for this use.</p>
<p>Registration of a facility with FDA, or a listing on ClinicalTrials.gov, does not mean approval. A state law
may permit this treatment; that does not mean that FDA has approved it.</p>
<p class="harm">Serious adverse events, including infections, have been reported after similar products.
<span class="long">The long-term effects are unknown.</span> You may report side effects to FDA MedWatch.</p>
<p class="risks">Risks include pain, swelling, bleeding, infection and allergic reaction.</p>
<p class="choices">Alternatives include physical therapy, medication, surgery, a clinical trial, and no
treatment at all. Therapy helps many people; medication can upset the stomach; surgery takes months.</p>
<p>Dr. Smith is board certified and has ten years of experience with injections.</p>
<div class="notice">THIS NOTICE MUST BE PROVIDED TO YOU UNDER CALIFORNIA LAW. This health care practitioner performs
one or more stem cell therapies that have not been approved by the United States Food and Drug Administration. You are
encouraged to consult with your primary care physician prior to undergoing a stem cell therapy.</div>
<p>I was given the California notice about stem cell therapies before treatment.</p>
<p>I understand that exosomes are not FDA\u2010approved.</p>
<p class="board">NOTICE TO PATIENTS<br>Medical doctors are licensed and regulated by the Medical Board of
California.<br>To check up on a license or to file a complaint go to www.mbc.ca.gov,<br>email:
licensecheck@mbc.ca.gov,<br>or call (800) 633\u20112322.</p>
{code}
<p>The Open Payments database is a federal tool used to search payments made by drug and device companies to
physicians and teaching hospitals. It can be found at https://openpaymentsdata.cms.gov.</p>
<p class="sign">Patient\u2019s signature ______________________ Date ________ Time ______</p>
<p>Physician\u2019s signature ____________________ Date _____</p>
"""


@dataclass(frozen=True)
class FormMutant:
    """One form that lacks something."""

    code: str
    name: str
    make: Callable[[], bytes]
    about: str
    """Policy and requirement that the finding must name."""


@cache
def printed(body: str, css: str = "") -> bytes:
    """The form as a PDF, by a program that is none of ours to begin with."""
    body = body.replace("{code}", _board_code())
    page = f'<!doctype html><html lang="en"><title>Consent</title><style>{_CSS}{css}</style><body>{body}'
    return bytes(weasyprint.HTML(string=page).write_pdf())


def _board_code() -> str:
    code = zxingcpp.create_barcode(_BOARD, zxingcpp.BarcodeFormat.QRCode)
    picture = base64.b64encode(code.to_svg().encode()).decode()
    return f'<img alt="QR code" style="width: 30mm" src="data:image/svg+xml;base64,{picture}">'


def good_form() -> bytes:
    """The form that says everything, in its own words."""
    return printed(_BODY)


def found_in(pdf: bytes, *, with_practice: bool = True) -> set[tuple[str, str, str]]:
    """Code, severity and subject of everything found in a form."""
    practice = kitchen().loaded_practice if with_practice else None
    expectation = expectation_of(None, *POLICIES, procedures=PROCEDURES, practice=practice)
    report = check_pdf_bytes(pdf, "form.pdf", expectation=expectation)
    return {
        (finding.code, finding.severity.value, name)
        for finding in report.findings
        for name in finding.field.split(", ")
    }


def _without(words: str, instead: str = "") -> Callable[[], bytes]:
    assert words in _BODY, words
    return lambda: printed(_BODY.replace(words, instead))


def _styled(css: str) -> Callable[[], bytes]:
    return lambda: printed(_BODY, css)


_STATUS = "have <b>not been ap\u00adproved</b> by"

MUTANTS: tuple[FormMutant, ...] = (
    FormMutant(
        "PAP301",
        "silent about the long term",
        _without("The long-term effects are unknown."),
        "us-fda.unknown-long-term",
    ),
    FormMutant(
        "PAP301",
        "silent about other choices",
        _without(
            "Alternatives include physical therapy, medication, surgery, a clinical trial, and no\ntreatment at all. "
            "Therapy helps many people; medication can upset the stomach; surgery takes months."
        ),
        "us-ca.conventional-treatment",
    ),
    FormMutant(
        "PAP301",
        "no notice",
        lambda: printed(
            _BODY[: _BODY.index('<div class="notice">')] + _BODY[_BODY.index("<p>I was given") :]
        ),
        "us-ca.stem-cell-notice",
    ),
    FormMutant(
        "PAP301",
        "silent about MedWatch",
        _without("You may report side effects to FDA MedWatch."),
        "us-fda.medwatch",
    ),
    FormMutant(
        "PAP302",
        "what is not known in pieces",
        _without(
            "The long-term effects are unknown.",
            "We plan for the long term. " + "We take our time with you. " * 3 + "Much is unknown.",
        ),
        "us-fda.unknown-long-term",
    ),
    FormMutant(
        "PAP302",
        "not approved, but what?",
        _without(
            "Exosome products have <b>not been ap\u00adproved</b> by the U.S. Food and Drug Administration\n(FDA) for any use, "
            "including orthopedic conditions such as arthritis or tendon injury.",
            "This procedure has not been reviewed by FDA. Regenerative medicine has not been approved for arthritis.",
        ),
        "us-fda.exosome-first-page",
    ),
    FormMutant(
        "PAP301",
        "other choices denied",
        _without(
            "Alternatives include physical therapy", "There are no alternatives such as physical therapy"
        ),
        "us-ca.conventional-treatment",
    ),
    FormMutant(
        "PAP301",
        "approval is not needed",
        lambda: printed(
            _BODY.replace(_STATUS, "do not need to be approved by").replace(
                "I understand that exosomes are not", "I know that exosomes need not be"
            )
        ),
        "us-fda.exosome-status",
    ),
    FormMutant(
        "PAP304",
        "the status on the second page",
        lambda: printed(_BODY.replace('<p class="status">', '<p class="status" style="break-before: page">')),
        "us-fda.exosome-first-page",
    ),
    FormMutant(
        "PAP303",
        "one word put in",
        _without("that have not been approved", "that have not yet been approved"),
        "us-ca.stem-cell-notice",
    ),
    FormMutant(
        "PAP303",
        "one word exchanged",
        _without("primary care physician", "primary care provider"),
        "us-ca.stem-cell-notice",
    ),
    FormMutant(
        "PAP303",
        "other capitals",
        _without(
            "THIS NOTICE MUST BE PROVIDED TO YOU UNDER CALIFORNIA LAW",
            "This notice must be provided to you under California law",
        ),
        "us-ca.stem-cell-notice",
    ),
    FormMutant(
        "PAP304", "the notice in small type", _styled(".notice { font-size: 24pt }"), "us-ca.stem-cell-notice"
    ),
    FormMutant(
        "PAP304",
        "the notice scaled down",
        _styled(".notice { transform: scale(0.8) }"),
        "us-ca.stem-cell-notice",
    ),
    FormMutant(
        "PAP304",
        "the notice in company",
        lambda: printed(
            _BODY.replace(
                "undergoing a stem cell therapy.</div>",
                "undergoing a stem cell therapy.<p style='font-size: 11pt'>"
                + "We look forward to your visit. " * 12
                + "</p></div>",
            ),
            ".notice { line-height: 1 }",
        ),
        "us-ca.stem-cell-notice",
    ),
    FormMutant(
        "PAP307",
        "a release in the middle",
        _without(
            "Dr. Smith is board certified",
            "I release Dr. Smith from any and all liability. He is board certified",
        ),
        "",
    ),
    FormMutant(
        "PAP307",
        "praise by a registration",
        _without("Manufacturer: Acme Bio.", "Our exosomes come from Acme Bio, an FDA-registered facility."),
        "",
    ),
    FormMutant(
        "PAP308",
        "an agreement about fees",
        _without(
            "Informed Consent for Exosome Injection",
            "Fee Agreement and Price List for the Treatments of Joints in This Year and the Next",
        ),
        "",
    ),
    FormMutant("PAP305", "white on white", _styled(".long { color: white }"), "us-fda.unknown-long-term"),
    FormMutant("PAP305", "tiny contrast", _styled(".long { color: #ccc }"), "us-fda.unknown-long-term"),
    FormMutant(
        "PAP305",
        "behind a box",
        _styled(
            ".harm { position: relative } .harm::after { content: ''; position: absolute; inset: 0; background: white }"
        ),
        "us-fda.unknown-long-term",
    ),
    FormMutant(
        "PAP305", "struck out", _styled(".long { text-decoration: line-through }"), "us-fda.unknown-long-term"
    ),
    FormMutant(
        "PAP306",
        "no place for the patient",
        _without("Patient\u2019s signature ______________________ Date ________ Time ______"),
        "us-ca.stem-cell-notice-received",
    ),
)
