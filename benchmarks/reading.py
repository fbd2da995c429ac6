"""What reading and judging finished PDFs costs. Run: ``python -m benchmarks.reading``.

Times are CPU seconds of one core, so a busy machine changes little; the ratio changes least.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from benchmarks.measure import keep_compiled_modules
from consent.checks.paper.entry import check_pdf, check_pdf_bytes
from consent.reading.read import read_sheets
from tests.mutants.form_mutants import PROCEDURES, printed
from tests.mutants.kitchen import packet_of, pdf_of
from tests.mutants.mutant import expectation_of

_TIMES = 5
_FILES = 40
_DPI = 144
_COLD = """
import sys
from datetime import date
from pathlib import Path
from consent.checks.paper.entry import check_pdf
from consent.load.library.survey import load_library
from consent.models.findings.expectation import Expectation
from consent.resources import template_roots
library = load_library(template_roots(None, None))
report = check_pdf(Path(sys.argv[1]), expectation=Expectation(library=library, practice=None,
    policies=(library.policies["us-fda"],), procedures=("msc-exosomes",), as_of=date(2026, 11, 24)))
assert report.pages == 10 and "weasyprint" not in sys.modules, report.pages
"""


def main(*, times: int = _TIMES, files: int = _FILES) -> None:
    """Print pages per second, the ratios, the cost of one stranger's form, and memory over many files."""
    pdf, expectation = pdf_of("usual"), expectation_of(packet_of("usual"))
    pages = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation).pages
    ours = _best(lambda: check_pdf_bytes(pdf, "packet.pdf", expectation=expectation), times) / pages
    read = _best(lambda: read_sheets(pdf, "packet.pdf", with_fonts=True), times) / pages
    judged = max(ours - read, 0)
    drawn = _best(lambda: _drawn(pdf), times) / pages
    bare = _best(lambda: _text_only(pdf), times) / pages
    print(f"all paper rules on a packet of {pages} pages: {ours * 1e3:.1f} ms a page, {1 / ours:.0f} pages/s")
    print(f"of that reading them back: {read * 1e3:.1f} ms, judging them: {judged * 1e3:.1f} ms")
    print(f"PDFium drawing them at {_DPI} dpi: {drawn * 1e3:.1f} ms a page; ratio {ours / drawn:.1f}")
    print(f"extracting the text alone: {bare * 1e3:.1f} ms a page; ratio {ours / bare:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.pdf"
        form.write_bytes(
            printed("".join(f"<h2>Part {n}</h2>{_TEXT}" for n in range(10)), "h2 { break-before: page }")
        )
        _print_cold(form)
        _print_memory(form, files)


_TEXT = "<p>Exosomes are not approved by the FDA. Risks include pain and infection. Ask us.</p>" * 9


def _best(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def _drawn(pdf: bytes) -> int:
    """What any check of what a person sees costs at the least: every page, drawn once."""
    document = pypdfium2.PdfDocument(pdf)
    return sum(page.render(scale=_DPI / 72).width for page in document)


def _text_only(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def _print_cold(form: Path) -> None:
    keep_compiled_modules()
    command = [sys.executable, "-c", _COLD, str(form)]
    subprocess.run(command, check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"a stranger's form of 10 pages, from a cold process: {wall:.2f} s ({cpu:.2f} s of CPU)")


def _print_memory(form: Path, files: int) -> None:
    expectation = expectation_of(None, "us-fda", procedures=PROCEDURES)
    peaks = []
    for _ in range(files):
        check_pdf(form, expectation=expectation)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"memory after 1 file {peaks[0]:.0f} MB, after {files} files {peaks[-1]:.0f} MB")


if __name__ == "__main__":
    main()
