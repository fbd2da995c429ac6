"""An authority's own form in the packet: whole, unaltered, in every kind of print, or refused."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from consent.checks.paper.entry import check_pdf_bytes
from consent.cli import Exit
from consent.errors import TypesetError
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import Slot
from consent.models.people.practice import Paper
from consent.pipeline.parts.masters import master_of, slow_master_of
from consent.stamp import stamp
from tests.mutants.edit import without
from tests.mutants.kitchen import kitchen, packet_of, pdf_of, record
from tests.mutants.mutant import expectation_of
from tests.support import official_forms as forms
from tests.support.command import Command, environment, refused
from tests.support.conformance import failures
from tests.support.office import PRACTICE_FILE, blank
from tests.support.pages import squeezed, texts
from tests.support.records import write
from tests.support.verapdf import assert_conforms

ON = ("--issued-on", "2026-11-24")
MADE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a blank packet": ("blank", forms.two_pages),
    "large print": ("large print", forms.two_pages),
    "A4, a form turned left": ("a4", lambda: forms.turned(3)),
    "a form turned right and cropped": ("record", lambda: forms.turned(1)),
    "a form upside down": ("record", lambda: forms.turned(2)),
    "a form with fields, stamps and a script": ("record", forms.with_fields),
}


def texan(content: bytes, arranged: str = "record") -> Packet:
    """A packet in Texas with this form."""
    stove = kitchen()
    form = blank("msc-exosomes") if arranged == "blank" else record("msc-exosomes")
    return stove.assemble(
        form,
        practice=forms.in_texas(stove.practice),
        edition=Edition.LARGE_PRINT if arranged == "large print" else Edition.STANDARD,
        paper=Paper.A4 if arranged == "a4" else Paper.LETTER,
        forms={forms.TEXAS: forms.bound(content)},
    )


def finished(packet: Packet) -> bytes:
    return stamp(master_of(packet, kitchen().roots, kitchen().parts), packet.slots)


@cache
def made(how: str) -> tuple[Packet, bytes]:
    """One of the packets above."""
    arranged, content = MADE[how]
    packet = texan(content(), arranged)
    return packet, finished(packet)


def judged(packet: Packet, pdf: bytes) -> None:
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(packet))
    assert report.findings == ()
    assert failures(pdf) == []


@pytest.mark.parametrize("how", MADE)
def test_the_form_is_whole_however_it_was_made(how: str) -> None:
    judged(*made(how))


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.pdf" for number in range(len(MADE) + 1)]
    for path, pdf in zip(paths, [pdf_of("texas"), *(made(how)[1] for how in MADE)], strict=True):
        path.write_bytes(pdf)
    assert_conforms(paths)


def test_it_stays_vectors_and_text() -> None:
    shown = [page for page, words in enumerate(texts(pdf_of("texas"))) if "I was told about item" in words]
    assert len(shown) == 1
    with pikepdf.open(io.BytesIO(pdf_of("texas"))) as pdf:
        drawings = pdf.pages[shown[0]].resources["/XObject"]
        assert {str(drawings[name].Subtype) for name in drawings.keys()} == {"/Form"}  # noqa: SIM118 - pikepdf


def test_each_of_its_pages_says_whose_it_is_and_what_it_is() -> None:
    first, second = (page for page in texts(pdf_of("texas")) if "Official form: State of Texas" in page)
    for number, words in ((1, first), (2, second)):
        assert f"page {number} of 2. Whole and unaltered" in words
        assert packet_of("texas").slots[Slot.PATIENT_NAME] in words
        assert packet_of("texas").packet_id in words
    assert "16. I was told about item 16" in " ".join(first.split())
    assert "Complaints: Example Board" in second


def test_a_screen_reader_reads_it() -> None:
    with pikepdf.open(io.BytesIO(pdf_of("texas"))) as pdf:
        figures = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/S") == pikepdf.Name.Figure
            and "/Alt" in item
        ]
    said = next(words for words in figures if "page 2 of 2" in words)
    assert said.startswith(
        "Official form: State of Texas (Texas Medical Board), page 2 of 2. Part 2. Signatures"
    )


def test_a_form_that_is_a_picture_says_whom_to_ask() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(b"100 100 300 300 re f")

    pdf = finished(texan(forms.changed(forms.two_pages(), edit)))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        said = b" ".join(
            i.Alt.unparse() for i in file.objects if isinstance(i, pikepdf.Dictionary) and "/Alt" in i
        )
    assert b"This page is a picture" in said
    assert b"the front desk" in said


def test_the_file_is_attached_as_it_was_published() -> None:
    with pikepdf.open(io.BytesIO(pdf_of("texas"))) as pdf:
        assert pdf.attachments[f"{forms.TEXAS}.pdf"].get_file().read_bytes() == forms.two_pages()
        # Its own date, not the packet's: the same file every day.
        assert str(pdf.attachments[f"{forms.TEXAS}.pdf"].obj.EF.F.Params.ModDate) == "D:20260115000000Z"
        assert [str(spec.AFRelationship) for spec in pdf.Root.AF] == ["/Data", "/Source"]


def test_same_form_same_bytes() -> None:
    packet, pdf = made("a blank packet")
    typeset_again = master_of(packet, kitchen().roots)
    assert stamp(typeset_again, packet.slots) == pdf


def test_another_revision_is_another_content() -> None:
    one, other = texan(forms.two_pages()), texan(forms.turned())
    assert one.content_hash != other.content_hash


def test_long_names_leave_the_form_whole() -> None:
    name = " ".join(["Wolfeschlegelsteinhausenbergerdorff"] * 4)
    named = kitchen().assemble(
        record("msc-exosomes", patient={**_PATIENT, "given_name": name}),
        practice=forms.in_texas(kitchen().practice),
        forms={forms.TEXAS: forms.bound(forms.two_pages())},
    )
    pdf = stamp(slow_master_of(named, kitchen().roots), named.slots)
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(named))
    assert [finding for finding in report.findings if finding.code == "PAP218"] == []
    assert _shown(pdf) == 2
    assert failures(pdf) == []


_PATIENT = {"given_name": "Maria", "family_name": "Nguyễn", "date_of_birth": "1961-03-09", "mrn": "00123456"}


def test_pages_that_leave_the_form_out_are_refused() -> None:
    with pytest.raises(TypesetError, match="not all on the paper"):
        kitchen().cook(packet_of("texas"), html=without(f'id="form-{forms.TEXAS}-2"'))


# --- at the command line -------------------------------------------------------------------------------


def desk(
    consent: Command, content: bytes | None = None, *, pinned: bytes | None = None
) -> tuple[str | Path, ...]:
    """A practice in Texas that has the form; the options that name it."""
    content = forms.two_pages() if content is None else content
    (consent.folder / "form.pdf").write_bytes(content)
    digest = hashlib.sha256(content if pinned is None else pinned).hexdigest()
    text = PRACTICE_FILE.read_text("utf-8").replace("US-CA", "US-TX").replace("logo: logo.svg", "")
    text += f"\nofficial_forms:\n  {forms.TEXAS}: {{file: form.pdf, sha256: {digest}}}\n"
    return "--practice", write(consent.folder / "practice.yaml", text), *ON


def plan(consent: Command) -> Path:
    return write(
        consent.folder / "r.yaml",
        "record_id: r-1\npatient: {given_name: A, family_name: B, date_of_birth: 1950-01-01, mrn: '1'}\n"
        "procedures: [{procedure: msc-exosomes, body_site: knee joint, laterality: left,"
        " indication: knee osteoarthritis}]\npractitioner: p-01\nscheduled_on: 2026-12-01\n",
    )


def test_a_packet_of_the_front_desk_passes_the_gate(consent: Command) -> None:
    options = desk(consent)
    outcome = consent("render", plan(consent), *options, "-o", "p.pdf")
    assert outcome.code == Exit.DONE, outcome
    checked = consent("check", "p.pdf", "--practice", "practice.yaml", "--as-of", "2026-11-24")
    assert checked.code == Exit.DONE, checked


def test_the_form_is_noticed_when_it_changes(consent: Command) -> None:
    options = desk(consent)
    assert consent("render", plan(consent), *options, "-o", "p.pdf").code == Exit.DONE
    (consent.folder / "form.pdf").write_bytes(forms.turned())
    outcome = consent("render", plan(consent), *options, "-o", "p.pdf")
    refused(outcome, "practice.yaml:", "PRA029", "not the file that `sha256:` pins")


def test_a_form_that_cannot_be_bound_is_refused_where_it_is_named(consent: Command) -> None:
    options = desk(consent, forms.drawing("0 1 1 0 k 20 20 40 40 re f"))
    outcome = consent("render", plan(consent), *options, "-o", "p.pdf")
    refused(outcome, "practice.yaml:", "PRA029", "printing colors (CMYK)", "PDF/A-2a")


def test_a_form_that_would_break_the_standard_is_refused(consent: Command) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == pikepdf.Name.Type0:
                del item["/ToUnicode"]

    options = desk(consent, forms.changed(forms.two_pages(), edit))
    outcome = consent("render", plan(consent), *options, "-o", "p.pdf")
    refused(outcome, "practice.yaml:", "PRA029", "would break PDF/UA-1")


def test_a_warm_print_needs_no_pdf_library(consent: Command) -> None:
    options = desk(consent)
    path = plan(consent)
    script = (
        "import sys; from consent.cli import run; code = run(sys.argv[1:]);"
        "print(code, sorted({'weasyprint', 'pikepdf', 'pypdfium2', 'numpy'} & set(sys.modules)))"
    )
    said = []
    for folder in ("a", "b"):
        arguments = ["render", str(path), *map(str, options), "-o", folder, "-q"]
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=consent.folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(done.stdout.splitlines()[-1])
    assert said[1] == "0 []"
    (first,), (second,) = ((consent.folder / folder).iterdir() for folder in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_a_batch_and_its_print_run_have_the_form(consent: Command) -> None:
    options = desk(consent)
    head = "record_id,given_name,family_name,date_of_birth,mrn,procedures,body_site,laterality,indication"
    row = "msc-exosomes,knee joint,left,knee osteoarthritis,p-01,2026-12-01"
    rows = [f"{head},practitioner,scheduled_on", *(f"r-{n},A,B,1950-01-01,{n},{row}" for n in (1, 2))]
    source = write(consent.folder / "s.csv", "\n".join(rows) + "\n")
    outcome = consent("batch", source, *options, "-o", "out", "--print-run", "run.pdf", "--jobs", "1")
    assert outcome.code == Exit.DONE, outcome
    for path in sorted((consent.folder / "out").glob("**/*.pdf")):
        assert _shown(path.read_bytes()) == 2, path
    run = (consent.folder / "run.pdf").read_bytes()
    assert _shown(run) == 4
    assert squeezed(" ".join(texts(run))).count("I was told about item 16 of") == 2


def _shown(pdf: bytes) -> int:
    return sum("Official form: State of Texas" in page for page in texts(pdf))


def test_a_lawyer_is_told_the_page(consent: Command) -> None:
    options = desk(consent)
    outcome = consent("show", "us-tx", "--coverage", *options)
    assert outcome.code == Exit.DONE, outcome
    told = next(line for line in outcome.stdout.splitlines() if f"form {forms.TEXAS} " in line)
    assert told.split()[0] == "us-tx/official-form"
    assert ", " in told
